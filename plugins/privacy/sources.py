"""The gate on what the project itself holds: git publishes every file, also the drafts and the words that no page shows."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from plugins.messages import say
from plugins.privacy.allowed import Allowed
from plugins.privacy.pictures import FORMATS, picture_problems
from plugins.privacy.portable_documents import document_problems
from plugins.privacy.structured_points import data_points, table_points
from plugins.privacy.text.identifying import name_problems, safe_path, text_problems
from plugins.privacy.text.reading import Inside
from plugins.problems import Problem
from plugins.site import Site

TEXTS = frozenset(
    ".md .csv .json .geojson .toml .po .pot .html .css .js .svg .txt .xml .py .in .lock .yaml .yml .minisig .pub".split()  # noqa: SIM905  a list of words
)
# Files without an ending, by name.
NAMES = frozenset(
    ["LICENSE", "CODEOWNERS", "inv", "newest", "run", ".editorconfig", ".gitattributes", ".gitignore", ".gitkeep"]
)
# Made on this machine by our tools, editors and file managers; `.gitignore` keeps each of them out of git.
NOT_IN_GIT = frozenset(
    ".git .venv .cache .preview .hypothesis .mypy_cache .pytest_cache .ruff_cache __pycache__ output public .idea .vscode "  # noqa: SIM905
    ".DS_Store Thumbs.db desktop.ini".split()
)
NOT_IN_GIT_BEGINNINGS = (".output.", ".public.")
# Code is read by people before it is merged, and the gate's own tests hold what it must refuse.
CODE = ("plugins/", "tests/")
# Which types may lie here is ruled more narrowly, in plugins/editorial/files.py.
RULED = ("content/", "data/", "docs/", "theme/static/")
# The outlines in plugins/maps/basemap/, by their hashes: their points are coasts, borders and the corners of cells.
MAPS = frozenset([
    "bd70c28f697306cc041b2e68ec4d872f311005610e4e7ffb890ac14c8b99420a",  # basemap.geojson
    "934c29bdcbafe88058f26fe816fdcf05c3924d682e7060aceacd18ff10b8dc99",  # parts.json
    "f64a4a56c8cf02745622f7684b3e55e4527a9c57d5868bd198cb21922f931ad8",  # world.geojson
])  # fmt: skip


def sources_are_safe(site: Site, allowed: Allowed, inside: Inside) -> Iterator[Problem]:
    """No file of the project could lead to a person: texts, names of files, pictures and PDFs; files of other types are refused."""
    for path in project_files(site.root):
        yield from source_problems(path, site.shown(path), allowed, inside)


def project_files(root: Path) -> Iterator[Path]:
    """Every file that git may hold, in a fixed order; links are not followed."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not _is_left_out(name))
        for name in sorted(names):
            path = Path(folder, name)
            if not _is_left_out(name) and path.is_file() and not path.is_symlink():
                yield path


def _is_left_out(name: str) -> bool:
    return name in NOT_IN_GIT or name.startswith(NOT_IN_GIT_BEGINNINGS)


def source_problems(path: Path, shown: str, allowed: Allowed, inside: Inside) -> Iterator[Problem]:
    """What is wrong with one file."""
    yield from name_problems(shown, allowed, inside)
    told = safe_path(shown, allowed, inside)
    ending = path.suffix.lower()
    if ending == ".py" and shown.startswith(CODE):
        return
    if ending in TEXTS or path.name in NAMES:
        yield from _text_file_problems(path, told, allowed, inside)
    elif ending in FORMATS:
        yield from picture_problems(path, told)
    elif ending == ".pdf":
        yield from document_problems(path, told, allowed, inside)
    elif not shown.startswith(RULED):
        fix = say("Keep it outside the project's folder. If git has seen it, tell whoever keeps the repository.")
        yield Problem(told, 0, 0, say("the file must be of a type that the gate can read; it is not"), fix)


def _text_file_problems(path: Path, told: str, allowed: Allowed, inside: Inside) -> Iterator[Problem]:
    raw = path.read_bytes()
    if hashlib.sha256(raw).hexdigest() in MAPS:
        return
    # In another encoding the digits are the same; that it is another one is told elsewhere.
    text = raw.decode("utf-8", "replace")
    yield from text_problems(text, told, allowed, inside)
    if path.suffix.lower() == ".csv":
        yield from table_points(text, told, inside)
    elif path.suffix.lower() in (".json", ".geojson"):
        yield from data_points(text, told, inside)
