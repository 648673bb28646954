"""Circles and their labels on a drawing: moved apart so that none hides another, and labelled where there is room.

Sizes and places are in CSS pixels of the drawing, to the right and down.
"""

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

LETTER = 12  # the height of a label's letters
GAP = 1  # between two circles, and around a label
# How far from its circle a label may stand before it rather goes away.
REACHES = (4, 10, 18, 26)
ROUNDS = 200

Anchor = Literal["start", "middle", "end"]
# Where a label is tried, best first: to the right, to the left, above, below, and between them.
SIDES: tuple[tuple[float, float, Anchor], ...] = (
    (1, 0, "start"),
    (-1, 0, "end"),
    (0, -1, "middle"),
    (0, 1, "middle"),
    (0.7, -0.7, "start"),
    (0.7, 0.7, "start"),
    (-0.7, -0.7, "end"),
    (-0.7, 0.7, "end"),
)


@dataclass(frozen=True)
class Box:
    """A rectangle that must be kept free."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, width: float, height: float) -> bool:
        return self.left >= 0 and self.top >= 0 and self.right <= width and self.bottom <= height


@dataclass(frozen=True)
class Bubble:
    """A circle at (x, y) that stands for a place at `home`."""

    x: float
    y: float
    radius: float
    home: tuple[float, float]

    @property
    def moved(self) -> bool:
        """Whether the place itself lies outside the circle."""
        return math.hypot(self.x - self.home[0], self.y - self.home[1]) > self.radius

    @property
    def box(self) -> Box:
        return Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


@dataclass(frozen=True)
class Label:
    """Where the words of a circle begin, end or have their middle, by `anchor`; `y` is their base line."""

    x: float
    y: float
    anchor: Anchor
    box: Box


def radius_of_one(counts: Iterable[int], largest: float, most: float) -> float:
    """The radius for a count of 1: areas grow with the counts, the largest circle has the radius `largest`, none of 1 more than `most`."""
    return min(most, largest / math.sqrt(max((*counts, 1))))


def apart(bubbles: Sequence[Bubble], width: float, height: float) -> list[Bubble]:
    """The circles pushed from one another until none overlaps, the smaller one of two further, and back into the drawing."""
    placed = [_inside(bubble, width, height) for bubble in bubbles]
    for _ in range(ROUNDS):
        pairs = [pair for pair in combinations(range(len(placed)), 2) if _overlap(placed[pair[0]], placed[pair[1]]) > 0]
        if not pairs:
            break
        for one, other in pairs:
            placed[one], placed[other] = _pushed(placed[one], placed[other])
        placed = [_inside(bubble, width, height) for bubble in placed]
    return placed


def labels(
    bubbles: Sequence[Bubble], words: Sequence[str], width: float, height: float, taken: Sequence[Box] = ()
) -> list[Label | None]:
    """A label for each circle, the largest served first, that covers no circle and no other label; None where there is no room."""
    found: list[Label | None] = [None] * len(bubbles)
    closed = [*taken, *(bubble.box for bubble in bubbles)]
    for number in sorted(range(len(bubbles)), key=lambda number: -bubbles[number].radius):
        free = (
            label
            for label in _candidates(bubbles[number], text_width(words[number]))
            if label.box.within(width, height) and not any(label.box.meets(box) for box in closed)
        )
        found[number] = label = next(free, None)
        if label:
            closed.append(label.box)
    return found


def text_width(words: str) -> float:
    """How wide a label is at most in the fonts that readers have; Korean letters are as wide as high."""
    return sum(LETTER * (1 if unicodedata.east_asian_width(letter) in "WF" else 0.62) for letter in words)


def _overlap(one: Bubble, other: Bubble) -> float:
    return one.radius + other.radius + GAP - math.hypot(other.x - one.x, other.y - one.y)


def _pushed(one: Bubble, other: Bubble) -> tuple[Bubble, Bubble]:
    across, down = other.x - one.x, other.y - one.y
    distance = math.hypot(across, down)
    # Two in the very same place part to the left and the right.
    direction = (across / distance, down / distance) if distance else (1.0, 0.0)
    way = _overlap(one, other) + 0.01
    share = other.radius**2 / (one.radius**2 + other.radius**2)
    return (
        replace(one, x=one.x - direction[0] * way * share, y=one.y - direction[1] * way * share),
        replace(other, x=other.x + direction[0] * way * (1 - share), y=other.y + direction[1] * way * (1 - share)),
    )


def _inside(bubble: Bubble, width: float, height: float) -> Bubble:
    return replace(
        bubble,
        x=min(max(bubble.x, bubble.radius), width - bubble.radius),
        y=min(max(bubble.y, bubble.radius), height - bubble.radius),
    )


def _candidates(bubble: Bubble, width: float) -> Iterable[Label]:
    for reach in REACHES:
        for across, down, anchor in SIDES:
            x = bubble.x + across * (bubble.radius + reach)
            middle = bubble.y + down * (bubble.radius + reach + (LETTER / 2 - 1 if abs(down) == 1 else 0))
            left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
            box = Box(left - GAP, middle - LETTER / 2 - GAP, left + width + GAP, middle + LETTER / 2 + GAP)
            yield Label(x, middle + LETTER * 0.36, anchor, box)
