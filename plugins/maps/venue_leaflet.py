"""The live campaign map: the land of the world and of Seoul, and where venues and cities lie. Folium writes it as a script.

It has no words: names, counts and lists come from the page's table, by the anchors.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from plugins.maps.gatherings import CampaignMap, Point
from plugins.maps.kept import kept
from plugins.maps.packing import packed
from plugins.maps.projection import SEOUL, WORLD, Box
from plugins.maps.units import seoul, world
from plugins.maps.venue_drawing import world_frame

ADDRESS = "maps/venues.js"

Places = Mapping[str, tuple[float, float]]
"""Latitude and longitude in degrees, by anchor."""


@dataclass(frozen=True)
class VenueMap:
    """Where the circles stand, packed land by name, and what is seen first; a city's circle stands for its venues."""

    cities: Places
    venues: Places
    lands: Mapping[str, str]
    home: Box
    around: Box = WORLD
    city: Box = SEOUL
    # The land of the world is drawn to a hundredth of a degree: some ten pixels. Venues are known to about 100 metres.
    nearest: int = 6
    nearest_in_city: int = 13


def venue_map(places: CampaignMap) -> VenueMap:
    """The map of everything that was held at a known venue, of which there must be one."""
    cities = {city.anchor: city.point for city in places.shown if city.point}
    inner = places.seoul.spots if places.seoul else ()
    return VenueMap(
        _written(cities),
        _written({spot.id: spot.point for spot in inner}),
        lands(),
        tuple(round(degrees, 1) for degrees in world_frame(cities.values(), 840).box),  # type: ignore[arg-type]  # still four
    )


def venue_script(places: CampaignMap, root: Path | None = None) -> bytes:
    """The script of the map; Folium is only imported when the folder has none that was kept below `root`."""
    drawn = venue_map(places)

    def rendered() -> bytes:
        # Takes half a second, and most builds do not need it.
        from plugins.maps.leaflet import venues_script

        points = json.dumps({"cities": drawn.cities, "venues": drawn.venues, "city": _corners(drawn.city)})
        return venues_script(drawn, points)

    return kept(root, drawn, rendered)


@cache
def lands() -> dict[str, str]:
    """The packed outlines of the world and of Seoul with what lies around it, in the order of drawing."""
    around = sorted(seoul(), key=lambda land: land.code == "KR-11")
    return {
        "world": packed(ring for land in world() for ring in land.rings),
        **{land.code: packed(land.rings) for land in around},
    }


def _written(points: Mapping[str, Point]) -> dict[str, tuple[float, float]]:
    return {anchor: (round(float(point[1]), 3), round(float(point[0]), 3)) for anchor, point in points.items()}


def _corners(box: Box) -> Iterable[Iterable[float]]:
    west, south, east, north = box
    return [[south, west], [north, east]]
