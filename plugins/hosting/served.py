"""What a web server gives for the files of a manifest, compared byte for byte."""

import threading
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from plugins.hosting.headers import is_served
from plugins.hosting.manifest import NAME, SUMS, Difference, Entry, Manifest, entry_of
from plugins.hosting.progress import told
from plugins.hosting.unpacking import AS_IT_IS
from plugins.hosting.visitor import FOUND, Answer, NoAnswer, Visitor
from plugins.languages import CODES, MAIN
from plugins.messages import say

CONNECTIONS = 4  # at once: a small host is not pressed
_LARGEST_MANIFEST = 16_000_000  # bytes; of it nobody says how large it is
ENCODINGS = {".br": "br", ".gz": "gzip"}
# Each language's home and the address that readers know it by; every other page is named by its file.
_HOMES = {"index.html": "", **{f"{code}/index.html": f"{code}/" for code in CODES if code != MAIN.code}}
_MISSING = (404, 410)
_GONE = (*_MISSING, 403)  # a storage that may not be listed says so of what it does not have


@dataclass(frozen=True)
class _Right:
    """What a host may show at a name: the file, or after a redirect the one that it leads to. `gone`: it may also be missing."""

    file: Entry | None
    target: Entry | None
    gone: bool

    def kind(self, answer: Answer) -> str | None:
        """How an answer differs from it."""
        shown = (self.file, self.target if answer.led else None)
        if any(entry and answer.shows(entry) for entry in shown):
            return None
        if self.gone:
            if answer.status in _GONE:
                return None
            return "still there" if answer.status == FOUND else f"not gone {answer.status}"
        if answer.status in _MISSING:
            return "missing"
        return f"status {answer.status}" if answer.status != FOUND else "changed"

    @property
    def limit(self) -> int:
        return max(entry.bytes if entry else 0 for entry in (self.file, self.target))


def whole_file(url: str, name: str, limit: int = _LARGEST_MANIFEST) -> bytes | None:
    """A file of the site; None when there is none. NoAnswer when nothing answers there."""
    visitor = Visitor(url)
    try:
        status, content = visitor.content(name, limit)
    finally:
        visitor.close()
    return content if status == FOUND else None


def sums_of(manifest: Manifest, content: bytes) -> Entry:
    """What `SHA256SUMS` must be: it follows from the manifest and its file."""
    hashes = {**{name: entry.sha256 for name, entry in manifest.files.items()}, NAME: entry_of(content).sha256}
    return entry_of("".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes)).encode())


def served_differences(
    url: str,
    manifest: Manifest,
    content: bytes,
    former: Collection[str] = (),
    only: Collection[str] | None = None,
) -> Iterator[Difference]:
    """How the files at an address differ from a manifest, whose file is `content`.

    Files that a visitor cannot ask for are left out. Those named in `former` must be gone if the manifest does not list them.
    `only` are the names to look at; None for all.
    """
    wanted = {name: _right(manifest, name, gone=False) for name in manifest.files if is_served(name)}
    wanted |= {SUMS: _Right(sums_of(manifest, content), None, False), NAME: _Right(entry_of(content), None, False)}
    gone = {name: _right(manifest, name, gone=True) for name in former if is_served(name)}
    gone = {name: right for name, right in gone.items() if name not in wanted}
    here = threading.local()
    visitors = []

    def difference(name: str) -> Difference | None:
        try:
            if not hasattr(here, "visitor"):
                here.visitor = Visitor(url)
                visitors.append(here.visitor)
            kind = _kind(here.visitor, name, wanted.get(name) or gone[name], manifest)
        except NoAnswer:
            kind = "no answer"
        return Difference(name, kind) if kind else None

    names = [name for name in (*sorted(wanted), *sorted(gone)) if only is None or name in only]
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        for found in told(threads.map(difference, names), len(names), say("Comparing what is served")):
            if found:
                yield found
    for visitor in visitors:
        visitor.close()


def _right(manifest: Manifest, name: str, gone: bool) -> _Right:
    """An address that was a file's may be a folder's now, or an old one."""
    page = f"{name}/index.html" if gone else name
    target = (manifest.moved or {}).get(page, "")
    return _Right(manifest.files.get(page), manifest.files.get(target), gone)


def _kind(visitor: Visitor, name: str, right: _Right, manifest: Manifest) -> str | None:
    """How what is served for a name differs: as it is, packed as browsers take it, and a home page at its folder."""

    def found(address: str, encoding: str = AS_IT_IS) -> str | None:
        return right.kind(visitor.file(address, right.limit, encoding))

    if kind := found(name):
        return kind
    if any(found(name, encoding) for ending, encoding in ENCODINGS.items() if f"{name}{ending}" in manifest.files):
        return "changed when compressed"
    # A storage knows no folders.
    return "not in its folder" if name in _HOMES and not right.gone and found(_HOMES[name]) else None
