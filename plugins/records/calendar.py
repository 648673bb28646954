"""Public events as a calendar (iCalendar, RFC 5545): what is planned and what was, with the time of its place."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from plugins.languages import wording
from plugins.records.campaigns import Campaign
from plugins.records.loading import Records
from plugins.records.thread import Thread

# Countries of one time zone, for places that are no venue of ours.
_ZONES = {
    "BE": "Europe/Brussels",
    "CH": "Europe/Zurich",
    "CR": "America/Costa_Rica",
    "DE": "Europe/Berlin",
    "FR": "Europe/Paris",
    "GB": "Europe/London",
    "JP": "Asia/Tokyo",
    "KR": "Asia/Seoul",
    "NL": "Europe/Amsterdam",
    "TN": "Africa/Tunis",
}

_STATUS = {"planned": "CONFIRMED", "done": "CONFIRMED", "cancelled": "CANCELLED"}


def calendar(records: Records, code: str, title: str, page: str) -> bytes:
    """The calendar in one language; `page` is the whole address of the campaigns page. Events without a day are left out."""
    thread = Thread(records)
    found = Calendar()
    found.add("prodid", f"-//PSCORE//Campaigns//{code.upper()}")
    found.add("version", "2.0")
    found.add("x-wr-calname", title)
    found.add("url", page)
    for campaign in records.campaigns:
        if campaign.date_start and len(campaign.date_start) >= 10 and campaign.kind != "petition":
            found.add_component(_event(campaign, campaign.date_start, thread, code, page))
    # Sorted, because the library keeps them in a set and every build must write the same bytes.
    for name in sorted(found.get_missing_tzids()):
        found.add_component(_zone(name))
    return bytes(found.to_ical())


@cache
def _zone(name: str) -> Timezone:
    """The rules of a time zone for the years of PSCORE's work; the same in the calendars of all languages."""
    return Timezone.from_tzid(name, first_date=date(2006, 1, 1), last_date=date(2038, 1, 1))


def _event(campaign: Campaign, begins: str, thread: Thread, code: str, page: str) -> Event:
    venue = thread.venue(campaign.venue_id)
    zone = venue.timezone if venue else _ZONES.get(campaign.country or "", "")
    start, end = _moments(begins, campaign.date_end, zone)
    event = Event()
    event.add("uid", f"{campaign.id}@pscore.org")
    event.add("dtstamp", datetime.fromisoformat(begins[:10]).replace(tzinfo=UTC))
    event.add("dtstart", start)
    if end:
        event.add("dtend", end)
    event.add("summary", wording(campaign.title, code)[0], parameters={"LANGUAGE": wording(campaign.title, code)[1]})
    description = wording(campaign.summary, code)[0]
    if description:
        event.add("description", description)
    place = ", ".join(
        text
        for text in (wording(campaign.venue or (venue.name if venue else {}), code)[0], wording(campaign.city, code)[0])
        if text
    )
    if place:
        event.add("location", place)
    if campaign.lat is not None and campaign.lon is not None:
        event.add("geo", (float(campaign.lat), float(campaign.lon)))
    event.add("status", _STATUS[campaign.status])
    event.add("url", f"{page.removesuffix('.html')}/{campaign.slug}.html")
    return event


def _moments(start: str, end: str | None, zone: str) -> tuple[date, date | None]:
    """Begin and end: times where they are known, else whole days, of which the end is the day after the last.

    When a time has no end that is known, there is none: nobody's evening is made up.
    """
    if len(start) == 16 and zone:
        begin = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone))
        if end and len(end) == 16:
            return begin, datetime.fromisoformat(end).replace(tzinfo=ZoneInfo(zone))
        return begin, None
    first = date.fromisoformat(start[:10])
    last = date.fromisoformat(end[:10]) if end and len(end) >= 10 else first
    return first, last + timedelta(days=1)
