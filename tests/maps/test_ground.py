"""Which points a file of the map may hold."""

from pathlib import Path

from plugins.maps.ground import MAP_FILES, vertices
from plugins.maps.parts import PARTS
from plugins.maps.units import BASEMAP


def test_the_ground_is_every_point_of_the_reviewed_outlines_as_it_is_written() -> None:
    points = vertices()
    assert len(points) > 8000
    assert points == vertices(BASEMAP) | vertices(PARTS)
    text = BASEMAP.read_text("utf-8") + PARTS.read_text("utf-8")
    assert all(f"[{longitude},{latitude}]" in text for longitude, latitude in sorted(points)[::200])


def test_outlines_that_were_changed_give_no_points(tmp_path: Path) -> None:
    changed = tmp_path / "parts.json"
    changed.write_bytes(PARTS.read_bytes().replace(b"125.223", b"125.224", 1))
    assert vertices(changed) == frozenset()


def test_the_files_of_the_map_are_named_one_by_one() -> None:
    assert {
        "data/incidents.geojson",
        "data/incidents.en.kml",
        "data/incidents.ko.kml",
        "data/incidents.fr.kml",
        "maps/incidents.js",
    } == MAP_FILES
