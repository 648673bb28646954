"""`data/redirects.csv`: what a line may say, and that every problem is told at once, with its line and what to write."""

from pathlib import Path

import pytest

from plugins.checks import check
from plugins.hosting.redirects import Redirect, redirects
from plugins.problems import Problem
from plugins.site import Site
from tests.sites import TINY, TestSite

EXISTING = {"index.html", "about.html", "ko/index.html", "ko/about.html", "files/report.pdf"}


def read(site: TestSite, *lines: str, header: str = "from,to") -> tuple[tuple[Redirect, ...], list[Problem]]:
    site.write("data/redirects.csv", "\n".join([header, *lines, ""]))
    problems: list[Problem] = []
    return redirects(Site(site.root), EXISTING, problems), problems


def the_problem(site: TestSite, *lines: str) -> str:
    found, problems = read(site, *lines)
    assert found == ()
    assert len(problems) == 1
    return str(problems[0])


def test_a_redirect_leads_from_an_old_address_to_a_page_or_a_file(site: TestSite) -> None:
    found, problems = read(site, "/sub02/0201.php,about.html", "/?p=12,ko/about.html", "/old/,files/report.pdf")
    assert problems == []
    assert found == (
        Redirect("/?p=12", "ko/about.html"),
        Redirect("/old/", "files/report.pdf"),
        Redirect("/sub02/0201.php", "about.html"),
    )


def test_a_table_without_rows_is_right(site: TestSite) -> None:
    assert read(site) == ((), [])


def test_the_table_must_be_there(site: TestSite) -> None:
    (site.root / "data" / "redirects.csv").unlink(missing_ok=True)
    problems: list[Problem] = []
    assert redirects(Site(site.root), EXISTING, problems) == ()
    assert str(problems[0]) == "data/redirects.csv: the file must exist; it does not\n    The columns are: from,to"


def test_another_column_is_refused(site: TestSite) -> None:
    _, problems = read(site, "/old,about.html,301", header="from,to,status")
    assert "'status' must be a known column; it is not" in str(problems[0])


@pytest.mark.parametrize(
    "old",
    ["old/page", "https://pscore.org/old", "/옛", "/old page", "/a//b", "/a/../b", "/old;x", "/old$1", "/a{b}", "/old?",
     "/old?a b", "/%FF", "/%22", "/%0A", "/%3Bx", "/a*", "/old#part", '"/a""b"'],
)  # fmt: skip
def test_what_is_no_old_address_is_refused(site: TestSite, old: str) -> None:
    told = the_problem(site, "/right,about.html", f"{old},about.html")
    assert told.startswith("data/redirects.csv:3:1: from must be an old address")
    assert "Write the old address without its host, such as /about-us/ or /?p=12" in told


def test_letters_of_any_language_are_written_as_codes(site: TestSite) -> None:
    found, problems = read(site, "/%EC%98%9B/,about.html")
    assert problems == []
    assert found[0].paths == ("/옛", "/옛/")


@pytest.mark.parametrize(
    "old", ["/about.html", "/ko/about.html", "/ko/", "/ko", "/", "/files/report.pdf", "/about.html/"]
)
def test_an_old_address_is_no_page_of_the_site(site: TestSite, old: str) -> None:
    assert the_problem(site, f"{old},files/report.pdf") == (
        "data/redirects.csv:2:1: from must be an address that the site does not have; it is a page or file of the site\n"
        "    Remove the row."
    )


@pytest.mark.parametrize(
    ("old", "name"),
    [("/robots.txt", "/robots.txt"), ("/_headers", "/_headers"), ("/_redirects", "/_redirects"), ("/.htaccess", "/.htaccess"),
     ("/manifest.json", "/manifest.json"), ("/manifest.json?a=b", "/manifest.json"), ("/SHA256SUMS/x", "/SHA256SUMS/x"),
     ("/manifest.json.minisig", "/manifest.json.minisig"), ("/offline/pscore-ko.zip", "/offline/"), ("/offline", "/offline/"),
     ("/theme/old.css", "/theme/"), ("/%74heme/", "/theme/"), ("/server/nginx.conf", "/server/"), ("/maps/old.js", "/maps/"),
     ("/.well-known/security.txt", "/.well-known/security.txt"), ("/a/.b", "/a/.b"), ("/about.html.gz", "/about.html.gz"),
     ("/old.br", "/old.br"), ("/data/donations.json", "/data/donations.json"), ("/CNAME", "/CNAME")],
)  # fmt: skip
def test_what_publishing_writes_or_hosts_hide_is_no_old_address(site: TestSite, old: str, name: str) -> None:
    assert the_problem(site, "/right,about.html", f"{old},about.html") == (
        f"data/redirects.csv:3:1: from must be free; ./inv publish writes {name} itself, or hosts hide it\n"
        "    Remove the row: no host would send a visitor on from there."
    )


def test_a_name_that_only_begins_like_one_of_these_is_free(site: TestSite) -> None:
    assert read(site, "/theme-days/,about.html", "/offline.html,about.html", "/old/theme/x,about.html")[1] == []


