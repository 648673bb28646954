"""The land of an area as it is drawn, how large its square is, and how far from a point it reaches."""

import json
import math
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from plugins.maps.units import Ring
from plugins.privacy.areas import TENTHS, Area

PARTS = Path(__file__).parent / "basemap" / "parts.json"

Shape = tuple[tuple[Ring, ...], ...]
"""Polygons of closed rings of (longitude, latitude) in degrees, the outer ring first: the coordinates of a MultiPolygon."""

Point = tuple[float, float]
"""Longitude and latitude in degrees."""

_MEAN_RADIUS = 6371.009  # kilometres
# The largest radius of curvature that the Earth has anywhere: a distance is never told too short.
_LARGEST_RADIUS = 6_399_594  # metres
# A middle that is looked for keeps to the grid on which points may be published.
_STEP = 0.05


@cache
def outline(area: Area) -> Shape | None:
    """The area's land on the basemap; None when the area is nowhere on it."""
    key = f"{area.level} {area.row} {area.column} {area.province}"
    if key not in _parts():
        return None
    polygons = _parts()[key]
    if polygons is None:
        return ((_square(area),),)
    return tuple(tuple(tuple((point[0], point[1]) for point in ring) for ring in polygon) for polygon in polygons)


def kilometres(area: Area) -> tuple[int, int] | None:
    """How far the square reaches from north to south, and from east to west in its middle; None for a province."""
    if area.level == "province":
        return None
    side = math.radians(TENTHS[area.level] / 10) * _MEAN_RADIUS
    return round(side), round(side * math.cos(math.radians(_middle_of_square(area)[1])))


@cache
def middle(area: Area) -> Point | None:
    """The centre of the square; of a province the point of the 0.05° grid from which its land is nearest as a whole."""
    if area.level != "province":
        return _middle_of_square(area)
    land = outline(area)
    return _middle_of_land(_points(land)) if land else None


@cache
def uncertainty_metres(area: Area) -> int | None:
    """Darwin Core's `coordinateUncertaintyInMeters`: how far from `middle` the area reaches, rounded up to 100 m.

    The whole square counts, not only its drawn land: a source near a border is told of the province that has most of the
    small cell, wherever in that cell the place is.
    """
    land, centre = outline(area), middle(area)
    if land is None or centre is None:
        return None
    reach = _reach(centre, _points(land) if area.level == "province" else _square(area))
    return math.ceil(reach / 100) * 100


@cache
def _parts() -> dict[str, list[list[list[list[float]]]] | None]:
    parts: dict[str, list[list[list[list[float]]]] | None] = json.loads(PARTS.read_bytes())
    return parts


def _square(area: Area) -> Ring:
    side = TENTHS[area.level]
    west, south = area.column * side / 10, area.row * side / 10
    east, north = (area.column + 1) * side / 10, (area.row + 1) * side / 10
    return (west, south), (east, south), (east, north), (west, north), (west, south)


def _middle_of_square(area: Area) -> Point:
    side = TENTHS[area.level]
    return (2 * area.column + 1) * side / 20, (2 * area.row + 1) * side / 20


def _points(land: Shape) -> tuple[Point, ...]:
    return tuple(dict.fromkeys(point for polygon in land for point in polygon[0]))


def _middle_of_land(points: tuple[Point, ...]) -> Point:
    """Step by step towards where the farthest point is nearer; there is one valley only, so the walk ends at its bottom."""
    longitudes, latitudes = zip(*points, strict=True)
    column = round((min(longitudes) + max(longitudes)) / 2 / _STEP)
    row = round((min(latitudes) + max(latitudes)) / 2 / _STEP)
    while True:
        around = [(column + east, row + north) for east in (0, -1, 1) for north in (0, -1, 1)]
        best = min(around, key=lambda place: _reach(_on_grid(place), points))
        if best == (column, row):
            return _on_grid(best)
        column, row = best


def _on_grid(place: tuple[int, int]) -> Point:
    return round(place[0] * _STEP, 2), round(place[1] * _STEP, 2)


def _reach(centre: Point, points: Iterable[Point]) -> float:
    """Metres from a point to the farthest of others."""
    return max(_metres(centre, point) for point in points)


def _metres(one: Point, other: Point) -> float:
    (west, south), (east, north) = (map(math.radians, point) for point in (one, other))
    chord = math.sin((north - south) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin((east - west) / 2) ** 2
    return 2 * _LARGEST_RADIUS * math.asin(math.sqrt(chord))
