"""The land of every area that can be told: what is drawn, and what is said about its size."""

import csv
import gzip
import math
from decimal import Decimal
from functools import cache

import pytest
import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from plugins.maps.parts import PARTS, kilometres, middle, outline, uncertainty_metres
from plugins.maps.units import basemap
from plugins.privacy.areas import LEVELS, TENTHS, Area, Level
from plugins.privacy.lattice import FILE, Lattice, lattice
from plugins.privacy.text.grid import is_coarse
from tests.sites import ROOT

WITHIN = {
    row["code"]: row["within"]
    for row in csv.DictReader((ROOT / "data/provinces.csv").read_text("utf-8").splitlines())
    if row["within"]
}
LATTICE: Lattice = lattice(FILE, WITHIN)
AREAS = LATTICE.areas()
# Islets that the simplified coast has lost: their square of 0.1° is drawn in their place.
LOST = {(378, 1249), (378, 1257), (380, 1248), (396, 1244), (399, 1242)}
PYONGYANG = Area("province", 0, 0, "KP-01")


@cache
def drawn(area: Area) -> BaseGeometry:
    shape = outline(area)
    assert shape is not None, area
    return MultiPolygon([(outer, holes) for outer, *holes in shape])


@cache
def provinces() -> dict[str, BaseGeometry]:
    """The North's outlines on the basemap by the province that they are counted in; none of them has a hole."""
    pieces: dict[str, list[BaseGeometry]] = {}
    for land in basemap():
        if land.code.startswith("KP-"):
            pieces.setdefault(WITHIN.get(land.code, land.code), []).extend(map(Polygon, land.rings))
    return {code: shapely.union_all(members) for code, members in pieces.items()}


def square(area: Area) -> BaseGeometry:
    side = TENTHS[area.level]
    west, south = area.column * side, area.row * side
    return shapely.box(west / 10, south / 10, (west + side) / 10, (south + side) / 10)


def of_level(level: Level) -> list[Area]:
    return [area for area in AREAS if area.level == level]


def test_every_area_with_land_is_drawn_as_valid_polygons_wound_anticlockwise() -> None:
    for area in AREAS:
        assert drawn(area).is_valid, area
        assert drawn(area).area > 0
        for part in shapely.get_parts(drawn(area)):
            assert part.exterior.is_ccw
            assert not any(hole.is_ccw for hole in part.interiors)


def test_an_area_is_drawn_inside_its_square() -> None:
    for area in AREAS:
        if area.level != "province":
            assert square(area).buffer(0.001).contains(drawn(area)), area


def test_an_area_is_drawn_on_its_provinces_land_but_for_lost_islets() -> None:
    astray = {area for area in AREAS if drawn(area).difference(provinces()[area.province].buffer(0.001)).area > 1e-9}
    assert {(area.row, area.column) for area in astray} == LOST
    assert {area.level for area in astray} == {"0.1"}


def test_at_least_half_of_the_land_that_the_lattice_counts_is_drawn() -> None:
    for area in AREAS:
        latitude = drawn(area).centroid.y
        hectares = drawn(area).area * 111.2**2 * math.cos(math.radians(latitude)) * 100
        assert hectares > 0.49 * LATTICE.land(area), area


@pytest.mark.parametrize("level", LEVELS)
def test_areas_of_a_level_do_not_overlap(level: Level) -> None:
    shapes = [drawn(area) for area in of_level(level)]
    found, others = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    for one, other in zip(found.tolist(), others.tolist(), strict=True):
        if one < other:
            # Where a border meets a square's side, its point is rounded: by half of 0.001° at most.
            assert shapes[one].intersection(shapes[other]).area < 1e-4


def test_no_area_is_drawn_on_another_countrys_land() -> None:
    others = shapely.union_all([Polygon(ring) for land in basemap() if land.code[:2] != "KP" for ring in land.rings])
    for area in AREAS:
        assert drawn(area).intersection(others).area < 1e-4, area


