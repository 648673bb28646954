from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.privacy.raw.record import RawRecord
from plugins.privacy.raw.values import micro_degrees
from tests.privacy.raw.given import reading, said, table

DATE = "date must be a date as YYYY, YYYY-MM or YYYY-MM-DD; it is not"


def test_a_right_row_is_a_record(tmp_path: Path) -> None:
    records, problems = reading(tmp_path, (".csv", table({})))
    assert problems == []
    assert records == (
        RawRecord("S1", date(1998, 1, 1), date(1998, 12, 31), 39_050_000, 126_500_000, "03.01.02", "03.06", True),
    )


@pytest.mark.parametrize(
    ("begin", "end", "first", "last"),
    [
        ("2012", "", date(2012, 1, 1), date(2012, 12, 31)),
        ("2012-02", "", date(2012, 2, 1), date(2012, 2, 29)),
        ("2012-05-03", "", date(2012, 5, 3), date(2012, 5, 3)),
        ("2012-05-03", "2012-05", date(2012, 5, 3), date(2012, 5, 31)),
        ("1990", "1999", date(1990, 1, 1), date(1999, 12, 31)),
        ("2012", "2012-03", date(2012, 1, 1), date(2012, 3, 31)),
        ("1900", "2100", date(1900, 1, 1), date(2100, 12, 31)),
    ],
)
def test_a_period_begins_with_its_first_possible_day_and_ends_with_its_last(
    tmp_path: Path, begin: str, end: str, first: date, last: date
) -> None:
    (record,), problems = reading(tmp_path, (".csv", table({"date": begin, "date_end": end})))
    assert problems == []
    assert (record.first, record.last) == (first, last)


@pytest.mark.parametrize(
    "wrong",
    ["", "1998?", "90년대", "1998-13", "1998-02-30", "1998-00", "98", "1998.05.03", "1998-5", "１９９８", "١٩٩٨", "41000", "1899", "2101",
     "19980503", "1998-05-03T00:00", "before 1998", "1998-1999", "-1998"],
)  # fmt: skip
def test_what_is_no_date_is_refused_and_the_fix_says_what_to_write(tmp_path: Path, wrong: str) -> None:
    records, (problem,) = reading(tmp_path, (".csv", table({"date": wrong})))
    assert records == ()
    assert (problem.path, problem.line, problem.message) == ("raw file 1, row", 2, DATE)
    assert problem.fix.startswith("Write what is sure: 1998, 1998-05 or 1998-05-03.")


def test_a_wrong_end_of_a_period_is_told_by_its_own_column(tmp_path: Path) -> None:
    _, problems = reading(tmp_path, (".csv", table({"date_end": "90년대"})))
    assert said(problems) == [("raw file 1, row", 2, DATE.replace("date ", "date_end ", 1))]


@pytest.mark.parametrize(("begin", "end"), [("1998", "1997"), ("1998-05", "1998-04"), ("1998-05-03", "1998-05-02")])
def test_an_end_before_the_beginning_is_refused(tmp_path: Path, begin: str, end: str) -> None:
    _, problems = reading(tmp_path, (".csv", table({"date": begin, "date_end": end})))
    assert said(problems) == [("raw file 1, row", 2, "date_end must not be before date; it is")]


@pytest.mark.parametrize("column", ["lat", "lon"])
@pytest.mark.parametrize(
    "wrong",
    ["", "NaN", "nan", "inf", "-inf", "39,05", "３９.０５", "39．05", "3.905e1", "39.", ".5", "+39.05", "39°05'", "39.05N", "0x27", "1_0", "39 .05",
     "1234.5", "٣٩", "--39", "39.05.1"],
)  # fmt: skip
def test_what_is_no_decimal_degree_is_refused(tmp_path: Path, column: str, wrong: str) -> None:
    records, problems = reading(tmp_path, (".csv", table({column: wrong})))
    assert records == ()
    message = f"{column} must be decimal degrees in plain digits; it is not"
    assert said(problems) == [("raw file 1, row", 2, message)]


def test_swapped_coordinates_are_told_as_such(tmp_path: Path) -> None:
    _, problems = reading(tmp_path, (".csv", table({"lat": "126.5", "lon": "39.05"})))
    assert said(problems) == [
        ("raw file 1, row", 2, "lat must be the latitude and lon the longitude; they are swapped")
    ]


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [("37.499999", "126.5"), ("43.100001", "126.5"), ("39", "123.999999"), ("39", "131.000001"), ("0", "0"), ("-39", "126.5"),
     ("37.2", "131.87"), ("999", "999")],
)  # fmt: skip
def test_a_point_outside_north_korea_is_refused(tmp_path: Path, latitude: str, longitude: str) -> None:
    _, problems = reading(tmp_path, (".csv", table({"lat": latitude, "lon": longitude})))
    assert said(problems) == [("raw file 1, row", 2, "lat and lon must lie in North Korea; they do not")]


@pytest.mark.parametrize(("latitude", "longitude"), [("37.5", "124"), ("43.1", "131.0"), ("037.5", "124.0")])
def test_the_edges_of_the_box_belong_to_it(tmp_path: Path, latitude: str, longitude: str) -> None:
    records, problems = reading(tmp_path, (".csv", table({"lat": latitude, "lon": longitude})))
    assert problems == []
    assert len(records) == 1


