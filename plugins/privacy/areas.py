"""The areas that a class can be told of: parts of a square grid with origin 0, each nested in the next, and provinces.

A cell is told per province: the part of it that belongs to one. So each area lies in exactly one of the next level, up to the
province, and two areas either contain one another or share nothing.
"""

import re
from dataclasses import dataclass
from typing import Literal

Level = Literal["0.1", "0.5", "1.0", "province"]
LEVELS: tuple[Level, ...] = ("0.1", "0.5", "1.0", "province")

# The side of a cell in tenths of a degree.
TENTHS: dict[Level, int] = {"0.1": 1, "0.5": 5, "1.0": 10}


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """What of a cell belongs to a province, rows to the north and columns to the east; a whole province is row 0, column 0."""

    level: Level
    row: int
    column: int
    province: str

    def at(self, level: Level) -> "Area":
        """The area of a coarser level (or the same) that this one lies in."""
        if level == "province":
            return Area(level, 0, 0, self.province)
        times = TENTHS[level] // TENTHS[self.level]
        return Area(level, self.row // times, self.column // times, self.province)

    def contains(self, other: "Area") -> bool:
        """Whether the other area is this one or lies in it."""
        return LEVELS.index(other.level) <= LEVELS.index(self.level) and other.at(self.level) == self

    def overlaps(self, other: "Area") -> bool:
        """Whether the two share any land."""
        return self.contains(other) or other.contains(self)

    @property
    def centre(self) -> tuple[str, str] | None:
        """Latitude and longitude of the middle of the cell in the shortest exact decimals; None for a province."""
        if self.level == "province":
            return None
        return _middle(self.row, TENTHS[self.level]), _middle(self.column, TENTHS[self.level])


def _middle(number: int, tenths: int) -> str:
    whole, hundredths = divmod((2 * number + 1) * tenths * 5, 100)
    return f"{whole}.{hundredths:02d}".rstrip("0")


def area_of(level: Level, latitude: str | None, longitude: str | None, province: str) -> Area | None:
    """The area whose published columns these are; None when they are no centre of its grid, written as `centre` writes it."""
    if level == "province":
        return Area(level, 0, 0, province) if latitude is None and longitude is None else None
    row, column = (_number(text, TENTHS[level]) for text in (latitude, longitude))
    if row is None or column is None:
        return None
    area = Area(level, row, column, province)
    return area if area.centre == (latitude, longitude) else None


def _number(text: str | None, tenths: int) -> int | None:
    """The row or column that a centre's decimal lies in."""
    if text is None or not re.fullmatch(r"[0-9]{1,3}\.[0-9]{1,2}", text):
        return None
    whole, _, decimals = text.partition(".")
    return (int(whole) * 100 + int(decimals.ljust(2, "0"))) // (tenths * 10)
