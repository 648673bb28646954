import pytest

from plugins.languages import CODES
from tests.browser.barriers import barriers
from tests.browser.conftest import Open
from tests.browser.places import TEMPLATES

# Each template in light and in dark colours, in two languages that go round: what axe looks at is the template's.
PAGES = [
    (address if code == "en" else f"{code}/{address}", scheme)
    for number, address in enumerate(TEMPLATES.values())
    for scheme, code in (("light", CODES[number % len(CODES)]), ("dark", CODES[(number + 1) % len(CODES)]))
]


@pytest.mark.parametrize(("address", "scheme"), PAGES)
def test_axe_finds_nothing_to_mend(visit: Open, real_address: str, address: str, scheme: str) -> None:
    # The policy of the page keeps a test's own script out, as it should; here it is set aside.
    page = visit(f"{real_address}/{address}", color_scheme=scheme, bypass_csp=True).page
    assert barriers(page) == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_menu_of_a_narrow_window(visit: Open, real_address: str, scheme: str) -> None:
    page = visit(f"{real_address}/ko/reports.html", width=360, color_scheme=scheme, bypass_csp=True).page
    page.locator("summary").first.click()
    assert barriers(page) == ""


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
@pytest.mark.parametrize("address", ["data.html", "ko/data.html", "fr/data.html"])
def test_axe_finds_nothing_in_the_tables_of_fields(
    visit: Open, real_address: str, address: str, width: int, scheme: str
) -> None:
    visited = visit(f"{real_address}/{address}", width=width, color_scheme=scheme, bypass_csp=True)
    visited.page.evaluate("document.querySelectorAll('.dictionary').forEach(details => { details.open = true })")
    assert visited.width_beyond_the_window() == 0
    assert barriers(visited.page) == ""


def test_links_and_buttons_are_large_enough_to_hit(visit: Open, real_address: str) -> None:
    """WCAG 2.2, 2.5.8: 24 by 24 pixels, except in a sentence."""
    for address in ("ko/index.html", "reports.html"):
        page = visit(f"{real_address}/{address}", width=360).page
        page.locator("summary").first.click()
        small = page.evaluate(
            """() => [...document.querySelectorAll("header a, header summary, .give, .action, footer li a")]
              .map(e => [e.textContent.trim(), e.getBoundingClientRect()])
              .filter(([, box]) => box.width && (box.height < 24 || box.width < 24)).map(([text]) => text)"""
        )
        assert small == [], address
