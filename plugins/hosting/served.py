"""What a web server gives for the files of a manifest, fetched as a reader would and compared byte for byte."""

import threading
import zlib
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import quote, urljoin, urlsplit

import brotli

from plugins.hosting.headers import is_served
from plugins.hosting.manifest import NAME, SUMS, Difference, Entry, Manifest, entry_of
from plugins.hosting.progress import told
from plugins.languages import CODES, MAIN
from plugins.messages import say

CONNECTIONS = 4  # at once: a small host is not pressed
_SECONDS = 30  # for one answer
_REDIRECTS = 3
_PART = 1_000_000  # bytes that are read at once: no room is made for what was only promised
_AS_IT_IS = "identity"
ENCODINGS = {".br": "br", ".gz": "gzip"}
# Each language's home and the address that readers know it by; every other page is named by its file.
_HOMES = {"index.html": "", **{f"{code}/index.html": f"{code}/" for code in CODES if code != MAIN.code}}
_FOUND, _GONE = 200, (404, 410)
_MOVED = (301, 302, 303, 307, 308)


class NoAnswer(Exception):
    """Nothing answers at the address, or not as a web server does."""


class Visitor:
    """Fetches files below one address, over one connection that stays open; certificates are checked."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._origin = (parts.scheme, parts.netloc)
        self._path = parts.path.rstrip("/")
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._connection = kind(parts.hostname or "", parts.port, timeout=_SECONDS)

    def file(self, name: str, limit: int, encoding: str = _AS_IT_IS) -> tuple[int, bytes]:
        """Status and content of a file, unpacked; of more than `limit` bytes only as much as tells that it is longer.

        `encoding` is how it may be sent: as it is, or compressed as browsers take it.
        """
        path = f"{self._path}/{quote(name)}"
        for _ in range(_REDIRECTS):
            status, content, location = self._answer(path, limit, encoding)
            if status not in _MOVED:
                return status, content
            onward = self._onward(path, location)
            if onward is None:
                return status, b""
            path = onward
        return status, b""

    def _onward(self, path: str, location: str) -> str | None:
        """Where a redirect leads on the same host: some show a page without its ending. Another host is another site."""
        try:
            target = urlsplit(urljoin(f"{self._origin[0]}://{self._origin[1]}{path}", location))
        except ValueError:
            return None
        if (target.scheme, target.netloc) != self._origin or not location.isascii():
            return None
        return target.path + (f"?{target.query}" if target.query else "")

    def _answer(self, path: str, limit: int, encoding: str) -> tuple[int, bytes, str]:
        try:
            return self._asked(path, limit, encoding)
        except (OSError, HTTPException):
            self._connection.close()  # the server may have ended an old connection: once more on a new one
        try:
            return self._asked(path, limit, encoding)
        except (OSError, HTTPException) as error:
            self._connection.close()
            raise NoAnswer(str(error)) from error

    def _asked(self, path: str, limit: int, encoding: str) -> tuple[int, bytes, str]:
        self._connection.request("GET", path, headers={"Accept-Encoding": encoding})
        answer = self._connection.getresponse()
        raw = _beginning(answer, limit)
        if not answer.isclosed():  # longer than expected: the rest would be taken for the next answer
            self._connection.close()
        content = unpacked(raw, limit, answer.getheader("Content-Encoding") or _AS_IT_IS)
        return answer.status, content, answer.getheader("Location") or ""

    def close(self) -> None:
        self._connection.close()


def _beginning(answer: HTTPResponse, limit: int) -> bytes:
    """What was sent, and of more than `limit` bytes only one more, however long the answer says that it is or goes on."""
    parts, left = [], limit + 1
    while left and (part := answer.read(min(left, _PART))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def unpacked(raw: bytes, limit: int, encoding: str) -> bytes:
    """The content of an answer, and one byte more than is expected at most, whatever it was packed from."""
    try:
        if encoding == "gzip":
            return zlib.decompressobj(31).decompress(raw, limit + 1)
        if encoding == "br":
            return bytes(brotli.Decompressor().process(raw, output_buffer_limit=limit + 1))[: limit + 1]
    except (zlib.error, brotli.error):
        return b""
    return raw


def whole_file(url: str, name: str, limit: int = 64_000_000) -> bytes | None:
    """A file of the site; None when there is none. NoAnswer when nothing answers there."""
    visitor = Visitor(url)
    try:
        status, content = visitor.file(name, limit)
    finally:
        visitor.close()
    return content if status == _FOUND else None


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
    wanted = {name: entry for name, entry in manifest.files.items() if is_served(name)}
    wanted |= {SUMS: sums_of(manifest, content), NAME: entry_of(content)}
    gone = [name for name in former if name not in manifest.files and name not in wanted and is_served(name)]
    here = threading.local()
    visitors = []

    def difference(name: str) -> Difference | None:
        if not hasattr(here, "visitor"):
            here.visitor = Visitor(url)
            visitors.append(here.visitor)
        try:
            status, body = here.visitor.file(name, wanted[name].bytes if name in wanted else 0)
            kind = _kind(status, body, wanted.get(name))
            if not kind and _is_sent_changed(here.visitor, name, manifest):
                kind = "changed when compressed"
            if not kind and _is_not_in_its_folder(here.visitor, name, wanted.get(name)):
                kind = "not in its folder"
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


def _is_sent_changed(visitor: Visitor, name: str, manifest: Manifest) -> bool:
    """Whether what browsers get, which is a compressed copy, is another file than who takes none gets."""
    wanted = manifest.files.get(name)
    asked = [encoding for ending, encoding in ENCODINGS.items() if f"{name}{ending}" in manifest.files]
    return any(_kind(*visitor.file(name, wanted.bytes, encoding), wanted) for encoding in asked if wanted)


def _is_not_in_its_folder(visitor: Visitor, name: str, wanted: Entry | None) -> bool:
    """Whether the address of a folder shows something else than the home page in it: a storage knows no folders."""
    folder = _HOMES.get(name)
    return folder is not None and wanted is not None and bool(_kind(*visitor.file(folder, wanted.bytes), wanted))


def _kind(status: int, body: bytes, wanted: Entry | None) -> str | None:
    """How an answer differs from the file that is wanted, or from there being none."""
    if wanted is None:
        return "still there" if status == _FOUND else None
    if status in _GONE:
        return "missing"
    if status != _FOUND:
        return f"status {status}"
    return "changed" if entry_of(body) != wanted else None
