"""Whether every outline of a published map is land of the ground: what is packed in letters, the scan cannot read."""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache

from plugins.maps.packing import unpacked
from plugins.maps.parts import PARTS
from plugins.maps.units import basemap
from plugins.messages import say
from plugins.problems import Problem

# Every text in the script, and whether it is a name before a colon.
_TEXT = re.compile(r'"([^"]*)"(:?)')
_NAME = re.compile(r"[A-Za-z]{1,20}|[A-Z]{2}(?:-[0-9]{2})?|kp-[0-9]{2}(?:-(?:01|05|10)-[0-9]{2,3}-[0-9]{3,4})?")
_CODE = re.compile(r"map_incidents|KP-[0-9]{2}")

Point = tuple[int, int]
"""Longitude and latitude in thousandths of a degree."""


def outlines_are_of_the_ground(script: str, shown: str) -> Iterator[Problem]:
    """Each point of an outline is one of the basemap, of an area's land on it, or a corner of the grid."""
    for text, colon in dict.fromkeys(_TEXT.findall(script)):
        if not (_NAME.fullmatch(text) if colon else _CODE.fullmatch(text) or _is_land(text)):
            fix = say("It is written by the build: mend the plugin that writes it.")
            yield Problem(shown, 0, 0, say("the map must draw the land of the ground only; it does not"), fix)
            return


def _is_land(letters: str) -> bool:
    try:
        rings = unpacked(letters)
    except (ValueError, IndexError):  # letters that are no outline
        return False
    return set(_thousandths(point for ring in rings for point in ring)) <= _ground()


@cache
def _ground() -> frozenset[Point]:
    """All points that an outline may have."""
    coasts = (point for land in basemap() for ring in land.rings for point in ring)
    areas = (polygons for polygons in json.loads(PARTS.read_bytes()).values() if polygons)
    cut = (point for polygons in areas for polygon in polygons for ring in polygon for point in ring)
    # What has no coast is drawn as its square, whose corners are whole tenths.
    corners = ((column / 10, row / 10) for column in range(1230, 1320) for row in range(370, 440))
    return frozenset((*_thousandths(coasts), *_thousandths(cut), *_thousandths(corners)))


def _thousandths(points: Iterable[Iterable[float]]) -> Iterator[Point]:
    for longitude, latitude in points:
        yield round(longitude * 1000), round(latitude * 1000)
