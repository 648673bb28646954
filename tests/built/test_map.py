"""The map's pages: the same numbers in text, drawing, lists, table, files and description; complete without a script."""

import csv
import hashlib
import json
import re
from collections import Counter
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from plugins.languages import CODES
from plugins.maps.choices import Choices, Chosen
from plugins.maps.entries import IncidentMap, area_id
from plugins.maps.parts import kilometres
from plugins.publishing.incident_drawings import reach
from tests.built.pages import Page, pages, text_of
from tests.built.test_record_pages import classed, data, links, main_of, numbers, page, with_id
from tests.sites import Built


def choices(built: Built) -> Choices:
    return Choices(IncidentMap(data(built)))


def described(found: Page) -> dict[str, Any]:
    (script,) = [one for one in found.all("script") if one.attrib.get("type") == "application/ld+json"]
    description: dict[str, Any] = json.loads(script.text or "")
    return description


def rows(found: Page) -> list[Element]:
    (table,) = [one for one in found.all("table") if any("act" in cell.get("class", "") for cell in one.iter("th"))]
    return [row for row in table.iter("tr") if "id" in row.attrib]


def counted(found: Page) -> dict[str, int]:
    """The number of entries that stands beside each link to a part of the map."""
    items = [item for item in classed(main_of(found), "map-parts") for item in item.iter("li")]
    return {
        item[0].attrib["href"].rpartition("/")[2]: numbers(text_of(item[1]))[0] if numbers(text_of(item[1])) else 1
        for item in items
    }


@pytest.mark.parametrize("code", CODES)
def test_the_number_of_entries_is_the_same_wherever_it_is_told(built: Built, code: str) -> None:
    found, total = page(built, "map.html", code), len(data(built).incidents)
    with (built.output / "data" / "incidents.csv").open(encoding="utf-8-sig", newline="") as table:
        assert sum(1 for _ in csv.DictReader(table)) == total
    assert len(json.loads((built.output / "data" / "incidents.json").read_text())) == total
    (text,) = classed(main_of(found), "told-in-all")
    assert total in numbers(text_of(text))
    assert len(rows(found)) == total
    assert total in numbers(text_of(with_id(found, "incidents-title")))
    assert described(found)["size"]["value"] == total
    parts = choices(built)
    for row in (parts.acts, parts.provinces, parts.periods):
        assert sum(counted(found)[one.name.rpartition("/")[2]] for one in row if not one.above) == total


@pytest.mark.parametrize("code", CODES)
def test_every_part_is_counted_on_the_map_as_on_its_own_page(built: Built, code: str) -> None:
    listed = counted(page(built, "map.html", code))
    parts = choices(built)
    assert set(listed) == {one.name.rpartition("/")[2] for one in parts.all}
    for one in parts.all:
        own = page(built, one.name, code)
        assert listed[one.name.rpartition("/")[2]] == len(one.entries)
        if one.entries:
            (lead,) = classed(main_of(own), "lead")
            assert {len(one.entries), len(parts.map.entries)} <= {*numbers(text_of(lead)), 1}
            assert len(told(own, one)) == len(one.entries)


def told(own: Page, one: Chosen) -> list[Element]:
    """The entries that a page tells: as a table, or as sentences where there are few."""
    if len(one.entries) > 3:
        return rows(own)
    (sentences,) = classed(main_of(own), "strongest")
    return list(sentences.iter("li"))


def test_a_row_carries_what_it_can_be_chosen_by(built: Built) -> None:
    entries = choices(built).map.entries
    for row, entry in zip(rows(page(built, "map.html")), entries, strict=True):
        assert row.attrib == {
            "id": entry.incident.id,
            "data-acts": " ".join(entry.acts),
            "data-province": entry.province.code,
            "data-from": str(entry.period.first),
            "data-to": str(entry.period.last),
            "data-area": area_id(entry.area),
            "data-strength": str(entry.strength),
        }
        assert [cell.attrib["class"] for cell in row] == ["act", "area", "period", "people", "place"]


@pytest.mark.parametrize("code", CODES)
def test_an_area_is_told_by_its_size_and_never_by_its_centre(built: Built, code: str) -> None:
    entries = choices(built).map.entries
    for row, entry in zip(rows(page(built, "map.html", code)), entries, strict=True):
        size = kilometres(entry.area)
        assert numbers(text_of(row[1])) == (list(size) if size else [reach(entry.area)])


def test_a_filter_offers_the_parts_that_have_entries(built: Built) -> None:
    found, parts = page(built, "map.html"), choices(built)
    offered = {
        name: [option.attrib["value"] for option in with_id(found, f"filter-{name}").iter("option")]
        for name in ("act", "province", "period")
    }
    assert offered["act"] == ["", *(act.code for act in parts.map.acts)]
    assert offered["province"] == ["", *(province.code for province in parts.map.provinces)]
    assert offered["period"][0] == ""
    assert [f"period-{value}" for value in offered["period"][1:]] == [one.slug for one in parts.periods]
    assert "hidden" in with_id(found, "map-filters").attrib


