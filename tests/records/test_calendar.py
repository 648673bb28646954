from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from icalendar import Calendar, Component, Event

from plugins.languages import CODES
from plugins.records.calendar import calendar
from plugins.records.campaigns import KINDS, Campaign
from plugins.records.loading import Records, records
from plugins.records.petitions import Petition
from plugins.records.venues import Venue
from plugins.site import Site
from tests.sites import ROOT

PAGE = "https://example.org/campaigns.html"

SEOUL = Venue(
    id="hongdae",
    name={"en": "Hongdae", "ko": "홍대"},
    kind="station",
    city={"en": "Seoul"},
    country="KR",
    lat=Decimal("37.557"),
    lon=Decimal("126.924"),
    timezone="Asia/Seoul",
    uncertain=(),
)
GENEVA = SEOUL.model_copy(
    update={"id": "palais", "name": {"en": "Palais"}, "country": "CH", "timezone": "Europe/Zurich"}
)


def campaign(**fields: Any) -> Campaign:
    known: dict[str, Any] = dict.fromkeys(Campaign.model_fields)
    known |= {"id": "ca-x", "status": "done", "kind": "street", "title": {"en": "A campaign"}}
    known |= {name: {} for name in ("venue", "city", "summary")}
    known |= dict.fromkeys(("partners", "report_ids", "press_urls", "sources", "uncertain"), ())
    return Campaign(**{**known, **fields})


def written(*campaigns: Campaign, code: str = "en", page: str = PAGE) -> bytes:
    return calendar(Records(campaigns=campaigns, venues=(SEOUL, GENEVA)), code, "PSCORE: Campaigns", page)


def read(content: bytes) -> Calendar:
    found = Calendar.from_ical(content)
    assert isinstance(found, Calendar)
    assert errors(found) == []
    return found


def errors(component: Component) -> list[Any]:
    return [*component.errors, *(error for inner in component.subcomponents for error in errors(inner))]


def events(*campaigns: Campaign, code: str = "en", page: str = PAGE) -> list[Event]:
    return list(read(written(*campaigns, code=code, page=page)).events)


def only(**fields: Any) -> Event:
    (event,) = events(campaign(**fields))
    return event


def test_a_day_is_a_whole_day() -> None:
    event = only(date_start="2016-05-07")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2016, 5, 7), date(2016, 5, 8))


def test_the_end_of_whole_days_is_the_day_after_the_last() -> None:
    event = only(date_start="2016-02-28", date_end="2016-02-29")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2016, 2, 28), date(2016, 3, 1))


@pytest.mark.parametrize("end", ["2016", "2016-05"])
def test_an_end_without_a_day_makes_up_no_day(end: str) -> None:
    assert only(date_start="2016-05-07", date_end=end).decoded("dtend") == date(2016, 5, 8)


@pytest.mark.parametrize(
    ("venue", "zone", "offset"),
    [("hongdae", "Asia/Seoul", 9), ("palais", "Europe/Zurich", 2)],
)
def test_a_time_is_the_time_of_its_venue(venue: str, zone: str, offset: int) -> None:
    event = only(date_start="2016-05-07T14:00", date_end="2016-05-07T17:30", venue_id=venue)
    start, end = event.decoded("dtstart"), event.decoded("dtend")
    assert event["dtstart"].params["TZID"] == zone
    assert start.astimezone(UTC) == datetime(2016, 5, 7, 14 - offset, tzinfo=UTC)
    assert end - start == timedelta(hours=3, minutes=30)


def test_a_time_without_a_venue_is_that_of_a_country_with_one_zone() -> None:
    event = only(date_start="2016-05-07T14:00", country="KR")
    assert event["dtstart"].params["TZID"] == "Asia/Seoul"


def test_a_time_whose_zone_is_not_known_is_only_its_day() -> None:
    event = only(date_start="2016-05-07T14:00", date_end="2016-05-07T17:00", country="US")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2016, 5, 7), date(2016, 5, 8))


def test_every_zone_that_is_named_is_described_once() -> None:
    found = read(
        written(
            campaign(date_start="2016-05-07T14:00", venue_id="hongdae"),
            campaign(id="ca-y", date_start="2016-05-08T14:00", venue_id="palais"),
            campaign(id="ca-z", date_start="2017-05-08T14:00", venue_id="palais"),
        )
    )
    assert [str(zone["tzid"]) for zone in found.timezones] == ["Asia/Seoul", "Europe/Zurich"]


def test_a_time_whose_end_is_not_known_has_none() -> None:
    event = only(date_start="2016-05-07T14:00", venue_id="hongdae")
    assert "dtend" not in event
    assert "duration" not in event


