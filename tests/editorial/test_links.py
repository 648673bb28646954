import pytest

from plugins.checks import check
from plugins.site import Site

GOOD = "Title: A title\nSummary: A summary.\n\n"


def problems_of_link(site: Site, target: str, path: str = "en/pages/linking.md") -> list[str]:
    (site.content / path).write_text(GOOD + f"[x]({target})")
    return [problem.message for problem in check(site).problems]


@pytest.mark.parametrize(
    "target",
    [
        "{filename}donate.md",
        "{filename}about.md#first",
        "{filename}../news/2024-02-29-leap-day.md",
        "{static}/files/paper.pdf",
        "about.html#second",
        "reports/first-report.html",
        "reports/first-report.html#uncertain-issued",
        "ko/about.html",
        "#",
        "https://www.un.org/en/#x",
        "{filename}united-nations.md#un-2017-side",
        "history.html#2012-status",
        "rights.html#iccpr-7",
        "campaigns.html#log",
        "mailto:someone@example.org",
    ],
)
def test_a_link_that_leads_somewhere_is_fine(checked_site: Site, target: str) -> None:
    assert problems_of_link(checked_site, target) == []


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("{filename}abuot.md", "the link must lead to a Markdown file of this site; it is '{filename}abuot.md'"),
        ("{filename}../../../README.md", "the link must lead to a Markdown file of this site; it is '{filename}../../../README.md'"),
        ("{static}/files/none.pdf", "the link must lead to a file in content/files; it is '{static}/files/none.pdf'"),
        ("{static}/../data/reports.json", "the link must lead to a file in content/files; it is '{static}/../data/reports.json'"),
        ("{attach}x.pdf", "the link must begin with {filename} or {static}; it is '{attach}x.pdf'"),
        ("nowhere.html", "the link must lead to a page or file of this site; it is 'nowhere.html'"),
        ("../about.html", "the link must lead to a page or file of this site; it is '../about.html'"),
        ("reports/none.html", "the link must lead to a page or file of this site; it is 'reports/none.html'"),
        ("fr/about.html", "the link must lead to a page or file of this site; it is 'fr/about.html'"),
        ("about.html#third", "the link must lead to an anchor of about.html; it is 'about.html#third'"),
        ("united-nations.html#un-2017-sied", "the link must lead to an anchor of united-nations.html; it is 'united-nations.html#un-2017-sied'"),
        ("{filename}reports.md#third", "the link must lead to an anchor of reports.html; it is '{filename}reports.md#third'"),
        ("#nothing", "the link must lead to an anchor of linking.html; it is '#nothing'"),
        ("/about.html", "the link must be relative, so that the site also works under a path and from a folder; it is '/about.html'"),
        ("//example.org/x", "the link must be relative, so that the site also works under a path and from a folder; it is '//example.org/x'"),
        ("javascript:alert(1)", "the link must begin with http, https, mailto or be a place on this site; it is 'javascript:alert(1)'"),
        ("www.ohchr.org", "the link must be a whole address; it is 'www.ohchr.org'"),
        ("https:www.un.org", "the link must name a host; it is 'https:www.un.org'"),
        ("news/2026-06-01-secret-draft.html", "the link must lead to a published page; it is 'news/2026-06-01-secret-draft.html'"),
    ],
)  # fmt: skip
def test_a_link_to_nowhere_is_told(checked_site: Site, target: str, message: str) -> None:
    assert problems_of_link(checked_site, target) == [message]


def test_a_published_page_may_not_link_to_a_draft_but_a_draft_may(checked_site: Site) -> None:
    (checked_site.content / "en/pages/other-draft.md").write_text(
        "Title: T\nSummary: S\nStatus: draft\n\n[x]({filename}../news/2026-06-01-secret-draft.md)"
    )
    assert check(checked_site).problems == ()
    assert problems_of_link(checked_site, "{filename}other-draft.md") != []


def test_a_near_address_is_offered(checked_site: Site) -> None:
    (checked_site.content / "en/pages/linking.md").write_text(GOOD + "[x](abuot.html)")
    (problem,) = check(checked_site).problems
    assert problem.fix.startswith("Did you mean 'about.html'?")


def test_an_anchor_of_records_that_cannot_be_read_is_not_told_as_well(checked_site: Site) -> None:
    (checked_site.data / "reports.json").write_text("[")
    messages = problems_of_link(checked_site, "history.html#2012-status")
    assert [message for message in messages if "link" in message] == []
