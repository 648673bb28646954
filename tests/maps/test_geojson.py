"""What the GeoJSON of the map holds, read back as another program would."""

import json
from dataclasses import replace
from typing import Any

import pytest
from shapely import MultiPolygon, box
from shapely.geometry import shape

from plugins.maps.entries import IncidentMap
from plugins.maps.geojson import incidents_geojson
from plugins.maps.ground import vertices
from plugins.maps.parts import outline, uncertainty_metres
from plugins.privacy.areas import TENTHS, Area
from tests.maps.small_map import EMPTY, HOSTILE, IMPRINT, RECORDS, incident

MAP = IncidentMap(RECORDS)


def collection(incident_map: IncidentMap = MAP, **changed: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(incidents_geojson(incident_map, replace(IMPRINT, **changed)))
    return found


FEATURES: list[dict[str, Any]] = collection()["features"]


def test_there_is_a_feature_per_row_in_the_order_of_the_table() -> None:
    assert [feature["id"] for feature in FEATURES] == [row.id for row in RECORDS.incidents]


def test_a_feature_holds_every_column_of_its_row() -> None:
    for feature, row in zip(FEATURES, RECORDS.incidents, strict=True):
        columns = row.model_dump(mode="json")
        assert {name: feature["properties"][name] for name in columns} == columns


@pytest.mark.parametrize("number", range(len(FEATURES)))
def test_a_geometry_is_the_land_of_the_area_and_no_point(number: int) -> None:
    geometry, entry = FEATURES[number]["geometry"], MAP.entries[number]
    land = shape(geometry)
    assert isinstance(land, MultiPolygon)
    assert land.is_valid
    assert all(part.exterior.is_ccw and not any(hole.is_ccw for hole in part.interiors) for part in land.geoms)
    assert json.loads(json.dumps(outline(entry.area))) == geometry["coordinates"]
    if entry.area.level != "province":
        side = TENTHS[entry.area.level] / 10
        west, south = entry.area.column * side, entry.area.row * side
        assert box(west, south, west + side, south + side).buffer(1e-9).covers(land)


def test_every_point_is_one_of_the_ground_or_a_corner_of_the_grid() -> None:
    text = json.loads(incidents_geojson(MAP, IMPRINT), parse_float=str)
    points = {
        (longitude, latitude)
        for feature in text["features"]
        for polygon in feature["geometry"]["coordinates"]
        for ring in polygon
        for longitude, latitude in ring
    }
    assert len(points) > 300
    assert all(len(degrees.partition(".")[2]) == 1 for point in points - vertices() for degrees in point)


def test_the_words_for_the_codes_stand_in_every_language_as_written() -> None:
    properties = FEATURES[0]["properties"]
    assert (properties["act_en"], properties["act_ko"], properties["act_fr"]) == (HOSTILE, "구금", None)
    assert (properties["province_en"], properties["place_type_fr"]) == ("North Hamgyong", "Mine")


def test_only_a_cell_has_a_centre_and_every_area_tells_how_far_it_reaches() -> None:
    cell, province = FEATURES[1]["properties"], FEATURES[0]["properties"]
    assert (cell["decimalLatitude"], cell["decimalLongitude"]) == (41.75, 129.75)
    assert "decimalLatitude" not in province
    assert "decimalLongitude" not in province
    for feature, entry in zip(FEATURES, MAP.entries, strict=True):
        assert feature["properties"]["coordinateUncertaintyInMeters"] == uncertainty_metres(entry.area)
        assert feature["properties"]["coordinateUncertaintyInMeters"] > 10_000


def test_the_period_is_an_interval_of_years() -> None:
    assert [feature["properties"]["eventDate"] for feature in FEATURES[:2]] == ["2000/2009", "2005/2009"]


def test_what_is_generalised_is_said_with_the_size_of_the_area() -> None:
    cell, province = FEATURES[1]["properties"]["dataGeneralizations"], FEATURES[0]["properties"]["dataGeneralizations"]
    assert "square of 0.5 degrees (about 56 by 41 km)" in cell
    assert "a period of 5 years" in cell
    assert "the whole province" in province
    assert "a period of 10 years" in province


def test_what_is_withheld_is_said_with_the_numbers_of_the_policy() -> None:
    common, sensitive = (FEATURES[number]["properties"]["informationWithheld"] for number in (0, 2))
    assert "at least 5 different people" in common
    assert "at least 11 different people" in sensitive
    assert "at least 20000 people live" in common
    assert "24 months" in common


def test_the_file_says_what_it_is_and_how_it_is_cited_and_checked() -> None:
    told = collection()
    assert (told["example"], told["release"], told["as_of"]) == (True, "2026Q4", "2026-11-22")
    assert "invented" in told["example_note"]
    assert told["table_sha256"] == "ab" * 32
    assert told["table"] == "https://example.org/data/incidents.csv"
    assert "Release 2026Q4" in told["citation"]
    assert "abababababababab)" in told["citation"]
    assert told["licence"].startswith("No licence has been decided yet.")
    assert told["attribution"] == "Made with Natural Earth"


def test_real_data_are_not_called_an_example() -> None:
    told = collection(is_example=False)
    assert told["example"] is False
    assert "example_note" not in told


def test_no_rows_make_an_empty_collection() -> None:
    told = collection(IncidentMap(EMPTY), release=None, as_of=None)
    assert (told["features"], told["release"], told["citation"]) == ([], None, None)


def test_an_area_nowhere_on_the_ground_has_no_geometry() -> None:
    row = incident(0, level="0.5", lat="40.25", lon="130.75")
    assert outline(Area("0.5", 80, 261, "KP-09")) is None
    (feature,) = collection(IncidentMap(replace(RECORDS, incidents=(row,))))["features"]
    assert feature["geometry"] is None


def test_the_same_entries_give_the_same_bytes() -> None:
    assert incidents_geojson(IncidentMap(RECORDS), IMPRINT) == incidents_geojson(MAP, IMPRINT)
