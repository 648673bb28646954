"""The same tree works at a domain's root, under a path, and opened from a folder; with JavaScript and without."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open, Visit
from tests.browser.places import ADDRESSES
from tests.sites import Built


def looks_right(page: Page) -> bool:
    """The stylesheet is there (its serif headings are), and so is the mark of the header."""
    page.wait_for_load_state("load")  # after a link the words are there before the stylesheet is
    family = page.evaluate("getComputedStyle(document.body).display")
    return family == "flex" and page.locator(".brand svg").is_visible()


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_asks_nobody_else_complains_of_nothing_and_does_not_scroll_sideways(
    visit: Open, real_address: str, address: str
) -> None:
    """One visit, because opening a page takes longer than looking at it."""
    opened = visit(f"{real_address}/{address}")
    beyond = {1280: opened.width_beyond_the_window()}
    for width in (768, 320):
        opened.page.set_viewport_size({"width": width, "height": 900})
        beyond[width] = opened.width_beyond_the_window()
    assert beyond == {1280: 0, 768: 0, 320: 0}
    assert [request for request in opened.requests if not request.startswith(f"{real_address}/")] == []
    assert opened.complaints == []
    assert looks_right(opened.page)


@pytest.mark.parametrize("address", ["index.html", "ko/news.html", "fr/reports/inescapable-violence.html"])
def test_a_page_keeps_nothing_about_its_reader(visit: Open, real_address: str, address: str) -> None:
    page = visit(f"{real_address}/{address}").page
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def walk(opened: Visit) -> None:
    """From the home page through the menu to a report in Korean and back home, by links alone."""
    page = opened.page
    page.get_by_role("navigation", name="Main menu").get_by_role("link", name="Reports").click()
    page.get_by_role("link", name="The first report").click()
    assert page.locator("h1").inner_text() == "The first report"
    page.get_by_role("navigation", name="Languages").get_by_role("link", name="한국어").click()
    assert page.locator("h1").inner_text() == "첫 보고서"
    page.locator(".brand").click()
    assert page.locator("h1").inner_text() == "작은 사이트"
    assert looks_right(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_the_site_works_from_a_folder(visit: Open, tiny: Built, javascript: bool) -> None:
    opened = visit((tiny.output / "index.html").as_uri(), javascript=javascript)
    walk(opened)
    assert opened.complaints == []
    assert [request for request in opened.requests if not request.startswith("file://")] == []


@pytest.mark.parametrize("javascript", [True, False])
def test_the_site_works_under_a_path(visit: Open, under_a_path: str, javascript: bool) -> None:
    opened = visit(f"{under_a_path}/index.html", javascript=javascript)
    walk(opened)
    assert opened.complaints == []
    assert [request for request in opened.requests if not request.startswith(f"{under_a_path}/")] == []


def test_the_site_works_at_the_root_without_javascript(visit: Open, tiny_address: str) -> None:
    walk(visit(f"{tiny_address}/index.html", javascript=False))


def test_a_picture_in_a_text_is_shown_from_every_depth(visit: Open, tiny_address: str) -> None:
    page = visit(f"{tiny_address}/about.html").page
    image = page.locator("article img")
    image.scroll_into_view_if_needed()
    page.wait_for_function("image => image.naturalWidth === 64", arg=image.element_handle())


def test_a_wrong_address_at_any_depth_shows_a_page_that_leads_on(visit: Open, tiny_address: str) -> None:
    opened = visit(f"{tiny_address}/no/such/place.html")
    assert opened.page.locator("h1").inner_text() == "Page not found"
    assert looks_right(opened.page)
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Enter")
    assert opened.page.url == f"{tiny_address}/no/such/place.html#main"
    opened.page.get_by_role("link", name="처음").click()
    assert opened.page.locator("h1").inner_text() == "작은 사이트"
