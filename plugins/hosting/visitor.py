"""Files of a site, fetched as a reader would, from a server that may mean harm: nothing is held whole, and nothing lasts for ever."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from io import BufferedReader, RawIOBase
from socket import socket
from time import monotonic
from typing import Any, TypeVar
from urllib.parse import quote, urljoin, urlsplit

from plugins.hosting.manifest import Entry
from plugins.hosting.unpacking import AS_IT_IS, unpacked

FOUND = 200
_SECONDS = 30  # until something comes; for a whole file so many, and what it takes at the slowest rate
_SLOWEST = 20_000  # bytes in a second
# For one file: some hosts lead from a page to its folder, from there to the new address, and to the page without its ending.
_REQUESTS = 5
_PART = 64_000  # bytes that are held at once
_MOVED = (301, 302, 303, 307, 308)

Taken = TypeVar("Taken")


class NoAnswer(Exception):
    """Nothing answers at the address, or not as a web server does."""


def printable(text: str) -> str:
    """What a stranger wrote, as it may be told: nothing in it commands a terminal."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)


@dataclass(frozen=True)
class Answer:
    """What came for a file; of more bytes than were expected only so many that it can be told. `led`: after a redirect."""

    status: int
    bytes: int
    sha256: str
    led: bool

    def shows(self, entry: Entry) -> bool:
        return (self.status, self.bytes, self.sha256) == (FOUND, entry.bytes, entry.sha256)


class Visitor:
    """Fetches files below one address, over one connection that stays open; certificates are checked."""

    def __init__(self, url: str) -> None:
        """Nothing is asked yet; NoAnswer for what cannot be the address of a site."""
        try:
            parts = urlsplit(url)
            port, host = parts.port, (parts.hostname or "").encode("idna").decode("ascii")
        except ValueError as error:
            raise NoAnswer(str(error)) from None
        if parts.scheme not in ("http", "https") or not host:
            raise NoAnswer(url)
        self._origin = (parts.scheme, parts.netloc)
        self._path = parts.path.rstrip("/")
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._connection = kind(host, port, timeout=_SECONDS)
        self._connection.response_class = _Answering

    def file(self, name: str, limit: int, encoding: str = AS_IT_IS) -> Answer:
        """What is shown for a file, unpacked; `encoding` is how it may be sent: as it is, or compressed as browsers take it."""
        status, (size, digest), led = self._fetched(name, limit, encoding, _counted)
        return Answer(status, size, digest, led)

    def content(self, name: str, limit: int) -> tuple[int, bytes]:
        """Status and content of a file that is held whole."""
        return self._fetched(name, limit, AS_IT_IS, b"".join)[:2]

    def close(self) -> None:
        self._connection.close()

    def _fetched(
        self, name: str, limit: int, encoding: str, take: Callable[[Iterable[bytes]], Taken]
    ) -> tuple[int, Taken, bool]:
        until = monotonic() + _SECONDS + limit / _SLOWEST
        path = f"{self._path}/{quote(name)}"
        led = False
        for _ in range(_REQUESTS):
            status, taken, location = self._answer(path, limit, encoding, take, until)
            onward = self._onward(path, location) if status in _MOVED else None
            if onward is None:
                break
            path, led = onward, True
        return status, taken, led

    def _onward(self, path: str, location: str) -> str | None:
        """Where a redirect leads on the same host: some show a page without its ending. Another host is another site."""
        try:
            target = urlsplit(urljoin(f"{self._origin[0]}://{self._origin[1]}{path}", location))
        except ValueError:
            return None
        if (target.scheme, target.netloc) != self._origin or not location.isascii():
            return None
        return target.path + (f"?{target.query}" if target.query else "")

    def _answer(
        self, path: str, limit: int, encoding: str, take: Callable[[Iterable[bytes]], Taken], until: float
    ) -> tuple[int, Taken, str]:
        try:
            return self._asked(path, limit, encoding, take, until)
        except (OSError, HTTPException):
            self._connection.close()  # the server may have ended an old connection: once more on a new one
        try:
            return self._asked(path, limit, encoding, take, until)
        except (OSError, HTTPException) as error:
            self._connection.close()
            raise NoAnswer(printable(str(error))) from error

    def _asked(
        self, path: str, limit: int, encoding: str, take: Callable[[Iterable[bytes]], Taken], until: float
    ) -> tuple[int, Taken, str]:
        self._connection.request("GET", path, headers={"Accept-Encoding": encoding})
        self._connection.sock.settimeout(_left(until))
        answer = self._connection.getresponse()
        sent = unpacked(_beginning(answer, limit), answer.getheader("Content-Encoding") or AS_IT_IS)
        taken = take(_first(sent, limit + 1))
        if not answer.isclosed():  # longer than expected: the rest would be taken for the next answer
            self._connection.close()
        return answer.status, taken, answer.getheader("Location") or ""


class _Answering(HTTPResponse):
    """An answer that has as long as its socket's timeout says for the whole of it, and not for each piece."""

    def __init__(self, sock: socket, *arguments: Any, **options: Any) -> None:
        super().__init__(sock, *arguments, **options)
        self.fp = BufferedReader(_Timed(self.fp.detach(), sock))


class _Timed(RawIOBase):
    """What a socket sends until its time is over, however slowly it comes."""

    def __init__(self, raw: RawIOBase, sock: socket) -> None:
        self._raw, self._sock, self._until = raw, sock, monotonic() + (sock.gettimeout() or 0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(min(_left(self._until), _SECONDS))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


def _left(until: float) -> float:
    """The seconds until a moment; TimeoutError when it is over."""
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError("timed out")
    return left


def _beginning(answer: HTTPResponse, limit: int) -> Iterator[bytes]:
    """What was sent, and of much more than `limit` bytes only a part more, however long the answer says that it is or goes on."""
    left = limit + _PART
    while part := answer.read(min(left, _PART)):
        yield part
        left -= len(part)


def _first(parts: Iterable[bytes], most: int) -> Iterator[bytes]:
    for part in parts:
        yield part[:most]
        most -= len(part)
        if most <= 0:
            return


def _counted(parts: Iterable[bytes]) -> tuple[int, str]:
    size, digest = 0, sha256()
    for part in parts:
        size += len(part)
        digest.update(part)
    return size, digest.hexdigest()
