"""How much land of each North Korean province lies in each cell of 0.1°: what the privacy rules count residents with."""

from collections.abc import Iterator, Mapping
from math import floor

import shapely
from shapely.geometry.base import BaseGeometry

from plugins.maps.basemap.areas import hectares

HEADER = "row,column,province,hectares"


def lattice_csv(provinces: Mapping[str, BaseGeometry]) -> bytes:
    """The table; row is floor(latitude * 10), column floor(longitude * 10), and what is under a hectare is left out."""
    lines = sorted(cell for code, land in provinces.items() for cell in _cells(code, land))
    return "".join(f"{line}\n" for line in (HEADER, *(f"{r},{c},{code},{area}" for r, c, code, area in lines))).encode()


def _cells(code: str, land: BaseGeometry) -> Iterator[tuple[int, int, str, int]]:
    west, south, east, north = land.bounds
    for row in range(floor(south * 10), floor(north * 10) + 1):
        # Cutting the row first keeps the polygons small.
        strip = land.intersection(shapely.box(west, row / 10, east, (row + 1) / 10))
        for column in range(floor(west * 10), floor(east * 10) + 1):
            part = strip.intersection(shapely.box(column / 10, row / 10, (column + 1) / 10, (row + 1) / 10))
            area = hectares(part)
            if area >= 1:
                yield row, column, code, round(area)
