"""Outlines of several sources as one coverage: no gap and no overlap along any border, on a grid of 0.001°.

All lines are snapped to the grid and cut at each other at once, which leaves faces that fit without a gap; every face
then gets one owner. Simplification takes points away from whole borders, so that both sides still have the same line.
"""

from collections.abc import Mapping, Sequence

import shapely
from shapely import MultiPolygon, Polygon, STRtree
from shapely.geometry.base import BaseGeometry

GRID = 0.001  # degrees: 111 m of latitude, 88 m of longitude at 37° N
# Where two sources draw the same border, no sliver between the lines is larger than this (square degrees: 30 km²).
SLIVER = 0.003


def coverage(units: Mapping[str, BaseGeometry], kept: int = 0) -> dict[str, MultiPolygon]:
    """The units with their borders made one; where two claim a face, the one that comes first in `units` has it.

    The first `kept` units keep their lines where sources differ; the others are drawn up to them.
    """
    codes = list(units)
    lines = shapely.union_all([unit.boundary for unit in units.values()], grid_size=GRID)
    faces = list(shapely.get_parts(shapely.polygonize(shapely.get_parts(lines))))
    owners = _owners(faces, list(units.values()))
    owned: dict[int, list[Polygon]] = {number: [] for number in range(len(codes))}
    for face, owner in zip(faces, _with_slivers(faces, owners, kept), strict=True):
        if owner is not None:
            owned[owner].append(face)
    return {codes[number]: polygons(shapely.union_all(parts)) for number, parts in owned.items()}


def simplified(units: Mapping[str, MultiPolygon], tolerance: float) -> dict[str, MultiPolygon]:
    """The coverage with fewer points (Visvalingam and Whyatt); triangles under `tolerance` squared, in degrees, are gone."""
    simpler = shapely.coverage_simplify(list(units.values()), tolerance)
    return {code: polygons(unit) for code, unit in zip(units, simpler, strict=True)}


def without_islets(unit: MultiPolygon, smallest: float) -> MultiPolygon:
    """The unit without the islands under `smallest` square degrees, but never without its largest part."""
    largest = max(part.area for part in unit.geoms)
    return MultiPolygon([part for part in unit.geoms if part.area >= min(smallest, largest)])


def polygons(shape: BaseGeometry) -> MultiPolygon:
    """The polygons of a shape without the points and lines that cutting leaves beside them."""
    return MultiPolygon([part for part in shapely.get_parts(shape) if isinstance(part, Polygon)])


def _owners(faces: Sequence[Polygon], units: Sequence[BaseGeometry]) -> list[int | None]:
    owners: list[int | None] = [None] * len(faces)
    inner = [face.representative_point() for face in faces]
    found, places = STRtree(inner).query(list(units), predicate="contains")
    for number, place in zip(found.tolist(), places.tolist(), strict=True):
        before = owners[place]
        owners[place] = number if before is None else min(before, number)
    return owners


def _with_slivers(faces: Sequence[Polygon], owners: Sequence[int | None], kept: int) -> list[int | None]:
    """Each small face that is nobody's and lies between units goes to the neighbour with the longest side of it.

    The first `kept` units get one only where no other unit is near: a province keeps its own line.
    """
    tree = STRtree(faces)
    mended = list(owners)
    for place, face in enumerate(faces):
        if owners[place] is None and face.area < SLIVER:
            sides: dict[int, float] = {}
            for other in sorted(tree.query(face, predicate="touches").tolist()):
                owner = owners[other]
                side = face.intersection(faces[other]).length
                if owner is not None and side > 0:
                    sides[owner] = sides.get(owner, 0) + side
            mended[place] = max(sides, key=lambda owner: (owner >= kept, sides[owner]), default=None)
    return mended
