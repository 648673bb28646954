"""The tiny site, published for an address with a path, below that path of a real nginx, a real Caddy and a real Apache."""

import re

import pytest

from plugins.hosting.headers import HEADERS, HOST_FILES, lifetime
from plugins.hosting.site_address import top
from plugins.hosting.verify import main as verify
from tests.hosting.called_real import BELOW_A_PATH
from tests.hosting.conftest import Server, Tree
from tests.hosting.test_servers import OLD_ADDRESSES, wrong_headers

TOP = top(BELOW_A_PATH)


@pytest.mark.parametrize(
    ("address", "path"),
    [("https://www.example.org", ""), ("https://name.github.io/site", "/site"), ("https://a.example.org/x/y", "/x/y")],
)
def test_the_path_of_an_address(address: str, path: str) -> None:
    assert top(address) == path


def test_hosts_that_give_each_site_a_name_of_its_own_find_no_files_of_theirs(tree_below: Tree) -> None:
    assert [name for name in HOST_FILES if (tree_below.folder / name).exists()] == [".htaccess"]


def test_what_is_served_is_what_was_published(server_below: Server) -> None:
    assert verify([server_below.address]) == 0


def test_the_path_itself_leads_to_the_home_page(server_below: Server) -> None:
    answer = server_below.answer("")
    assert answer.status in (301, 308)
    assert answer.said("Location")[0].endswith(f"{TOP}/")
    assert server_below.answer("/").body == (server_below.tree.folder / "index.html").read_bytes()


@pytest.mark.parametrize("page", ["404.html", "ko/404.html", "fr/404.html"])
def test_a_wrong_address_is_answered_in_its_language_and_leads_on(server_below: Server, page: str) -> None:
    answer = server_below.answer(f"/{page.removesuffix('404.html')}a/wrong.html")
    assert (answer.status, answer.body) == (404, (server_below.tree.folder / page).read_bytes())
    links = set(re.findall(r'(?:href|src)="(/[^"#]*)', answer.body.decode()))
    assert all(link.startswith(f"{TOP}/") for link in links)
    found = server_below.answers([link.removeprefix(TOP) for link in sorted(links)])
    assert {name: one.status for name, one in found.items() if one.status != 200} == {}
    assert {f"{TOP}/index.html", f"{TOP}/ko/index.html"} <= links


@pytest.mark.parametrize(("old", "target"), OLD_ADDRESSES)
def test_an_old_address_leads_on(server_below: Server, old: str, target: str) -> None:
    answer = server_below.answer(old)
    where = re.sub(r"^http://127\.0\.0\.1(:[0-9]+)?", "", answer.said("Location")[0])
    assert (answer.status, where) == (301, f"{TOP}/{target.removesuffix('index.html')}")


def test_every_header_stands_once_and_each_file_has_its_lifetime(server_below: Server) -> None:
    names = [name for name in server_below.tree.files if re.match(r"(theme|offline|data|files)/|[^/]+$", name)]
    for path, answer in server_below.answers([f"/{name}" for name in names]).items():
        assert (answer.status, wrong_headers(answer, HEADERS)) == (200, {}), path
        assert answer.said("Cache-Control") == [lifetime(path[1:])], path


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_compressed_copies_are_sent(server_below: Server, encoding: str) -> None:
    for path in ("/", "/ko/donate.html", "/data/incidents.json"):
        assert server_below.answer(path, accept_encoding=encoding).said("Content-Encoding") == [encoding]


@pytest.mark.parametrize("path", ["/.htaccess", "/server/nginx.conf", "/server/", "/.git/config", "/about.html.br"])
def test_what_is_for_hosts_is_not_served(server_below: Server, path: str) -> None:
    answer = server_below.answer(path)
    assert answer.status == 404
    assert HEADERS[0].value in answer.said("Content-Security-Policy")
