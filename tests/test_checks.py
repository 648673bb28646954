from plugins.checks import check
from plugins.site import Site

GOOD = "Title: T\nSummary: S\n\nx"


def messages(site: Site) -> list[tuple[str, str]]:
    return [(problem.path, problem.message) for problem in check(site).problems]


def test_the_tiny_site_has_no_problem_and_no_gap(checked_site: Site) -> None:
    checked = check(checked_site)
    assert (checked.problems, checked.gaps) == ((), ())


def test_drafts_are_in_the_preview_only(checked_site: Site) -> None:
    assert not [entry for entry in check(checked_site).documents if "draft" in entry.source]
    assert len([entry for entry in check(checked_site, drafts=True).documents if entry.status == "draft"]) == 2
    assert not check(checked_site).register.has("news/2026-06-01-secret-draft.html", "en")


def test_a_page_in_one_language_and_a_news_item_in_another_is_refused(checked_site: Site) -> None:
    (checked_site.content / "ko/news/about.md").write_text(GOOD)
    assert (
        "content/ko/news/about.md",
        "the file must be of the same kind as content/en/pages/about.md, which has the same name; it is not",
    ) in messages(checked_site)


def test_a_language_without_a_needed_page_is_told(checked_site: Site) -> None:
    (checked_site.content / "fr/pages/reports.md").unlink()
    assert messages(checked_site) == [
        ("content/fr/pages/reports.md", "the page must exist and be published in every language; it does not")
    ]


def test_a_needed_page_that_is_only_a_draft_is_told(checked_site: Site) -> None:
    path = checked_site.content / "ko/pages/home.md"
    path.write_text(path.read_text().replace("Title:", "Status: draft\nTitle:"))
    assert messages(checked_site) == [
        ("content/ko/pages/home.md", "the page must exist and be published in every language; it does not")
    ]


def test_problems_of_content_data_and_files_are_told_together(checked_site: Site) -> None:
    (checked_site.content / "en/pages/about.md").write_text("Summary: S\n\nx")
    (checked_site.data / "reports.json").write_text("[")
    (checked_site.files / "x.exe").write_bytes(b"MZ")
    paths = {path for path, _ in messages(checked_site)}
    assert {"content/en/pages/about.md", "data/reports.json", "content/files/x.exe"} <= paths


def test_the_register_knows_which_language_has_which_page(checked_site: Site) -> None:
    register = check(checked_site).register
    assert register.languages["about.html"] == ("en", "ko")
    assert register.languages["reports/first-report.html"] == ("en", "ko", "fr")
    assert register.section("news/2025-01-05-only-english.html", "fr") == "news.html"
    assert register.section("about.html", "fr") == "index.html"
