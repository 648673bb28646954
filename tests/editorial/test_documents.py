import datetime
import re

import pytest

from plugins.editorial.complaints import THEME_ANCHORS
from plugins.editorial.documents import Document, document
from plugins.problems import Problem
from plugins.site import Site
from tests.sites import ROOT

GOOD = "Title: A title\nSummary: A summary.\n\n"


def read(site: Site, path: str, text: str) -> tuple[Document | None, list[Problem]]:
    file = site.content / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    problems: list[Problem] = []
    return document(file, site, problems), problems


def test_a_news_item_has_the_date_of_its_file_name(checked_site: Site) -> None:
    found, problems = read(checked_site, "ko/news/2026-05-01-petition.md", GOOD + "x")
    assert problems == []
    assert found
    assert (found.date, found.name, found.address) == (
        datetime.date(2026, 5, 1),
        "news/2026-05-01-petition.html",
        "ko/news/2026-05-01-petition.html",
    )


def test_the_home_page_is_index(checked_site: Site) -> None:
    found, _ = read(checked_site, "fr/pages/home.md", GOOD)
    assert found
    assert found.address == "fr/index.html"


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("{filename}donate.md", "donate.html"),
        ("{filename}donate.md#x", "donate.html#x"),
        ("{filename}home.md", "index.html"),
        ("{filename}/ko/pages/donate.md", "ko/donate.html"),
        ("{filename}../news/2024-02-29-leap-day.md", "news/2024-02-29-leap-day.html"),
        ("{static}/files/paper.pdf", "files/paper.pdf"),
        ("{static}../../files/paper.pdf", "files/paper.pdf"),
        ("reports/first-report.html", "reports/first-report.html"),
        ("https://www.un.org/", "https://www.un.org/"),
    ],
)
def test_links_become_relative_to_the_page(checked_site: Site, written: str, target: str) -> None:
    found, _ = read(checked_site, "en/pages/linking.md", GOOD + f"[x]({written})")
    assert found
    assert found.links[0].target == target
    assert f'href="{target}"' in found.html


def test_a_link_from_a_deeper_page_goes_up(checked_site: Site) -> None:
    found, _ = read(
        checked_site,
        "ko/news/2026-01-01-x.md",
        GOOD + "[x]({filename}../pages/donate.md) [y]({static}/files/paper.pdf)",
    )
    assert found
    assert [link.target for link in found.links] == ["../donate.html", "../../files/paper.pdf"]


@pytest.mark.parametrize(
    ("path", "text", "line", "message"),
    [
        ("en/pages/Wrong Name.md", GOOD, 0, "the file name must be lower-case ASCII letters, digits and single hyphens, because it is the page's address; it is 'Wrong Name'"),
        ("en/pages/후원.md", GOOD, 0, "the file name must be lower-case ASCII letters, digits and single hyphens, because it is the page's address; it is '후원'"),
        ("en/pages/index.md", GOOD, 0, "the file name must be free; home.md is the home page"),
        ("en/news/2026-02-30-x.md", GOOD, 0, "the date in the file name must be a day of the calendar; it is '2026-02-30'"),
        ("en/news/petition.md", GOOD, 0, "the file name must be a date and lower-case ASCII letters, digits and single hyphens, because it is the page's address; it is 'petition'"),
        ("en/news/2026-01-01-x.md", "Title: T\nSummary: S\nDate: 2026-01-02\n\nx", 3, "Date must agree with the file name, 2026-01-01; it is '2026-01-02'"),
        ("en/pages/x.md", "Title: T\nSummary: S\nLang: ko\n\nx", 3, "Lang must be the language of the folder, 'en'; it is 'ko'"),
        ("en/pages/x.md", "Title: T\nSummary: S\nSources: ftp://x\n\nx", 3, "Sources must be web addresses with spaces between; it has 'ftp://x'"),
        ("en/pages/x.md", GOOD + "text\n\n<script>x</script>", 6, "HTML in the text must be one of the allowed tags; it is <script>"),
        ("en/pages/x.md", GOOD + "# Big", 4, "a heading in the text must begin with ##; it begins with #"),
        ("en/pages/x.md", GOOD + "\n![]({static}/files/square.png)", 5, "the image must have a text for those who cannot see it; '{static}/files/square.png' has none"),
        ("en/pages/x.md", GOOD + '<b onclick="x()">y</b>', 4, "<b> must not have 'onclick'"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(checked_site: Site, path: str, text: str, line: int, message: str) -> None:
    _, problems = read(checked_site, path, text)
    assert [(problem.path, problem.line, problem.message) for problem in problems] == [
        (f"content/{path}", line, message)
    ]


def test_a_text_that_markdown_cannot_read_in_time_is_a_problem_not_a_hang(checked_site: Site) -> None:
    _, (problem,) = read(checked_site, "en/pages/x.md", GOOD + "[" * 20_000)
    assert problem.message == "the text must be Markdown that can be read in 5 seconds; it takes longer"


def test_the_lines_of_two_equal_links_are_both_told(checked_site: Site) -> None:
    found, _ = read(checked_site, "en/pages/x.md", GOOD + "[a](nowhere.html)\n\n[b](nowhere.html)\n")
    assert found
    assert [link.line for link in found.links] == [4, 6]


@pytest.mark.parametrize(
    "image",
    [
        "https://evil.example/x.png",
        "mailto:x@example.org",
        "//evil.example/x.png",
        "x.png",
        "{static}/en/news/2026-06-01-secret-draft.md",
    ],
)
def test_a_picture_that_is_not_our_own_file_is_refused(checked_site: Site, image: str) -> None:
    _, problems = read(checked_site, "en/pages/x.md", GOOD + f"![seen]({image})")
    assert [problem.message for problem in problems] == [f"the image must be a file in content/files; it is '{image}'"]


def test_an_anchor_stands_once_and_is_none_of_the_themes(checked_site: Site) -> None:
    _, problems = read(checked_site, "en/pages/x.md", GOOD + "## A {#a}\n\n## B {#a}\n\n## C {#main}\n")
    assert sorted(problem.message for problem in problems) == [
        "the anchor must be free; the page itself uses 'main'",
        "the anchor must stand once in the text; 'a' stands twice",
    ]


def test_the_anchors_of_the_theme_are_known() -> None:
    found = set()
    for path in (ROOT / "theme" / "templates").rglob("*.html"):
        if path.name not in ("home.html", "404.html"):
            found |= set(re.findall(r'\bid="([a-z-]+)"', path.read_text()))
    assert found == THEME_ANCHORS
