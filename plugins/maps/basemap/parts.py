"""The land of every area that a class may be told of, cut from the basemap, so that nothing has to be cut when the site is built."""

import json
from collections.abc import Mapping

import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from plugins.maps.basemap.areas import hectares
from plugins.maps.basemap.coverage import GRID, polygons
from plugins.maps.basemap.features import coordinates
from plugins.privacy.areas import TENTHS, Area
from plugins.privacy.lattice import Lattice

# The simplified coast has lost some islets. Where less than this share of an area's land is drawn, its square is drawn.
DRAWN = 0.5


def parts_json(units: Mapping[str, MultiPolygon], lattice: Lattice, within: Mapping[str, str]) -> bytes:
    """A line for each area, named `level row column province`: its polygons, or null where they are the whole square."""
    provinces = _provinces(units, within)
    lines = (f'"{_name(area)}":{_shown(area, provinces, units, lattice)}' for area in lattice.areas())
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _provinces(units: Mapping[str, MultiPolygon], within: Mapping[str, str]) -> dict[str, BaseGeometry]:
    """The outlines of the North's provinces, each with those that are counted in it."""
    pieces: dict[str, list[MultiPolygon]] = {}
    for code, unit in units.items():
        if code.startswith("KP-"):
            pieces.setdefault(within.get(code, code), []).append(unit)
    return {code: shapely.coverage_union_all(members) for code, members in pieces.items()}


def _name(area: Area) -> str:
    return f"{area.level} {area.row} {area.column} {area.province}"


def _shown(
    area: Area, provinces: Mapping[str, BaseGeometry], units: Mapping[str, MultiPolygon], lattice: Lattice
) -> str:
    if area.level == "province":
        return _written(provinces[area.province])
    square = _square(area)
    land = shapely.intersection(provinces[area.province], square, grid_size=GRID)
    if hectares(land) < DRAWN * lattice.land(area):
        land = shapely.difference(square, shapely.union_all(list(units.values())), grid_size=GRID).union(land)
    return "null" if land.equals(square) else _written(land)


def _square(area: Area) -> Polygon:
    side = TENTHS[area.level]
    west, south = area.column * side, area.row * side
    return shapely.box(west / 10, south / 10, (west + side) / 10, (south + side) / 10)


def _written(land: BaseGeometry) -> str:
    return json.dumps(coordinates(polygons(land), 3), separators=(",", ":"))
