"""The script of the live map: what it holds, and that Folium is asked only when the map has changed."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.content_security import POLICY
from plugins.maps import kept
from plugins.maps.entries import Entry
from plugins.maps.live import incident_script, live_map
from plugins.maps.packing import packed, unpacked
from plugins.maps.parts import outline
from plugins.maps.provenance import outlines_are_of_the_ground
from plugins.privacy.allowed import Allowed
from plugins.privacy.areas import Area
from plugins.privacy.scan import Rules
from plugins.privacy.text.grid import inside_north_korea
from tests.maps.test_entries import MAP
from tests.privacy.scanned import scan
from tests.sites import ROOT

THOUSANDTHS = st.tuples(st.integers(-180_000, 180_000), st.integers(-90_000, 90_000))
RINGS = st.lists(st.lists(THOUSANDTHS, min_size=3, max_size=6, unique=True), max_size=4)


@settings(max_examples=100, deadline=None)
@given(RINGS)
def test_what_is_packed_comes_back(rings: list[list[tuple[int, int]]]) -> None:
    degrees = tuple(tuple((x / 1000, y / 1000) for x, y in [*ring, ring[0]]) for ring in rings)
    assert unpacked(packed(degrees)) == degrees


def test_a_small_step_is_one_letter_and_a_larger_one_two() -> None:
    square = ((0.0, 0.0), (0.012, 0.0), (0.012, -0.012), (0.0, 0.0))
    assert packed([square]) == "AAYAAZ"
    assert packed([((0.0, 0.0), (0.013, 0.0), (0.0, 0.014), (0.0, 0.0))]) == "AAbAAbBbC"


def test_the_areas_of_the_entries_are_drawn_wide_ones_first() -> None:
    assert list(live_map(MAP.entries).areas) == ["kp-08", "kp-09", "kp-09-05-84-259"]
    province = outline(Area("province", 0, 0, "KP-09"))
    assert province is not None
    assert unpacked(live_map(MAP.entries).areas["kp-09"]) == tuple(ring for polygon in province for ring in polygon)


def test_land_that_nobody_can_look_at_is_left_out() -> None:
    assert "MN" not in live_map(()).lands
    assert {"CN", "JP", "RU", "KP-04", "KR-49"} <= live_map(()).lands.keys()


def test_the_script_is_the_same_every_time_has_no_address_and_is_small() -> None:
    script = incident_script(MAP.entries, ["KP-04"])
    assert script == incident_script(MAP.entries, ["KP-04"])
    assert script.startswith(b"function incidentMap() {\n")
    assert b"//" not in script
    assert b"innerHTML" not in script
    assert len(gzip.compress(script, 9)) < 45_000


def test_no_entries_draw_the_land_alone() -> None:
    script = incident_script(()).decode()
    assert "var outlines_2 = L.outlines({\n}, [\n]).addTo(map_incidents);" in script


def test_the_scan_finds_nothing_in_it(tmp_path: Path) -> None:
    (tmp_path / "incidents.js").write_bytes(incident_script(MAP.entries, ["KP-04"]))
    rules = Rules(Allowed({}), inside_north_korea(), POLICY)
    assert scan(tmp_path, ["incidents.js"], rules) == []


def test_every_point_is_one_of_the_ground() -> None:
    assert list(outlines_are_of_the_ground(incident_script(MAP.entries, ["KP-04"]).decode(), "x.js")) == []


@pytest.mark.parametrize(
    "letters",
    [
        packed(
            [((127.0, 40.0), (127.1, 40.0), (127.013, 40.057), (127.0, 40.0))]
        ),  # a point that is nowhere on the ground
        "otherwords and no outline at all",
        "Abc",
        live_map(()).lands["KP-01"] + "andmore",
    ],
)
def test_another_outline_is_refused_without_being_told(letters: str) -> None:
    problems = list(outlines_are_of_the_ground(f'L.outlines({{"kp-09": "{letters}"}})', "x.js"))
    assert [problem.message for problem in problems] == ["the map must draw the land of the ground only; it does not"]
    assert letters not in str(problems)


def test_folium_is_imported_only_when_the_map_has_changed(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from plugins.maps.live import incident_script;"
        "script = incident_script((), sys.argv[2:], Path(sys.argv[1]));"
        "print('folium' in sys.modules, len(script))"
    )

    def run(*closed: str) -> tuple[str, str]:
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path), *closed], cwd=ROOT, capture_output=True, text=True, check=True
        )
        asked, size = done.stdout.split()
        return asked, size

    first = run()
    assert first[0] == "True"
    assert run() == ("False", first[1])
    assert run("KP-04")[0] == "True"


def test_a_kept_script_that_was_damaged_is_written_anew(tmp_path: Path) -> None:
    script = incident_script((), (), tmp_path)
    (file,) = (tmp_path / kept.FOLDER).iterdir()
    file.write_bytes(file.read_bytes()[:-1] + b"!")
    assert incident_script((), (), tmp_path) == script


def test_a_thousand_entries_in_an_area_make_one_outline() -> None:
    entries: list[Entry] = [MAP.entries[1]] * 1000
    assert incident_script(entries) == incident_script(entries[:1])


def test_one_may_not_look_nearer_than_the_grid() -> None:
    script = incident_script(()).decode()
    assert '"maxZoom": 9' in script
    options = script[script.index('"home"') : script.index('"maxBounds"')]
    assert json.loads(options.split(":", 1)[1].replace("\n", "").replace(",]", "]").rstrip(",")) == [
        [37.5, 123.9],
        [43.1, 131.0],
    ]
