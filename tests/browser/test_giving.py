"""Giving as a person meets it, in real Chromium: what the links are, how it looks on paper and in a narrow window, without a script."""

from urllib.parse import urlsplit

import pytest

from plugins.giving.pins import pins
from plugins.languages import CODES
from plugins.records.loading import records
from plugins.site import Site
from tests.browser.barriers import barriers
from tests.browser.conftest import Open
from tests.browser.places import ADDRESSES
from tests.giving.given import DAY
from tests.sites import ROOT

DONATE = [("donate.html" if code == "en" else f"{code}/donate.html") for code in CODES]
COLLECTING = [address.replace("donate", "campaigns/recurring-streets") for address in DONATE]
_FOUND = records(Site(ROOT), [])
MEANT = pins(_FOUND.donation_options, _FOUND.campaigns, DAY)
# As the browser itself reads every address of the page, whatever the attribute is called.
LEADING = """() => [...document.querySelectorAll("*")].flatMap(e => [...e.attributes].map(a => a.value)).flatMap(value => {
  try { return [new URL(value, location.href)] } catch { return [] }
}).filter(url => !["127.0.0.1", ""].includes(url.hostname)).map(url => url.href)"""


@pytest.mark.parametrize("address", [*DONATE, *COLLECTING, *ADDRESSES[::4]])
def test_the_browser_finds_exactly_the_pinned_addresses(visit: Open, real_address: str, address: str) -> None:
    leading = visit(f"{real_address}/{address}").page.evaluate(LEADING)
    hosts = {urlsplit(pinned).hostname for pinned in MEANT.addresses}
    assert {url for url in leading if urlsplit(url).hostname in hosts} == MEANT.links.get(address, frozenset())


@pytest.mark.parametrize("address", [*DONATE, COLLECTING[1]])
def test_nothing_is_asked_of_a_provider_and_nothing_needs_a_script(
    visit: Open, real_address: str, address: str
) -> None:
    seen = visit(f"{real_address}/{address}", javascript=False)
    assert all(request.startswith(real_address) for request in seen.requests)
    assert seen.complaints == []
    for button in seen.page.locator(".pay-link").all():
        assert button.is_visible()
        assert button.get_attribute("href") in MEANT.addresses


@pytest.mark.parametrize("address", [*DONATE, COLLECTING[2]])
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_axe_finds_nothing_and_nothing_runs_out_of_the_window(
    visit: Open, real_address: str, address: str, width: int, scheme: str
) -> None:
    seen = visit(f"{real_address}/{address}", width=width, color_scheme=scheme, bypass_csp=True)
    assert seen.width_beyond_the_window() == 0
    assert barriers(seen.page) == ""


@pytest.mark.parametrize("address", DONATE)
def test_on_paper_each_code_stands_with_its_host_and_address(visit: Open, real_address: str, address: str) -> None:
    page = visit(f"{real_address}/{address}", width=700).page
    page.emulate_media(media="print")
    figures = page.locator(".qr").all()
    assert len(figures) == len(MEANT.codes[address])
    for figure in figures:
        assert figure.is_visible()
        assert figure.locator("figcaption").is_visible()
        colours = figure.evaluate("e => [...e.querySelectorAll('rect, path')].map(p => getComputedStyle(p).fill)")
        assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    printed = page.locator(".pay-link").first.evaluate("e => getComputedStyle(e, '::after').content")
    assert "attr(href)" in printed or "https://" in printed


def test_a_code_stays_black_on_white_in_dark_colours_and_is_left_out_on_a_telephone(
    visit: Open, real_address: str
) -> None:
    page = visit(f"{real_address}/donate.html", color_scheme="dark").page
    fills = page.locator(".qr rect, .qr path").evaluate_all(
        "all => [...new Set(all.map(e => getComputedStyle(e).fill))]"
    )
    assert fills == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    assert not visit(f"{real_address}/donate.html", width=360).page.locator(".qr").first.is_visible()


@pytest.mark.parametrize("address", DONATE)
def test_buttons_are_large_enough_and_the_keyboard_reaches_them_in_order(
    visit: Open, real_address: str, address: str
) -> None:
    page = visit(f"{real_address}/{address}", width=320).page
    buttons = page.locator(".pay-link")
    for button in buttons.all():
        box = button.bounding_box()
        assert box
        assert box["height"] >= 40
    hrefs = buttons.evaluate_all("all => all.map(e => e.getAttribute('href'))")
    buttons.first.focus()
    reached = [page.evaluate("document.activeElement.getAttribute('href')")]
    for _ in range(len(hrefs)):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href')"))
    assert [href for href in reached if href in hrefs] == hrefs
