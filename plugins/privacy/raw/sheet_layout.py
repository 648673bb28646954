"""What a spreadsheet's values do not tell: formulas, errors, what is hidden, and how much of a date is shown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from plugins.privacy.raw.archive import damaged
from plugins.privacy.raw.markup import DEEPEST, local
from plugins.privacy.raw.rows import Wrong

Shown = Literal["year", "month", "no year"]
Position = tuple[int, int]  # row and column, both from 0

Area = tuple[Position, Position]  # from the first to the last cell, both within

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_TRUE = ("1", "true")
_SHORT_MONTH = 17  # the built-in format mmm-yy: Excel gives it to "2012-05", and keeps the first day of the month
_NO_YEAR = 16  # the built-in format d-mmm


@dataclass
class Layout:
    """Of one sheet; positions of cells that hold something."""

    rows: int = 0
    columns: int = 0
    formulas: set[Position] = field(default_factory=set)
    formula_areas: list[Area] = field(default_factory=list)
    merged_areas: list[Area] = field(default_factory=list)
    errors: set[Position] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)
    styles: dict[Position, int] = field(default_factory=dict)

    def has_formula(self, row: int, column: int) -> bool:
        return (row, column) in self.formulas or any(
            top <= row <= bottom and left <= column <= right for (top, left), (bottom, right) in self.formula_areas
        )

    def merged_row(self, column: int) -> int | None:
        """The first row in which a cell of the column is merged with others."""
        rows = [top for (top, left), (_, right) in self.merged_areas if left <= column <= right]
        return min(rows, default=None)

    def hides_column(self, column: int) -> bool:
        return any(column in hidden for hidden in self.hidden_columns)


class LayoutReader:
    """Reads the layout of a worksheet. Raises Wrong when a cell does not say where it stands."""

    def __init__(self, styles: Mapping[int, Shown]) -> None:
        self.layout = Layout()
        self._styles = styles
        self._depth = 0
        self._hidden_row = False
        self._cell: Position | None = None
        self._attributes: Mapping[str, str] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        name = local(tag)
        if self._depth > DEEPEST:
            raise Wrong(*damaged())
        if name == "c":
            self._cell, self._attributes = _position(attributes.get("r", "")), attributes
        elif name == "row":
            self._hidden_row = attributes.get("hidden") in _TRUE
        elif name == "col" and attributes.get("hidden") in _TRUE:
            first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
            self.layout.hidden_columns.append(range(first - 1, last))
        elif name == "mergeCell":
            self.layout.merged_areas.append(_area(attributes.get("ref", "")))
        elif self._cell and name in ("v", "is", "f"):
            self._fill(self._cell)
            if name == "f":
                self._note_formula(self._cell, attributes)

    def _fill(self, cell: Position) -> None:
        row, column = cell
        self.layout.rows = max(self.layout.rows, row + 1)
        self.layout.columns = max(self.layout.columns, column + 1)
        if self._hidden_row:
            self.layout.hidden_rows.add(row)
        if self._attributes.get("t") == "e":
            self.layout.errors.add(cell)
        style = int(self._attributes.get("s", "0"))
        if style in self._styles:
            self.layout.styles[cell] = style

    def _note_formula(self, cell: Position, attributes: Mapping[str, str]) -> None:
        """An array formula stands in its first cell only, and fills the others of its area."""
        self.layout.formulas.add(cell)
        if attributes.get("t") in ("array", "dataTable"):
            self.layout.formula_areas.append(_area(attributes.get("ref", "")))

    def data(self, text: str) -> None:
        """The texts of the cells are read elsewhere."""

    def end(self, tag: str) -> None:
        self._depth -= 1
        if local(tag) == "c":
            self._cell = None

    def close(self) -> None:
        """Required of a reader; there is nothing left to do."""


def _area(reference: str) -> Area:
    first, _, last = reference.partition(":")
    return _position(first), _position(last or first)


def _position(reference: str) -> Position:
    found = _REFERENCE.fullmatch(reference)
    if not found:
        raise Wrong(*damaged())
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


class StyleReader:
    """Reads which styles show less of a date than it holds, by the style's number."""

    def __init__(self) -> None:
        self.shown: dict[int, Shown] = {}
        self._formats: dict[int, Shown | None] = {_SHORT_MONTH: "month", _NO_YEAR: "no year"}
        self._in_cell_styles = False
        self._number = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = local(tag)
        if name == "numFmt":
            self._formats[int(attributes["numFmtId"])] = shown_of_date(attributes.get("formatCode", ""))
        elif name == "cellXfs":
            self._in_cell_styles = True
        elif name == "xf" and self._in_cell_styles:
            shown = self._formats.get(int(attributes.get("numFmtId", "0")))
            if shown:
                self.shown[self._number] = shown
            self._number += 1

    def data(self, text: str) -> None:
        """Styles have no text."""

    def end(self, tag: str) -> None:
        if local(tag) == "cellXfs":
            self._in_cell_styles = False

    def close(self) -> None:
        """Required of a reader; there is nothing left to do."""


def shown_of_date(code: str) -> Shown | None:
    """How much of a date a format shows, None when all of it; `yyyy"년" m"월"` shows no day."""
    letters = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.', "", code.partition(";")[0]).lower()
    if "y" not in letters:
        return "no year" if "m" in letters or "d" in letters else None
    if "d" in letters:
        return None
    return "month" if "m" in letters else "year"
