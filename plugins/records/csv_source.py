"""A CSV table with exactly the columns it must have, and the line of every row."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.languages import CODES
from plugins.problems import Problem, did_you_mean
from plugins.records.sources import Row, Source, Way
from plugins.texts import MEGABYTE, text_of


def csv_source(
    path: Path, shown: str, columns: Sequence[str], translated: Sequence[str], problems: list[Problem]
) -> Source | None:
    """Read the table, None when its shape is wrong.

    `columns` must all be there; each of `translated` stands once per language as `title_en`, `title_ko`, …, and may lack a
    language. Their cells arrive as one value, `title`: {language: text}. An empty cell arrives as None.
    """
    text = text_of(path, shown, 20 * MEGABYTE, problems)
    if text is None:
        return None
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        header = next(reader, [])
        if not _header_is_right(header, columns, translated, shown, problems):
            return None
        rows: list[Row] = []
        lines: list[int] = []
        line = reader.line_num + 1
        for cells in reader:
            if cells and len(cells) != len(header):
                message = f"the row must have {len(header)} cells; it has {len(cells)}"
                problems.append(Problem(shown, line, 0, message, "A text with a comma in it stands in double quotes."))
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
                f"the file must be CSV; {error}",
                "Every opening double quote needs a closing one.",
            )
        )
        return None
    return Source(shown, rows, _Places(lines, {column: number for number, column in enumerate(header, start=1)}))


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
    row: Row = {}
    for column, cell in cells.items():
        stem, _, code = column.rpartition("_")
        if stem in translated and code in CODES:
            words = row.setdefault(stem, {})
            if cell.strip() and isinstance(words, dict):
                words[code] = cell.strip()
        else:
            row[column] = cell.strip() or None
    return row


def _header_is_right(
    header: Sequence[str], columns: Sequence[str], translated: Sequence[str], shown: str, problems: list[Problem]
) -> bool:
    known = [*columns, *(f"{stem}_{code}" for stem in translated for code in CODES)]
    before = len(problems)
    if len(header) == 1 and ";" in header[0]:
        fix = "In Excel: Save as, 'CSV UTF-8 (comma delimited)'; in LibreOffice: field delimiter ','."
        problems.append(
            Problem(shown, 1, 0, "the cells must be separated by commas; they are separated by semicolons", fix)
        )
        return False
    for column, times in Counter(header).items():
        if column not in known:
            problems.append(
                Problem(
                    shown,
                    1,
                    header.index(column) + 1,
                    f"'{column}' must be a known column; it is not",
                    did_you_mean(column, known),
                )
            )
        elif times > 1:
            problems.append(
                Problem(shown, 1, 0, f"a column must stand once; '{column}' stands {times} times", "Remove one.")
            )
    for column in columns:
        if column not in header:
            problems.append(
                Problem(
                    shown,
                    1,
                    0,
                    f"the column '{column}' must be there; it is missing",
                    f"The columns are: {','.join(known)}",
                )
            )
    return len(problems) == before
