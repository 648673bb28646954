from pathlib import Path

import pytest

from tests.privacy.raw.given import cells, reading, said, sheet, table


@pytest.mark.parametrize(
    ("one", "other"),
    [("S-a1", "s-A1"), ("S1", "Ｓ1"), ("S 1", "S1"), ("S\u200b1", "S1"), ("S1", "S\u00a01"), ("007", "7"), ("S-007", "S-7"), ("ß", "SS"), ("12", "12.0"),
     ("s-1", "s1"), ("s_1", "s1"), ("s.1", "(s) #1"), ("S-01", "s1"), ("1-2", "1_2"), ("1-02", "1/2"), ("1--2", "1-2"), ("s--1-", "s1"), ("\u0405-1", "S1"), ("\u0421\u041d\u0410", "CHA"),
     ("\u0430\u0441\u0435", "ace"), ("\u039a\u03a1-1", "KP1"), ("\u039d1", "N1"), ("\u0412-7", "\u0392 7")],
)  # fmt: skip
def test_two_ids_that_look_like_one_are_refused_and_both_rows_are_named(tmp_path: Path, one: str, other: str) -> None:
    records, problems = reading(
        tmp_path, (".csv", table({"source": "X"}, {"source": one})), (".csv", table({"source": other}))
    )
    assert records == ()
    message = "source must be written in one way; raw file 1, row 3, writes it in another (case, width, spaces, signs, zeros or letters of another alphabet)"
    assert said(problems) == [("raw file 2, row", 2, message)]


def test_a_second_writing_is_told_once_however_often_it_stands(tmp_path: Path) -> None:
    rows = [{"source": "a"}, {"source": "A"}, {"source": "A"}, {"source": "a"}]
    _, problems = reading(tmp_path, (".csv", table(*rows)))
    assert [problem.line for problem in problems] == [3]


def test_an_id_is_one_however_its_letters_are_composed(tmp_path: Path) -> None:
    records, problems = reading(tmp_path, (".csv", table({"source": "\uac001"}, {"source": "\u1100\u11611"})))
    assert problems == []
    assert {record.source for record in records} == {"\uac001"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("S1", "S10"),
        ("S10", "S1"),
        ("S100", "S10"),
        ("1-2", "12"),
        ("1-11", "11-1"),
        ("a", "b"),
        ("\uac00-1", "\ub098-1"),
        ("\u0434", "d"),
    ],
)
def test_different_ids_stay_different(tmp_path: Path, one: str, other: str) -> None:
    records, problems = reading(tmp_path, (".csv", table({"source": one}, {"source": other})))
    assert problems == []
    assert {record.source for record in records} == {one, other}


def test_a_number_in_a_spreadsheet_is_the_same_id_as_its_digits_in_a_table(tmp_path: Path) -> None:
    records, problems = reading(tmp_path, (".xlsx", sheet(cells(source=12.0))), (".csv", table({"source": "12"})))
    assert problems == []
    assert [record.source for record in records] == ["12", "12"]
