"""Outlines as GeoJSON (RFC 7946), a feature per line, the same bytes for the same outlines."""

import json
from collections.abc import Mapping, Sequence

import shapely
from shapely import MultiPolygon

Rings = list[list[tuple[float, float]]]


def geojson(units: Mapping[str, MultiPolygon], decimals: int = 3) -> bytes:
    """The file with a feature for each unit: countries first, so that provinces are drawn above them."""
    ordered = sorted(units, key=lambda code: (_kind(code) == "province", code))
    features = ",\n".join(_feature(code, units[code], decimals) for code in ordered)
    return f'{{"type":"FeatureCollection","features":[\n{features}\n]}}\n'.encode()


def coordinates(unit: MultiPolygon, decimals: int) -> list[Rings]:
    """The polygons in degrees. Normalised, because the order of points and rings is nobody's promise."""
    # Outer rings anticlockwise, as RFC 7946 wants them.
    shape = shapely.orient_polygons(shapely.normalize(unit))
    return [[_ring(ring.coords, decimals) for ring in (part.exterior, *part.interiors)] for part in shape.geoms]


def _feature(code: str, unit: MultiPolygon, decimals: int) -> str:
    feature = {
        "type": "Feature",
        "properties": {"code": code, "kind": _kind(code)},
        "geometry": {"type": "MultiPolygon", "coordinates": coordinates(unit, decimals)},
    }
    return json.dumps(feature, separators=(",", ":"))


def _kind(code: str) -> str:
    return "province" if "-" in code else "country" if code.isupper() else "land"


def _ring(points: Sequence[tuple[float, ...]], decimals: int) -> list[tuple[float, float]]:
    return [(round(point[0], decimals), round(point[1], decimals)) for point in points]
