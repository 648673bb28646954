from pathlib import Path

import pytest

from plugins.problems import Problem
from plugins.records.cells import WordsOrNone
from plugins.records.csv_source import csv_source
from plugins.records.sources import Source
from plugins.records.validation import Record


class Row(Record):
    id: str
    date: str | None
    title: WordsOrNone


def read(tmp_path: Path, text: str | bytes) -> tuple[Source | None, list[Problem]]:
    path = tmp_path / "x.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    problems: list[Problem] = []
    return csv_source(path, "data/x.csv", Row, problems), problems


HEADER = "id,date,title_en,title_ko,title_fr\n"


def test_translated_columns_become_one_value_and_empty_cells_nothing(tmp_path: Path) -> None:
    source, problems = read(tmp_path, HEADER + "a,,One,,Un\n")
    assert problems == []
    assert source
    assert source.rows == [{"id": "a", "date": None, "title": {"en": "One", "fr": "Un"}}]


def test_a_language_may_lack_its_column(tmp_path: Path) -> None:
    source, problems = read(tmp_path, "id,date,title_en\na,2020,One\n")
    assert problems == []
    assert source
    assert source.rows[0]["title"] == {"en": "One"}


def test_a_line_break_in_quotes_does_not_shift_the_lines_after_it(tmp_path: Path) -> None:
    source, _ = read(tmp_path, HEADER + 'a,2020,"two\nlines",,\nb,2021,One,,\n')
    assert source
    assert source.place((0, "id")) == (2, 1)
    assert source.place((1, "date")) == (4, 2)


def test_excel_saves_a_byte_order_mark_and_crlf(tmp_path: Path) -> None:
    source, problems = read(
        tmp_path, b"\xef\xbb\xbf" + HEADER.replace("\n", "\r\n").encode() + "a,2020,하나,,\r\n".encode()
    )
    assert problems == []
    assert source
    assert source.rows[0]["title"] == {"en": "하나"}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("id,dat,title_en\n", 1, "'dat' must be a known column; it is not"),
        ("id,date,date,title_en\n", 1, "a column must stand once; 'date' stands 2 times"),
        ("id,title_en\n", 1, "the column 'date' must be there; it is missing"),
        (HEADER + "a,2020,One\n", 2, "the row must have 5 cells; it has 3"),
        (HEADER + "a,2020,One, and two,,\n", 2, "the row must have 5 cells; it has 6"),
        (HEADER + 'a,2020,"never closed,,\n', 2, "the file must be CSV; unexpected end of data"),
    ],
)
def test_a_wrong_table_is_told_with_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    _, problems = read(tmp_path, text)
    assert (line, message) in [(problem.line, problem.message) for problem in problems]


def test_semicolons_are_named_with_the_way_to_save(tmp_path: Path) -> None:
    _, (problem,) = read(tmp_path, HEADER.replace(",", ";") + "a;2020;One;;\n")
    assert problem.message == "the cells must be separated by commas; they are separated by semicolons"
    assert "CSV UTF-8 (comma delimited)" in problem.fix


def test_an_empty_row_of_a_spreadsheet_does_no_harm(tmp_path: Path) -> None:
    source, problems = read(tmp_path, HEADER + "a,2020,One,,\n,,,,\n")
    assert problems == []
    assert source
    assert len(source.rows) == 1
