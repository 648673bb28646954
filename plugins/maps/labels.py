"""Where names stand on the map: inside their land where they fit, else beside it with a line that leads there; never on another."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import ceil, hypot

from plugins.maps.lettering import breadth, lines_of
from plugins.maps.plan import Cell, Ground, Plan

LINE = 1.14  # from one line of a name to the next, in ems
_AIR = 0.3  # around a name, in ems
# The least squares of a plan that land in view must have to be named, so that no corner of a neighbour is.
_LEAST = 12
# How far from its heart a province is named, in squares.
_REACH = 42

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in squares of the plan; right and bottom are not part of it."""


@dataclass(frozen=True)
class Name:
    """A name with its place: the middle of its lines in units of the drawing, and where its leading line begins and ends."""

    code: str
    lines: tuple[str, ...]
    x: int
    y: int
    leader: tuple[int, int, int, int] | None
    box: Box


@dataclass(frozen=True)
class _Place:
    cost: float
    box: Box
    is_inside: bool


def placed_names(names: Mapping[str, str], here: Plan, size: float, taken: Iterable[Box] = ()) -> tuple[Name, ...]:
    """The names of the units in view, letters `size` units high; `taken` are boxes that stay free.

    What finds no place stays unnamed on the map; its name is told by its link and in the table.
    """
    boxes = list(taken)
    leaders: list[tuple[Cell, Cell]] = []
    found: list[Name] = []
    for code in sorted(here.grounds, key=lambda code: (not _is_northern(code), _room(here.grounds[code]), code)):
        ground = here.grounds[code]
        lines = lines_of(names.get(code, ""))
        if len(ground.cells) < _LEAST or lines == ("",):
            continue
        place = _best_place(ground, here, _extent(lines, size, here), boxes, leaders, code)
        if place is None:
            continue
        boxes.append(place.box)
        if not place.is_inside:
            leaders.append((_nearest(place.box, ground.heart), ground.heart))
        found.append(_name(code, lines, place, ground.heart, here))
    return tuple(found)


def box_at(left: float, top: float, right: float, bottom: float, here: Plan) -> Box:
    """The squares that a box in units of the drawing touches."""
    return (
        max(int(left / here.size), 0),
        max(int(top / here.size), 0),
        min(ceil(right / here.size), here.columns),
        min(ceil(bottom / here.size), here.rows),
    )


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share a square."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _room(ground: Ground) -> int:
    return len(ground.cells)


def _is_northern(code: str) -> bool:
    return code.startswith("KP-")


def _extent(lines: tuple[str, ...], size: float, here: Plan) -> Cell:
    """Columns and rows that a name takes."""
    wide = (max(map(breadth, lines)) + 2 * _AIR) * size
    high = (LINE * len(lines) + _AIR) * size
    return ceil(wide / here.size), ceil(high / here.size)


def _best_place(
    ground: Ground, here: Plan, extent: Cell, boxes: list[Box], leaders: list[tuple[Cell, Cell]], code: str
) -> _Place | None:
    """The free place against which least speaks; the nearest are looked at first, because far ones cost more for that alone."""
    best: _Place | None = None
    for box in _candidates(ground, here, extent, code):
        if best and _distance(box, ground.heart) / _weight(code) >= best.cost:
            break
        place = _judged(box, ground, here, code)
        if place is None or (best and place.cost >= best.cost) or any(overlap(box, other) for other in boxes):
            continue
        if not _is_crossed(place, ground.heart, boxes, leaders):
            best = place
    return best


def _candidates(ground: Ground, here: Plan, extent: Cell, code: str) -> Iterator[Box]:
    """Boxes of this extent around the heart of a province, or anywhere in a country, the nearest first."""
    wide, high = extent
    x, y = ground.heart[0] - wide // 2, ground.heart[1] - high // 2
    for right, down in _steps(_REACH, 2) if _is_northern(code) else _steps(max(here.columns, here.rows), 4):
        left, top = x + right, y + down
        if left > 0 and top > 0 and left + wide < here.columns and top + high < here.rows:
            yield left, top, left + wide, top + high


