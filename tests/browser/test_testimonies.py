"""Testimonies as a reader meets them: with the keyboard, on a telephone, on paper, and in a hurry to leave."""

import pytest
from playwright.sync_api import Page, Route

from tests.browser.barriers import barriers
from tests.browser.conftest import Open
from tests.browser.test_keyboard import FOCUSED, focused, tab_to

ACCOUNT = "testimonies/the-empty-desk.html"
# Whether what has the focus is seen whole: not under the strip with the way out, and in the window.
UNCOVERED = f"""() => {{
  const focus = {FOCUSED}, box = focus.getBoundingClientRect();
  const strip = document.querySelector(".leave").getBoundingClientRect();
  if (focus.closest(".leave, .skip")) return true;
  return (box.bottom <= strip.top || box.top >= strip.bottom) && box.top >= -1 && box.bottom <= innerHeight + 1;
}}"""


def told(page: Page) -> bool:
    """Whether the account itself is seen."""
    return page.locator(".account > p").first.is_visible()


@pytest.mark.parametrize(("folder", "words"), [("", "Leave this page now"), ("ko/", "지금 이 페이지 나가기"), ("fr/", "Quitter vite cette page")])  # fmt: skip
@pytest.mark.parametrize("javascript", [True, False])
def test_the_first_tab_and_enter_lead_away(
    visit: Open, real_address: str, folder: str, words: str, javascript: bool
) -> None:
    opened = visit(f"{real_address}/{folder}{ACCOUNT}", javascript=javascript)
    page = opened.page
    assert [request for request in opened.requests if not request.startswith(real_address)] == []
    sent: list[dict[str, str]] = []

    def weather(route: Route) -> None:
        sent.append(route.request.headers)
        route.fulfill(body="Weather")

    page.route("https://**", weather)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("https://**")
    assert page.inner_text("body") == "Weather"
    assert "referer" not in sent[0]


def test_the_account_opens_and_closes_by_the_keyboard(visit: Open, real_address: str) -> None:
    page = visit(f"{real_address}/{ACCOUNT}", javascript=False, reduced_motion="reduce").page
    assert not told(page)
    page.locator(".account summary").focus()
    page.keyboard.press("Enter")
    assert told(page)
    page.keyboard.press("Space")
    assert not told(page)


def test_a_screen_reader_hears_the_warning_with_what_opens_the_account(visit: Open, real_address: str) -> None:
    page = visit(f"{real_address}/{ACCOUNT}").page
    tab_to(page, "Show the whole account")
    described = page.evaluate(f"document.getElementById({FOCUSED}.getAttribute('aria-describedby')).textContent")
    assert "Work that children are made to do" in described


@pytest.mark.parametrize("width", [320, 1280])
def test_the_focus_is_never_under_the_way_out(visit: Open, real_address: str, width: int) -> None:
    page = visit(f"{real_address}/ko/{ACCOUNT}", width=width, reduced_motion="reduce").page
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("scrollY") == 0
    reached: list[str] = []
    while "흔적을 덜 남기고 읽는 방법" not in reached:
        assert len(reached) < 100, reached
        page.keyboard.press("Tab")
        reached.append(focused(page))
        assert page.evaluate(UNCOVERED), reached


@pytest.mark.parametrize("folder", ["", "ko/", "fr/"])
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_the_way_out_is_large_and_in_sight_wherever_the_reader_is(
    visit: Open, real_address: str, folder: str, width: int
) -> None:
    opened = visit(f"{real_address}/{folder}{ACCOUNT}", width=width, reduced_motion="reduce")
    page = opened.page
    page.locator(".account summary").click()
    assert opened.width_beyond_the_window() == 0
    for share in (0, 0.5, 1):
        page.evaluate(f"scrollTo(0, document.body.scrollHeight * {share})")
        box = page.locator(".leave-now").bounding_box()
        assert box
        assert box["width"] >= 44
        assert box["height"] >= 44
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 800


def test_the_end_of_the_page_is_not_under_the_way_out(visit: Open, real_address: str) -> None:
    page = visit(f"{real_address}/{ACCOUNT}", width=320, reduced_motion="reduce").page
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    footer, strip = page.locator(".site-footer").bounding_box(), page.locator(".leave").bounding_box()
    assert footer
    assert strip
    assert footer["y"] + footer["height"] <= strip["y"] + 1
    assert strip["height"] < 130


def test_in_a_low_window_the_way_out_takes_no_room_from_the_text(visit: Open, real_address: str) -> None:
    """A telephone on its side, or text at 200 per cent."""
    page = visit(f"{real_address}/{ACCOUNT}", width=640).page
    page.set_viewport_size({"width": 640, "height": 360})
    assert page.evaluate("getComputedStyle(document.querySelector('.leave')).position") == "relative"


def test_on_paper_the_account_is_open_and_the_way_out_is_gone(visit: Open, real_address: str) -> None:
    page = visit(f"{real_address}/{ACCOUNT}").page
    page.emulate_media(media="print")
    assert told(page)
    assert not page.locator(".leave").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_an_open_account(visit: Open, real_address: str, scheme: str, width: int) -> None:
    page = visit(f"{real_address}/fr/{ACCOUNT}", width=width, color_scheme=scheme, bypass_csp=True).page
    page.locator(".account summary").click()
    assert barriers(page) == ""
