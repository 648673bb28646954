"""The preview follows what is saved, shows problems on the page, and keeps the last good page."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.sites import TestSite, tiny_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> TestSite:
    """One for all tests here, which save one change after the other as an editor does; with plugins of its own, because one is saved."""
    return tiny_site(tmp_path_factory.mktemp("preview") / "site").with_own_code()


@pytest.fixture(scope="module")
def preview(site: TestSite) -> Iterator[str]:
    """The preview of a tiny site on a free port; yields its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "plugins.preview", "--port", "0"],
        cwd=site.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stdout
        yield next((line.split()[1].rstrip("/") for line in process.stdout if line.startswith("Open http")), "")
    finally:
        # Its builds too: they have the pipe as well, and what is said there is waited for.
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def test_drafts_are_shown_and_marked(visit: Open, preview: str) -> None:
    page = visit(f"{preview}/news/2026-06-01-secret-draft.html").page
    assert "Seen only in the preview; not published." in page.locator(".draft").inner_text()


def test_the_written_preview_has_no_reloading_script(site: TestSite, preview: str) -> None:
    assert preview
    assert "reload" not in (site.root / ".preview" / "site" / "index.html").read_text()


def test_a_wrong_address_shows_the_sites_own_page(visit: Open, preview: str) -> None:
    assert visit(f"{preview}/ko/none/at/all.html").page.locator("h1").inner_text() == "페이지를 찾을 수 없습니다"


def test_the_preview_answers_only_this_machine_under_its_own_name(preview: str) -> None:
    request = urllib.request.Request(f"{preview}/index.html", headers={"Host": "evil.example"})  # noqa: S310  our own address
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)  # noqa: S310
    assert refused.value.code == 403
    refused.value.close()


def test_a_saved_file_is_on_the_page_by_itself(visit: Open, site: TestSite, preview: str) -> None:
    opened = visit(f"{preview}/about.html")
    path = site.root / "content" / "en" / "pages" / "about.md"
    good = path.read_text()

    path.write_text(good + "\nA sentence just written.\n")
    expect(opened.page.get_by_text("A sentence just written.")).to_be_visible()

    path.write_text(good.replace("Summary:", "Sumary:"))
    problems = opened.page.locator("#preview-problems")
    expect(problems).to_contain_text("content/en/pages/about.md:2:1: 'sumary' must be a known key; it is not")
    expect(opened.page.get_by_text("A sentence just written.")).to_be_visible()

    path.write_text(good)
    expect(problems).to_have_count(0)
    expect(opened.page.get_by_text("A sentence just written.")).to_have_count(0)
    assert [request for request in opened.requests if not request.startswith(preview)] == []


def test_a_saved_data_file_is_on_the_page_too(visit: Open, site: TestSite, preview: str) -> None:
    for path, was, becomes, page in (
        ("data/milestones.csv", "Founded", "Freshly founded", "history.html"),
        ("data/reports.json", "The first report", "Freshly founded report", "reports.html"),
    ):
        opened = visit(f"{preview}/{page}")
        file = site.root / path
        file.write_text(file.read_text().replace(was, becomes))
        expect(opened.page.get_by_text(becomes).first).to_be_visible()


SAVED = [
    ("theme/templates/page.html", "<h1>", "<h1>Freshly ", "about.html", "Freshly About"),
    (
        "theme/translations/ko/LC_MESSAGES/messages.po",
        'msgstr "후원하기"',
        'msgstr "새로 후원하기"',
        "ko/about.html",
        "새로 후원하기",
    ),
    ("plugins/languages.py", '"English"', '"Freshly English"', "about.html", "Freshly English"),
]


def test_a_saved_template_catalogue_or_plugin_is_on_the_page_too(visit: Open, site: TestSite, preview: str) -> None:
    for path, was, becomes, page, shown in SAVED:
        opened = visit(f"{preview}/{page}")
        file = site.root / path
        text = file.read_text()
        assert was in text
        file.write_text(text.replace(was, becomes, 1))
        expect(opened.page.get_by_text(shown).first).to_be_visible()


def test_a_saved_stylesheet_is_on_the_page_too(visit: Open, site: TestSite, preview: str) -> None:
    opened = visit(f"{preview}/about.html")
    with (site.root / "theme" / "static" / "css" / "site.css").open("a") as sheet:
        sheet.write("h1 { letter-spacing: 7px }")
    expect(opened.page.locator("h1")).to_have_css("letter-spacing", "7px")


def test_a_broken_plugin_is_told_on_the_page(visit: Open, site: TestSite, preview: str) -> None:
    opened = visit(f"{preview}/about.html")
    plugin = site.root / "plugins" / "languages.py"
    good = plugin.read_text()
    plugin.write_text("this is no Python")
    expect(opened.page.locator("#preview-problems")).to_contain_text("SyntaxError")
    expect(opened.page.locator("h1")).to_be_visible()
    plugin.write_text(good)
    expect(opened.page.locator("#preview-problems")).to_have_count(0)
