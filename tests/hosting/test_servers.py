"""What visitors get from a real nginx, a real Caddy and a real Apache that were given our settings."""

import gzip
import re
from collections.abc import Callable

import brotli
import pytest

from plugins.hosting.headers import HEADERS, HOST_FILES, PAGES_LIFETIME, content_type, lifetime
from tests.hosting.conftest import Answer, Server
from tests.hosting.published import SCRIPT, STYLE
from tests.hosting.servers import run

pytestmark = pytest.mark.xdist_group("servers")
UNPACKED: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}


def wrong_headers(answer: Answer) -> dict[str, list[str]]:
    return {header.name: answer.said(header.name) for header in HEADERS if answer.said(header.name) != [header.value]}


def test_the_server_accepts_its_settings(server: Server) -> None:
    said = run(server.program.check, server.workshop).splitlines()
    # That there is no TLS is our doing, here only.
    assert [line for line in said if "warn" in line.lower() and "automatic https" not in line.lower()] == []


def test_every_header_stands_once_on_every_kind_of_file(server: Server) -> None:
    for name in server.tree.files:
        answer = server.answer(f"/{name}")
        assert (answer.status, wrong_headers(answer)) == (200, {}), name


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/ko/", 200), ("/missing.html", 404), ("/ko/missing", 404), ("/files/", 404), ("/theme/a.css", 404),
     ("/old/page/", 301), ("/?p=12", 301), ("/ko", 301), ("/_headers", 404)],
)  # fmt: skip
def test_every_header_stands_once_whatever_the_status(server: Server, path: str, status: int) -> None:
    answer = server.answer(path)
    if server.program.name == "caddy" and path == "/ko":
        status = 308
    assert (answer.status, wrong_headers(answer)) == (status, {})


def test_every_file_has_its_type(server: Server) -> None:
    for name in server.tree.files:
        assert server.answer(f"/{name}").said("Content-Type") == [content_type(name)], name


@pytest.mark.parametrize("path", ["/", "/ko/", "/missing.css", "/fr/missing.pdf", "/missing"])
def test_a_folder_and_a_wrong_address_have_the_type_of_a_page(server: Server, path: str) -> None:
    assert server.answer(path).said("Content-Type") == ["text/html; charset=utf-8"]


def test_hashed_files_may_be_kept_a_year_and_the_others_minutes(server: Server) -> None:
    for name in server.tree.files:
        assert server.answer(f"/{name}").said("Cache-Control") == [lifetime(name)], name
    assert "immutable" in lifetime(STYLE)
    assert "immutable" in lifetime(SCRIPT)


@pytest.mark.parametrize("path", ["/", "/theme/css/site.ffffffffff.css", "/offline/missing.zip", "/old/page"])
def test_what_is_not_there_may_be_kept_minutes_only(server: Server, path: str) -> None:
    assert server.answer(path).said("Cache-Control") == [PAGES_LIFETIME]


@pytest.mark.parametrize(("encoding", "ending"), [("br", ".br"), ("gzip", ".gz")])
def test_the_compressed_copy_is_sent_with_the_type_of_its_file(server: Server, encoding: str, ending: str) -> None:
    folder = server.tree.folder
    for name in server.tree.files:
        if not (folder / f"{name}{ending}").is_file():
            continue
        answer = server.answer(f"/{name}", accept_encoding=encoding)
        assert answer.said("Content-Encoding") == [encoding], name
        assert answer.body == (folder / f"{name}{ending}").read_bytes(), name
        assert answer.said("Content-Type") == [content_type(name)], name
        assert answer.said("Vary") == ["Accept-Encoding"], name
        assert answer.said("Cache-Control") == [lifetime(name)], name
        assert wrong_headers(answer) == {}, name


def test_brotli_is_preferred_by_whoever_takes_both(server: Server) -> None:
    answer = server.answer("/about.html", accept_encoding="gzip, deflate, br, zstd")
    assert answer.said("Content-Encoding") == ["br"]


