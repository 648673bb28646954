"""The script of the live campaign map."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

from plugins.content_security import POLICY
from plugins.maps.gatherings import CampaignMap
from plugins.maps.packing import packed, unpacked
from plugins.maps.units import seoul, world
from plugins.maps.venue_leaflet import lands, venue_map, venue_script
from plugins.maps.venue_provenance import venue_lands_are_of_the_ground
from plugins.privacy.allowed import Allowed
from plugins.privacy.scan import Rules
from plugins.privacy.text.grid import inside_north_korea
from plugins.records.loading import records
from plugins.site import Site
from tests.maps.test_gatherings import MAP
from tests.privacy.scanned import scan
from tests.sites import ROOT

REAL = CampaignMap(records(Site(ROOT), []))


def test_cities_and_the_venues_of_seoul_stand_where_the_records_say() -> None:
    drawn = venue_map(MAP)
    assert drawn.cities == {"city-kr-seoul": (37.55, 126.95), "venue-palais": (46.227, 6.14)}
    assert drawn.venues == {"venue-station": (37.6, 126.9), "venue-square": (37.5, 127.0)}


def test_no_point_has_more_decimals_than_venues_have() -> None:
    drawn = venue_map(REAL)
    degrees = [number for point in (*drawn.cities.values(), *drawn.venues.values()) for number in point]
    assert all(number == round(number, 3) for number in degrees)


def test_the_land_is_that_of_the_world_and_of_seoul() -> None:
    assert (next(iter(lands())), next(reversed(lands()))) == ("world", "KR-11")
    assert unpacked(lands()["world"]) == tuple(ring for land in world() for ring in land.rings)
    assert {land.code for land in seoul()} < lands().keys()


def test_the_script_is_the_same_every_time_has_no_address_and_is_small() -> None:
    script = venue_script(REAL)
    assert script == venue_script(REAL)
    assert script.startswith(b"function venueMap() {\n")
    assert b"//" not in script
    assert b"innerHTML" not in script
    assert len(gzip.compress(script, 9)) < 18_000
    points, _ = json.JSONDecoder().raw_decode(script.decode().rpartition("points: ")[2])
    assert points["city"] == [[37.4, 126.72], [37.72, 127.23]]


def test_one_may_not_look_nearer_than_places_are_known() -> None:
    script = venue_script(MAP).decode()
    assert '"maxZoom": 6' in script
    assert '"nearestInCity": 13' in script


def test_the_scan_finds_nothing_in_it(tmp_path: Path) -> None:
    (tmp_path / "venues.js").write_bytes(venue_script(REAL))
    assert scan(tmp_path, ["venues.js"], Rules(Allowed({}), inside_north_korea(), POLICY)) == []


def test_another_outline_is_refused_without_being_told() -> None:
    script = venue_script(REAL).decode()
    assert list(venue_lands_are_of_the_ground(script, "x.js")) == []
    letters = packed([tuple((number / 10, 39 + number / 100) for number in range(20))])
    (problem,) = venue_lands_are_of_the_ground(script.replace(lands()["KR-11"], letters), "x.js")
    assert letters not in str(problem)


def test_folium_is_imported_only_when_the_map_has_changed(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from plugins.maps.venue_leaflet import venue_script;"
        "from tests.maps.test_gatherings import MAP;"
        "venue_script(MAP, Path(sys.argv[1])); print('folium' in sys.modules)"
    )
    asked = [
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.strip()
        for _ in range(2)
    ]
    assert asked == ["True", "False"]
