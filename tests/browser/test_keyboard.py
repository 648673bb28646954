from playwright.sync_api import Page

from tests.browser.conftest import Open

FOCUSED = "document.activeElement"


def focused(page: Page) -> str:
    return str(page.evaluate(f"{FOCUSED}.textContent.trim()"))


def tab_to(page: Page, words: str, most: int = 40) -> None:
    """Press Tab until the thing with these words has the focus; at each step the focus must be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        outline = page.evaluate(f"getComputedStyle({FOCUSED}).outlineStyle")
        assert outline != "none", focused(page)
        if focused(page).startswith(words):
            return
    raise AssertionError(f"no focus on '{words}'")


def test_the_first_tab_offers_to_skip_to_the_text(visit: Open, real_address: str) -> None:
    page = visit(f"{real_address}/about.html", reduced_motion="reduce").page
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the text"
    box = page.locator(".skip").bounding_box()
    assert box
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(f"document.querySelector('main').contains({FOCUSED})")


def test_the_wide_menu_is_walked_in_its_order(visit: Open, real_address: str) -> None:
    page = visit(f"{real_address}/index.html").page
    for words in ("한국어", "Donate", "About PSCORE", "At the United Nations", "Reports", "News"):
        tab_to(page, words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/news.html")


def test_the_narrow_menu_opens_and_leads_on(visit: Open, real_address: str) -> None:
    page = visit(f"{real_address}/ko/index.html", width=360).page
    assert not page.locator(".menu-narrow a").first.is_visible()
    tab_to(page, "메뉴")
    page.keyboard.press("Enter")
    assert page.locator(".menu-narrow a").first.is_visible()
    tab_to(page, "보고서")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ko/reports.html")


def test_the_language_switch_leads_to_the_same_page_and_back(visit: Open, real_address: str) -> None:
    page = visit(f"{real_address}/reports/forced-to-hate.html").page
    tab_to(page, "Français")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fr/reports/forced-to-hate.html")
    tab_to(page, "English")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/forced-to-hate.html")


def test_a_doubt_leads_to_its_reason(visit: Open, tiny_address: str) -> None:
    page = visit(f"{tiny_address}/reports/first-report.html").page
    tab_to(page, "uncertain")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').textContent") == "Date: The year is inferred."
