"""What the live map is made of: the land, the areas in use, and how far one may look. Folium writes it as a script."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from plugins.maps.entries import Entry, area_id, by_area
from plugins.maps.kept import kept
from plugins.maps.packing import packed
from plugins.maps.parts import outline
from plugins.maps.projection import NORTH_KOREA, Box
from plugins.maps.units import Ring, basemap
from plugins.privacy.areas import Area

ADDRESS = "maps/incidents.js"

# How far one may look around, so that nobody gets lost in a sea without land.
AROUND: Box = (118.0, 32.0, 138.0, 46.0)
# A cell of a tenth of a degree is then about 40 pixels wide. Nearer, it would look like a place that is known.
NEAREST = 9


@dataclass(frozen=True)
class LiveMap:
    """Packed outlines by code of land and by id of area, wide areas first; `closed` are provinces that nothing may be told of."""

    lands: Mapping[str, str]
    areas: Mapping[str, str]
    closed: tuple[str, ...]
    home: Box = NORTH_KOREA
    around: Box = AROUND
    nearest: int = NEAREST


def live_map(entries: Iterable[Entry], closed: Collection[str] = ()) -> LiveMap:
    """The map of these entries. An area that is nowhere on the ground is left out; the table has its entries."""
    areas = {area_id(area): _packed_area(area) for area in by_area(entries)}
    return LiveMap(_lands(), {name: letters for name, letters in areas.items() if letters}, tuple(sorted(closed)))


def incident_script(entries: Iterable[Entry], closed: Collection[str] = (), root: Path | None = None) -> bytes:
    """The script that draws these entries; Folium is only imported when the folder has none that was kept below `root`."""
    drawn = live_map(entries, closed)

    def rendered() -> bytes:
        # Takes half a second, and most builds do not need it.
        from plugins.maps.leaflet import script

        return script(drawn)

    return kept(root, drawn, rendered)


@cache
def _lands() -> dict[str, str]:
    """The basemap as far as one may look, in the order of drawing."""
    near = {land.code: [ring for ring in land.rings if _is_near(ring)] for land in basemap()}
    return {code: packed(rings) for code, rings in near.items() if rings}


@cache
def _packed_area(area: Area) -> str:
    return packed(ring for polygon in outline(area) or () for ring in polygon)


def _is_near(ring: Ring) -> bool:
    west, south, east, north = AROUND
    return any(west <= longitude <= east and south <= latitude <= north for longitude, latitude in ring)
