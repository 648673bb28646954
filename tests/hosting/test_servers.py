"""What visitors get from a real nginx, a real Caddy and a real Apache that serve the published tiny site with its settings."""

import gzip
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import brotli
import pytest

from plugins.hosting.headers import (
    CHECKSUMS_AT,
    HOST_FILES,
    KINDS,
    PAGES_LIFETIME,
    Header,
    content_type,
    headers,
    lifetime,
)
from plugins.hosting.manifest import NAME, Manifest
from plugins.hosting.verify import main as verify
from tests.hosting.conftest import OLD_PAGE, Answer, Server, Tree
from tests.hosting.servers import run
from tests.sites import TINY

Answers = Mapping[str, Answer]
UNPACKED: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}
HEADERS = headers(demo=True)
OLD_ADDRESSES = [line.split(",") for line in (TINY / "data" / "redirects.csv").read_text().splitlines()[1:]]


def wrong_headers(answer: Answer, meant: Iterable[Header] = HEADERS) -> dict[str, list[str]]:
    return {header.name: answer.said(header.name) for header in meant if answer.said(header.name) != [header.value]}


@pytest.fixture(scope="module")
def plain(server: Server) -> Answers:
    """What each server answers for each file to somebody who takes no compression."""
    return server.answers([f"/{name}" for name in server.tree.files])


def test_the_server_accepts_its_settings(server: Server) -> None:
    said = run(server.program.check, server.workshop).splitlines()
    # That there is no TLS is our doing, here only.
    assert [line for line in said if "warn" in line.lower() and "automatic https" not in line.lower()] == []


def test_the_site_has_a_file_of_every_kind(tree: Tree) -> None:
    found = {Path(name).suffix for name in tree.files}
    assert found == {"", *(ending for kind in KINDS for ending in kind.endings)}
    assert [name for name in tree.files if not Path(name).suffix] == list(CHECKSUMS_AT)


def test_every_file_is_served_as_it_is(server: Server, plain: Answers) -> None:
    for name, answer in plain.items():
        assert (answer.status, answer.said("Content-Encoding")) == (200, []), name
        assert answer.body == (server.tree.folder / name[1:]).read_bytes(), name
        # nginx says it of what it has a .gz of; a cache that gives the plain file to everybody does no harm.
        if (server.tree.folder / f"{name[1:]}.gz").is_file():
            assert answer.said("Vary") == ["Accept-Encoding"], name


def test_every_header_stands_once_on_every_file(plain: Answers) -> None:
    assert {name: wrong_headers(answer) for name, answer in plain.items() if wrong_headers(answer)} == {}


def test_a_demonstration_is_kept_out_of_search_engines_by_every_file(plain: Answers) -> None:
    for ending in (".html", ".pdf", ".csv", ".zip", ".png", ".js"):
        answers = [answer for name, answer in plain.items() if name.endswith(ending)]
        assert answers
        assert all(answer.said("X-Robots-Tag") == ["noindex"] for answer in answers), ending


def test_every_file_has_its_type(plain: Answers) -> None:
    for name, answer in plain.items():
        assert answer.said("Content-Type") == [content_type(name[1:])], name


def test_hashed_files_may_be_kept_a_year_and_the_others_minutes(plain: Answers) -> None:
    for name, answer in plain.items():
        assert answer.said("Cache-Control") == [lifetime(name[1:])], name
        assert ("immutable" in lifetime(name[1:])) == name.startswith("/theme/"), name


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/ko/", 200), ("/missing.html", 404), ("/ko/missing", 404), ("/files/", 404), ("/theme/a.css", 404),
     ("/old/about.php", 301), ("/?p=12", 301), ("/ko", 301), ("/_headers", 404)],
)  # fmt: skip
def test_every_header_stands_once_whatever_the_status(server: Server, path: str, status: int) -> None:
    answer = server.answer(path)
    if server.program.name == "caddy" and path == "/ko":
        status = 308
    assert (answer.status, wrong_headers(answer)) == (status, {})


@pytest.mark.parametrize("path", ["/", "/ko/", "/missing.css", "/fr/missing.pdf", "/missing"])
def test_a_folder_and_a_wrong_address_have_the_type_of_a_page(server: Server, path: str) -> None:
    assert server.answer(path).said("Content-Type") == ["text/html; charset=utf-8"]


@pytest.mark.parametrize("path", ["/", "/theme/css/site.ffffffffff.css", "/offline/missing.zip", "/old/about.php"])
def test_what_is_not_there_may_be_kept_minutes_only(server: Server, path: str) -> None:
    assert server.answer(path).said("Cache-Control") == [PAGES_LIFETIME]


@pytest.mark.parametrize(("encoding", "ending"), [("br", ".br"), ("gzip", ".gz")])
def test_the_compressed_copy_is_sent_with_the_type_of_its_file(server: Server, encoding: str, ending: str) -> None:
    folder = server.tree.folder
    packed = [f"/{name}" for name in server.tree.files if (folder / f"{name}{ending}").is_file()]
    assert {Path(name).suffix for name in packed} >= {".html", ".css", ".js", ".json", ".csv", ".xml", ".kml", ".svg"}
    for name, answer in server.answers(packed, accept_encoding=encoding).items():
        assert answer.said("Content-Encoding") == [encoding], name
        assert answer.body == (folder / f"{name[1:]}{ending}").read_bytes(), name
        assert answer.said("Content-Type") == [content_type(name[1:])], name
        # Debian's Apache takes .br for Breton; that `incidents.fr.kml` is French is true.
        assert answer.said("Content-Language") in ([], Path(name).suffixes[-2:-1] and [Path(name).suffixes[-2][1:]]), (
            name
        )
        assert answer.said("Vary") == ["Accept-Encoding"], name
        assert answer.said("Cache-Control") == [lifetime(name[1:])], name
        assert wrong_headers(answer) == {}, name


