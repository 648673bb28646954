"""The live map of incidents in a real browser: by keyboard and by filter, as written, without anybody else's host."""

import csv
import html
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.barriers import barriers
from tests.browser.conftest import Open, Visit
from tests.browser.test_keyboard import FOCUSED, tab_to
from tests.sites import ROOT, Built

ODD = "<b>a</b> `b` ${7*7} </script><script>document.title='run'</script> {area} & \\u003c"
ROWS = list(csv.DictReader((ROOT / "data" / "incidents.csv").read_text(encoding="utf-8").splitlines()))
BANDS = ["3-4", "5-9", "10-19", "20-49", "50+"]


def strongest(rows: list[dict[str, str]]) -> list[int]:
    """The strength of each area with these rows."""
    areas: dict[tuple[str, ...], int] = {}
    for row in rows:
        area = row["level"], row["lat"], row["lon"], row["province"]
        areas[area] = max(areas.get(area, 0), BANDS.index(row["sources"]) + 1)
    return sorted(areas.values())


def shown(page: Page) -> tuple[int, list[int], str]:
    """The rows of the table that are seen, the strengths of the areas on the map, and the count in words."""
    rows = page.locator("#entries tbody tr:not([hidden])").count()
    strengths = page.eval_on_selector_all(".map-live [role=button]", "all => all.map(e => +e.dataset.strength)")
    return rows, sorted(strengths), page.locator("#map-count").inner_text()


def said(rows: list[dict[str, str]]) -> tuple[int, list[int], str]:
    words = f"all {len(ROWS)}" if rows is ROWS else f"{len(rows)} of {len(ROWS)}"
    return len(rows), strongest(rows), f"Entries shown: {words}."


def map_page(visited: Visit) -> Page:
    """The page when all of the map is drawn."""
    visited.page.wait_for_selector(".map-live.is-drawn")
    return visited.page


def is_quiet(visit: Visit) -> bool:
    """Nobody else was asked for anything, and the console is empty."""
    host = visit.page.url.partition("/map.html")[0].removesuffix("/ko")
    strangers = [address for address in visit.requests if not address.startswith(host)]
    assert (strangers, visit.complaints) == ([], [])
    return True


def test_everything_on_the_map_is_done_by_keyboard(visit: Open, real_address: str) -> None:
    visited = visit(f"{real_address}/map.html", reduced_motion="reduce")
    page = map_page(visited)
    assert not page.locator(".map-drawing").first.is_visible()
    page.locator("#filter-reset").focus()
    tab_to(page, "")  # the map itself, which arrows move
    for sign in "+−⌂":
        tab_to(page, sign)
    assert page.locator("[aria-label='Zoom out']").get_attribute("aria-disabled") == "true"
    page.locator("[aria-label='Zoom in']").press("Enter")
    assert page.locator("[aria-label='Zoom out']").get_attribute("aria-disabled") == "false"
    page.locator("[aria-label='Show the whole country']").press("Space")
    assert page.locator("[aria-label='Zoom out']").get_attribute("aria-disabled") == "true"

    page.locator(".map-live [role=button][tabindex='0']").focus()
    names = []
    for _ in range(len(strongest(ROWS))):
        names.append(page.evaluate(f"{FOCUSED}.getAttribute('aria-label')"))
        assert page.locator(".map-focus").is_visible()
        assert page.locator(".map-keys").is_visible()
        page.keyboard.press("ArrowRight")
    assert len(set(names)) == len(strongest(ROWS))
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    popup = page.locator(".map-popup")
    assert popup.get_attribute("aria-label") in names[0]
    assert page.evaluate(f"{FOCUSED}.className") == "map-popup"
    assert popup.locator("li").count() == 5
    assert popup.locator("a[href='map/province-kp-01.html']").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.textContent") == "Close"
    page.keyboard.press("Escape")
    assert page.evaluate(f"{FOCUSED}.getAttribute('aria-label')") == names[0]
    assert is_quiet(visited)


