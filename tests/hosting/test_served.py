"""A server that means harm: whatever it sends, no more is taken from it than a file may have."""

import gzip
import tracemalloc
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli
import pytest

from plugins.hosting.manifest import Entry, Manifest, entry_of
from plugins.hosting.served import NoAnswer, Visitor, served_differences, whole_file
from tests.hosting.servers import in_background

LIMIT = 1000
BOMB = 60_000_000  # bytes that come out of some thousands
PARTS = 2000  # of 64 kB: as good as endless, and a test that fails ends
MOVES = {"/broken": "http://[", "/letters": "/caf\xe9", "/line": "/a b", "/circle": "/circle"}


@cache
def _bomb(encoding: str) -> bytes:
    content = bytes(BOMB)
    return brotli.compress(content, quality=1) if encoding == "br" else gzip.compress(content, 1)


class Hostile(BaseHTTPRequestHandler):
    """Answers with more than was asked for, in the way that the address names."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        with suppress(OSError):
            self._answer()
        self.close_connection = True

    def _answer(self) -> None:
        if self.path in MOVES:
            self.send_response(301)
            self.send_header("Location", MOVES[self.path])
            self._content(b"")
        elif self.path in ("/br", "/gzip"):
            self.send_response(200)
            self.send_header("Content-Encoding", self.path[1:])
            self._content(_bomb(self.path[1:]))
        elif self.path == "/right":
            self.send_response(200)
            self._content(b"x" * LIMIT)
        elif self.path == "/little":
            self.send_response(200)
            self.send_header("Content-Length", str(10**9))
            self.end_headers()
            self.wfile.write(b"x" * LIMIT)
        else:
            self._endless()

    def _content(self, content: bytes) -> None:
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _endless(self) -> None:
        part = bytes(64_000)
        self.send_response(200)
        match self.path:
            case "/chunked":
                self.send_header("Transfer-Encoding", "chunked")
                part = b"fa00\r\n" + part + b"\r\n"
            case "/promised":
                self.send_header("Content-Length", str(10**18))
            case "/packed":
                self.send_header("Content-Encoding", "gzip")
            case _:
                pass  # until the connection ends
        self.end_headers()
        for _ in range(PARTS):
            self.wfile.write(part)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hostile)
    with server, in_background(server) as found:
        yield found


@pytest.fixture
def visitor(address: str) -> Iterator[Visitor]:
    with closing(Visitor(address)) as found:
        yield found


@pytest.mark.parametrize("name", ["chunked", "promised", "endless"])
def test_an_endless_answer_is_read_to_one_byte_more_than_the_file_has(visitor: Visitor, name: str) -> None:
    tracemalloc.start()
    try:
        status, content = visitor.file(name, LIMIT)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (status, len(content)) == (200, LIMIT + 1)
    assert most < 20_000_000


def test_no_room_is_made_for_what_is_only_promised(visitor: Visitor) -> None:
    """A manifest and an answer say how long a file is, and then there is little."""
    tracemalloc.start()
    try:
        assert visitor.file("little", 900_000_000) == (200, b"x" * LIMIT)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 20_000_000


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_what_is_packed_is_unpacked_to_one_byte_more_than_the_file_has(visitor: Visitor, encoding: str) -> None:
    _bomb(encoding)
    tracemalloc.start()
    try:
        status, content = visitor.file(encoding, LIMIT * 20, encoding)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (status, content) == (200, bytes(LIMIT * 20 + 1))
    assert most < BOMB / 2


def test_what_only_says_that_it_is_packed_is_nothing(visitor: Visitor) -> None:
    assert visitor.file("packed", LIMIT) == (200, b"")


@pytest.mark.parametrize("name", ["broken", "letters", "circle"])
def test_a_redirect_that_leads_nowhere_is_not_followed(visitor: Visitor, name: str) -> None:
    assert visitor.file(name, LIMIT) == (301, b"")


def test_a_redirect_that_is_no_address_is_no_answer(visitor: Visitor) -> None:
    with pytest.raises(NoAnswer):
        visitor.file("line", LIMIT)


def test_every_such_answer_is_a_difference_and_ends(address: str) -> None:
    right = entry_of(b"x" * LIMIT)
    wrong = ("chunked", "promised", "endless", "br", "gzip", "packed", "broken", "letters", "line", "circle")
    files: dict[str, Entry] = dict.fromkeys((*wrong, "right"), right)
    manifest = Manifest(site="https://www.example.org", commit="0" * 40, example=True, files=files)
    found = {difference.name: difference.kind for difference in served_differences(address, manifest, b"")}
    assert found.keys() - {"manifest.json", "SHA256SUMS"} == set(wrong)
    assert {found[name] for name in ("chunked", "promised", "endless", "br", "gzip", "packed")} == {"changed"}
    assert (found["broken"], found["line"]) == ("status 301", "no answer")


def test_of_a_manifest_no_more_than_its_limit_is_read(address: str) -> None:
    content = whole_file(address, "endless", LIMIT)
    assert content is not None
    assert len(content) == LIMIT + 1
