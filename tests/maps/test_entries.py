"""Which entries the map has, and how they are chosen."""

from dataclasses import replace
from functools import partial

import pytest

from plugins.maps.entries import Choice, IncidentMap, area_id, by_area, strength
from plugins.maps.periods import Period
from plugins.privacy.areas import Area
from plugins.records.acts import Act
from plugins.records.loading import Records
from plugins.records.places import PlaceType
from plugins.records.provinces import Province
from plugins.records.rights import Article
from tests.maps.small_map import incident

_incident = partial(incident, act="03.01.01")


def _act(code: str, parent: str | None = None) -> Act:
    row = {"code": code, "parent": parent, "label": {"en": code}, "rights": "ICCPR:9", "sensitive": "no"}
    return Act.model_validate(row)


def _province(code: str) -> Province:
    fields = dict.fromkeys(Province.model_fields)
    return Province.model_validate(fields | {"code": code, "name": {"en": code}, "census_2008": "1000000"})


RECORDS = Records(
    acts=(_act("03.01"), _act("03.01.01", "03.01"), _act("05.01.06")),
    provinces=(_province("KP-08"), _province("KP-09")),
    place_types=(PlaceType.model_validate({"code": "99", "label": {"en": "unknown"}}),),
    rights=(
        Article.model_validate(
            {"instrument": "ICCPR", "article": "9", "title": {"en": "Liberty"}, "dprk_party": "yes", "dprk_since": None}
        ),
    ),
    incidents=(
        _incident(0, sources="50+"),
        _incident(1, level="0.5", lat="42.25", lon="129.75", year_from="2005", years="5"),
        _incident(2, act="03.01", year_from="1990"),
        _incident(3, province="KP-08", act="05.01.06"),
    ),
)
MAP = IncidentMap(RECORDS)


@pytest.mark.parametrize(
    ("choice", "held"),
    [
        (Choice(), [0, 1, 2, 3]),
        (Choice(act="03.01"), [0, 1, 2]),
        (Choice(act="03.01.01"), [0, 1]),
        (Choice(province="KP-08"), [3]),
        (Choice(period=Period(2000, 10)), [0, 1, 3]),
        (Choice(period=Period(2005, 5)), [1]),
        (Choice(act="03.01", province="KP-09", period=Period(2000, 10)), [0, 1]),
        (Choice(act="05.01.06", province="KP-09"), []),
    ],
)
def test_a_choice_holds_what_lies_within_it(choice: Choice, held: list[int]) -> None:
    assert MAP.chosen(choice) == tuple(MAP.entries[number] for number in held)


def test_an_act_stands_for_those_below_it_and_is_named_when_only_they_are_told() -> None:
    assert [act.code for act in MAP.acts] == ["03.01", "03.01.01", "05.01.06"]
    only_below = IncidentMap(replace(RECORDS, incidents=RECORDS.incidents[:1]))
    assert [act.code for act in only_below.acts] == ["03.01", "03.01.01"]


def test_a_decade_holds_the_shorter_periods_that_are_told() -> None:
    assert MAP.periods == {Period(1990, 10): (), Period(2000, 10): (Period(2005, 5),)}


def test_wide_areas_come_first_and_the_strongest_number_of_people_counts() -> None:
    areas = by_area(MAP.entries)
    assert [area_id(area) for area in areas] == ["kp-08", "kp-09", "kp-09-05-84-259"]
    assert [strength(entries) for entries in areas.values()] == [2, 5, 2]
    assert strength(()) == 0


def test_the_areas_of_an_entry_and_the_map_are_the_same() -> None:
    assert MAP.entries[1].area == Area("0.5", 84, 259, "KP-09")


def test_the_articles_of_an_act_are_those_of_its_row() -> None:
    assert [article.slug for article in MAP.articles(RECORDS.acts[0])] == ["iccpr-9"]


def test_no_entries_make_an_empty_map() -> None:
    empty = IncidentMap(replace(RECORDS, incidents=()))
    assert (empty.entries, empty.acts, empty.provinces, dict(empty.periods)) == ((), (), (), {})
