"""The campaign map on its page: pictures, table and text say the same counts, and everything leads somewhere."""

import re
from xml.etree.ElementTree import Element

import pytest

from plugins.checks import check
from plugins.languages import CODES, number_text
from plugins.maps.gatherings import CampaignMap
from plugins.site import Site
from tests.built.pages import Page, text_of
from tests.sites import Built, TestSite

SVG = "{http://www.w3.org/2000/svg}"


def campaigns(built: Built, code: str) -> Page:
    path = built.output / ("" if code == "en" else code) / "campaigns.html"
    return Page(path, built.output)


def places(built: Built) -> CampaignMap:
    return CampaignMap(check(Site(built.output.parent)).records)


def element(page: Page, anchor: str) -> Element:
    (found,) = [found for found in page.all() if found.attrib.get("id") == anchor]
    return found


def drawing(page: Page, name: str) -> dict[str, int]:
    """The count that each circle of a picture says, by the anchor that it leads to."""
    (svg,) = [svg for svg in page.all(f"{SVG}svg") if svg.attrib.get("aria-labelledby", "").startswith(f"{name}-title")]
    return {
        link.attrib["href"].removeprefix("#"): sum(
            int(number) for number in re.findall(r"\d+", link.attrib["aria-label"].rpartition(":")[2])
        )
        for link in svg.iter(f"{SVG}a")
    }


def rows(page: Page) -> list[tuple[int, int]]:
    """Campaigns and engagements of each row but the last, which has the sums."""
    table = element(page, "venues-table")
    found = []
    for row in table.iter("tr"):
        cells = [text_of(cell) for cell in row.iter("td")]
        if len(cells) > 3:
            found.append((number(cells[-4]), number(cells[-3])))
    return found


def number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


@pytest.mark.parametrize("code", CODES)
def test_pictures_table_and_text_say_the_same_counts(built: Built, code: str) -> None:
    page, held = campaigns(built, code), places(built)
    expected = {city.anchor: city.known.count for city in held.shown}
    assert drawing(page, "venues-wide") == drawing(page, "venues-narrow") == expected
    if held.seoul:
        assert drawing(page, "venues-seoul") == {spot.id: spot.held.count for spot in held.seoul.spots}
    *each, total = rows(page)
    assert (sum(row[0] for row in each), sum(row[1] for row in each)) == total
    assert total == (len(held.everything.campaigns), len(held.everything.engagements))
    said = text_of(element(page, "venues-count"))
    for count in (held.located.count, held.everything.count):
        assert count == 1 or number_text(count, code) in said


@pytest.mark.parametrize("code", CODES)
def test_the_row_of_a_venue_has_the_counts_of_its_circle_and_links_to_all_of_them(built: Built, code: str) -> None:
    page = campaigns(built, code)
    for city in places(built).shown:
        for spot in city.spots:
            row = element(page, spot.id)
            assert int(row.attrib["data-campaigns"]) == len(spot.held.campaigns)
            assert int(row.attrib["data-engagements"]) == len(spot.held.engagements)
            led = [page.target(link.attrib["href"]) for link in row.iter("a")]
            folder = "" if code == "en" else f"{code}/"
            assert led == [
                *((f"{folder}campaigns/{campaign.slug}.html", "") for campaign in spot.held.campaigns),
                *((f"{folder}united-nations.html", entry.id) for entry in spot.held.engagements),
            ]


@pytest.mark.parametrize("code", CODES)
def test_every_circle_of_the_real_map_has_its_label(real: Built, code: str) -> None:
    """Each circle of the real data has room for its label, in each language and at both widths."""
    page = campaigns(real, code)
    for name in ("venues-wide", "venues-narrow", "venues-seoul"):
        (svg,) = [
            svg for svg in page.all(f"{SVG}svg") if svg.attrib.get("aria-labelledby", "").startswith(f"{name}-title")
        ]
        for link in svg.iter(f"{SVG}a"):
            assert list(link.iter(f"{SVG}text")), (name, link.attrib["aria-label"])


def test_examples_are_called_so_on_the_picture(rare: Built) -> None:
    page = campaigns(rare, "en")
    assert [text for text in page.all(f"{SVG}text") if text.attrib.get("class") == "example-mark"]


def test_without_venues_there_is_no_map_but_the_table_and_no_script(bare: Built) -> None:
    page = campaigns(bare, "en")
    assert "There is no map" in text_of(element(page, "venues-count"))
    assert not [svg for svg in page.all(f"{SVG}svg") if svg.attrib.get("class") == "venue-drawing"]
    assert not (bare.output / "maps").exists()
    assert page.all("script") == []
    assert len(rows(page)) > 1


def test_a_name_of_200_letters_and_one_without_translation_are_shown(rare: Built) -> None:
    page = campaigns(rare, "ko")
    first = (rare.output.parent / "data" / "venues.csv").read_text("utf-8").splitlines()[1].split(",")[0]
    row = element(page, f"venue-{first}")
    assert [(span.attrib["lang"], text_of(span)) for span in row.iter("span") if "lang" in span.attrib][:2] == [
        ("en", "n" * 200),
        ("en", "c" * 200),
    ]
    labels = [text for text in page.all(f"{SVG}text") if text.attrib.get("lang") == "en"]
    assert labels
    assert all(len(text_of(label)) < 40 for label in labels)


def test_a_venue_without_a_point_is_refused_with_its_line(site: TestSite) -> None:
    path = site.root / "data" / "venues.csv"
    head, first, *rest = path.read_text("utf-8").splitlines()
    columns, cells = head.split(","), first.split(",")
    cells[columns.index("lat")] = ""
    path.write_text("\n".join([head, ",".join(cells), *rest]) + "\n", "utf-8")
    made = site.build()
    assert made.status == 1
    assert "data/venues.csv:2:" in made.complained
