"""The land of the world, coarse: what lies under the places of campaigns.

Without borders, because none are needed there and many are in dispute.
"""

from collections.abc import Iterable

import shapely
from shapely import LinearRing, MultiPolygon, Polygon
from shapely.affinity import translate
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
    pieces = [_uncrossed(polygon) for land in lands for polygon in land.polygons]
    joined = shapely.union_all([piece for piece in pieces if piece.bounds[1] > ANTARCTIC], grid_size=GRID)
    simple = shapely.coverage_simplify([part for part in shapely.get_parts(joined) if part.area >= ISLET], TOLERANCE)
    return polygons(shapely.union_all(shapely.set_precision(simple, GRID)))


def _uncrossed(polygon: Polygon) -> BaseGeometry:
    """The polygon, in two where it crosses the antimeridian."""
    return _within_a_turn(polygon.exterior).difference(
        shapely.union_all([_within_a_turn(hole) for hole in polygon.interiors])
    )


def _within_a_turn(ring: LinearRing) -> BaseGeometry:
    whole = shapely.make_valid(Polygon(_walked(ring.coords)))
    turned = [translate(whole, turn) for turn in (-360, 0, 360)]
    return shapely.union_all(turned).intersection(shapely.box(-180, -90, 180, 90))


def _walked(points: Iterable[tuple[float, ...]]) -> list[tuple[float, float]]:
    """The ring as it is walked: no step is longer than half the Earth, so longitudes may pass 180°.

    In the source its points jump there from one side of the map to the other.
    """
    walked: list[tuple[float, float]] = []
    for longitude, latitude in points:
        before = walked[-1][0] if walked else longitude
        walked.append((longitude - 360 * round((longitude - before) / 360), latitude))
    return walked