def test_no_file_of_the_published_site_may_be_an_old_address(site: TestSite, public: Path) -> None:
    """Its page for hosts that cannot redirect would be written over it, or into a folder of its name."""
    moved = {redirect.page for redirect in redirects(Site(TINY), None, [])}
    files = (path.relative_to(public).as_posix() for path in public.rglob("*") if path.is_file())
    names = sorted(name for name in files if name.removesuffix(".gz").removesuffix(".br") not in moved)
    site.write("data/redirects.csv", "".join(["from,to\n", *(f"/{name},about.html\n" for name in names)]))
    refused = {problem.line for problem in check(Site(site.root)).problems if problem.path == "data/redirects.csv"}
    assert [name for line, name in enumerate(names, start=2) if line not in refused] == []


@pytest.mark.parametrize("rows", [("/about.html/x,index.html",), ("/files/report.pdf/a/b,index.html",),
                                  ("/a.html,about.html", "/a.html/b,about.html")])  # fmt: skip
def test_an_old_address_does_not_lie_below_a_page(site: TestSite, rows: tuple[str, ...]) -> None:
    assert the_problem(site, *rows) == (
        f"data/redirects.csv:{len(rows) + 1}:1: from must not lie below a page or file; it does\n"
        "    Remove the row, or the one of the address above it."
    )


def test_old_addresses_may_lie_below_others_that_are_folders(site: TestSite) -> None:
    rows = ("/old/,about.html", "/old/a,about.html", "/b.php,about.html", "/b.php/c?d=e,about.html")
    assert read(site, *rows)[1] == []


def test_the_home_page_with_a_query_may_be_an_old_address(site: TestSite) -> None:
    assert read(site, "/?p=12,about.html", "/?p=13,ko/about.html")[1] == []


@pytest.mark.parametrize("again", ["/old", "/old/", "/%6Fld", "/old/index.html"])
def test_an_old_address_stands_once_in_whatever_form(site: TestSite, again: str) -> None:
    assert the_problem(site, "/old,about.html", f"{again},ko/about.html") == (
        "data/redirects.csv:3:1: from must stand once; line 2 has the same address\n    Remove one of the rows."
    )


@pytest.mark.parametrize(
    ("target", "fix"),
    [("about", "Write about.html."), ("/about.html", "Write about.html."), ("/ko/", "Write ko/index.html."),
     ("/", "Write index.html."), ("away.html", "Write the name of a page or file, such as about.html or ko/about.html."),
     ("https://example.org/", "Write the name of a page or file, such as about.html or ko/about.html.")],
)  # fmt: skip
def test_a_target_is_there(site: TestSite, target: str, fix: str) -> None:
    assert the_problem(site, f"/old,{target}") == (
        f"data/redirects.csv:2:2: to must be a page or file of the site; '{target}' is none\n    {fix}"
    )


def test_a_target_is_given(site: TestSite) -> None:
    assert "to must be given; it is empty" in the_problem(site, "/old,")


def test_a_chain_names_its_end(site: TestSite) -> None:
    _, problems = read(site, "/a,/b", "/b,/c", "/c,about.html")
    assert [str(problem) for problem in problems] == [
        f"data/redirects.csv:{line}:2: to must be where the page lies now; it is an old address of this table\n"
        "    Write about.html."
        for line in (2, 3)
    ]


def test_a_circle_is_refused(site: TestSite) -> None:
    _, problems = read(site, "/a,/b", "/b,/a/", "/c,/c")
    assert [(problem.line, problem.fix) for problem in problems] == [
        (line, "The rows lead in a circle: write a page of the site.") for line in (2, 3, 4)
    ]


def test_every_problem_is_told_at_once(site: TestSite) -> None:
    _, problems = read(
        site, "old,about.html", "/about.html,ko/about.html", "/x,missing.html", "/y,about.html", "/y/,about.html"
    )
    assert sorted(problem.line for problem in problems) == [2, 3, 4, 6]


def test_while_pages_cannot_be_known_no_line_is_held_against_them(site: TestSite) -> None:
    site.write("data/redirects.csv", "from,to\n/about.html,missing.html\n")
    problems: list[Problem] = []
    assert len(redirects(Site(site.root), None, problems)) == 1
    assert problems == []


@pytest.mark.parametrize(
    ("redirect", "paths", "query", "location"),
    [
        (Redirect("/old/page/", "about.html"), ("/old/page", "/old/page/"), "", "/about.html"),
        (Redirect("/a/0201.php", "ko/index.html"), ("/a/0201.php",), "", "/ko/"),
        (Redirect("/?p=12", "index.html"), ("/",), "p=12", "/"),
    ],
)
def test_a_redirect_in_the_forms_that_hosts_want(
    redirect: Redirect, paths: tuple[str, ...], query: str, location: str
) -> None:
    assert (redirect.paths, redirect.query, redirect.location) == (paths, query, location)
