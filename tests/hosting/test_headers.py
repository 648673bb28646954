"""The table of headers itself, and its form for Netlify and Cloudflare Pages, which cannot be tried here."""

import re
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from plugins.content_security import POLICY
from plugins.editorial.files import PUBLISHED, STATIC
from plugins.hosting.headers import DEMO, HEADERS, KINDS, LIFETIMES, content_type, headers, is_served, lifetime
from plugins.hosting.hosts import host_files
from plugins.hosting.hosts.netlify import files
from plugins.hosting.redirects import Redirect, redirects
from plugins.site import Site
from tests.sites import TINY

REDIRECTS = redirects(Site(TINY), None, [])
VALUES = {header.name: header.value for header in HEADERS}


def rules(text: str) -> dict[str, list[str]]:
    """The rules of a `_headers` file: each pattern with its headers."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("/"):
            found[line] = []
        else:
            assert re.fullmatch(r"  [A-Za-z-]+: \S.*", line)
            found[list(found)[-1]].append(line.strip())
    return found


def test_the_policy_is_that_of_the_pages_and_forbids_frames() -> None:
    assert VALUES["Content-Security-Policy"] == f"{POLICY}; frame-ancestors 'none'"
    assert "unsafe" not in VALUES["Content-Security-Policy"]


def test_every_header_stands_once_and_says_why() -> None:
    assert len(VALUES) == len(HEADERS)
    assert all(header.why.endswith(".") for header in (*HEADERS, DEMO))
    assert all(entry.why for entry in LIFETIMES)


def test_no_value_could_break_out_of_the_file_of_a_host() -> None:
    for header in (*HEADERS, DEMO):
        assert re.fullmatch(r"[A-Za-z0-9 ;:,'()=/+-]+", header.value), header.name


def test_every_feature_of_the_device_is_off() -> None:
    assert all(re.fullmatch(r"[a-z-]+=\(\)", part) for part in VALUES["Permissions-Policy"].split(", "))


def test_transport_is_bound_for_two_years_but_not_for_subdomains() -> None:
    assert VALUES["Strict-Transport-Security"] == "max-age=63072000"


def test_every_type_that_the_site_publishes_has_one() -> None:
    endings = [ending for kind in KINDS for ending in kind.endings]
    assert len(set(endings)) == len(endings)
    assert {*PUBLISHED, *STATIC} - {".jpeg"} <= set(endings)


@pytest.mark.parametrize(
    ("path", "value"),
    [("ko/about.html", "text/html; charset=utf-8"), ("data/a.csv", "text/csv; charset=utf-8"), ("a.json.br", "application/json"),
     ("SHA256SUMS", "text/plain; charset=utf-8"), ("offline/SHA256SUMS", "text/plain; charset=utf-8"), ("theme/site.0123456789.css.gz", "text/css; charset=utf-8"),
     ("manifest.json.minisig", "text/plain; charset=utf-8"), ("files/a.avif", "image/avif")],
)  # fmt: skip
def test_a_file_has_the_type_of_its_ending(path: str, value: str) -> None:
    assert content_type(path) == value


def test_every_file_that_is_published_has_a_type(public: Path) -> None:
    """The deploy to a storage asks for each one's."""
    names = [path.relative_to(public).as_posix() for path in public.rglob("*") if path.is_file()]
    assert [name for name in names if is_served(name) and not content_type(name)] == []


def test_a_type_that_is_not_published_has_none() -> None:
    with pytest.raises(KeyError):
        content_type("program.exe")


@pytest.mark.parametrize(
    ("path", "seconds"),
    [("theme/css/site.0123456789.css", 31536000), ("theme/css/site.css", 300), ("files/site.0123456789.png", 300),
     ("theme/css/site.012345678G.css", 300), ("offline/pscore-ko.zip", 300), ("offline/SHA256SUMS", 300), ("index.html", 300),
     ("data/campaigns.json", 300)],
)  # fmt: skip
def test_only_what_never_changes_is_kept_long(path: str, seconds: int) -> None:
    assert f"max-age={seconds}" in lifetime(path)


@pytest.mark.parametrize(
    "path", ["_headers", "_redirects", ".htaccess", "server/nginx.conf", "index.html.br", "a.css.gz"]
)
def test_what_is_for_hosts_is_not_for_visitors(path: str) -> None:
    assert not is_served(path)
    assert is_served(".well-known/security.txt")


def test_a_demonstration_is_kept_out_of_search_engines_on_every_host() -> None:
    assert DEMO in headers(demo=True)
    for demo in (True, False):
        written = host_files(REDIRECTS, demo, top="")
        found = {path for path, text in written.items() if b"X-Robots-Tag" in text}
        assert found == ({"_headers", ".htaccess", "server/nginx.conf", "server/Caddyfile"} if demo else set())