def test_filters_change_map_table_count_and_address_together(visit: Open, real_address: str) -> None:
    visited = visit(f"{real_address}/map.html", reduced_motion="reduce")
    page = map_page(visited)
    assert shown(page) == said(ROWS)
    there = [row for row in ROWS if row["province"] == "KP-09"]
    page.select_option("#filter-province", "KP-09")
    assert page.url.endswith("/map.html#province=KP-09")
    assert shown(page) == said(there)
    then = [row for row in there if row["year_from"] in ("2000", "2005")]
    page.select_option("#filter-period", "2000-2009")
    assert page.url.endswith("#province=KP-09&from=2000&to=2009")
    assert shown(page) == said(then)
    page.reload()
    map_page(visited)
    assert shown(page) == said(then)
    assert page.input_value("#filter-period") == "2000-2009"
    page.go_back()
    assert (page.input_value("#filter-period"), shown(page)) == ("", said(there))
    page.go_back()
    assert (page.input_value("#filter-province"), shown(page)) == ("", said(ROWS))
    page.go_forward()
    page.click("#filter-reset")
    assert page.url.endswith("/map.html")
    assert shown(page) == said(ROWS)
    assert is_quiet(visited)


def test_a_place_in_the_page_keeps_the_choice_that_it_was_followed_from(visit: Open, real_address: str) -> None:
    visited = visit(f"{real_address}/map.html", reduced_motion="reduce")
    page = map_page(visited)
    north, south = ([row for row in ROWS if row["province"] == code] for code in ("KP-09", "KP-08"))
    page.select_option("#filter-province", "KP-09")
    page.evaluate("location.hash = 'choose'")
    page.wait_for_function("history.state && history.state.choice")
    page.select_option("#filter-province", "KP-08")
    assert shown(page) == said(south)
    page.go_back()
    assert page.url.endswith("#choose")
    assert (page.input_value("#filter-province"), shown(page)) == ("KP-09", said(north))
    page.reload()
    map_page(visited)
    assert (page.input_value("#filter-province"), shown(page)) == ("KP-09", said(north))
    page.go_forward()
    assert page.url.endswith("#province=KP-08")
    assert shown(page) == said(south)
    assert is_quiet(visited)


def test_an_address_may_say_one_end_of_a_period_alone(visit: Open, real_address: str) -> None:
    page = map_page(visit(f"{real_address}/map.html#province=KP-09&from=2000", reduced_motion="reduce"))
    later = [row for row in ROWS if row["province"] == "KP-09" and row["year_from"] >= "2000"]
    rows, strengths, count = said(later)
    assert shown(page) == (rows, strengths, f"{count} Only periods that begin in 2000 or later.")
    assert page.url.endswith("#province=KP-09&from=2000")
    page.select_option("#filter-province", "")
    assert page.url.endswith("#from=2000")
    page.evaluate("location.hash = 'to=1999'")
    page.wait_for_function("document.getElementById('map-count').textContent.includes('1999')")
    earlier = [row for row in ROWS if int(row["year_from"]) + int(row["years"]) <= 2000]
    rows, strengths, count = said(earlier)
    assert shown(page) == (rows, strengths, f"{count} Only periods that end in 1999 or earlier.")


@pytest.mark.parametrize("odd", ["act=99.99", "from=1&to=2", "from=2010&to=2000"])
def test_what_an_address_asks_in_vain_is_said_and_taken_out_of_it(visit: Open, real_address: str, odd: str) -> None:
    page = map_page(visit(f"{real_address}/map.html#province=KP-09&{odd}", reduced_motion="reduce"))
    rows, strengths, count = said([row for row in ROWS if row["province"] == "KP-09"])
    left_out = "The address asks for something that this map does not have; it has been left out."
    assert shown(page) == (rows, strengths, f"{count} {left_out}")
    assert page.url.endswith("/map.html#province=KP-09")