def test_who_takes_no_compression_gets_none(server: Server) -> None:
    answer = server.answer(f"/{STYLE}")
    assert answer.said("Content-Encoding") == []
    assert answer.body == (server.tree.folder / STYLE).read_bytes()
    assert answer.said("Vary") == ["Accept-Encoding"]


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_home_pages_are_compressed_too(server: Server, encoding: str) -> None:
    answer = server.answer("/ko/", accept_encoding=encoding)
    assert answer.said("Content-Encoding") == [encoding]
    assert answer.said("Content-Type") == ["text/html; charset=utf-8"]
    assert UNPACKED[encoding](answer.body) == (server.tree.folder / "ko" / "index.html").read_bytes()


@pytest.mark.parametrize(
    ("path", "page"),
    [("/x", "404.html"), ("/ko/x", "ko/404.html"), ("/ko/a/b.html", "ko/404.html"), ("/fr/x.css", "fr/404.html"),
     ("/korea", "404.html"), ("/files/x", "404.html")],
)  # fmt: skip
def test_a_wrong_address_is_answered_in_the_language_of_the_address(server: Server, path: str, page: str) -> None:
    right = (server.tree.folder / page).read_bytes()
    plain, packed = server.answer(path), server.answer(path, accept_encoding="br")
    assert (plain.status, plain.body) == (404, right)
    body = brotli.decompress(packed.body) if packed.said("Content-Encoding") == ["br"] else packed.body
    assert (packed.status, body) == (404, right)


@pytest.mark.parametrize(
    ("path", "target"),
    [("/old/page/", "/about.html"), ("/old/page", "/about.html"), ("/old/page/?from=book", "/about.html"),
     ("/sub02/0201.php", "/ko/about.html"), ("/old-home/", "/ko/"), ("/?p=12", "/files/all.pdf"),
     ("/old/list.php?a=1&b=2", "/about.html"), ("/%EC%98%9B/%EC%A3%BC%EC%86%8C/", "/fr/about.html"),
     ("/%ec%98%9b/%ec%a3%bc%ec%86%8c", "/fr/about.html")],
)  # fmt: skip
def test_an_old_address_leads_on(server: Server, path: str, target: str) -> None:
    answer = server.answer(path)
    assert answer.status == 301
    assert re.sub(r"^http://127\.0\.0\.1(:[0-9]+)?", "", answer.said("Location")[0]) == target


@pytest.mark.parametrize(("path", "status"), [("/?p=13", 200), ("/", 200), ("/old/list.php", 404), ("/old/", 404)])
def test_an_address_that_is_no_old_one_leads_nowhere_else(server: Server, path: str, status: int) -> None:
    assert server.answer(path).status == status


@pytest.mark.parametrize(
    "path",
    [*(f"/{name}" for name in HOST_FILES), "/server/nginx.conf", "/server/Caddyfile", "/server/", "/.git/config",
     "/about.html.br", f"/{STYLE}.gz", "/ko/about.html.gz"],
)  # fmt: skip
def test_what_is_for_hosts_is_not_served(server: Server, path: str) -> None:
    answer = server.answer(path)
    assert answer.status == 404
    assert answer.said("Content-Type") == ["text/html; charset=utf-8"]


@pytest.mark.parametrize("path", ["/", "/missing", "/old/page", "/ko"])
def test_no_answer_tells_the_version_of_the_server(server: Server, path: str) -> None:
    answer = server.answer(path)
    told = " ".join([*answer.headers.values(), answer.body.decode("utf-8", "replace")])
    assert not re.search(r"(nginx|caddy|apache)/[0-9]", told, re.IGNORECASE)
    assert answer.said("X-Powered-By") == []


def test_no_answer_sets_a_cookie_or_lets_another_site_read(server: Server) -> None:
    for path in ("/", "/missing", "/old/page", "/files/all.json"):
        answer = server.answer(path, origin="https://example.org")
        assert answer.said("Set-Cookie") == []
        assert answer.said("Access-Control-Allow-Origin") == []