def test_the_same_redirects_give_the_same_files() -> None:
    assert host_files(REDIRECTS, demo=False, top="") == host_files(REDIRECTS, demo=False, top="")
    assert set(host_files((), demo=False, top="")) == {
        "_headers", "_redirects", ".htaccess", "server/nginx.conf", "server/nginx-brotli.conf", "server/Caddyfile",
    }  # fmt: skip


def test_headers_are_within_the_limits_of_cloudflare() -> None:
    text = files((), demo=True)["_headers"]
    assert len(rules(text)) <= 100
    assert max(map(len, text.splitlines())) <= 2000
    assert all(pattern.count("*") <= 1 for pattern in rules(text))


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/ko/about.html",
        "/theme/css/site.0123456789.css",
        "/offline/pscore-all.zip",
        "/data/a.csv",
        "/SHA256SUMS",
        "/offline/SHA256SUMS",
        "/ko/",
    ],
)
def test_no_header_is_set_by_two_rules_of_one_address(path: str) -> None:
    """Cloudflare would join both values with a comma."""
    found = rules(files((), demo=True)["_headers"])
    names = [line.split(":")[0] for pattern, lines in found.items() if fnmatchcase(path, pattern) for line in lines]
    assert len(names) == len(set(names))
    assert set(VALUES) <= set(names)


def test_redirects_are_lines_that_netlify_and_cloudflare_take() -> None:
    text = files((Redirect("/old/page/", "about.html"), Redirect("/%EC%98%9B", "ko/index.html")), demo=False)[
        "_redirects"
    ]
    assert text.splitlines() == [
        "/old/page /about.html 301! # Netlify",
        "/old/page /about.html 301",
        "/old/page/ /about.html 301! # Netlify",
        "/old/page/ /about.html 301",
        "/%EC%98%9B /ko/ 301! # Netlify",
        "/%EC%98%9B /ko/ 301",
        "/%EC%98%9B/ /ko/ 301! # Netlify",
        "/%EC%98%9B/ /ko/ 301",
        "/ko/* /ko/404.html 404",
        "/fr/* /fr/404.html 404",
    ]


def cloudflares(text: str) -> list[str]:
    """The sources of the redirects that Cloudflare takes: it counts every line of two or three words, and takes 2,000 of them."""
    counted = [words for line in text.splitlines() if len(words := line.split()) in (2, 3) and "*" not in words[0]]
    return [source for source, _, status in counted[:2000] if status == "301"]


def netlifys(text: str) -> dict[str, str]:
    """Where Netlify sends the visitors of addresses at which a file lies: by the first line, and if it has the mark only."""
    lines = [line.partition("#")[0].split() for line in text.splitlines()]
    first = {words[0]: words for words in reversed(lines)}
    return {source: words[1] for source, words in first.items() if words[-1] == "301!"}


def test_an_old_address_leads_on_though_a_page_for_other_hosts_lies_there() -> None:
    moved = (Redirect("/about-us/", "about.html"), Redirect("/old/a.php", "ko/index.html"))
    assert {redirect.page for redirect in moved} == {"about-us/index.html", "old/a.php/index.html"}
    text = files(moved, demo=False)["_redirects"]
    assert netlifys(text) == {"/about-us": "/about.html", "/about-us/": "/about.html", "/old/a.php": "/ko/"}
    assert cloudflares(text) == ["/about-us", "/about-us/", "/old/a.php"]


def test_the_lines_for_netlify_leave_cloudflare_room_for_a_thousand_old_addresses() -> None:
    text = files([Redirect(f"/old/{number}/", "about.html") for number in range(1000)], demo=False)["_redirects"]
    assert len(set(cloudflares(text))) == 2000
    assert max(map(len, text.splitlines())) <= 1000


def test_a_page_without_its_ending_is_left_to_hosts_that_show_it_so() -> None:
    """Cloudflare sends visitors from /about.html to /about: with a line for it they would go in a circle."""
    text = files((Redirect("/about", "about.html"), Redirect("/ko/%EC%98%9B", "ko/옛.html")), demo=False)["_redirects"]
    assert text.splitlines() == ["/ko/* /ko/404.html 404", "/fr/* /fr/404.html 404"]


def test_below_a_path_no_files_are_written_for_hosts_that_read_them_at_the_top_only() -> None:
    assert set(host_files(REDIRECTS, demo=False, top="/the-site")) == {
        ".htaccess", "server/nginx.conf", "server/nginx-brotli.conf", "server/Caddyfile",
    }  # fmt: skip


def test_a_query_is_told_in_netlifys_way_and_ignored_by_cloudflare() -> None:
    text = files((Redirect("/?p=12", "about.html"), Redirect("/a.php?x=1&y=2", "about.html")), demo=False)["_redirects"]
    lines = text.splitlines()[:2]
    assert lines == ["/ p=12 /about.html 301!", "/a.php x=1 y=2 /about.html 301!"]
    # Cloudflare takes lines of two or three words, and no others.
    assert all(len(line.split()) > 3 for line in lines)
