import pytest

from tests.browser.conftest import Open


@pytest.mark.parametrize("address", ["about.html", "ko/about.html", "reports/second-report.html", "reports.html"])
def test_very_long_words_do_not_widen_a_narrow_page(visit: Open, tiny_address: str, address: str) -> None:
    assert visit(f"{tiny_address}/{address}", width=320).width_beyond_the_window() == 0


def test_large_text_does_not_scroll_sideways(visit: Open, real_address: str) -> None:
    """WCAG 2.2, 1.4.4: text at 200 per cent."""
    opened = visit(f"{real_address}/reports.html", width=640)
    opened.page.evaluate("document.documentElement.style.fontSize = '212.5%'")
    assert opened.width_beyond_the_window() == 0


def test_korean_lines_break_between_words(visit: Open, real_address: str) -> None:
    page = visit(f"{real_address}/ko/about.html", width=360).page
    assert page.evaluate("getComputedStyle(document.querySelector('main p')).wordBreak") == "keep-all"


def test_a_line_of_text_is_not_too_long_to_read(visit: Open, real_address: str) -> None:
    page = visit(f"{real_address}/about.html", width=1600).page
    width, size = page.evaluate(
        "(e => [e.getBoundingClientRect().width, parseFloat(getComputedStyle(e).fontSize)])(document.querySelector('article > p'))"
    )
    assert width / size < 42  # em; about 80 letters


def test_dark_colours_come_with_the_readers_setting(visit: Open, real_address: str) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    light = visit(f"{real_address}/about.html", color_scheme="light").page.evaluate(background)
    dark = visit(f"{real_address}/about.html", color_scheme="dark").page.evaluate(background)
    assert (light, dark) == ("rgb(251, 249, 245)", "rgb(20, 24, 29)")


def test_on_paper_there_is_the_text_and_no_menu(visit: Open, real_address: str) -> None:
    page = visit(f"{real_address}/news/2019-11-27-inescapable-violence.html").page
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert not page.locator(".menu-wide").is_visible()
    assert not page.locator(".give").is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.sources a'), '::after').content").startswith('" (')


def test_nothing_moves_for_who_wants_no_motion(visit: Open, real_address: str) -> None:
    smooth = "getComputedStyle(document.documentElement).scrollBehavior"
    assert visit(f"{real_address}/reports.html", reduced_motion="reduce").page.evaluate(smooth) == "auto"
    assert visit(f"{real_address}/reports.html", reduced_motion="no-preference").page.evaluate(smooth) == "smooth"
