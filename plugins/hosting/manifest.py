"""`manifest.json`: every file of a published site with its size and hash, so that anybody can tell whether a copy is whole and unchanged."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

NAME = "manifest.json"
SIGNATURE = "manifest.json.minisig"
SUMS = "SHA256SUMS"
UNLISTED = frozenset([NAME, SIGNATURE, SUMS])
# Bytes of a file. Who compares a copy fetches as much as its manifest says, and that may be a stranger's.
LARGEST = 1_000_000_000


class Entry(BaseModel):
    """One file: its size in bytes and the SHA-256 of its content in hexadecimal digits."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    bytes: int = Field(ge=0, le=LARGEST)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class Manifest(BaseModel):
    """What a published site consists of, from which commit, for which address; `example` says that data in it are invented,
    `changed` that it was made from files that are not those of the commit, `day` by which day links for money were shown or hidden,
    `moved` to which file each page at an old address leads: most hosts lead there themselves and do not show the page.

    A mirror's manifest is a stranger's: nothing in it may command a terminal or ask for more than a file. What a later version of it
    also says is no reason to refuse it: an older commit may have to be deployed over a newer one.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    version: int = 1
    site: str = Field(pattern=r"^https?://[!-~]+$")
    commit: str = Field(pattern="^[0-9a-f]{40}$")
    changed: bool = False  # older manifests do not say it
    day: date | None = None  # nor this; nor does one of which no link is shown, because SOURCE_DATE_EPOCH was no number
    moved: Mapping[str, str] | None = None  # nor this; nor does a site without old addresses
    example: bool
    files: Mapping[str, Entry]

    @classmethod
    def read(cls, path: Path) -> "Manifest":
        """The manifest in a file; OSError or ValueError when there is none that can be read."""
        return cls.model_validate_json(path.read_bytes())

    @property
    def content(self) -> bytes:
        """The file: one line for each file, in the order of their names."""
        files = {name: self.files[name].model_dump() for name in sorted(self.files)}
        return (
            json.dumps(self.model_dump(mode="json", exclude_none=True) | {"files": files}, indent=0, ensure_ascii=False)
            + "\n"
        ).encode()


@dataclass(frozen=True)
class Difference:
    """A file of which the copy is not what the manifest says."""

    name: str
    kind: str  # "missing", "changed", "not listed", "link", or what only a visitor finds


def entries(folder: Path) -> dict[str, Entry]:
    """Every file of the folder that a manifest lists."""
    return {name: entry_of_file(folder / name) for name in _names(folder) if name not in UNLISTED}


def entry_of(content: bytes) -> Entry:
    return Entry(bytes=len(content), sha256=hashlib.sha256(content).hexdigest())


def entry_of_file(path: Path) -> Entry:
    """The same of a file, which may be larger than the memory."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return Entry(bytes=file.tell(), sha256=digest)


def differences(manifest: Manifest, folder: Path) -> list[Difference]:
    """How a folder differs from its manifest; empty when it is the same, file for file.

    A link is a difference, wherever it leads: a web server would show what lies in a linked folder, and it is not looked into.
    """
    found = entries(folder)
    links = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink()}
    kinds = {
        name: "missing" if name not in found else "not listed" if name not in manifest.files else "changed"
        for name in found.keys() | manifest.files.keys()
        if found.get(name) != manifest.files.get(name)
    } | dict.fromkeys(links, "link")
    return [Difference(name, kinds[name]) for name in sorted(kinds)]


def sums(folder: Path) -> bytes:
    """`SHA256SUMS` of every file but itself, as `sha256sum --check` reads it."""
    lines = [
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n"
        for name in _names(folder)
        if name not in (SUMS, SIGNATURE)
    ]
    return "".join(lines).encode()


def _names(folder: Path) -> Iterator[str]:
    """The paths of all files from the folder, sorted."""
    yield from sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
