"""The land of a view as a plan of small squares, so that places for names can be compared quickly."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate, pairwise

from plugins.maps.parts import outline
from plugins.maps.projection import Frame
from plugins.maps.units import Ring, basemap
from plugins.privacy.areas import Area

# Squares of the plan from west to east.
ACROSS = 120

Cell = tuple[int, int]
"""Column and row."""


@dataclass(frozen=True)
class Ground:
    """The squares whose middle lies on the land of one unit."""

    cells: frozenset[Cell]
    columns: int
    rows: int

    @cached_property
    def _sums(self) -> list[list[int]]:
        """How many of its squares lie to the north and west of each corner."""
        rows = [bytearray(self.columns) for _ in range(self.rows)]
        for column, row in self.cells:
            rows[row][column] = 1
        sums = [[0] * (self.columns + 1)]
        for squares in rows:
            sums.append([above + here for above, here in zip(sums[-1], accumulate(squares, initial=0), strict=True)])
        return sums

    def within(self, left: int, top: int, right: int, bottom: int) -> int:
        """How many of its squares lie in a box, whose right and bottom are not part of it."""
        sums = self._sums
        return sums[bottom][right] - sums[top][right] - sums[bottom][left] + sums[top][left]

    @cached_property
    def heart(self) -> Cell:
        """The square that is deepest inside; of several, the one nearest to their middle."""
        depths: dict[Cell, int] = {}
        ordered = sorted(self.cells)
        for x, y in ordered:
            depths[x, y] = 1 + min(depths.get((x - 1, y), 0), depths.get((x, y - 1), 0))
        for x, y in reversed(ordered):
            depths[x, y] = min(depths[x, y], 1 + min(depths.get((x + 1, y), 0), depths.get((x, y + 1), 0)))
        deepest = max(depths.values())
        inner = [cell for cell in ordered if depths[cell] == deepest]
        x, y = (sum(axis) / len(inner) for axis in zip(*inner, strict=True))
        return min(inner, key=lambda cell: ((cell[0] - x) ** 2 + (cell[1] - y) ** 2, cell))


@dataclass(frozen=True)
class Plan:
    """What of a view is whose land: the North's provinces as entries tell of them, and the countries, of which the South is one (KR)."""

    size: float
    columns: int
    rows: int
    grounds: dict[str, Ground]

    @cached_property
    def north(self) -> Ground:
        """All of North Korea."""
        cells = (ground.cells for code, ground in self.grounds.items() if code.startswith("KP-"))
        return Ground(frozenset().union(*cells), self.columns, self.rows)

    @cached_property
    def land(self) -> Ground:
        """All land."""
        return Ground(frozenset().union(*(ground.cells for ground in self.grounds.values())), self.columns, self.rows)


@cache
def plan(frame: Frame) -> Plan:
    """The plan of a view; `size` is the side of a square in the units of the frame."""
    size = frame.width / ACROSS
    rows = int(frame.height / size)
    found: dict[str, set[Cell]] = {}
    for land in basemap():
        if not land.code.startswith("KP-"):
            code = "KR" if land.code.startswith("KR-") else land.code
            found.setdefault(code, set()).update(cells_within(land.rings, frame, size))
        elif province := outline(Area("province", 0, 0, land.code)):
            found[land.code] = set(cells_within([ring for polygon in province for ring in polygon], frame, size))
    # Countries are drawn a little under their neighbours' provinces.
    ours = {cell for code, cells in found.items() if code.startswith("K") for cell in cells}
    cells = {code: kept if code.startswith("K") else kept - ours for code, kept in found.items()}
    return Plan(
        size, ACROSS, rows, {code: Ground(frozenset(kept), ACROSS, rows) for code, kept in cells.items() if kept}
    )


def cells_within(rings: Iterable[Ring], frame: Frame, size: float) -> Iterator[Cell]:
    """The squares of the view, with sides of `size` units, whose middle lies inside an odd number of rings, row by row."""
    columns, rows = int(frame.width / size), int(frame.height / size)
    crossings: dict[int, list[float]] = {}
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise([frame.point(*point) for point in ring]):
            for row in range(max(round(min(y1, y2) / size), 0), min(round(max(y1, y2) / size), rows)):
                middle = (row + 0.5) * size
                crossings.setdefault(row, []).append(x1 + (middle - y1) * (x2 - x1) / (y2 - y1))
    for row, places in crossings.items():
        places.sort()
        for west, east in zip(places[::2], places[1::2], strict=True):
            for column in range(max(round(west / size), 0), min(round(east / size), columns)):
                yield column, row
