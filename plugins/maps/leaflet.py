"""The live map through Folium, the only place that imports it: slow, so only when the map has changed.

Folium's map would ask other hosts for scripts and tiles, has ids of chance, and puts texts into code. This one names no file,
counts its ids, and has no text: what people read comes from the page.
"""

from collections.abc import Mapping

import folium
from branca.element import Figure, MacroElement
from folium.template import Template

from plugins.maps.live import LiveMap
from plugins.maps.projection import Box
from plugins.maps.venue_leaflet import VenueMap

MAP = "incidents"

# Drawn when the page says so, because the element of the map is made by the page's script; `L.outlines` is in map.js.
_SCRIPT = """function incidentMap() {{
{body}
return {{ map: {map}, lands: {lands}, areas: {areas} }};
}}
"""

_VENUES = """function venueMap() {{
{body}
return {{ map: {map}, lands: {lands}, points: {points} }};
}}
"""


class _Outlines(MacroElement):
    """Named outlines as a layer of their own, instead of Folium's GeoJSON, which is five times the size."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = L.outlines({{ this.packed|tojavascript }}, {{ this.closed|tojavascript }})"
        ".addTo({{ this._parent.get_name() }});"
        "{% endmacro %}"
    )

    def __init__(self, number: int, packed: Mapping[str, str], closed: tuple[str, ...] = ()) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # of branca
        self._name, self._id = "Outlines", str(number)
        self.packed, self.closed = dict(packed), list(closed)


class _Map(folium.Map):
    """A map of Folium without a file, a tile, a control or a text of its own."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012  as in Folium
    default_css: list[tuple[str, str]] = []  # noqa: RUF012  as in Folium

    def __init__(self, drawn: LiveMap) -> None:
        west, south, east, north = drawn.home
        middle = [round((south + north) / 2, 1), round((west + east) / 2, 1)]
        super().__init__(location=middle, zoom_start=6, tiles=None, zoom_control=False)
        self._id = MAP
        self.options |= {
            "home": _corners(drawn.home),
            "max_bounds": _corners(drawn.around),
            "max_bounds_viscosity": 1,
            "max_zoom": drawn.nearest,
            "zoom_snap": 0,
            "attribution_control": False,
            # A page is scrolled with the wheel; who wants to come nearer has buttons, keys, a double click or two fingers.
            "scroll_wheel_zoom": False,
            "bounce_at_zoom_limits": False,
        }


def script(drawn: LiveMap) -> bytes:
    """A script that defines `incidentMap()`, which draws into the element `map_incidents` and returns map, lands and areas."""
    figure, korea = Figure(), _Map(drawn)
    lands, areas = _Outlines(1, drawn.lands, drawn.closed), _Outlines(2, drawn.areas)
    korea.add_to(figure)
    lands.add_to(korea)
    areas.add_to(korea)
    figure.render()
    body = "\n".join(line.strip() for line in figure.script.render().splitlines() if line.strip())
    return _SCRIPT.format(body=body, map=korea.get_name(), lands=lands.get_name(), areas=areas.get_name()).encode()


def venues_script(drawn: VenueMap, points: str) -> bytes:
    """A script that defines `venueMap()`, which draws into the element `map_venues`; `points` are JSON for the page's script."""
    figure, earth = Figure(), _Map(LiveMap(drawn.lands, {}, (), drawn.home, drawn.around, drawn.nearest))
    earth._id = "venues"
    earth.options |= {"nearest_in_city": drawn.nearest_in_city}
    lands = _Outlines(1, drawn.lands)
    earth.add_to(figure)
    lands.add_to(earth)
    figure.render()
    body = "\n".join(line.strip() for line in figure.script.render().splitlines() if line.strip())
    return _VENUES.format(body=body, map=earth.get_name(), lands=lands.get_name(), points=points).encode()


def _corners(box: Box) -> list[list[float]]:
    west, south, east, north = box
    return [[south, west], [north, east]]
