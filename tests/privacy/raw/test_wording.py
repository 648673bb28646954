from pathlib import Path

import pytest

from plugins.privacy.raw.reading import read
from plugins.problems import Problem
from tests.privacy.raw.files import csv_bytes, kml, placemark, point
from tests.privacy.raw.given import ACTS, PLACE_TYPES, always, reading, said, table

WORDS = """
[columns]
source = "출처"
date = "시기"
lat = "위도"
lon = "경도"
act = ["행위", "유형"]
place_type = "장소"
consent = "동의 여부"

[acts]
"고문" = "02.01.11.11"

[place_types]
"교화소" = "03.06"

[consent]
yes = ["동의", "Y"]
no = ["거부"]
"""
HEADER = ["출처", "시기", "위도", "경도", "행위", "장소", "동의 여부"]


def test_the_researchers_own_words_are_understood(tmp_path: Path) -> None:
    rows = [
        ["가-1", "1998", "39.05", "126.5", "고문", "교화소", "동의"],
        ["가-2", "1998", "39.05", "126.5", " 03.01.02 ", "99", "거부"],
        ["가-3", "1998", "39.05", "126.5", "고문", "", "Y"],
        ["가-4", "1998", "39.05", "126.5", "고문", "", "yes"],
    ]
    records, problems = reading(tmp_path, (".csv", csv_bytes([HEADER, *rows])), mapping=WORDS)
    assert problems == []
    assert [(record.act, record.place_type, record.consent) for record in records] == [
        ("02.01.11.11", "03.06", True),
        ("03.01.02", "99", False),
        ("02.01.11.11", "99", True),
        ("02.01.11.11", "99", True),
    ]


def test_letters_in_pieces_as_a_mac_writes_them_are_the_same_word(tmp_path: Path) -> None:
    row = table({"consent": "\u1103\u1169\u11bc\u110b\u1174"})  # 동의
    records, problems = reading(tmp_path, (".csv", row), mapping=WORDS)
    assert problems == []
    assert [record.consent for record in records] == [True]


def test_our_own_names_are_understood_beside_them(tmp_path: Path) -> None:
    other = csv_bytes([["유형", *HEADER[:4], *HEADER[5:]], ["고문", "가-1", "1998", "39", "126", "", "동의"]])
    records, problems = reading(tmp_path, (".csv", table({})), (".csv", other), mapping=WORDS)
    assert problems == []
    assert len(records) == 2


def test_a_column_under_both_of_its_names_stands_twice(tmp_path: Path) -> None:
    rows = csv_bytes([[*HEADER, "consent"], ["가-1", "1998", "39", "126", "고문", "", "동의", "no"]])
    _, problems = reading(tmp_path, (".csv", rows), mapping=WORDS)
    assert said(problems) == [("raw file 1, row", 1, "the column consent must stand once; it stands more often")]


def test_fields_of_a_map_may_have_the_researchers_names(tmp_path: Path) -> None:
    data = {"출처": "가-1", "시기": "1998", "유형": "고문", "장소": "교화소", "동의 여부": "동의"}
    records, problems = reading(tmp_path, (".kml", kml(placemark(data, point("39.05", "126.5")))), mapping=WORDS)
    assert problems == []
    assert len(records) == 1


@pytest.mark.parametrize(
    ("mapping", "message", "known"),
    [
        ("[column]\n", "every section of the mapping file must be known; one is not", "columns, acts, place_types, consent"),
        ("[columns]\nfrom = 'x'\n", "every key of [columns] must be known; one is not", "source, date, date_end, lat, lon"),
        ("[consent]\nmaybe = 'x'\n", "every key of [consent] must be known; one is not", "yes, no"),
        ("[acts]\n'x' = '09.09'\n", "every value in [acts] must be a known code; one is not", "02.01.11.11, 03.01.02"),
        ("[place_types]\n'x' = 3.06\n", "every value in [place_types] must be a known code; one is not", "03.06, 99"),
        ("[acts]\n' ' = '03.01.02'\n", "every key in [acts] must be a word; one is empty", ""),
        ("[consent]\nyes = ''\n", "yes in [consent] must be a word or a list of words; it is not", ""),
        ("[consent]\nyes = true\n", "yes in [consent] must be a word or a list of words; it is not", ""),
        ("[columns]\nlat = ['x', 1]\n", "lat in [columns] must be a word or a list of words; it is not", ""),
        ("[consent]\nyes = 'x'\nno = ' x '\n", "a word in [consent] must mean one thing; one means two", ""),
        ("[consent]\nyes = 'no'\n", "a word in [consent] must mean one thing; one means two", ""),
        ("[columns]\nlat = 'lon'\n", "a word in [columns] must mean one thing; one means two", ""),
        ("[acts]\n'03.01.02' = '02.01.11.11'\n", "a word in [acts] must mean one thing; one means two", ""),
        ("columns = 'x'\n", "everything in the mapping file must stand in a section; something does not", "columns, acts"),
    ],
)  # fmt: skip
def test_a_wrong_mapping_is_refused_with_what_is_known(tmp_path: Path, mapping: str, message: str, known: str) -> None:
    records, problems = reading(tmp_path, (".csv", table({})), mapping=mapping)
    assert records == ()
    assert [(problem.path, problem.message) for problem in problems] == [("the mapping file", message)]
    assert known in problems[0].fix


@pytest.mark.parametrize(
    ("mapping", "line"),
    [("[consent]\nyes = CANARY", 2), ("[consent]\n\n= 'CANARY'", 3), ("[consent]\nyes = 'CANARY", 0)],
)
def test_a_mapping_that_is_no_toml_is_told_with_its_line_and_nothing_of_it(
    tmp_path: Path, mapping: str, line: int
) -> None:
    _, (problem,) = reading(tmp_path, (".csv", table({})), mapping=mapping)
    assert problem.message == "the mapping file must be TOML in UTF-8, of at most 1 MB; it is not"
    assert problem.line == line
    assert "CANARY" not in str(problem)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"#" * 1_000_001, b"a = " + b"[" * 100_000])
def test_a_mapping_of_another_encoding_or_size_is_refused(tmp_path: Path, content: bytes) -> None:
    mapping = tmp_path / "words.toml"
    mapping.write_bytes(content)
    problems: list[Problem] = []
    assert read([], mapping, ACTS, PLACE_TYPES, always, problems) == ()
    assert [problem.path for problem in problems] == ["the mapping file"]


def test_a_mapping_that_is_not_there_is_told_without_its_place(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert read([], tmp_path / "CANARY.toml", ACTS, PLACE_TYPES, always, problems) == ()
    assert [problem.message for problem in problems] == ["the mapping file must be readable; it is not"]
    assert "CANARY" not in str(problems)