@pytest.mark.parametrize("code", CODES)
def test_every_act_names_its_rights_and_the_works_about_them(built: Built, code: str) -> None:
    found, parts = page(built, "map.html", code), choices(built)
    for one in parts.acts:
        item = with_id(found, one.slug)
        (act,) = [act for act in parts.map.acts if f"act-{act.code.replace('.', '-')}" == one.slug]
        for name, expected in (("rights", parts.map.articles(act)), ("reports", parts.map.reports(act))):
            shown = [link for place in classed(item, name) for link in place.iter("a")]
            assert len(shown) == len(expected), (one.slug, name)


@pytest.mark.parametrize("code", CODES)
def test_a_province_of_which_nothing_may_be_told_says_why(built: Built, code: str) -> None:
    own = page(built, "map/province-kp-04.html", code)
    assert page(built, "method.html", code).address + "#provinces" in links(own)
    assert not [one for one in own.all("tr") if "id" in one.attrib]
    assert page(built, "map/province-kp-04.html", code).address in links(page(built, "map.html", code))


def test_no_page_tells_a_number_of_people_that_is_not_a_range(built: Built) -> None:
    for name in ("map.html", "statistics.html", "map/act-03-01.html"):
        for cell in classed(main_of(page(built, name)), "people"):
            assert re.fullmatch(r"(3–4|5–9|10–19|20–49|50 or more) people", text_of(cell))


def test_the_content_note_comes_before_the_map_and_leads_past_it(built: Built) -> None:
    for name in ("map.html", "map/act-03-01.html", "map/province-kp-09.html"):
        found = page(built, name)
        order = [
            element for element in found.all() if element.attrib.get("id") == "warning" or element.tag.endswith("svg")
        ]
        drawn = [element for element in order if "map-drawing" in element.attrib.get("class", "")]
        note = with_id(found, "warning")
        assert order.index(note) < order.index(drawn[0])
        (past,) = [link.attrib["href"][1:] for link in note.iter("a") if link.attrib["href"].startswith("#")]
        elements = found.all()
        assert elements.index(with_id(found, past)) > elements.index(drawn[0])


def test_every_page_with_the_entries_says_that_they_are_examples(built: Built) -> None:
    for found in pages(built.output):
        if found.all("body")[0] is not None and any(
            "map-drawing" in one.attrib.get("class", "") for one in found.all()
        ):
            assert next(classed(main_of(found), "example"), None) is not None, found.address


def test_the_citation_names_the_release_and_the_published_table(built: Built) -> None:
    digest = hashlib.sha256((built.output / "data" / "incidents.csv").read_bytes()).hexdigest()
    assert digest[:16] in text_of(next(classed(main_of(page(built, "map.html")), "citation")))
    assert digest in text_of(main_of(page(built, "data.html")))
    assert described(page(built, "map.html"))["version"] in text_of(main_of(page(built, "map.html")))


@pytest.mark.parametrize("code", CODES)
def test_the_description_for_search_engines_tells_where_and_when_and_leads_to_files_that_are_there(
    built: Built, code: str
) -> None:
    found = described(page(built, "map.html", code))
    assert (found["@type"], found["inLanguage"]) == ("Dataset", code)
    assert re.fullmatch(r"[0-9]{4}/[0-9]{4}", found["temporalCoverage"])
    assert found["temporalCoverage"][5:] <= found["dateModified"][:4]
    assert found["creativeWorkStatus"] == "Example: invented"
    for file in found["distribution"]:
        assert (built.output / file["contentUrl"].removeprefix("http://127.0.0.1:8000/")).is_file()


@pytest.mark.parametrize("code", CODES)
def test_the_statistics_count_as_the_map_does(built: Built, code: str) -> None:
    found, parts = page(built, "statistics.html", code), choices(built)
    tables = [table for place in classed(main_of(found), "crossing") for table in place.iter("table")]
    assert len(tables) == 3
    for table in tables:
        last = [numbers(text_of(row[-1]))[0] for row in table.iter("tr") if row[-1].tag == "td"]
        slugs = [link.attrib["href"].rpartition("/")[2] for row in table.iter("tr") for link in row[0].iter("a")]
        by_name = {one.name.rpartition("/")[2]: len(one.entries) for one in parts.all}
        assert last == [*(by_name[slug] for slug in slugs), len(parts.map.entries)]


@pytest.mark.parametrize("code", CODES)
def test_the_timeline_has_every_entry_once(built: Built, code: str) -> None:
    found = page(built, "statistics.html", code)
    table = next(table for table in found.all("table"))
    totals = [numbers(text_of(row[-1]))[0] for row in table.iter("tr") if row[-1].tag == "td"]
    assert sum(totals) == len(data(built).incidents)


@pytest.mark.parametrize("code", CODES)
def test_the_glossary_has_every_act_place_and_province_once_with_its_code(built: Built, code: str) -> None:
    found, records = page(built, "glossary.html", code), data(built)
    codes = [
        *(("act", act.code) for act in records.acts),
        *(("place", place.code) for place in records.place_types),
        *(("province", province.code) for province in records.provinces),
    ]
    for kind, written in codes:
        assert written in text_of(with_id(found, f"{kind}-{written.replace('.', '-').lower()}"))
    assert Counter(found.ids).most_common(1)[0][1] == 1


def test_the_map_is_in_the_menu_and_on_the_home_page(built: Built) -> None:
    home = page(built, "index.html")
    assert "map.html" in [home.target(link.attrib["href"])[0] for link in main_of(home).iter("a")]
    assert "map.html" in links(page(built, "about.html"))
