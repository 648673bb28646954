"""Interview records from an Excel workbook (.xlsx)."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook

from plugins.messages import say
from plugins.privacy.raw.archive import damaged
from plugins.privacy.raw.columns import positions
from plugins.privacy.raw.rows import RawFile, Row, Wrong
from plugins.privacy.raw.sheet_layout import Layout, Shown
from plugins.privacy.raw.wording import Wording
from plugins.privacy.raw.workbook import Sheet, archive_of, only_sheet
from plugins.problems import Problem

# The library lays out every cell between the first and the last, and ends the whole process when there is no room.
_MOST_CELLS = 4_000_000
_DATES = ("date", "date_end")

_Value = int | float | str | bool | time | date | datetime | timedelta


def spreadsheet_rows(data: bytes, file: RawFile, words: Wording, problems: list[Problem]) -> Iterator[Row]:
    sheet = only_sheet(data, file, problems)
    grid = _grid(sheet, file, problems) if sheet else None
    if sheet is None or grid is None:
        return
    header = [value if isinstance(value, str) else "" for row in grid[:1] for value in row]
    columns = positions(header, words.columns, file, problems)
    if columns is None or not _all_is_seen(sheet.layout, columns, file, problems):
        return
    for number, values in enumerate(grid[1:], start=1):
        if any(value != "" for value in values):
            cells = {column: _cell(values[place], sheet, (number, place), column) for column, place in columns.items()}
            yield Row(file, number + 1, cells)


def _grid(sheet: Sheet, file: RawFile, problems: list[Problem]) -> list[list[_Value]] | None:
    if sheet.layout.rows * sheet.layout.columns > _MOST_CELLS:
        message = say("the sheet must be a table without far-off cells; it is too wide or too long")
        fix = say(
            "Delete the columns that are not needed, and whatever stands far to the right of the table or below it."
        )
        problems.append(file.problem(message, fix))
        return None
    try:
        book = CalamineWorkbook.from_filelike(archive_of(sheet.parts))
        return book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
    except (CalamineError, ValueError):
        problems.append(file.problem(*damaged()))
        return None


def _all_is_seen(layout: Layout, columns: dict[str, int], file: RawFile, problems: list[Problem]) -> bool:
    """A row that was filtered out was meant to be left out, and nobody looks at it before it is published."""
    before = len(problems)
    if layout.hidden_rows:
        message = say("every row must be seen; from this one on there are hidden rows")
        fix = say("Clear the filter, unhide all rows, and delete those that are not meant.")
        problems.append(file.problem(message, fix, min(layout.hidden_rows) + 1))
    for column, place in columns.items():
        if layout.hides_column(place):
            message = say("the column %(column)s must be seen; it is hidden", column=column)
            problems.append(file.problem(message, say("Unhide it, and look whether it is right."), 1))
        merged = layout.merged_row(place)
        if merged is not None:
            message = say("the cells of %(column)s must stand alone; from this row on some are merged", column=column)
            fix = say("Undo the merging: only the first of merged cells holds the value. Fill it into every row.")
            problems.append(file.problem(message, fix, merged + 1))
    return len(problems) == before


def _cell(value: _Value, sheet: Sheet, position: tuple[int, int], column: str) -> str | Wrong:
    """The text of a cell as a CSV file would have it, a date as ISO 8601 with as much as the cell shows."""
    layout = sheet.layout
    if layout.has_formula(*position) or position in layout.errors:
        message = say("%(column)s must be a value; it is a formula or an error of one", column=column)
        return Wrong(message, say("Copy the column, and paste it over itself as values (Paste special)."))
    match value:
        case date() if column in _DATES:
            return _shown_date(value, sheet.shown.get(layout.styles.get(position, -1)), column)
        case date() | time() | timedelta() if column not in _DATES:
            message = say(
                "%(column)s must be text or a number; the spreadsheet made a date or a time of it", column=column
            )
            return Wrong(message, say("Format the column as text, and write the cell again."))
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
    return str(value)


def _shown_date(day: date, shown: Shown | None, column: str) -> str | Wrong:
    """Excel keeps a month as its first day: what the cell does not show was not written by anybody."""
    match shown:
        case None:
            return day.isoformat()[:10]
        case "year":
            return day.isoformat()[:4]
        case "month":
            return day.isoformat()[:7]
        case "no year":
            message = say("%(column)s must show its year; the cell shows a day without one", column=column)
            return Wrong(message, say("Format the column as YYYY-MM-DD, look at the years, or write them as text."))
