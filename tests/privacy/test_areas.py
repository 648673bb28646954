import pytest

from plugins.privacy.areas import LEVELS, Area, area_of
from plugins.privacy.lattice import Land, Lattice

CELL = Area("0.1", 418, 1293, "KP-09")


@pytest.mark.parametrize(
    ("level", "centre"), [("0.1", ("41.85", "129.35")), ("0.5", ("41.75", "129.25")), ("1.0", ("41.5", "129.5"))]
)
def test_a_cell_is_told_by_the_exact_decimals_of_its_centre(level: str, centre: tuple[str, str]) -> None:
    area = next(CELL.at(known) for known in LEVELS if known == level)
    assert area.centre == centre
    assert area_of(area.level, *centre, "KP-09") == area


def test_a_province_has_no_centre() -> None:
    assert CELL.at("province").centre is None
    assert area_of("province", None, None, "KP-09") == Area("province", 0, 0, "KP-09")


@pytest.mark.parametrize(
    "point",
    [
        ("41.851", "129.35"), ("41.850", "129.35"), ("41.8", "129.35"), ("41.80", "129.35"), ("41,85", "129.35"), ("041.85", "129.35"),
        ("+41.85", "129.35"), ("41.85", ""), ("41.85", None), (None, None), ("4185e-2", "129.35"), ("４１.85", "129.35"), (" 41.85", "129.35"),
        ("41.75", "129.25000"), ("41.855", "129.355"),
    ],
)  # fmt: skip
def test_a_point_off_the_grid_is_no_area(point: tuple[str | None, str | None]) -> None:
    assert area_of("0.1", *point, "KP-09") is None


@pytest.mark.parametrize("point", [("41.85", "129.35"), ("41.5", "129.5"), ("41.25", "129.26")])
def test_a_point_of_another_level_is_no_area(point: tuple[str, str]) -> None:
    assert area_of("0.5", *point, "KP-09") is None


def test_a_province_with_a_point_is_no_area() -> None:
    assert area_of("province", "41.5", "129.5", "KP-09") is None


def test_each_area_lies_in_exactly_one_of_the_next_level() -> None:
    areas = [CELL.at(level) for level in LEVELS]
    for number, inner in enumerate(areas):
        for other, outer in enumerate(areas):
            assert outer.contains(inner) == (other >= number)
            assert outer.overlaps(inner)


def test_the_parts_of_one_cell_in_two_provinces_share_nothing() -> None:
    east, west = (Area("1.0", 41, 128, code) for code in ("KP-09", "KP-10"))
    assert not east.overlaps(west)
    assert not east.overlaps(CELL)


def test_a_point_belongs_to_the_province_with_most_of_its_cell() -> None:
    lattice = Lattice(
        [
            Land(400, 1270, "KP-02", 4),
            Land(400, 1270, "KP-03", 5),
            Land(401, 1270, "KP-03", 7),
            Land(401, 1270, "KP-02", 7),
        ],
        {},
    )
    assert lattice.province_at(40_050_000, 127_099_999) == "KP-03"
    assert lattice.province_at(40_100_000, 127_000_000) == "KP-02"  # as much of both: the first code


def test_a_point_without_land_belongs_to_no_province() -> None:
    lattice = Lattice([Land(400, 1270, "KP-02", 4)], {})
    assert lattice.province_at(39_999_999, 127_050_000) is None
    assert lattice.cell_at(40_000_000, 127_100_000) is None


def test_land_in_a_cell_of_a_neighbour_does_not_count() -> None:
    lattice = Lattice([Land(400, 1270, "KP-02", 4), Land(400, 1270, "KP-03", 5), Land(400, 1271, "KP-02", 9)], {})
    assert lattice.land(Area("0.5", 80, 254, "KP-02")) == 9
    assert lattice.land(Area("0.5", 80, 254, "KP-03")) == 5
    assert lattice.land(Area("province", 0, 0, "KP-02")) == 9
    assert lattice.hectares["KP-02"] == 13


def test_a_province_within_another_counts_there() -> None:
    lattice = Lattice([Land(423, 1302, "KP-13", 4), Land(423, 1302, "KP-09", 3)], {"KP-13": "KP-09"})
    assert lattice.province_at(42_350_000, 130_250_000) == "KP-09"
    assert lattice.land(Area("0.1", 423, 1302, "KP-09")) == 7
