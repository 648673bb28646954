"""Theme files of the site that stood at a host before: a deploy leaves them for one more deploy.

Browsers and caches keep a page for some minutes, and such a page still asks for the styles and scripts that it was made with.
"""

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from plugins.hosting.assets import is_hashed
from plugins.hosting.manifest import Entry, Manifest, entry_of
from plugins.hosting.served import ENCODINGS, unpacked

# A host's manifest could name anything: only plain names below theme/, and never a page.
_NAME = re.compile(
    r"theme/(?:[\w-][\w.-]*/)*[\w-][\w.-]*\.([0-9a-f]{10})\.(?!x?html?\b)[a-z0-9]+(?:\.gz|\.br)?", re.ASCII
)


def may_be_kept(name: str) -> bool:
    """Whether the file at this path may outlive its site."""
    return is_hashed(name) and _NAME.fullmatch(name) is not None


def kept(former: Mapping[str, Entry], wanted: Collection[str]) -> dict[str, Entry]:
    """What of a former manifest's files stays beside the wanted ones, as far as it lies there with these bytes."""
    return {name: entry for name, entry in former.items() if may_be_kept(name) and name not in wanted}


def listed(content: bytes | str) -> Mapping[str, Entry]:
    """The files that a manifest lists; none when there is none or it cannot be read."""
    try:
        return Manifest.model_validate_json(content).files if content else {}
    except ValueError:
        return {}


def is_what_its_name_says(folder: Path, name: str) -> bool:
    """Whether a file of a folder may be a kept one: its name has the hash of its content, unpacked if it is a compressed copy."""
    match = _NAME.fullmatch(name)
    if not match or not may_be_kept(name):
        return False
    content = (folder / name).read_bytes()
    ending = name[-3:]
    if ending in ENCODINGS:
        plain = folder / name.removesuffix(ending)
        size = plain.stat().st_size if plain.is_file() else 0
        content = unpacked(content, size, ENCODINGS[ending])
    return entry_of(content).sha256.startswith(match[1])
