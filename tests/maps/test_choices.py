"""Which parts of the map have a page, and how they lie to one another."""

from dataclasses import replace

from plugins.data_pages import data_pages, map_pages, record_anchors
from plugins.maps.choices import Choices
from plugins.maps.entries import IncidentMap
from plugins.records.provinces import Province
from tests.maps.test_entries import MAP, RECORDS

CHOICES = Choices(MAP)


def test_every_part_with_entries_and_every_province_has_a_page() -> None:
    assert [page.name for page in map_pages(CHOICES)] == [
        "map/act-03-01.html",
        "map/act-03-01-01.html",
        "map/act-05-01-06.html",
        "map/province-kp-08.html",
        "map/province-kp-09.html",
        "map/period-1990-1999.html",
        "map/period-2000-2009.html",
        "map/period-2005-2009.html",
    ]


def test_a_wider_part_counts_the_narrower_ones() -> None:
    counts = {chosen.slug: len(chosen.entries) for chosen in CHOICES.all}
    assert (counts["act-03-01"], counts["act-03-01-01"]) == (3, 2)
    assert (counts["period-2000-2009"], counts["period-2005-2009"]) == (3, 1)


def test_the_parts_of_one_width_hold_every_entry_once() -> None:
    ids = sorted(entry.incident.id for entry in MAP.entries)
    for row in (CHOICES.acts, CHOICES.provinces, CHOICES.periods):
        assert sorted(entry.incident.id for one in row if not one.above for entry in one.entries) == ids


def test_a_province_without_entries_has_a_page_and_one_that_is_told_within_another_has_none() -> None:
    fields = dict.fromkeys(Province.model_fields)
    silent = Province.model_validate(fields | {"code": "KP-04", "name": {"en": "x"}, "census_2008": "1"})
    inner = Province.model_validate(fields | {"code": "KP-13", "name": {"en": "y"}, "within": "KP-09"})
    more = Choices(IncidentMap(replace(RECORDS, provinces=(*RECORDS.provinces, silent, inner))))
    assert [(one.slug, len(one.entries)) for one in more.provinces] == [
        ("province-kp-08", 1),
        ("province-kp-09", 3),
        ("province-kp-04", 0),
    ]


def test_above_and_below_name_each_other() -> None:
    for chosen in CHOICES.all:
        assert all(CHOICES.by_slug[slug].above == chosen.slug for slug in chosen.below)
        assert chosen.above is None or chosen.slug in CHOICES.by_slug[chosen.above].below


def test_neighbours_are_of_the_same_kind_and_a_period_has_those_of_its_own_length() -> None:
    nineties, noughties = CHOICES.by_slug["period-1990-1999"], CHOICES.by_slug["period-2000-2009"]
    assert CHOICES.neighbours(nineties) == (None, noughties)
    assert CHOICES.neighbours(noughties) == (nineties, None)
    assert CHOICES.neighbours(CHOICES.by_slug["period-2005-2009"]) == (None, None)
    assert CHOICES.neighbours(CHOICES.by_slug["act-05-01-06"])[1] is None


def test_an_empty_map_has_no_part() -> None:
    empty = Choices(IncidentMap(replace(RECORDS, incidents=())))
    assert empty.all == ()
    assert not any(page.name.startswith("map/") for page in data_pages(replace(RECORDS, incidents=())))


def test_the_anchors_of_the_map_are_known_to_the_checks() -> None:
    assert {"in-aaaaaaaaaa", "act-03-01", "province-kp-09", "place-99"} <= record_anchors(RECORDS)
