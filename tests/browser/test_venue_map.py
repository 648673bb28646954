"""The campaign map in a real browser: by keyboard, without JavaScript, from a folder, and narrow."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.barriers import barriers
from tests.browser.conftest import Open
from tests.sites import Built

COUNT = r"\d+"


def counted(page: Page, selector: str) -> dict[str, int]:
    """What circles say: their name and how much was held there."""
    names = page.eval_on_selector_all(selector, "all => all.map(each => each.getAttribute('aria-label'))")
    return {
        name.rpartition(":")[0]: sum(map(int, re.findall(COUNT, name.rpartition(":")[2]))) for name in sorted(names)
    }


@pytest.mark.parametrize("code", ["", "ko/", "fr/"])
def test_the_live_map_says_the_same_as_the_drawing_and_asks_nobody_else(
    visit: Open, real_address: str, code: str
) -> None:
    opened = visit(f"{real_address}/{code}campaigns.html", reduced_motion="reduce")
    page = opened.page
    page.locator(".venue-pin").first.wait_for()
    assert counted(page, ".venue-pin") == counted(page, "[aria-labelledby^=venues-wide] a")
    page.locator(".venue-view").nth(1).click()
    assert counted(page, ".venue-pin") == counted(page, "[aria-labelledby^=venues-seoul] a")
    assert not page.locator(".venue-still").is_visible()
    assert opened.complaints == []
    assert [request for request in opened.requests if not request.startswith(f"{real_address}/")] == []


def test_the_map_is_used_by_keyboard_alone(visit: Open, real_address: str) -> None:
    page = visit(f"{real_address}/campaigns.html", reduced_motion="reduce").page
    page.locator(".venue-pin").first.wait_for()
    page.locator(".venue-view").nth(1).focus()
    page.keyboard.press("Enter")
    assert page.locator(".venue-view").nth(1).get_attribute("aria-pressed") == "true"
    focused = "document.activeElement.getAttribute('aria-label')"
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('venue-pin')"):
            break
    name = page.evaluate(focused)
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    popup = page.locator(".map-popup")
    assert popup.get_attribute("aria-label") == name
    assert page.evaluate(focused) == name
    assert popup.locator("li").count() == sum(map(int, re.findall(COUNT, name.rpartition(":")[2])))
    page.keyboard.press("Escape")
    popup.wait_for(state="detached")
    assert page.evaluate("document.activeElement.classList.contains('venue-pin')")
    assert page.evaluate(focused) == name


def test_a_popup_of_a_city_lists_its_venues_and_leads_to_the_table(visit: Open, real_address: str) -> None:
    page = visit(f"{real_address}/campaigns.html", reduced_motion="reduce").page
    page.locator(".venue-pin[aria-label^='Geneva']").press("Enter")
    popup = page.locator(".map-popup")
    assert popup.locator("p > a").all_inner_texts() == ["Palais des Nations", "Palais Wilson"]
    assert popup.locator("li").count() == 13
    popup.locator("p > a").first.press("Enter")
    assert page.url.endswith("#venue-palais-des-nations")


def test_one_looks_no_nearer_than_places_are_known(visit: Open, real_address: str) -> None:
    page = visit(f"{real_address}/campaigns.html", reduced_motion="reduce").page
    nearer = page.locator(".venue-buttons button", has_text="+")
    for _ in range(12):
        nearer.press("Enter")
    assert nearer.get_attribute("aria-disabled") == "true"


def test_without_javascript_each_circle_leads_to_its_row(visit: Open, real_address: str) -> None:
    page = visit(f"{real_address}/campaigns.html", javascript=False).page
    assert page.locator("[aria-labelledby^=venues-wide]").is_visible()
    assert not page.locator("[aria-labelledby^=venues-narrow]").is_visible()
    page.locator("[aria-labelledby^=venues-wide] a[href='#venue-haeundae-beach']").press("Enter")
    assert page.url.endswith("#venue-haeundae-beach")
    assert page.locator("#venue-haeundae-beach").is_visible()


def test_from_a_folder_the_map_is_the_same(visit: Open, real: Built) -> None:
    opened = visit((real.output / "campaigns.html").as_uri())
    opened.page.locator(".venue-pin").first.wait_for()
    assert opened.complaints == []


@pytest.mark.parametrize(
    ("scheme", "code", "script"), [("light", "", True), ("dark", "fr/", True), ("dark", "ko/", False)]
)
def test_axe_finds_nothing_and_a_narrow_page_does_not_scroll_sideways(
    visit: Open, real_address: str, scheme: str, code: str, script: bool
) -> None:
    address = f"{real_address}/{code}campaigns.html"
    options = {"color_scheme": scheme, "bypass_csp": True, "reduced_motion": "reduce"}
    opened = visit(address, width=320, **options)
    page = opened.page
    if script:
        page.locator(".venue-pin").first.press("Enter")
    else:
        page.evaluate("document.querySelector('.venue-still').hidden = false")
    assert opened.width_beyond_the_window() == 0
    assert barriers(page) == ""
