from pathlib import Path

import pytest

from tests.privacy.raw.files import csv_bytes
from tests.privacy.raw.given import COLUMNS, RIGHT, reading, said, table

HEADER = ",".join(COLUMNS)
LINE = ",".join(RIGHT.values())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_table_is_read_however_it_was_saved(tmp_path: Path, encoding: str, line_end: str) -> None:
    text = line_end.join([HEADER + ",이름", LINE.replace("S1", "증언-1") + ",홍길동", ""])
    records, problems = reading(tmp_path, (".csv", text.encode(encoding)))
    assert problems == []
    assert [record.source for record in records] == ["증언-1"]


@pytest.mark.parametrize(
    "content",
    [
        (HEADER + "\n" + LINE).encode("utf-16"),
        (HEADER + "\n" + LINE).encode("utf-16-le"),
        (HEADER + "\n").encode() + b"\xff\xff\xff",
        (HEADER + "\n" + LINE + "\0").encode(),
    ],
)
def test_another_encoding_is_refused_with_the_way_to_save(tmp_path: Path, content: bytes) -> None:
    _, (problem,) = reading(tmp_path, (".csv", content))
    assert problem.message == "the file must be text in UTF-8 or CP949; it is not"
    assert "CSV UTF-8" in problem.fix


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_refused_with_the_way_to_save(tmp_path: Path, separator: str) -> None:
    _, (problem,) = reading(tmp_path, (".csv", f"{HEADER}\n{LINE}".replace(",", separator).encode()))
    assert (problem.line, problem.message) == (1, "the cells must be separated by commas; they are not")
    assert "CSV UTF-8 (comma delimited)" in problem.fix


def test_a_semicolon_in_the_name_of_a_dropped_column_is_no_separator(tmp_path: Path) -> None:
    records, problems = reading(tmp_path, (".csv", f"{HEADER},a;b;c\n{LINE},x\n".encode()))
    assert problems == []
    assert len(records) == 1


def test_line_breaks_in_cells_and_empty_rows_do_not_shift_the_number_of_a_row(tmp_path: Path) -> None:
    text = f'{HEADER},notes\n{LINE},"two\n\nlines"\n,,,,,,,,\n\n{LINE.replace("yes", "Y")},\n'
    _, problems = reading(tmp_path, (".csv", text.encode()))
    assert said(problems) == [("raw file 1, row", 5, "consent must be yes, no or empty; it is not")]


@pytest.mark.parametrize("line", [LINE + ",more", LINE.removesuffix(",yes")])
def test_a_row_that_is_too_long_or_too_short_is_refused(tmp_path: Path, line: str) -> None:
    _, problems = reading(tmp_path, (".csv", f"{HEADER}\n{LINE}\n{line}\n".encode()))
    assert said(problems) == [("raw file 1, row", 3, "the row must have as many cells as the first row; it has not")]


@pytest.mark.parametrize("cell", ['"never closed', '"a"b', '"' + "x" * 140_000 + '"'])
def test_what_is_no_csv_is_told_with_the_row_before_it(tmp_path: Path, cell: str) -> None:
    _, problems = reading(tmp_path, (".csv", f"{HEADER},notes\n{LINE},\n{LINE},{cell}\n{LINE},\n".encode()))
    assert said(problems) == [("raw file 1, row", 2, "the file must be CSV; after this row it is not")]


@pytest.mark.parametrize("missing", [column for column in COLUMNS if column != "date_end"])
def test_a_missing_column_is_told_with_the_known_ones(tmp_path: Path, missing: str) -> None:
    header = [column for column in COLUMNS if column != missing]
    _, (problem,) = reading(tmp_path, (".csv", csv_bytes([header, ["x"] * len(header)])))
    assert (problem.path, problem.message) == ("raw file 1", f"the column {missing} must be there; it is missing")
    assert "source, date, date_end, lat, lon, act, place_type, consent." in problem.fix


def test_an_end_of_the_period_needs_no_column(tmp_path: Path) -> None:
    header = [column for column in COLUMNS if column != "date_end"]
    records, problems = reading(tmp_path, (".csv", csv_bytes([header, [RIGHT[column] for column in header]])))
    assert problems == []
    assert len(records) == 1


def test_a_known_column_that_stands_twice_is_refused_before_any_row_is_read(tmp_path: Path) -> None:
    _, problems = reading(tmp_path, (".csv", f"{HEADER}, consent \n{LINE.replace('1998', 'x')},no\n".encode()))
    assert said(problems) == [("raw file 1, row", 1, "the column consent must stand once; it stands more often")]


def test_an_unknown_column_may_stand_as_often_as_it_likes(tmp_path: Path) -> None:
    records, problems = reading(tmp_path, (".csv", f"{HEADER},notes,notes,,\n{LINE},a,b,,\n".encode()))
    assert problems == []
    assert len(records) == 1


@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf"])
def test_an_empty_file_lacks_every_column(tmp_path: Path, content: bytes) -> None:
    _, problems = reading(tmp_path, (".csv", content))
    assert len(problems) == 7


def test_a_table_without_rows_has_no_records(tmp_path: Path) -> None:
    assert reading(tmp_path, (".csv", table())) == ((), [])
