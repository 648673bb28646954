"""What lies under the entries, the same on every map of a view: sea, neighbours and the South, without a word."""

from functools import cache

from markupsafe import Markup

from plugins.maps.projection import Frame
from plugins.maps.units import basemap

# Dokdo is smaller than the line around it. A dot of its own shows where it is, however small the map.
DOKDO = 131.8695, 37.2406


@cache
def backdrop(frame: Frame, pixel: float) -> Markup:
    """The layers below the North's provinces; `pixel` is the length of a CSS pixel in units of the drawing."""
    countries = frame.path([land.rings for land in basemap() if land.kind == "country"])
    south = frame.path([land.rings for land in basemap() if land.code.startswith("KR-")])
    return Markup(
        '<rect class="sea" width="{width}" height="{height}"/><path class="abroad" d="{countries}"/>'
        '<path class="south" d="{south}"/>{islet}'
    ).format(width=frame.width, height=frame.height, countries=countries, south=south, islet=_islet(frame, pixel))


def _islet(frame: Frame, pixel: float) -> Markup:
    x, y = frame.point(*DOKDO)
    if not (0 < x < frame.width and 0 < y < frame.height):
        return Markup()
    return Markup('<circle class="islet" cx="{}" cy="{}" r="{}"/>').format(x, y, max(round(pixel * 0.8), 2))