def test_brotli_is_preferred_by_whoever_takes_both(server: Server) -> None:
    answer = server.answer("/about.html", accept_encoding="gzip, deflate, br, zstd")
    assert answer.said("Content-Encoding") == ["br"]


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
    assert f'<html lang="{page[:2] if "/" in page else "en"}"'.encode() in right
    plain, packed = server.answer(path), server.answer(path, accept_encoding="br")
    assert (plain.status, plain.body) == (404, right)
    body = brotli.decompress(packed.body) if packed.said("Content-Encoding") == ["br"] else packed.body
    assert (packed.status, body) == (404, right)


@pytest.mark.parametrize(("old", "target"), OLD_ADDRESSES)
def test_an_old_address_leads_on(server: Server, old: str, target: str) -> None:
    path = old.rstrip("/")
    asked = [old] if "?" in old else [path, f"{path}?from=book", path.lower()]
    asked += [] if "?" in old or "." in old else [f"{path}/"]
    for answer in server.answers(asked).values():
        assert answer.status == 301
        where = re.sub(r"^http://127\.0\.0\.1(:[0-9]+)?", "", answer.said("Location")[0])
        assert where == f"/{target.removesuffix('index.html')}"
        assert server.answer(where).status == 200


@pytest.mark.parametrize(("path", "status"), [("/?p=13", 200), ("/", 200), ("/old/list.php", 404), ("/old/", 404)])
def test_an_address_that_is_no_old_one_leads_nowhere_else(server: Server, path: str, status: int) -> None:
    assert server.answer(path).status == status


def test_what_is_for_hosts_is_not_served(server: Server) -> None:
    folder = server.tree.folder
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    asked = [f"/{name}" for name in sorted(written - set(server.tree.files) - {OLD_PAGE})]
    assert {*(f"/{name}" for name in HOST_FILES), "/server/Caddyfile", "/.git/config", "/about.html.br"} <= set(asked)
    for name, answer in server.answers([*asked, "/server/", "/.git/", "/.git"]).items():
        assert answer.status == 404, name
        assert answer.said("Content-Type") == ["text/html; charset=utf-8"], name


@pytest.mark.parametrize("path", ["/", "/missing", "/old/about.php", "/ko"])
def test_no_answer_tells_the_version_of_the_server(server: Server, path: str) -> None:
    answer = server.answer(path)
    told = " ".join([*answer.headers.values(), answer.body.decode("utf-8", "replace")])
    assert not re.search(r"(nginx|caddy|apache)/[0-9]", told, re.IGNORECASE)
    assert answer.said("X-Powered-By") == []


@pytest.mark.parametrize("encoding", ["br", "identity"])
def test_who_has_the_file_already_is_told_so(server: Server, encoding: str) -> None:
    first = server.answer("/ko/about.html", accept_encoding=encoding)
    again = server.answer("/ko/about.html", accept_encoding=encoding, if_none_match=first.said("ETag")[0])
    assert (again.status, again.body) == (304, b"")
    assert again.said("Cache-Control") == [PAGES_LIFETIME]


def test_no_answer_sets_a_cookie_or_lets_another_site_read(server: Server) -> None:
    for path in ("/", "/missing", "/old/about.php", "/data/incidents.json"):
        answer = server.answer(path, origin="https://example.org")
        assert answer.said("Set-Cookie") == []
        assert answer.said("Access-Control-Allow-Origin") == []


@contextmanager
def one_byte_changed(path: Path) -> Iterator[None]:
    content = path.read_bytes()
    middle = len(content) // 2
    path.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
    try:
        yield
    finally:
        path.write_bytes(content)


def test_what_is_served_is_what_was_published_to_the_byte(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify([server.address]) == 0
    said = capsys.readouterr().out
    assert f"{len(Manifest.read(server.tree.folder / NAME).files)} files." in said
    assert "The copy is what its manifest says." in said


def test_each_changed_byte_is_found_also_in_the_copies_that_browsers_get(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = ("SHA256SUMS", "data/donations.json", "files/paper.pdf", "ko/donate.html")
    packed = {"donate.html.br": "donate.html", "fr/donate.html.gz": "fr/donate.html"}
    with ExitStack() as changes:
        for name in (*whole, *packed):
            changes.enter_context(one_byte_changed(server.tree.folder / name))
        assert verify([server.address]) == 1
    told = {
        **dict.fromkeys(whole, "is not what the manifest says"),
        **dict.fromkeys(
            (*packed.values(), OLD_PAGE),  # which leads to one of them
            "is not what the manifest says when it is sent compressed, as browsers take it",
        ),
    }
    said = [f"{name} {told[name]}" for name in sorted(told)]
    assert capsys.readouterr().err.splitlines() == [*said, "7 files differ."]
