"""The gate on what the project itself holds: git publishes every file, also the drafts and the words that no page shows."""

from collections.abc import Iterator
from pathlib import Path

from plugins.privacy.allowed import Allowed
from plugins.privacy.pictures import FORMATS, picture_problems
from plugins.privacy.portable_documents import document_problems
from plugins.privacy.text.identifying import name_problems, safe_path, text_problems
from plugins.privacy.text.reading import Inside
from plugins.problems import Problem
from plugins.site import Site

TEXTS = frozenset(
    [".md", ".csv", ".json", ".geojson", ".toml", ".po", ".pot", ".html", ".css", ".js", ".svg", ".txt", ".xml"]
)


def sources_are_safe(site: Site, allowed: Allowed, inside: Inside) -> Iterator[Problem]:
    """Nothing under content/, data/, theme/ or docs/ could lead to a person: texts, names of files, pictures and PDFs.

    Files of other types are not read here; which types may lie there at all is a rule of its own.
    """
    for folder in (site.content, site.data, site.theme, site.root / "docs"):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield from source_problems(path, site.shown(path), allowed, inside)


def source_problems(path: Path, shown: str, allowed: Allowed, inside: Inside) -> Iterator[Problem]:
    """What is wrong with one file, also for a hook that looks at the files of a commit."""
    yield from name_problems(shown, allowed, inside)
    told = safe_path(shown, allowed, inside)
    ending = path.suffix.lower()
    if ending in TEXTS:
        # In another encoding the digits are the same; that it is another one is told elsewhere.
        yield from text_problems(path.read_bytes().decode("utf-8", "replace"), told, allowed, inside)
    elif ending in FORMATS:
        yield from picture_problems(path, told)
    elif ending == ".pdf":
        yield from document_problems(path, told, allowed, inside)
