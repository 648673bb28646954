"""Points in data, where the two numbers of a place stand in columns or fields that a text search would not bring together."""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from io import StringIO
from itertools import pairwise

from plugins.messages import say
from plugins.privacy.text.grid import is_exact_inside
from plugins.privacy.text.reading import Inside
from plugins.problems import Problem

_LATITUDE = re.compile(r"lat(?:itude)?(?:_\w*)?|y|위도|북위", re.IGNORECASE)
_LONGITUDE = re.compile(r"(?:lon|lng|long|longitude)(?:_\w*)?|x|경도|동경", re.IGNORECASE)
_MESSAGE = say("the data must hold no exact point in North Korea; it does")
_FIX = say("Data about places in the North come from ./inv sanitise only, which rounds them to the grid.")


def table_points(text: str, shown: str, inside: Inside) -> Iterator[Problem]:
    """Rows of a table whose columns for latitude and longitude make such a point; any pair of such columns counts."""
    try:
        yield from _row_points(text, shown, inside)
    except csv.Error:  # a cell of more than 131,072 letters
        fix = say("Look for a quotation mark that stays open.")
        yield Problem(shown, 0, 0, say("the table must be one that can be read; it is not"), fix)


def _row_points(text: str, shown: str, inside: Inside) -> Iterator[Problem]:
    rows = csv.reader(StringIO(text, newline=""))
    header = next(rows, [])
    north = [number for number, name in enumerate(header) if _LATITUDE.fullmatch(name.strip("\ufeff "))]
    east = [number for number, name in enumerate(header) if _LONGITUDE.fullmatch(name.strip("\ufeff "))]
    if not north or not east:
        return
    for row in rows:
        pairs = ((row[lat], row[lon]) for lat in north for lon in east if max(lat, lon) < len(row))
        if any(_is_point(latitude, longitude, inside) for latitude, longitude in pairs):
            yield Problem(shown, rows.line_num, 0, _MESSAGE, _FIX)


def data_points(text: str, shown: str, inside: Inside) -> Iterator[Problem]:
    """Such points in JSON: two numbers beside each other, in either order, or fields for latitude and longitude.

    What is no JSON has none; `data_are_whole` tells it.
    """
    value = _parsed(text)
    if any(_is_point(latitude, longitude, inside) for latitude, longitude in _pairs(value)):
        yield Problem(shown, 0, 0, _MESSAGE, _FIX)


def data_are_whole(text: str, shown: str) -> Iterator[Problem]:
    """The file is JSON. A source that is not is told by those who read it, in more words."""
    if _parsed(text) is None:
        fix = say("It is written by the build: mend what writes it.")
        yield Problem(shown, 0, 0, say("the file must be JSON; it is not"), fix)


def _parsed(text: str) -> object:
    """The value in JSON; None when it is none, or `null`, which no file of ours is."""
    try:
        return json.loads(text, parse_float=Decimal, parse_int=Decimal)
    except (ValueError, RecursionError, InvalidOperation):
        return None


def _pairs(top: object) -> Iterator[tuple[object, object]]:
    waiting = [top]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(part for part in value if isinstance(part, list | dict))
            for first, second in pairwise(value):
                yield first, second
                yield second, first
        elif isinstance(value, dict):
            waiting.extend(part for part in value.values() if isinstance(part, list | dict))
            yield from _fields(value)


def _fields(record: Mapping[str, object]) -> Iterator[tuple[object, object]]:
    for north in (key for key in record if _LATITUDE.fullmatch(key)):
        for east in (key for key in record if _LONGITUDE.fullmatch(key)):
            yield record[north], record[east]


def _is_point(latitude: object, longitude: object, inside: Inside) -> bool:
    degrees = _degrees(latitude), _degrees(longitude)
    return degrees[0] is not None and degrees[1] is not None and is_exact_inside(degrees[0], degrees[1], inside)


def _degrees(value: object) -> Decimal | None:
    if isinstance(value, str) and not re.fullmatch(
        r"\s*-?[0-9]{1,3}(?:[.,][0-9]{1,30})?(?:[eE][+-]?[0-9]{1,2})?\s*", value
    ):
        return None
    if isinstance(value, str | Decimal):
        number = Decimal(str(value).strip().replace(",", "."))
        return number if number.is_finite() else None
    return None