@cache
def _steps(reach: int, step: int) -> tuple[Cell, ...]:
    """All steps from a middle, the shortest first."""
    there = range(-reach, reach + 1, step)
    return tuple(sorted(((x, y) for x in there for y in there), key=lambda cell: (hypot(*cell), cell)))


def _distance(box: Box, heart: Cell) -> float:
    """From the middle of a box to the heart of a land, in squares."""
    return hypot((box[0] + box[2]) / 2 - heart[0], (box[1] + box[3]) / 2 - heart[1])


def _weight(code: str) -> int:
    """How many squares from its heart weigh as much as a name that covers nothing of its land."""
    return 30 if _is_northern(code) else 200


def _judged(box: Box, ground: Ground, here: Plan, code: str) -> _Place | None:
    """A place with its cost; None where nobody would look for the name, or read it as another land's."""
    area = (box[2] - box[0]) * (box[3] - box[1])
    own = ground.within(*box) / area
    north = here.north.within(*box) / area
    distance = _distance(box, ground.heart)
    if not _is_northern(code):
        others = here.land.within(*box) / area - own
        return (
            _Place(distance / _weight(code) + 2 * (1 - own) + others, box, True) if own > 0.8 and not others else None
        )
    others = north - own
    # A name may reach over its border a little: half of what it covers is its own land, and hardly any a neighbour's.
    is_inside = own >= 0.45 and others <= 0.35
    if is_inside:
        return _Place(distance / _weight(code) + (1 - own) + 1.5 * others, box, True)
    if others > 0.12 or own > 0.25:
        return None
    abroad = here.land.within(*box) / area - north
    return _Place(2 + distance / 20 + 0.5 * abroad + 3 * others, box, False)


def _is_crossed(place: _Place, heart: Cell, boxes: list[Box], leaders: list[tuple[Cell, Cell]]) -> bool:
    """Whether the place's leading line runs under a name or over another line, or one of the others' under this name."""
    if any(_runs_through(line, place.box) for line in leaders):
        return True
    line = _nearest(place.box, heart), heart
    return not place.is_inside and (
        any(_runs_through(line, box) for box in boxes) or any(_cross(line, other) for other in leaders)
    )


def _cross(one: tuple[Cell, Cell], other: tuple[Cell, Cell]) -> bool:
    """Whether each of two lines has the ends of the other on both its sides."""
    return all(_side(line, end[0]) * _side(line, end[1]) <= 0 for line, end in ((one, other), (other, one)))


def _side(line: tuple[Cell, Cell], cell: Cell) -> int:
    (x1, y1), (x2, y2) = line
    return (x2 - x1) * (cell[1] - y1) - (y2 - y1) * (cell[0] - x1)


def _nearest(box: Box, cell: Cell) -> Cell:
    """The square at the edge of a box that is nearest to another one."""
    return min(max(cell[0], box[0]), box[2] - 1), min(max(cell[1], box[1]), box[3] - 1)


def _runs_through(line: tuple[Cell, Cell], box: Box) -> bool:
    (x1, y1), (x2, y2) = line
    steps = max(abs(x2 - x1), abs(y2 - y1), 1)
    return any(
        box[0] <= x1 + (x2 - x1) * step / steps < box[2] and box[1] <= y1 + (y2 - y1) * step / steps < box[3]
        for step in range(steps + 1)
    )


def _name(code: str, lines: tuple[str, ...], place: _Place, heart: Cell, here: Plan) -> Name:
    left, top, right, bottom = place.box
    leader = None
    if not place.is_inside:
        begin = _nearest(place.box, heart)
        leader = (*_unit(begin, here), *_unit(heart, here))
    return Name(
        code, lines, round((left + right) / 2 * here.size), round((top + bottom) / 2 * here.size), leader, place.box
    )


def _unit(cell: Cell, here: Plan) -> tuple[int, int]:
    """The middle of a square in units of the drawing."""
    return round((cell[0] + 0.5) * here.size), round((cell[1] + 0.5) * here.size)
