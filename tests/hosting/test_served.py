"""A server that means harm: whatever it sends, no more is taken from it than a file may have, and no longer."""

import gzip
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli
import pytest

from plugins.hosting import visitor as visiting
from plugins.hosting.manifest import Entry, Manifest, entry_of
from plugins.hosting.served import served_differences, whole_file
from plugins.hosting.visitor import NoAnswer, Visitor
from tests.hosting.servers import in_background

LIMIT = 1000
BOMB = 20_000_000  # bytes that come out of some thousands
PARTS = 2000  # of 64 kB: as good as endless, and a test that fails ends
MOVES = {
    "/broken": "http://[",
    "/letters": "/caf\xe9",
    "/line": "/a b",
    "/circle": "/circle",
    "/away": "http://127.0.0.2/right",
    "/old.html": "/old/",
    "/old/": "/right",
    "/other.html": "/200",
    "/former.pdf": "/former.pdf/",
    "/former.pdf/": "/right",
}
SLOW = {
    "/slow-head": b"HTTP/1.1 200 OK\r\nA: ",
    "/slow-body": b"HTTP/1.1 200 OK\r\n\r\n",
    "/slow-chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
    "/continue": b"",
}
NO_HTTP = b"\x1b[2Jhello\r\n"


@cache
def _bomb(encoding: str) -> bytes:
    content = bytes(BOMB)
    return brotli.compress(content, quality=1) if encoding == "br" else gzip.compress(content, 1)


