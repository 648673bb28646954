"""The offline editions as somebody has them who got a zip from a friend: unpacked, opened by double-click, without the net."""

import csv
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Locator, Page

from plugins.languages import CODES
from tests.browser.barriers import barriers
from tests.browser.conftest import Open, Visit
from tests.browser.test_everywhere import looks_right
from tests.sites import ADDRESS, TINY

EDITIONS = [*CODES, "all"]
DOORS = ["ko", "fr"]  # whose pages lie in a folder of their own
INCIDENTS = TINY / "data" / "incidents.csv"


@pytest.fixture(scope="session")
def unpacked(public: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each edition in a folder of its name."""
    folder = tmp_path_factory.mktemp("stick")
    for edition in EDITIONS:
        with zipfile.ZipFile(public / "offline" / f"pscore-{edition}.zip") as archive:
            archive.extractall(folder / edition)
    return folder


def top(unpacked: Path, edition: str) -> Path:
    return unpacked / edition / "pscore"


def home(visit: Open, unpacked: Path, edition: str, javascript: bool = True) -> Visit:
    """The home page as one comes to it: by the door, where the edition has one."""
    opened = visit((top(unpacked, edition) / "index.html").as_uri(), javascript=javascript, reduced_motion="reduce")
    if edition in DOORS:
        assert opened.page.locator("html").get_attribute("lang") == edition
        opened.page.get_by_role("main").get_by_role("link").click()
        assert opened.page.url == (top(unpacked, edition) / edition / "index.html").as_uri()
    assert opened.page.locator("html").get_attribute("lang") == ("en" if edition == "all" else edition)
    return opened


def follow(page: Page, name: str) -> None:
    """Go on by a link to this page, from wherever on the page it is."""
    page.locator(f"a[href='{name}']:visible").first.click()
    page.wait_for_load_state("load")
    assert page.url.endswith(f"/{name}")


def is_quiet(opened: Visit) -> bool:
    """The console is empty, and nothing was asked for that does not lie in the folder."""
    assert opened.complaints == []
    assert opened.requests
    assert [address for address in opened.requests if not address.startswith("file://")] == []
    return True


def is_styled(page: Page) -> bool:
    """Colours, layout and the size of letters are those of the style sheet."""
    page.wait_for_load_state("load")
    found = page.evaluate(
        """() => {
          const style = selector => getComputedStyle(document.querySelector(selector))
          const ink = getComputedStyle(document.documentElement).getPropertyValue("--ink").trim()
          return [ink, style("body").color, style("body").display, style("html").fontSize]
        }"""
    )
    return bool(found == ["#1f2630", "rgb(31, 38, 48)", "flex", "17px"])


def numbers(counted: Locator) -> list[int]:
    """The numbers in a sentence, which each language puts in an order of its own."""
    return sorted(int(number) for number in re.findall(r"\d+", counted.inner_text()))


def file_of(page: Page, link: Locator) -> Path:
    """The file that a link leads to."""
    address = urlsplit(str(link.evaluate("link => link.href")))
    assert address.scheme == "file", address
    return Path(unquote(address.path))


def charts(page: Page) -> list[float]:
    """The widths of the charts that are seen."""
    widths: list[float] = page.eval_on_selector_all(
        "figure svg[role=img]", "all => all.map(svg => svg.getBoundingClientRect().width).filter(Boolean)"
    )
    return widths


def has_languages(page: Page, edition: str, name: str) -> bool:
    """The switch leads to the same page in the others: on the net, but in the edition that has them all."""
    here = page.locator("html").get_attribute("lang")
    links = page.locator("nav.languages a")
    assert links.count() == len(CODES) - 1
    for code in CODES:
        if code == here:
            continue
        link = page.locator(f"nav.languages a[hreflang={code}]")
        target = name if code == "en" else f"{code}/{name}"
        if edition == "all":
            assert file_of(page, link).is_file()
        else:
            assert link.get_attribute("href") == f"{ADDRESS}/{target}"
    if edition == "all":
        page.locator("nav.languages a[hreflang=ko]").click()
        assert page.url.endswith(f"/pscore/ko/{name}")
        assert page.locator("html").get_attribute("lang") == "ko"
        assert is_styled(page)
    return True


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_edition_works_by_double_click(visit: Open, unpacked: Path, edition: str) -> None:
    opened = home(visit, unpacked, edition)
    page = opened.page
    assert looks_right(page)
    assert is_styled(page)

    follow(page, "map.html")
    page.wait_for_selector(".map-live.is-drawn")
    live = page.locator(".map-live")
    assert live.locator("[role=button][data-strength]").count() > 0
    assert page.locator(".leaflet-container").bounding_box() == live.bounding_box()
    controls = page.locator(".leaflet-control-container button:visible")
    assert [sign.strip() for sign in controls.all_inner_texts()] == ["+", "−", "⌂"]
    zoom_in, zoom_out = controls.nth(0), controls.nth(1)
    assert zoom_out.get_attribute("aria-disabled") == "true"
    zoom_in.click()
    assert zoom_out.get_attribute("aria-disabled") == "false"

    rows = list(csv.DictReader(INCIDENTS.read_text("utf-8").splitlines()))
    counted, seen = page.locator("#map-count"), page.locator("#entries tbody tr:not([hidden])")
    assert (numbers(counted), seen.count()) == ([len(rows)], len(rows))
    there = len([row for row in rows if row["province"] == "KP-08"])
    page.select_option("#filter-province", "KP-08")
    assert (numbers(counted), seen.count()) == ([there, len(rows)], there)
    assert page.url.endswith("/map.html#province=KP-08")

    link = page.locator("a[href$='data/incidents.csv']").first
    with page.expect_download() as download:
        link.click()
    content = Path(download.value.path()).read_bytes()
    assert content == file_of(page, link).read_bytes()
    assert len(list(csv.DictReader(content.decode("utf-8-sig").splitlines()))) == len(rows)

    follow(page, "statistics.html")
    assert charts(page)
    assert is_styled(page)
    assert has_languages(page, edition, "statistics.html")
    assert is_quiet(opened)


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_edition_works_without_javascript(visit: Open, unpacked: Path, edition: str) -> None:
    opened = home(visit, unpacked, edition, javascript=False)
    page = opened.page
    assert looks_right(page)
    follow(page, "map.html")
    assert page.locator(".map-drawing").first.is_visible()
    assert page.locator(".map-live").count() == 0
    assert page.locator("#entries tbody tr").count() == len(INCIDENTS.read_text("utf-8").splitlines()) - 1
    assert file_of(page, page.locator("a[href$='data/incidents.csv']").first).is_file()
    follow(page, "statistics.html")
    assert charts(page)
    assert is_styled(page)
    assert has_languages(page, edition, "statistics.html")
    assert is_quiet(opened)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("edition", DOORS)
def test_axe_finds_nothing_at_the_door(visit: Open, unpacked: Path, edition: str, scheme: str) -> None:
    opened = visit((top(unpacked, edition) / "index.html").as_uri(), color_scheme=scheme, bypass_csp=True)
    assert barriers(opened.page) == ""


@pytest.mark.parametrize("address", ["index.html", "ko/data.html"])
def test_axe_finds_nothing_on_a_page_that_says_that_it_is_a_demonstration(
    visit: Open, public: Path, address: str
) -> None:
    opened = visit((public / address).as_uri(), bypass_csp=True)
    assert opened.page.locator(".demonstration").is_visible()
    assert barriers(opened.page) == ""


@pytest.mark.parametrize("width", [320, 1280])
def test_the_door_is_styled_fits_the_window_and_is_easy_to_hit(visit: Open, unpacked: Path, width: int) -> None:
    opened = visit((top(unpacked, "ko") / "index.html").as_uri(), width=width)
    assert is_styled(opened.page)
    assert opened.width_beyond_the_window() == 0
    box = opened.page.get_by_role("main").get_by_role("link").bounding_box()
    assert box
    assert box["height"] >= 24
    assert is_quiet(opened)


def test_an_old_address_leads_on_by_hand(visit: Open, public: Path) -> None:
    """What a visitor sees at a host that cannot redirect."""
    opened = visit((public / "sub02" / "0201.php" / "index.html").as_uri(), javascript=False)
    assert is_styled(opened.page)
    opened.page.get_by_role("main").get_by_role("link").click()
    assert opened.page.url == (public / "ko" / "about.html").as_uri()
    assert is_quiet(opened)
