"""The kinds of value in a raw record. What is wrong is said without saying what stands there."""

import calendar
import re
from collections.abc import Callable, Mapping
from datetime import date

from plugins.messages import Message, say
from plugins.privacy.raw.rows import Wrong
from plugins.privacy.raw.wording import plain

# The box around North Korea in micro-degrees. Whether a point lies on its land is decided by the lattice.
SOUTH, NORTH = 37_500_000, 43_100_000
WEST, EAST = 124_000_000, 131_000_000
UNKNOWN_PLACE_TYPE = "99"

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
# What a spreadsheet writes for a formula that failed: as an id it would make one person of many.
_SPREADSHEET_ERROR = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)")


def source_id(text: str) -> str:
    """The id of the person who told it: Unicode NFKC, without space around it."""
    if not plain(text):
        raise Wrong(say("source must name who told it; it is empty"), say("Write the id of the person, never a name."))
    if _SPREADSHEET_ERROR.match(plain(text)):
        raise Wrong(say("source must be an id; it is an error of the spreadsheet"), say("Write the id of the person."))
    return plain(text)


def days(text: str, column: str) -> tuple[date, date]:
    """The first and the last day of a date that may be a year or a month."""
    wrong = Wrong(
        say("%(column)s must be a date as YYYY, YYYY-MM or YYYY-MM-DD; it is not", column=column),
        say(
            "Write what is sure: 1998, 1998-05 or 1998-05-03. For a time that is not sure, write the first possible year "
            "as date and the last possible one as date_end."
        ),
    )
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        raise wrong
    try:
        first = date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        raise wrong from None
    if not _FIRST_YEAR <= first.year <= _LAST_YEAR:
        raise wrong
    if len(text) == len("1998"):
        return first, first.replace(month=12, day=31)
    if len(text) == len("1998-05"):
        return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first, first


def period(begin: tuple[date, date], end: tuple[date, date] | None) -> tuple[date, date]:
    """The first and the last possible day of what may have lasted."""
    first, last = begin[0], (end or begin)[1]
    if last < first:
        raise Wrong(
            say("date_end must not be before date; it is"),
            say("Exchange them, or leave date_end empty if it was one time."),
        )
    return first, last


def micro_degrees(text: str, column: str) -> int:
    """Decimal degrees as whole millionths, rounded down. Exact: a float would shift points that lie on a border."""
    if not re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]+)?", text):
        raise Wrong(
            say("%(column)s must be decimal degrees in plain digits; it is not", column=column),
            say("Write degrees with a point, such as 39.05: no comma, no degree sign, no letters."),
        )
    whole, _, fraction = text.removeprefix("-").partition(".")
    size = int(whole) * 1_000_000 + int(fraction[:6].ljust(6, "0"))
    return -size - bool(fraction[6:].strip("0")) if text.startswith("-") else size


def position(latitude: int, longitude: int, is_land: Callable[[int, int], bool]) -> tuple[int, int]:
    """A point on land in North Korea; the box around it is only for a better message."""
    if is_land(latitude, longitude) and _in_box(latitude, longitude):
        return latitude, longitude
    if _in_box(latitude, longitude):
        raise Wrong(
            say("lat and lon must lie on land in North Korea; they do not"),
            say("Look at the point on a map: it lies in the sea or in another country. A digit may be mistyped."),
        )
    if _in_box(longitude, latitude):
        raise Wrong(
            say("lat must be the latitude and lon the longitude; they are swapped"),
            say("Exchange them. In the North lat is between 37.5 and 43.1, lon between 124 and 131."),
        )
    raise Wrong(
        say("lat and lon must lie in North Korea; they do not"),
        say("Look at the point on a map. lat must be between 37.5 and 43.1, lon between 124 and 131."),
    )


def _in_box(latitude: int, longitude: int) -> bool:
    return SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST


def act_code(text: str, acts: Mapping[str, str]) -> str:
    code = acts.get(plain(text))
    if code is None:
        raise Wrong(say("act must be a known code; it is not"), _codes("acts", acts))
    return code


def place_type_code(text: str, place_types: Mapping[str, str]) -> str:
    """The kind of place; an empty cell says that it is not known."""
    code = place_types.get(plain(text)) if text else UNKNOWN_PLACE_TYPE
    if code is None:
        raise Wrong(say("place_type must be a known code or empty; it is not"), _codes("place_types", place_types))
    return code


def _codes(section: str, words: Mapping[str, str]) -> Message:
    return say(
        "Known: %(known)s. In a spreadsheet, format the column as text. Words of your own are told in the mapping file, "
        'under [%(section)s]: "your word" = "code".',
        known=", ".join(sorted(set(words.values()))),
        section=section,
    )


def consent(text: str, words: Mapping[str, bool]) -> bool:
    """Whether the person agreed to publication; nothing written is no consent."""
    if not text:
        return False
    given = words.get(plain(text))
    if given is None:
        raise Wrong(
            say("consent must be yes, no or empty; it is not"),
            say(
                'Words of your own are told in the mapping file, under [consent]: yes = ["your word"], no = ["another"].'
            ),
        )
    return given
