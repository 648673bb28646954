"""TopoJSON as polygons in degrees, at the full resolution of the file."""

from dataclasses import dataclass
from typing import Any

from shapely import Polygon

Point = tuple[float, float]


@dataclass(frozen=True)
class Outline:
    """One geometry of a TopoJSON file: its own id and name (either may be missing or wrong) and its polygons."""

    id: str
    name: str
    polygons: tuple[Polygon, ...]


def outlines(topology: Any, collection: str) -> list[Outline]:
    """All geometries of one collection; rings that quantisation made shorter than a triangle are left out."""
    arcs = _arcs(topology)
    return [
        Outline(
            str(geometry.get("id", "")),
            str((geometry.get("properties") or {}).get("name") or ""),
            tuple(polygon for polygon in (_polygon(rings, arcs) for rings in _polygons(geometry)) if polygon),
        )
        for geometry in topology["objects"][collection]["geometries"]
        if geometry.get("arcs")
    ]


def _arcs(topology: Any) -> list[list[Point]]:
    """The lines that outlines share: running sums of whole numbers, then scaled, so that equal points are equal floats."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc: list[Point] = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            arc.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(arc)
    return arcs


def _polygons(geometry: Any) -> list[list[list[int]]]:
    nested: list[list[list[int]]] = geometry["arcs"]
    return nested if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]


def _polygon(rings: list[list[int]], arcs: list[list[Point]]) -> Polygon | None:
    outer, *inner = (_ring(ring, arcs) for ring in rings)
    return Polygon(outer, [hole for hole in inner if len(hole) > 3]) if len(outer) > 3 else None


def _ring(numbers: list[int], arcs: list[list[Point]]) -> list[Point]:
    """The arcs joined; a negative number is the arc `~number` walked backwards."""
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points
