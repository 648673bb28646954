"""Interview records from a CSV file, as spreadsheets save it."""

import csv
import io
from collections.abc import Iterator

from plugins.messages import say
from plugins.privacy.raw.columns import positions
from plugins.privacy.raw.rows import RawFile, Row
from plugins.privacy.raw.wording import Wording, plain
from plugins.problems import Problem


def csv_rows(data: bytes, file: RawFile, words: Wording, problems: list[Problem]) -> Iterator[Row]:
    """The rows under the header. They are counted as a spreadsheet shows them, so a line break in a cell counts for nothing."""
    text = _text(data, file, problems)
    if text is None:
        return
    number = 0
    try:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        header = next(reader, [])
        number = 1
        if not _commas_separate(header, words, file, problems):
            return
        columns = positions(header, words.columns, file, problems)
        if columns is None:
            return
        for number, cells in enumerate(reader, start=2):
            if not any(cells):
                continue
            if len(cells) == len(header):
                yield Row(file, number, {column: cells[place] for column, place in columns.items()})
            else:
                message = say("the row must have as many cells as the first row; it has not")
                problems.append(
                    file.problem(message, say("A text with a comma in it stands in double quotes."), number)
                )
    except csv.Error:
        message = say("the file must be CSV; after this row it is not")
        fix = say(
            "Every opening double quote needs a closing one, a double quote in a text stands twice, "
            "and a cell has at most 131,000 characters."
        )
        problems.append(file.problem(message, fix, number))


def _text(data: bytes, file: RawFile, problems: list[Problem]) -> str | None:
    for encoding in ("utf-8-sig", "cp949"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    message = say("the file must be text in UTF-8 or CP949; it is not")
    fix = say("In Excel: Save as, 'CSV UTF-8 (comma delimited)'; in LibreOffice: character set 'Unicode (UTF-8)'.")
    problems.append(file.problem(message, fix))
    return None


def _commas_separate(header: list[str], words: Wording, file: RawFile, problems: list[Problem]) -> bool:
    for separator in ";\t":
        by_other = {words.columns.get(plain(name)) for cell in header for name in cell.split(separator)} - {None}
        by_comma = {words.columns.get(plain(name)) for name in header} - {None}
        if len(by_other) > len(by_comma):
            message = say("the cells must be separated by commas; they are not")
            fix = say("In Excel: Save as, 'CSV UTF-8 (comma delimited)'; in LibreOffice: field delimiter ','.")
            problems.append(file.problem(message, fix, 1))
            return False
    return True
