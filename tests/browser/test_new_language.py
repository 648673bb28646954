"""A fourth language, written from right to left, is an entry, a catalogue and a folder: seen in a browser."""

from collections.abc import Iterator

import pytest

from tests.browser.barriers import barriers
from tests.browser.conftest import Open, served
from tests.built.pages import Page, pages
from tests.new_language.site import with_arabic
from tests.sites import Built


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Built:
    _, built = with_arabic(tmp_path_factory.mktemp("arabic") / "site")
    assert built.status == 0, built.complained
    return built


@pytest.fixture(scope="module")
def address(arabic: Built) -> Iterator[str]:
    yield from served(arabic.output)


def test_its_pages_are_there_and_all_others_know_them(arabic: Built) -> None:
    for page in pages(arabic.output):
        if page.address.endswith("404.html"):
            continue
        known = {link.attrib.get("hreflang") for link in page.metadata("alternate")}
        assert ("ar" in known) == (
            arabic.output / "ar" / page.address.split("/", 1)[-1]
        ).is_file() or "/" in page.address, page.address
    home = Page(arabic.output / "index.html", arabic.output)
    assert "العربية" in home.text
    assert (arabic.output / "ar" / "reports" / "first-report.html").is_file()
    assert (arabic.output / "ar" / "feed.xml").is_file()
    assert "http://127.0.0.1:8000/ar/" in (arabic.output / "sitemap.xml").read_text()


def test_what_is_not_translated_is_counted_and_no_hindrance(arabic: Built) -> None:
    assert "words are not translated" in arabic.said


def test_the_page_runs_from_right_to_left(visit: Open, address: str) -> None:
    page = visit(f"{address}/ar/index.html").page
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    brand, give = page.locator(".brand").bounding_box(), page.locator(".give").bounding_box()
    assert brand
    assert give
    assert brand["x"] > give["x"]
    assert page.locator(".give").inner_text() == "تبرع"


def test_a_left_to_right_page_stays_as_it_was(visit: Open, address: str) -> None:
    page = visit(f"{address}/ko/index.html").page
    brand, give = page.locator(".brand").bounding_box(), page.locator(".give").bounding_box()
    assert brand
    assert give
    assert brand["x"] < give["x"]


@pytest.mark.parametrize(
    "place",
    [
        "ar/index.html",
        "ar/reports.html",
        "ar/reports/first-report.html",
        "ar/news/2024-02-29-leap-day.html",
        "ar/history.html",
    ],
)
def test_it_fits_a_narrow_window_and_axe_finds_nothing(visit: Open, address: str, place: str) -> None:
    opened = visit(f"{address}/{place}", width=320, bypass_csp=True)
    assert opened.width_beyond_the_window() == 0
    assert opened.complaints == []
    assert barriers(opened.page) == ""


def test_the_switch_leads_there_and_back(visit: Open, address: str) -> None:
    page = visit(f"{address}/reports/first-report.html").page
    page.get_by_role("link", name="العربية").click()
    page.wait_for_url("**/ar/reports/first-report.html")
    assert page.locator("h1").get_attribute("lang") == "en"
    page.get_by_role("link", name="English", exact=True).click()
    page.wait_for_url(f"{address}/reports/first-report.html")
