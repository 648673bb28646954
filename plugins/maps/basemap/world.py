"""The land of the world, coarse: what lies under the places of campaigns.

Without borders, because none are needed there and many are in dispute.
"""

from collections.abc import Iterable, Iterator

import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from plugins.maps.basemap.coverage import polygons
from plugins.maps.basemap.topology import Outline

TOLERANCE = 0.12  # degrees, for Visvalingam and Whyatt: a third of a pixel where the world is 1,000 pixels wide
GRID = 0.01  # degrees
ISLET = 0.05  # square degrees
# Every other land begins north of this; Antarctica goes on to the pole, which Mercator has no place for.
ANTARCTIC = -60


def world(lands: Iterable[Outline]) -> MultiPolygon:
    """All land but Antarctica as polygons between 180° W and 180° E."""
    pieces = [piece for land in lands for polygon in land.polygons for piece in _cut(polygon)]
    joined = shapely.union_all([piece for piece in pieces if piece.bounds[1] > ANTARCTIC], grid_size=GRID)
    simple = shapely.coverage_simplify([part for part in shapely.get_parts(joined) if part.area >= ISLET], TOLERANCE)
    return polygons(shapely.union_all(shapely.set_precision(simple, GRID)))


def _cut(polygon: Polygon) -> Iterator[BaseGeometry]:
    """The polygon in two where it crosses the antimeridian; in the source its points jump there from one side to the other."""
    whole = shapely.make_valid(
        Polygon(_walked(polygon.exterior.coords), [_walked(r.coords) for r in polygon.interiors])
    )
    for turn in (-360, 0, 360):
        turned = shapely.transform(whole, lambda points, turn=turn: points + (turn, 0))
        yield shapely.intersection(turned, shapely.box(-180, -90, 180, 90))


def _walked(points: Iterable[tuple[float, ...]]) -> list[tuple[float, float]]:
    """The ring as it is walked: no step is longer than half the Earth, so longitudes may pass 180°."""
    walked: list[tuple[float, float]] = []
    for longitude, latitude in points:
        before = walked[-1][0] if walked else longitude
        walked.append((longitude - 360 * round((longitude - before) / 360), latitude))
    return walked
