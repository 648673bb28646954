"""Where campaigns and UN engagements were held, and that each is counted once."""

from dataclasses import replace
from typing import Any

from plugins.maps.gatherings import CampaignMap, City
from plugins.records.campaigns import Campaign
from plugins.records.loading import Records, records
from plugins.records.un_engagements import Engagement
from plugins.records.venues import Venue
from plugins.site import Site
from tests.sites import ROOT


def venue(name: str, city: str, country: str, lat: str = "37.5", lon: str = "127.0") -> Venue:
    row = {"id": name, "name": {"en": name}, "kind": "square", "city": {"en": city}, "country": country}
    return Venue.model_validate(row | {"lat": lat, "lon": lon, "timezone": "Asia/Seoul", "uncertain": None})


def campaign(name: str, **given: Any) -> Campaign:
    row: dict[str, Any] = dict.fromkeys(Campaign.model_fields)
    row |= {"id": f"ca-{name}", "status": "done", "kind": "street", "date_start": name[:4], "title": {"en": name}}
    row |= {column: {} for column in ("venue", "city", "summary")}
    return Campaign.model_validate(row | given)


def engagement(name: str, **given: Any) -> Engagement:
    row: dict[str, Any] = dict.fromkeys(Engagement.model_fields)
    row |= {"id": f"un-{name}", "body": "HRC", "kind": "side-event", "date_start": name[:4], "title": {"en": name}}
    row |= {column: {} for column in ("city", "summary", "outcome")}
    return Engagement.model_validate(row | given)


SEOUL, GENEVA = {"en": "Seoul"}, {"en": "Geneva"}
RECORDS = Records(
    venues=(
        venue("square", "Seoul", "KR"),
        venue("station", "Seoul", "KR", "37.6", "126.9"),
        venue("palais", "Geneva", "CH", "46.227", "6.140"),
        venue("unused", "Lima", "PE"),
    ),
    campaigns=(
        campaign("2012-a", venue_id="station", city=SEOUL, country="KR"),
        campaign("2015-b", venue_id="station", city=SEOUL, country="KR"),
        campaign("2013-c", venue_id="square", city=SEOUL, country="KR"),
        campaign("2014-school", city=SEOUL, country="KR"),
        campaign("2014-camp", country="KR"),
        campaign("2014-online", kind="online"),
        campaign("2027-next", status="planned", venue_id="square"),
        campaign("2020-off", status="cancelled", venue_id="square"),
    ),
    un_engagements=(
        engagement("2012-side", venue_id="palais", city=GENEVA, country="CH"),
        engagement("2019-side", city=GENEVA, country="CH"),
        engagement("2019-written"),
        engagement("2019-tunis", city={"en": "Tunis"}, country="TN"),
    ),
)
MAP = CampaignMap(RECORDS)


def ids(city: City) -> list[tuple[str, int]]:
    return [(spot.id, spot.held.count) for spot in city.spots]


def test_a_planned_or_cancelled_campaign_was_held_nowhere() -> None:
    assert [entry.id for entry in MAP.everything.campaigns if entry.status != "done"] == []
    assert MAP.everything.count == 10


def test_the_place_with_most_comes_first() -> None:
    assert [(city.id, city.count) for city in MAP.cities] == [
        ("city-kr-seoul", 4),
        ("city-ch-geneva", 2),
        ("city-tn-tunis", 1),
    ]
    assert ids(MAP.cities[0]) == [("venue-station", 2), ("venue-square", 1)]


def test_what_has_only_a_city_is_counted_in_it_but_not_on_the_map() -> None:
    seoul, geneva, tunis = MAP.cities
    assert [(city.known.count, city.elsewhere.count) for city in (seoul, geneva, tunis)] == [(3, 1), (1, 1), (0, 1)]
    assert [city.id for city in MAP.shown] == [seoul.id, geneva.id]
    assert tunis.point is None


def test_each_is_counted_exactly_once() -> None:
    table = (
        [spot.held for city in MAP.cities for spot in city.spots]
        + [city.elsewhere for city in MAP.cities]
        + [*MAP.countries.values(), MAP.nowhere]
    )
    found = [entry.id for held in table for entry in held.entries]
    assert sorted(found) == sorted(entry.id for entry in MAP.everything.entries)
    assert (MAP.located.count, MAP.located_only_roughly, MAP.nowhere.count) == (4, 4, 2)


def test_the_records_of_the_project_are_counted_exactly_once() -> None:
    real = CampaignMap(records(Site(ROOT), []))
    counted = sum(city.count for city in real.cities) + sum(held.count for held in real.countries.values())
    assert counted + real.nowhere.count == real.everything.count > 60
    assert real.seoul is not None


def test_a_circle_leads_to_the_row_of_its_only_venue_or_to_the_rows_of_its_city() -> None:
    assert [city.anchor for city in MAP.shown] == ["city-kr-seoul", "venue-palais"]


def test_a_city_lies_in_the_middle_of_its_venues() -> None:
    assert [float(number) for number in MAP.cities[0].point or ()] == [126.95, 37.55]


def test_years_are_the_first_and_the_last_that_are_known() -> None:
    seoul = MAP.cities[0]
    assert [spot.held.years for spot in seoul.spots] == [("2012", "2015"), ("2013",)]
    undated = CampaignMap(Records(campaigns=(campaign("2012-a", date_start=None, city=SEOUL),)))
    assert undated.cities[0].elsewhere.years == ()


def test_one_venue_of_seoul_needs_no_map_of_its_own() -> None:
    alone = replace(RECORDS, venues=RECORDS.venues[:1] + RECORDS.venues[2:], campaigns=RECORDS.campaigns[2:3])
    assert CampaignMap(alone).seoul is None
    assert MAP.seoul is not None


def test_without_records_nothing_was_held_anywhere() -> None:
    empty = CampaignMap(Records())
    assert (empty.cities, empty.shown, dict(empty.countries), empty.everything.count) == ((), (), {}, 0)


def test_a_city_is_the_same_whatever_its_letters_and_differs_between_countries() -> None:
    written = [
        engagement("2019-a", city={"en": "San José"}, country="CR"),
        engagement("2019-b", city={"en": "SAN JOSE"}, country="CR"),
        engagement("2019-c", city={"en": "San José"}, country="US"),
        engagement("2019-d", city={"ko": "서울"}),
    ]
    found = [city.id for city in CampaignMap(Records(un_engagements=tuple(written))).cities]
    assert found[:2] == ["city-cr-san-jose", "city-us-san-jose"]
    assert all(anchor.isascii() for anchor in found)
