"""A data file as read, before its meaning is checked: rows of plain values, and where each value stands."""

from collections.abc import Mapping
from dataclasses import dataclass

# The way to a value: the number of the row from 0, then keys and indexes, as pydantic reports it.
Way = tuple[str | int, ...]


@dataclass(frozen=True)
class Source:
    """Rows of one file; `places` holds the line and column (from 1) of as many values as the format can tell."""

    shown: str
    rows: list[dict[str, object]]
    places: Mapping[Way, tuple[int, int]]

    def place(self, way: Way) -> tuple[int, int]:
        """Line and column of a value, or of the nearest thing around it."""
        while way and way not in self.places:
            way = way[:-1]
        return self.places.get(way, (1, 0))
