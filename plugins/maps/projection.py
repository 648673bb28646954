"""From degrees to a drawing: spherical Web Mercator, as Leaflet draws, so that the still map is the same picture."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from plugins.maps.clipping import Place, clipped
from plugins.maps.units import Ring

UNITS = 10
"""Units of a drawing in a CSS pixel: whole numbers are exact enough, and none of them reads as degrees."""

# How far past the frame the land of neighbours is drawn, in units, so that the line along a cut is out of sight.
_BEYOND = 20 * UNITS

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

KOREA: Box = (123.7, 32.9, 132.2, 43.2)
NORTH_KOREA: Box = (123.9, 37.5, 131.0, 43.1)
SEOUL: Box = (126.72, 37.4, 127.23, 37.72)
# Mercator makes the Arctic larger than all the rest; nothing of ours is there or south of Cape Horn.
WORLD: Box = (-180, -56, 180, 76)

_EARTH = 6371.0  # kilometres, Leaflet's radius
# A bar of scale takes at most this share of the frame's width.
_BAR = 0.3


@dataclass(frozen=True)
class Frame:
    """A view of `width` by `height` units whose north-western corner is (0, 0)."""

    box: Box
    width: int

    @classmethod
    def around(cls, rings: Iterable[Ring], width: int, margin: int = 0) -> "Frame":
        """All points of the rings with a margin; both sizes in CSS pixels."""
        points = [point for ring in rings for point in ring]
        west, east = min(x for x, _ in points), max(x for x, _ in points)
        south, north = min(y for _, y in points), max(y for _, y in points)
        edge = (east - west) * margin / (width - 2 * margin)
        return cls((west - edge, _latitude(_y(south) - edge), east + edge, _latitude(_y(north) + edge)), width * UNITS)

    @classmethod
    def korea(cls, width: int) -> "Frame":
        """The whole peninsula with Jeju and Dokdo, `width` CSS pixels wide."""
        return cls(KOREA, width * UNITS)

    @classmethod
    def north_korea(cls, width: int) -> "Frame":
        """North Korea, `width` CSS pixels wide."""
        return cls(NORTH_KOREA, width * UNITS)

    @classmethod
    def seoul(cls, width: int) -> "Frame":
        """The city of Seoul, `width` CSS pixels wide."""
        return cls(SEOUL, width * UNITS)

    @classmethod
    def world(cls, width: int) -> "Frame":
        """The inhabited world, `width` CSS pixels wide."""
        return cls(WORLD, width * UNITS)

    @property
    def height(self) -> int:
        """Units from north to south."""
        return round((_y(self.box[3]) - _y(self.box[1])) * self._scale)

    @property
    def _scale(self) -> float:
        return self.width / (self.box[2] - self.box[0])

    def point(self, longitude: float, latitude: float) -> Place:
        """Where a place is drawn, in units to the right and down."""
        return (
            round((longitude - self.box[0]) * self._scale),
            round((_y(self.box[3]) - _y(latitude)) * self._scale),
        )

    def path(self, shape: Iterable[Sequence[Ring]]) -> str:
        """The polygons as data of an SVG path; what lies far outside the frame is left out.

        The data are to be filled: where a polygon was cut, its edge runs along the cut, out of sight.
        """
        window = (-_BEYOND, -_BEYOND, self.width + _BEYOND, self.height + _BEYOND)
        rings = (clipped([self.point(*point) for point in ring[:-1]], window) for polygon in shape for ring in polygon)
        return "".join(_path(rings))


def scale_bar(frame: Frame) -> tuple[int, int]:
    """A round number of kilometres and its length in units at the middle of the frame."""
    _, south, _, north = frame.box
    middle = _latitude((_y(south) + _y(north)) / 2)
    degree = math.radians(1) * _EARTH * math.cos(math.radians(middle))
    unit = degree * (frame.box[2] - frame.box[0]) / frame.width
    room = unit * frame.width * _BAR
    power = 10 ** math.floor(math.log10(room))
    length = max(step * power for step in (1, 2, 5) if step * power <= room)
    return length, round(length / unit)


def _path(rings: Iterable[list[Place]]) -> Iterator[str]:
    for ring in rings:
        kept = [place for before, place in pairwise([ring[-1], *ring]) if place != before] if ring else []
        if len(kept) > 2:
            yield f"M{_step(kept[0])}"
            yield from _steps(kept)
            yield "z"


def _steps(ring: Sequence[Place]) -> Iterator[str]:
    """Steps from point to point. Long ones begin with a letter, so that no row of numbers looks like a telephone's."""
    first = True
    for (x, y), (next_x, next_y) in pairwise(ring):
        step = next_x - x, next_y - y
        if first or max(map(abs, step)) >= 100:
            yield "l"
        elif step[0] >= 0:
            yield " "
        yield _step(step)
        first = False


def _step(step: Place) -> str:
    return f"{step[0]}{'' if step[1] < 0 else ' '}{step[1]}"


def _y(latitude: float) -> float:
    """Northing in degrees of the equator: `R · ln tan(π/4 + φ/2)` of Leaflet's `SphericalMercator`, in other units."""
    return math.degrees(math.asinh(math.tan(math.radians(latitude))))


def _latitude(y: float) -> float:
    return math.degrees(math.atan(math.sinh(math.radians(y))))
