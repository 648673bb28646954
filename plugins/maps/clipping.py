"""What of a polygon lies in a window (Sutherland and Hodgman)."""

from collections.abc import Callable, Sequence
from itertools import pairwise

Place = tuple[int, int]
"""Units to the right and down in a drawing."""

Window = tuple[int, int, int, int]
"""Left, top, right, bottom."""


def clipped(ring: Sequence[Place], window: Window) -> list[Place]:
    """The ring (its first point not repeated) cut to the window; parts that fall asunder stay joined along the cut."""
    left, top, right, bottom = window
    inside = list(ring)
    if all(left <= x <= right and top <= y <= bottom for x, y in inside):
        return inside
    inside = _cut(inside, lambda place: place[0] - left)
    inside = _cut(inside, lambda place: right - place[0])
    inside = _cut(inside, lambda place: place[1] - top)
    return _cut(inside, lambda place: bottom - place[1])


def _cut(ring: Sequence[Place], depth: Callable[[Place], int]) -> list[Place]:
    """What lies on the side of a line where `depth`, the distance from it, is not negative."""
    kept: list[Place] = []
    for before, place in pairwise([*ring[-1:], *ring]):
        if (depth(before) < 0) != (depth(place) < 0):
            kept.append(_crossing(before, place, depth(before), depth(place)))
        if depth(place) >= 0:
            kept.append(place)
    return kept


def _crossing(one: Place, other: Place, depth: int, other_depth: int) -> Place:
    share = depth / (depth - other_depth)
    return round(one[0] + share * (other[0] - one[0])), round(one[1] + share * (other[1] - one[1]))