@pytest.mark.parametrize("level", ["0.5", "1.0"])
@pytest.mark.parametrize("province", [area.province for area in of_level("province")])
def test_the_parts_of_a_province_make_up_the_province(province: str, level: Level) -> None:
    parts = shapely.union_all([drawn(area) for area in of_level(level) if area.province == province])
    whole = provinces()[province]
    # What is missing are squares of which a neighbour has most of every small cell.
    assert parts.symmetric_difference(whole).area < 0.01 * whole.area


def test_a_province_is_drawn_with_those_counted_in_it() -> None:
    for area in of_level("province"):
        assert drawn(area).equals(provinces()[area.province])
    assert drawn(Area("province", 0, 0, "KP-09")).contains(shapely.Point(130.4, 42.35))  # Rason


@pytest.mark.parametrize(
    "area",
    [
        Area("0.1", 375, 1269, "KP-01"),  # Seoul
        Area("0.5", 78, 251, "KP-09"),  # Pyongyang's square, but not of this province
        Area("province", 0, 0, "KP-13"),  # counted in KP-09
        Area("province", 0, 0, "KR-11"),
    ],
)
def test_an_area_without_land_in_the_north_is_nowhere(area: Area) -> None:
    assert outline(area) is None
    assert uncertainty_metres(area) is None


@pytest.mark.parametrize(
    ("area", "sides"),
    [
        (Area("0.1", 390, 1257, "KP-01"), (11, 9)),
        (Area("0.5", 78, 251, "KP-01"), (56, 43)),
        (Area("1.0", 39, 125, "KP-01"), (111, 86)),
        (Area("1.0", 42, 130, "KP-09"), (111, 82)),
        (PYONGYANG, None),
    ],
)
def test_the_size_of_a_square_is_that_at_its_own_latitude(area: Area, sides: tuple[int, int] | None) -> None:
    assert kilometres(area) == sides


@pytest.mark.parametrize("area", AREAS[::23] + of_level("province"))
def test_the_circle_holds_all_that_is_drawn_and_is_no_larger_than_needed(area: Area) -> None:
    centre, metres = middle(area), uncertainty_metres(area)
    assert centre is not None
    assert metres is not None
    assert metres % 100 == 0
    reach = max(distance(centre, point) for point in shapely.get_coordinates(whole(area)).tolist())
    assert reach <= metres < reach * 1.01 + 100


def whole(area: Area) -> BaseGeometry:
    return drawn(area) if area.level == "province" else square(area)


def distance(one: tuple[float, float], other: list[float]) -> float:
    """Metres on the sphere, by the angle between two directions."""
    (a, b), (c, d) = (map(math.radians, point) for point in (one, other))
    cosine = math.sin(b) * math.sin(d) + math.cos(b) * math.cos(d) * math.cos(a - c)
    return 6_371_009 * math.acos(min(cosine, 1))


@pytest.mark.parametrize("area", of_level("province"))
def test_the_middle_of_a_province_is_a_point_that_may_be_published(area: Area) -> None:
    centre, metres = middle(area), uncertainty_metres(area)
    assert centre is not None
    assert metres is not None
    assert is_coarse(Decimal(str(centre[1])), Decimal(str(centre[0])))
    # No circle that holds the province could be much smaller.
    west, south, east, north = drawn(area).bounds
    across = math.hypot((east - west) * 88_000 * 0.95, (north - south) * 111_000)
    assert metres < across * 0.65


def test_the_middle_of_a_square_is_the_published_centre() -> None:
    for area in AREAS:
        if area.centre is not None:
            latitude, longitude = area.centre
            assert middle(area) == (float(longitude), float(latitude))


def test_the_file_is_light_and_has_a_line_for_each_area() -> None:
    text = PARTS.read_text("utf-8")
    assert len(gzip.compress(text.encode(), mtime=0)) < 60_000
    assert len(text.splitlines()) == len(AREAS) + 2