class Hostile(BaseHTTPRequestHandler):
    """Answers with more than was asked for, in the way that the address names."""

    protocol_version = "HTTP/1.1"
    sent = 0  # parts of an endless answer

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
        elif self.path in ("/right", "/copy.html"):
            self.send_response(200)
            self._content(b"x" * LIMIT)
        elif self.path == "/own.html":
            self.send_response(200)
            self._content(b"own")
        elif self.path[1:].isdigit():
            self.send_response(int(self.path[1:]))
            self._content(b"x")
        elif self.path == "/no-http":
            self.wfile.write(NO_HTTP)
        elif self.path in SLOW:
            self.wfile.write(SLOW[self.path])
            for _ in range(PARTS // 20):
                self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n" if self.path == "/continue" else b"0")
                time.sleep(0.02)
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
        Hostile.sent = 0
        self.send_response(200)
        match self.path:
            case "/chunked":
                self.send_header("Transfer-Encoding", "chunked")
                part = b"fa00\r\n" + part + b"\r\n"
            case "/promised":
                self.send_header("Content-Length", str(10**18))
            case "/packed" | "/padded":
                self.send_header("Content-Encoding", "gzip")
            case _:
                pass  # until the connection ends
        self.end_headers()
        if self.path == "/padded":
            self.wfile.write(gzip.compress(b"x" * LIMIT))
        for _ in range(PARTS):
            self.wfile.write(part)
            Hostile.sent += 1

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


@contextmanager
def little_memory() -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 2_000_000


@pytest.mark.parametrize("name", ["chunked", "promised", "endless"])
def test_an_endless_answer_is_read_to_one_byte_more_than_the_file_has(visitor: Visitor, name: str) -> None:
    with little_memory():
        answer = visitor.file(name, LIMIT)
    assert (answer.status, answer.bytes) == (200, LIMIT + 1)


def test_no_room_is_made_for_what_is_only_promised(visitor: Visitor) -> None:
    """A manifest and an answer say how long a file is, and then there is little."""
    with little_memory():
        assert visitor.file("little", 900_000_000).shows(entry_of(b"x" * LIMIT))


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_what_is_packed_is_unpacked_little_by_little_to_one_byte_more_than_the_file_has(
    visitor: Visitor, encoding: str
) -> None:
    whole, more = entry_of(bytes(BOMB)), entry_of(bytes(LIMIT * 20 + 1))
    _bomb(encoding)
    with little_memory():
        assert visitor.file(encoding, BOMB, encoding).shows(whole)
        assert visitor.file(encoding, LIMIT * 20, encoding).shows(more)


def test_what_only_says_that_it_is_packed_is_nothing(visitor: Visitor) -> None:
    assert visitor.file("packed", LIMIT).shows(entry_of(b""))


def test_of_what_follows_the_end_of_a_packed_file_little_is_taken(visitor: Visitor) -> None:
    assert visitor.file("padded", LIMIT).shows(entry_of(b"x" * LIMIT))
    assert Hostile.sent < PARTS


def test_what_comes_slowly_is_given_up_however_it_is_sent(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visiting, "_SECONDS", 0.2)
    begun = time.monotonic()
    files = {name[1:]: entry_of(b"x") for name in SLOW}
    manifest = Manifest(site="https://www.example.org", commit="0" * 40, example=True, files=files)
    found = {difference.name: difference.kind for difference in served_differences(address, manifest, b"", only=files)}
    assert found == dict.fromkeys(files, "no answer")
    assert time.monotonic() - begun < 1


@pytest.mark.parametrize("name", ["broken", "letters", "circle", "away"])
def test_a_redirect_that_leads_nowhere_is_not_followed(visitor: Visitor, name: str) -> None:
    assert visitor.file(name, LIMIT).status == 301


def test_a_redirect_that_is_no_address_is_no_answer(visitor: Visitor) -> None:
    with pytest.raises(NoAnswer):
        visitor.file("line", LIMIT)


def test_what_is_no_answer_commands_no_terminal(visitor: Visitor) -> None:
    with pytest.raises(NoAnswer, match=r"^�\[2Jhello"):
        visitor.file("no-http", LIMIT)


@pytest.mark.parametrize(
    "url", ["https://127.0.0.1:99999", f"https://{'a' * 64}.org", "https://a..org", "https://", "ftp://a.org"]
)
def test_what_cannot_be_the_address_of_a_site_does_not_answer(url: str) -> None:
    with pytest.raises(NoAnswer):
        whole_file(url, "manifest.json")


def test_every_such_answer_is_a_difference_and_ends(address: str) -> None:
    right = entry_of(b"x" * LIMIT)
    wrong = ("chunked", "promised", "endless", "br", "gzip", "packed", "broken", "letters", "line", "circle")
    files: dict[str, Entry] = dict.fromkeys((*wrong, "right"), right)
    manifest = Manifest(site="https://www.example.org", commit="0" * 40, example=True, files=files)
    found = {difference.name: difference.kind for difference in served_differences(address, manifest, b"")}
    assert found.keys() - {"manifest.json", "SHA256SUMS"} == set(wrong)
    assert {found[name] for name in ("chunked", "promised", "endless", "br", "gzip", "packed")} == {"changed"}
    assert (found["broken"], found["line"]) == ("status 301", "no answer")


def test_what_was_taken_away_is_gone_only_if_the_answer_says_so(address: str) -> None:
    manifest = Manifest(site="https://www.example.org", commit="0" * 40, example=True, files={})
    former = ("403", "404", "410", "200", "206", "429", "500", "503", "away", "line")
    found = {
        difference.name: difference.kind for difference in served_differences(address, manifest, b"", former, former)
    }
    assert found == {
        **{name: f"not gone {name}" for name in ("206", "429", "500", "503")},
        "200": "still there",
        "away": "not gone 301",
        "line": "no answer",
    }


def test_a_page_at_an_old_address_is_itself_or_leads_to_its_file_and_nowhere_else(address: str) -> None:
    """A host that redirects does not show the page that is for hosts that cannot."""
    own, right = entry_of(b"own"), entry_of(b"x" * LIMIT)
    old = ("own.html", "old.html", "other.html", "copy.html", "former.pdf/index.html")
    files = {**dict.fromkeys(old, own), "right": right}
    manifest = Manifest(
        site="https://www.example.org", commit="0" * 40, example=True, files=files, moved=dict.fromkeys(old, "right")
    )
    names = (*old[:4], "former.pdf")
    found = {
        difference.name: difference.kind for difference in served_differences(address, manifest, b"", names, names)
    }
    assert found == {"other.html": "changed", "copy.html": "changed"}


def test_of_a_manifest_no_more_than_its_limit_is_read(address: str) -> None:
    content = whole_file(address, "endless", LIMIT)
    assert content is not None
    assert len(content) == LIMIT + 1