@pytest.mark.parametrize(
    ("text", "millionths"),
    [
        ("39.3", 39_300_000),
        ("39.0999999999999999999999999999999999999999", 39_099_999),
        ("39.1", 39_100_000),
        ("126.0000005", 126_000_000),
        ("0", 0),
        ("-0.0000001", -1),
        ("-39.5", -39_500_000),
        ("39." + "9" * 9000, 39_999_999),
    ],
)
def test_degrees_become_whole_millionths_rounded_down_exactly(text: str, millionths: int) -> None:
    assert micro_degrees(text, "lat") == millionths


@given(st.integers(-999_999_999_999, 999_999_999_999))
@settings(max_examples=200, deadline=None)
def test_no_billionth_of_a_degree_is_rounded_up(billionths: int) -> None:
    whole, fraction = divmod(abs(billionths), 10**9)
    text = f"{'-' if billionths < 0 else ''}{whole}.{fraction:09}"
    assert micro_degrees(text, "lat") == billionths // 1000


@pytest.mark.parametrize("code", ["", "03.01.99", "3.01.02", "03.1.2", "detention"])
def test_an_unknown_act_is_refused_with_the_known_ones(tmp_path: Path, code: str) -> None:
    _, (problem,) = reading(tmp_path, (".csv", table({"act": code})))
    assert problem.message == "act must be a known code; it is not"
    assert "Known: 02.01.11.11, 03.01.02." in problem.fix


def test_an_unknown_place_type_is_refused_and_an_empty_one_means_unknown(tmp_path: Path) -> None:
    _, problems = reading(tmp_path, (".csv", table({"place_type": "3.06"})))
    assert said(problems) == [("raw file 1, row", 2, "place_type must be a known code or empty; it is not")]
    (record,), problems = reading(tmp_path, (".csv", table({"place_type": " "})))
    assert problems == []
    assert record.place_type == "99"


@pytest.mark.parametrize("word", ["Y", "동의", "Yes", "YES", "true", "1", "o", "?", "yes."])
def test_consent_in_other_words_is_refused_with_the_way_to_tell_them(tmp_path: Path, word: str) -> None:
    records, (problem,) = reading(tmp_path, (".csv", table({"consent": word})))
    assert records == ()
    assert problem.message == "consent must be yes, no or empty; it is not"
    assert '[consent]: yes = ["your word"]' in problem.fix


@pytest.mark.parametrize(("word", "given"), [("yes", True), ("no", False), ("", False), ("  ", False), (" yes ", True)])
def test_consent_is_given_by_yes_alone(tmp_path: Path, word: str, given: bool) -> None:
    (record,), problems = reading(tmp_path, (".csv", table({"consent": word})))
    assert problems == []
    assert record.consent is given


@pytest.mark.parametrize("empty", ["", "  ", "\u3000"])
def test_a_record_without_a_source_is_refused(tmp_path: Path, empty: str) -> None:
    _, problems = reading(tmp_path, (".csv", table({"source": empty})))
    assert said(problems) == [("raw file 1, row", 2, "source must name who told it; it is empty")]


def test_an_error_of_a_spreadsheet_is_no_source(tmp_path: Path) -> None:
    _, problems = reading(tmp_path, (".csv", table({"source": "#N/A"})))
    assert said(problems) == [("raw file 1, row", 2, "source must be an id; it is an error of the spreadsheet")]


@pytest.mark.parametrize("column", ["source", "date", "lat", "act", "place_type", "consent"])
def test_a_long_text_in_a_known_column_is_refused(tmp_path: Path, column: str) -> None:
    _, problems = reading(tmp_path, (".csv", table({column: "1" * 10_001})))
    assert said(problems) == [("raw file 1, row", 2, f"{column} must be a short value; it is a long text")]


def test_every_wrong_cell_of_every_row_is_told_in_one_run(tmp_path: Path) -> None:
    rows = table({"act": "x", "lat": "x"}, {}, {"consent": "x", "date": "x"})
    _, problems = reading(tmp_path, (".csv", rows), (".csv", table({"source": ""})))
    assert [(problem.path, problem.line, problem.message.split()[0]) for problem in problems] == [
        ("raw file 1, row", 2, "act"),
        ("raw file 1, row", 2, "lat"),
        ("raw file 1, row", 4, "consent"),
        ("raw file 1, row", 4, "date"),
        ("raw file 2, row", 2, "source"),
    ]


@pytest.mark.parametrize("consent", ["yes", "no", ""])
def test_a_point_beside_the_land_is_told_by_its_row_and_never_by_its_value(tmp_path: Path, consent: str) -> None:
    asked: list[tuple[int, int]] = []

    def is_land(latitude: int, longitude: int) -> bool:
        asked.append((latitude, longitude))
        return longitude == 126_500_000

    rows = table({}, {"lat": "38.123456", "lon": "124.654321", "consent": consent})
    records, problems = reading(tmp_path, (".csv", rows), is_land=is_land)
    assert records == ()
    assert asked == [(39_050_000, 126_500_000), (38_123_456, 124_654_321)]
    assert said(problems) == [("raw file 1, row", 3, "lat and lon must lie on land in North Korea; they do not")]
    assert not [part for part in ("38", "124", "123456") if part in str(problems[0]).replace("124 and", "")]
