"""The points of the outlines under the maps: the only exact points in North Korea that a file of a map may hold."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from plugins.languages import CODES
from plugins.maps.parts import PARTS
from plugins.maps.units import BASEMAP
from plugins.privacy.sources import MAPS

MAP_GEOJSON = "data/incidents.geojson"


def map_placemarks(code: str) -> str:
    """The address of the KML file in a language."""
    return f"data/incidents.{code}.kml"


# The published files that draw with these points; no other file may hold them.
MAP_FILES = frozenset([MAP_GEOJSON, "maps/incidents.js", *(map_placemarks(code) for code in CODES)])


def vertices(*files: Path) -> frozenset[tuple[str, str]]:
    """Longitude and latitude of every point of the outlines as written; a file that is not the one that was reviewed gives none."""
    return frozenset(point for file in files or (BASEMAP, PARTS) for point in _reviewed(file.read_bytes()))


def _reviewed(content: bytes) -> set[tuple[str, str]]:
    if sha256(content).hexdigest() not in MAPS:
        return set()
    points: set[tuple[str, str]] = set()
    waiting: list[Any] = [json.loads(content, parse_float=str, parse_int=str)]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list) and value and isinstance(value[0], str):
            points.add((value[0], value[1]))
        elif isinstance(value, list):
            waiting.extend(value)
    return points
