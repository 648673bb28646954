"""A CSV table with exactly the columns it must have, and the line of every row."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_origin

from pydantic import BaseModel

from plugins.languages import CODES
from plugins.messages import say
from plugins.problems import Problem, did_you_mean
from plugins.records.sources import Row, Source, Way
from plugins.texts import MEGABYTE, text_of


def columns_of(model: type[BaseModel]) -> tuple[list[str], list[str]]:
    """The columns of a record's table, and those of them that stand once per language: `title_en`, `title_ko`, …"""
    translated = [name for name, field in model.model_fields.items() if get_origin(field.annotation) is dict]
    return [name for name in model.model_fields if name not in translated], translated


def csv_source(path: Path, shown: str, model: type[BaseModel], problems: list[Problem]) -> Source | None:
    """Read the table of a model, None when its shape is wrong.

    The columns are the model's fields. The cells of a translated one arrive as one value, `title`: {language: text}, and a
    language may lack its column. An empty cell arrives as None.
    """
    columns, translated = columns_of(model)
    text = text_of(path, shown, 20 * MEGABYTE, problems)
    if text is None:
        return None
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        header = next(reader, [])
        quiet = getattr(model, "quiet", False)
        if not _header_is_right(header, columns, translated, shown, problems, quiet):
            return None
        rows: list[Row] = []
        lines: list[int] = []
        whole = True
        line = reader.line_num + 1
        for cells in reader:
            if cells and len(cells) != len(header):
                whole = False
                message = say(
                    "the row must have %(expected)s cells; it has %(found)s", expected=len(header), found=len(cells)
                )
                problems.append(
                    Problem(shown, line, 0, message, say("A text with a comma in it stands in double quotes."))
                )
            elif any(cells):
                lines.append(line)
                rows.append(_row(dict(zip(header, cells, strict=True)), translated))
            line = reader.line_num + 1
    except csv.Error as error:
        problems.append(
            Problem(
                shown,
                reader.line_num,
                0,
                say("the file must be CSV; %(error)s", error=str(error)),
                say("Every opening double quote needs a closing one."),
            )
        )
        return None
    places = _Places(lines, {column: number for number, column in enumerate(header, start=1)})
    return Source(shown, rows, places, whole)


@dataclass(frozen=True)
class _Places:
    """The line of each row, and the number of each column."""

    lines: list[int]
    columns: dict[str, int]

    def __call__(self, way: Way) -> tuple[int, int] | None:
        match way:
            case (int(row),):
                return self.lines[row], 0
            case (int(row), str(column)) if column in self.columns:
                return self.lines[row], self.columns[column]
        return None


def _row(cells: dict[str, str], translated: Sequence[str]) -> Row:
    row: Row = {stem: {} for stem in translated}
    for column, cell in cells.items():
        stem, _, code = column.rpartition("_")
        if stem in translated and code in CODES:
            words = row[stem]
            if cell.strip() and isinstance(words, dict):
                words[code] = cell.strip()
        else:
            row[column] = cell.strip() or None
    return row


def _header_is_right(
    header: Sequence[str],
    columns: Sequence[str],
    translated: Sequence[str],
    shown: str,
    problems: list[Problem],
    quiet: bool,
) -> bool:
    known = [*columns, *(f"{stem}_{code}" for stem in translated for code in CODES)]
    before = len(problems)
    if len(header) == 1 and ";" in header[0]:
        fix = say("In Excel: Save as, 'CSV UTF-8 (comma delimited)'; in LibreOffice: field delimiter ','.")
        problems.append(
            Problem(shown, 1, 0, say("the cells must be separated by commas; they are separated by semicolons"), fix)
        )
        return False
    for column, times in Counter(header).items():
        if not column.strip():
            message = say("every column must have a name; the header has one without")
            fix = say("Delete the empty columns, or run ./inv check --fix")
            problems.append(Problem(shown, 1, header.index(column) + 1, message, fix))
            continue
        if column not in known and quiet:  # without its header, a table begins with a row
            message = say("every column must be a known one; this one is not")
            problems.append(Problem(shown, 1, header.index(column) + 1, message, did_you_mean("", known)))
        elif column not in known:
            problems.append(
                Problem(
                    shown,
                    1,
                    header.index(column) + 1,
                    say("'%(column)s' must be a known column; it is not", column=column),
                    did_you_mean(column, known),
                )
            )
        elif times > 1:
            problems.append(
                Problem(
                    shown,
                    1,
                    0,
                    say("a column must stand once; '%(column)s' stands %(times)s times", column=column, times=times),
                    say("Remove one."),
                )
            )
    for column in columns:
        if column not in header:
            problems.append(
                Problem(
                    shown,
                    1,
                    0,
                    say("the column '%(column)s' must be there; it is missing", column=column),
                    say("The columns are: %(columns)s", columns=",".join(known)),
                )
            )
    return len(problems) == before
