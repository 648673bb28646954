"""Rows of a raw file, and how to speak of them without telling what stands in them."""

from collections.abc import Mapping
from dataclasses import dataclass

from plugins.messages import Message, say
from plugins.problems import Problem

LONGEST_CELL = 10_000


class Wrong(Exception):
    """A cell that cannot be taken: what must be so, and what to do; never what stands there."""

    def __init__(self, message: Message, fix: Message) -> None:
        super().__init__(message)
        self.message, self.fix = message, fix


@dataclass(frozen=True, slots=True)
class RawFile:
    """A raw file by its order among those given, because even its name can name a person."""

    number: int
    has_placemarks: bool = False

    @property
    def unit(self) -> Message:
        return say("placemark") if self.has_placemarks else say("row")

    def problem(self, message: Message, fix: Message, row: int = 0) -> Problem:
        """A problem of a row as a spreadsheet counts it, of a placemark by its order, or of the whole file (0)."""
        shown = say("raw file %(number)s", number=self.number)
        if row:
            shown = say("%(file)s, %(unit)s", file=shown, unit=self.unit)
        return Problem(shown, row, 0, message, fix)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of the known columns; one that the format itself cannot take holds the reason in its place."""

    file: RawFile
    number: int
    cells: Mapping[str, str | Wrong]

    def text(self, column: str) -> str:
        """The cell without the space around it, empty where the file has no such column."""
        cell = self.cells.get(column, "")
        if isinstance(cell, Wrong):
            raise cell
        if len(cell) > LONGEST_CELL:
            message = say("%(column)s must be a short value; it is a long text", column=column)
            raise Wrong(message, say("Look whether something was pasted into the cell by accident."))
        return cell.strip()

    def problem(self, wrong: Wrong) -> Problem:
        return self.file.problem(wrong.message, wrong.fix, self.number)