@pytest.fixture(scope="module")
def odd_folder(real: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The map's page with an odd label of an act, in a folder without a server."""
    folder = tmp_path_factory.mktemp("folder")
    page = (real.output / "map.html").read_text()
    (folder / "theme").symlink_to(real.output / "theme")
    (folder / "maps").symlink_to(real.output / "maps")
    (folder / "map.html").write_text(page.replace('class="act">', f'class="act">{html.escape(ODD)}'))
    return folder


def test_a_popup_shows_text_as_it_was_written_from_a_folder_too(visit: Open, odd_folder: Path) -> None:
    visited = visit(f"file://{odd_folder}/map.html#province=KP-08", reduced_motion="reduce")
    page = map_page(visited)
    page.locator(".map-live [role=button]").last.press("Enter")
    assert page.locator(".map-popup li").first.inner_text().startswith(ODD)
    assert page.locator(".map-popup :is(b, script)").count() == 0
    assert page.title() != "run"
    assert page.locator(".map-popup [id]").count() == 0
    page.select_option("#filter-province", "KP-09")
    assert page.url.endswith("map.html#province=KP-09")
    assert page.locator(".map-popup").count() == 0
    assert is_quiet(visited)


def test_it_fits_a_narrow_dark_screen_and_axe_finds_nothing_to_mend(visit: Open, real_address: str) -> None:
    options = {"color_scheme": "dark", "bypass_csp": True, "reduced_motion": "reduce", "has_touch": True}
    visited = visit(f"{real_address}/ko/map.html", width=320, **options)
    page = map_page(visited)
    assert visited.width_beyond_the_window() == 0
    page.locator(".map-live [role=button][data-strength='5']").first.press("Enter")
    # Below the map, which it would cover.
    assert page.locator(".map-panel .map-popup li").count() > 0
    assert visited.width_beyond_the_window() == 0
    small = page.eval_on_selector_all(
        "#incident-map button",
        "all => all.filter(e => Math.min(e.offsetWidth, e.offsetHeight) < 44).map(e => e.outerHTML)",
    )
    assert small == []
    assert barriers(page, "#incident-map") == ""
    page.keyboard.press("Escape")
    assert page.locator(".map-panel .map-popup").count() == 0
    assert page.evaluate(f"{FOCUSED}.getAttribute('role')") == "button"
    # On a wider window the whole country is there too, as large as it can be.
    page.set_viewport_size({"width": 900, "height": 800})
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.locator("#incident-map [aria-disabled='true']").count() == 1
    page.emulate_media(media="print")
    assert page.locator(".map-live path").first.is_visible()
    assert not page.locator(".map-buttons").is_visible()
    assert is_quiet(visited)


def test_a_browser_without_svg_draws_on_a_canvas(visit: Open, browser_without_svg: str, real_address: str) -> None:
    visited = visit("about:blank")
    visited.page.add_init_script(browser_without_svg)
    visited.page.goto(f"{real_address}/map.html")
    assert map_page(visited).locator(".map-live canvas").is_visible()
    visited.page.locator(".map-live").click(position={"x": 400, "y": 330})
    assert visited.page.locator(".map-popup li").count() > 0
    assert visited.complaints == []


@pytest.fixture
def browser_without_svg() -> str:
    """What Leaflet asks whether there is SVG."""
    return "delete SVGSVGElement.prototype.createSVGRect"


def test_without_the_script_of_the_map_the_drawing_stays_and_filters_work(visit: Open, real_address: str) -> None:
    visited = visit("about:blank")
    page = visited.page
    page.route(
        "**/maps/incidents.js", lambda route: route.fulfill(body="function incidentMap() { throw Error('odd') }")
    )
    page.goto(f"{real_address}/map.html")
    assert page.locator(".map-drawing").first.is_visible()
    assert page.locator(".map-live").count() == 0
    page.select_option("#filter-province", "KP-09")
    assert page.locator("#map-count").inner_text().startswith("Entries shown: 8")
    assert visited.complaints == ["odd"]
