"""The licences of everything that requirements.lock installs, as `docs/licences.md`.

`python -m tests.licences` writes it anew; look at the difference before committing it.
"""

import sys
from importlib.metadata import metadata
from pathlib import Path

from packaging.licenses import canonicalize_license_expression

from tests.locked import LOCK, Locked, locked

LIST = Path(__file__).resolve().parents[1] / "docs" / "licences.md"

# What may stand beside AGPL-3.0-or-later in one work, after the list of the Free Software Foundation
# (https://www.gnu.org/licenses/license-list.html) and, for those it does not name, because they ask for nothing more than the ones it names.
COMPATIBLE = frozenset(
    "0BSD AGPL-3.0-only AGPL-3.0-or-later Apache-2.0 BSD-2-Clause BSD-3-Clause CC0-1.0 GPL-2.0-or-later ISC LicenseRef-Public-Domain MIT MIT-0 MIT-CMU MPL-2.0 PSF-2.0 Zlib".split()  # noqa: SIM905  a list of words
)

# A package says it in one of three fields. Where it does not use the identifiers of SPDX, its words stand here …
_WORDS = {
    "AGPL-3.0": "AGPL-3.0-only",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "ISC License": "ISC",
    "MIT License": "MIT",
    "PSFL": "PSF-2.0",
    "License :: OSI Approved :: MIT License": "MIT",
}
# … and where its words say too little ("BSD", "Dual License"), what its licence file says, read by a person.
_READ = {
    "axe-playwright-python": "MIT AND MPL-2.0",  # the second is that of axe-core, which lies in it
    "colorama": "BSD-3-Clause",
    "docutils": "LicenseRef-Public-Domain AND BSD-2-Clause AND BSD-3-Clause",  # the GPL is that of a file for Emacs, which is not installed
    "feedgenerator": "BSD-3-Clause",
    "isodate": "BSD-3-Clause",
    "itsdangerous": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "nodeenv": "BSD-3-Clause",
    "pathspec": "MPL-2.0",
    "pelican": "AGPL-3.0-or-later",
    "pymupdf": "AGPL-3.0-only OR LicenseRef-Artifex-Commercial",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "segno": "BSD-3-Clause",
    "text-unidecode": "GPL-2.0-or-later OR Artistic-1.0-Perl",
    "unidecode": "GPL-2.0-or-later",
    "webencodings": "BSD-3-Clause",
}


def licence(package: Locked) -> str:
    """The licence as an expression of SPDX; ValueError when no field says it and nobody has read it yet."""
    if package.name in _READ:
        return _READ[package.name]
    fields = metadata(package.name)
    classifiers = [line for line in fields.get_all("Classifier") or [] if line.startswith("License ::")]
    for said in (fields["License-Expression"], fields["License"], *(classifiers if len(classifiers) == 1 else ())):
        expression = _expression(said)
        if expression:
            return expression
    raise ValueError(f"{package.name}: read its licence file and add it to _READ in {Path(__file__).name}")


def is_compatible(expression: str) -> bool:
    """Whether one of the alternatives consists of compatible licences alone; brackets are refused, so a person reads them."""
    return any(COMPATIBLE.issuperset(alternative.split(" AND ")) for alternative in expression.split(" OR "))


def listing(packages: list[Locked]) -> str:
    """The document. It names no versions, so that it changes when a licence does."""
    conditions: dict[str, set[str]] = {}
    for package in packages:
        conditions.setdefault(package.name, set()).add(package.condition)
    first = {package.name: package for package in reversed(packages)}
    rows = [f"| {name} | {licence(first[name])} | {_place(conditions[name])} |" for name in sorted(first)]
    return "\n".join([*_HEAD, *rows, ""])


def _expression(said: str | None) -> str:
    said = _WORDS.get(said or "", said or "")
    try:
        return str(canonicalize_license_expression(said)) if said else ""
    except ValueError:
        return ""


def _place(conditions: set[str]) -> str:
    """Where it is installed, in the words of the lock; two versions for two kinds of machines are one package everywhere."""
    return f"`{next(iter(conditions))}`" if len(conditions) == 1 and "" not in conditions else ""


_HEAD = [
    "# Licences of what the project stands on",
    "",
    "Everything that `requirements.lock` installs, with its licence in the words of [SPDX](https://spdx.org/licenses/). Written by `python -m tests.licences`;",
    "a test compares it with what is installed, and refuses a licence that may not stand beside AGPL-3.0-or-later. These programs make, check and deploy the site;",
    "they are not part of the published pages.",
    "",
    "| Package | Licence | Only where |",
    "|---|---|---|",
]


def main() -> int:
    """Write the list anew."""
    LIST.write_text(listing(list(locked(LOCK.read_text("utf-8")))), "utf-8")
    print(f"Written: {LIST.name}; see git diff.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
