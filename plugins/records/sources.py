"""A data file as read, before its meaning is checked: rows of plain values, and where each value stands."""

from dataclasses import dataclass
from typing import Protocol

# The way to a value: the number of the row from 0, then keys and indexes, as pydantic reports it.
Way = tuple[str | int, ...]
Row = dict[str, object]


class Places(Protocol):
    """Knows where the values of one file stand; asked only when something is wrong."""

    def __call__(self, way: Way) -> tuple[int, int] | None:
        """Line and column (from 1) of a value, None when the format cannot tell."""


@dataclass(frozen=True)
class Source:
    """The rows of one file; `shown` is its path as an editor knows it. `whole` says that nothing of it is missing."""

    shown: str
    rows: list[Row]
    places: Places
    whole: bool = True

    def file(self, row: int) -> str:
        """The path of the file in which a row stands."""
        return self.shown

    def where(self, way: Way) -> tuple[str, int, int]:
        """File, line and column of a value, or of the nearest thing around it."""
        return self.shown, *self.place(way)

    def place(self, way: Way) -> tuple[int, int]:
        """Line and column of a value, or of the nearest thing around it."""
        while way:
            found = self.places(way)
            if found:
                return found
            way = way[:-1]
        return 1, 0