@pytest.mark.parametrize("start", [None, "2016", "2016-05"])
def test_what_has_no_day_is_left_out(start: str | None) -> None:
    assert events(campaign(date_start=start)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_everything_but_a_petition_is_an_event(kind: str) -> None:
    assert len(events(campaign(kind=kind, date_start="2016-05-07"))) == (0 if kind == "petition" else 1)


@pytest.mark.parametrize(
    ("status", "said"), [("planned", "CONFIRMED"), ("done", "CONFIRMED"), ("cancelled", "CANCELLED")]
)
def test_what_was_called_off_says_so(status: str, said: str) -> None:
    assert only(date_start="2016-05-07", status=status)["status"] == said


@pytest.mark.parametrize(
    ("code", "title", "language"),
    [("en", "In the street", "en"), ("ko", "거리에서", "ko"), ("fr", "In the street", "en")],
)
def test_the_title_is_in_the_language_of_the_calendar_or_says_which_it_is_in(
    code: str, title: str, language: str
) -> None:
    (event,) = events(campaign(date_start="2016-05-07", title={"en": "In the street", "ko": "거리에서"}), code=code)
    assert event["summary"] == title
    assert event["summary"].params["LANGUAGE"] == language


def test_signs_of_the_format_survive_in_texts() -> None:
    text = "Boards, and signatures; a \\ and\na new line: “성통만사” " * 5
    event = only(date_start="2016-05-07", title={"en": text}, summary={"en": text})
    assert (event["summary"], event["description"]) == (text, text)


def test_the_place_is_the_words_of_the_campaign_or_the_name_of_its_venue() -> None:
    event = only(date_start="2016-05-07", venue_id="hongdae", city={"en": "Seoul"})
    assert event["location"] == "Hongdae, Seoul"
    event = only(date_start="2016-05-07", venue_id="hongdae", venue={"en": "Exit 9"}, city={"en": "Seoul"})
    assert event["location"] == "Exit 9, Seoul"


def test_what_is_not_known_has_no_property() -> None:
    event = only(date_start="2016-05-07")
    assert not {"location", "geo", "description"} & {name.lower() for name in event}


def test_the_degrees_of_the_place_are_given() -> None:
    event = only(date_start="2016-05-07", lat=Decimal("37.557"), lon=Decimal("126.924"))
    assert event["geo"].to_ical() == "37.557;126.924"


def test_an_event_leads_to_the_page_of_its_campaign_in_the_language() -> None:
    (event,) = events(
        campaign(id="ca-2016-street", date_start="2016-05-07"), page="https://example.org/ko/campaigns.html"
    )
    assert event["url"] == "https://example.org/ko/campaigns/2016-street.html"


def test_ids_are_the_same_in_every_language_and_unique() -> None:
    two = campaign(date_start="2016-05-07"), campaign(id="ca-y", date_start="2016-05-07")
    ids = [[str(event["uid"]) for event in events(*two, code=code)] for code in CODES]
    assert ids == [["ca-x@pscore.org", "ca-y@pscore.org"]] * len(CODES)


def test_lines_end_as_the_rule_wants_and_are_short() -> None:
    content = written(campaign(date_start="2016-05-07", title={"en": "성공적인 통일 " * 30}))
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert not [line for line in lines if b"\n" in line]


def test_the_same_records_give_the_same_bytes(checked_site: Site) -> None:
    for found in (records(checked_site, []), records(Site(ROOT), [])):
        timed = tuple(
            entry.model_copy(update={"date_start": f"{entry.date_start}T14:00"})
            if entry.date_start and len(entry.date_start) == 10
            else entry
            for entry in found.campaigns
        )
        assert calendar(replace(found, campaigns=timed), "ko", "캠페인", PAGE) == calendar(
            replace(found, campaigns=timed), "ko", "캠페인", PAGE
        )


@pytest.mark.parametrize("code", CODES)
def test_every_campaign_of_the_real_log_with_a_day_is_in_its_calendar(code: str) -> None:
    found = records(Site(ROOT), [])
    dated = [
        entry.id
        for entry in found.campaigns
        if entry.kind != "petition" and entry.date_start and len(entry.date_start) >= 10
    ]
    there = read(calendar(found, code, "PSCORE", PAGE)).events
    assert [str(event["uid"]) for event in there] == [f"{name}@pscore.org" for name in dated]


def test_a_petition_on_record_is_no_event(checked_site: Site) -> None:
    found = records(checked_site, [])
    assert all(isinstance(petition, Petition) for petition in found.petitions)
    assert b"pe-first" not in calendar(found, "en", "PSCORE", PAGE)
