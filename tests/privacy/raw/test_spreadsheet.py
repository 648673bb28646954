import zipfile
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from tests.privacy.raw.files import DAY, KOREAN_MONTH, LINKS, MONTH, NO_YEAR, YEAR, Cell, Sheet, Value, xlsx, zip_bytes
from tests.privacy.raw.given import COLUMNS, cells, reading, said, sheet

DAMAGED = "the file must be whole and without a password; it cannot be unpacked or read"
NO_DATE = "date must be a date as YYYY, YYYY-MM or YYYY-MM-DD; it is not"
FORMULA = "must be a value; it is a formula or an error of one"
TABLE: list[Sequence[Value]] = [COLUMNS, cells()]
ONE_SHEET = "the workbook must have exactly one sheet with something in it; it has not"
HIDDEN_SHEET = "the workbook must have no hidden sheet with something in it; it has"


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        (Cell(date(2012, 5, 3), DAY), date(2012, 5, 3), date(2012, 5, 3)),
        (Cell(41032.75, DAY), date(2012, 5, 3), date(2012, 5, 3)),
        (Cell(date(2012, 5, 1), MONTH), date(2012, 5, 1), date(2012, 5, 31)),
        (Cell(date(2012, 5, 1), KOREAN_MONTH), date(2012, 5, 1), date(2012, 5, 31)),
        (Cell(date(2012, 1, 1), YEAR), date(2012, 1, 1), date(2012, 12, 31)),
        (2012, date(2012, 1, 1), date(2012, 12, 31)),
        ("2012-05", date(2012, 5, 1), date(2012, 5, 31)),
        (Cell("2012-05-03", kind="d"), date(2012, 5, 3), date(2012, 5, 3)),
    ],
)
def test_a_date_is_as_exact_as_its_cell_shows(tmp_path: Path, value: Value, first: date, last: date) -> None:
    (record,), problems = reading(tmp_path, (".xlsx", sheet(cells(date=value))))
    assert problems == []
    assert (record.first, record.last) == (first, last)


@pytest.mark.parametrize("value", [41000, 2012.5, 1899, 2101, Cell(-5, DAY), Cell("1", kind="b")])
def test_a_number_that_is_no_year_is_no_date(tmp_path: Path, value: Value) -> None:
    _, problems = reading(tmp_path, (".xlsx", sheet(cells(date=value))))
    assert said(problems) == [("raw file 1, row", 2, NO_DATE)]


def test_a_day_whose_year_is_not_shown_is_refused(tmp_path: Path) -> None:
    _, problems = reading(tmp_path, (".xlsx", sheet(cells(date=Cell(date(2026, 5, 3), NO_YEAR)))))
    assert said(problems) == [("raw file 1, row", 2, "date must show its year; the cell shows a day without one")]


@pytest.mark.parametrize("column", ["source", "lat", "act", "place_type", "consent"])
@pytest.mark.parametrize("value", [date(2012, 5, 3), Cell(0.5, DAY)])
def test_a_date_that_a_spreadsheet_made_of_something_else_is_refused(tmp_path: Path, column: str, value: Value) -> None:
    _, problems = reading(tmp_path, (".xlsx", sheet(cells(**{column: value}))))
    message = f"{column} must be text or a number; the spreadsheet made a date or a time of it"
    assert said(problems) == [("raw file 1, row", 2, message)]


def test_numbers_are_exact_degrees_and_codes(tmp_path: Path) -> None:
    values = cells(lat=39.049999999999997, lon=126, place_type=99)
    (record,), problems = reading(tmp_path, (".xlsx", sheet(values)))
    assert problems == []
    assert (record.latitude, record.longitude, record.place_type) == (39_050_000, 126_000_000, "99")


@pytest.mark.parametrize("number", ["1E-7", "1e300", "NaN", "inf"])
def test_numbers_that_are_no_plain_degrees_are_refused(tmp_path: Path, number: str) -> None:
    _, problems = reading(tmp_path, (".xlsx", sheet(cells(lat=Cell(number, kind="n")))))
    assert [problem.line for problem in problems] == [2]
    assert "lat" in problems[0].message


@pytest.mark.parametrize("xml", ["<f>B3</f>", "<f/>", '<f t="shared" si="0"/>'])
@pytest.mark.parametrize("column", COLUMNS)
def test_a_formula_in_a_known_column_is_refused(tmp_path: Path, column: str, xml: str) -> None:
    values = cells(date_end="1999")
    values[COLUMNS.index(column)] = Cell(str(values[COLUMNS.index(column)]), xml=xml)
    records, problems = reading(tmp_path, (".xlsx", sheet(cells(), values)))
    assert records == ()
    assert said(problems) == [("raw file 1, row", 3, f"{column} {FORMULA}")]


def test_an_array_formula_is_found_in_every_cell_that_it_fills(tmp_path: Path) -> None:
    first = cells(consent=Cell("yes", xml='<f t="array" ref="H2:H3">A2:A3</f>'))
    _, problems = reading(tmp_path, (".xlsx", sheet(first, cells(), cells())))
    assert said(problems) == [("raw file 1, row", row, f"consent {FORMULA}") for row in (2, 3)]


def test_an_error_in_a_known_column_is_not_taken_for_an_empty_cell(tmp_path: Path) -> None:
    _, problems = reading(tmp_path, (".xlsx", sheet(cells(date_end=Cell("#N/A", kind="e")))))
    assert said(problems) == [("raw file 1, row", 2, f"date_end {FORMULA}")]


def test_a_formula_in_a_dropped_column_does_no_harm(tmp_path: Path) -> None:
    rows: list[list[Value]] = [[*COLUMNS, "age"], [*cells(), Cell(30, xml="<f>1+1</f>")]]
    records, problems = reading(tmp_path, (".xlsx", xlsx(Sheet(rows))))
    assert problems == []
    assert len(records) == 1


def test_a_second_sheet_with_something_in_it_is_refused_without_its_name(tmp_path: Path) -> None:
    content = xlsx(Sheet(TABLE), Sheet([["x"]], name="CANARY"))
    _, (problem,) = reading(tmp_path, (".xlsx", content))
    assert problem.message == ONE_SHEET
    assert "CANARY" not in str(problem)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_with_something_in_it_is_refused(tmp_path: Path, state: str) -> None:
    for content in (xlsx(Sheet(TABLE), Sheet(TABLE, "Two", state)), xlsx(Sheet(TABLE, "One", state))):
        records, problems = reading(tmp_path, (".xlsx", content))
        assert records == ()
        assert said(problems) == [("raw file 1", 0, HIDDEN_SHEET)]


def test_empty_sheets_before_and_after_do_no_harm(tmp_path: Path) -> None:
    content = xlsx(Sheet([], "One", "hidden"), Sheet([COLUMNS, cells()], "Two"), Sheet([], "Three"))
    records, problems = reading(tmp_path, (".xlsx", content))
    assert problems == []
    assert len(records) == 1


def test_a_workbook_without_content_is_told_so(tmp_path: Path) -> None:
    assert said(reading(tmp_path, (".xlsx", xlsx(Sheet([]))))[1]) == [("raw file 1", 0, ONE_SHEET)]


def test_hidden_rows_are_refused_from_the_first_on(tmp_path: Path) -> None:
    content = xlsx(Sheet([COLUMNS, cells(), cells(), cells()], hidden_rows=(3, 4)))
    records, problems = reading(tmp_path, (".xlsx", content))
    assert records == ()
    assert said(problems) == [("raw file 1, row", 3, "every row must be seen; from this one on there are hidden rows")]


def test_a_hidden_known_column_is_refused_and_a_dropped_one_may_be_hidden(tmp_path: Path) -> None:
    rows: list[list[Value]] = [[*COLUMNS, "age"], [*cells(), 30]]
    hidden = xlsx(Sheet(rows, columns='<cols><col min="8" max="9" hidden="1"/></cols>'))
    message = "the column consent must be seen; it is hidden"
    assert said(reading(tmp_path, (".xlsx", hidden))[1]) == [("raw file 1, row", 1, message)]
    other = xlsx(Sheet(rows, columns='<cols><col min="9" max="16384" hidden="1"/></cols>'))
    assert reading(tmp_path, (".xlsx", other))[1] == []


def test_rows_are_counted_as_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    _, problems = reading(tmp_path, (".xlsx", sheet(cells(), [], [], cells(consent="Y"))))
    assert [problem.line for problem in problems] == [5]


def test_the_first_row_must_name_the_columns(tmp_path: Path) -> None:
    _, problems = reading(tmp_path, (".xlsx", xlsx(Sheet([["Interviews", 2012], COLUMNS, cells()]))))
    assert len(problems) == 7


def test_a_cell_far_off_is_refused_before_room_is_made_for_it(tmp_path: Path) -> None:
    part = xlsx(Sheet([COLUMNS, cells()]))
    with zipfile.ZipFile(BytesIO(part)) as archive:
        text = archive.read("xl/worksheets/sheet1.xml").decode()
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    content = xlsx(Sheet([COLUMNS]), more={"xl/worksheets/sheet1.xml": text.replace("</sheetData>", far)})
    _, problems = reading(tmp_path, (".xlsx", content))
    message = "the sheet must be a table without far-off cells; it is too wide or too long"
    assert said(problems) == [("raw file 1", 0, message)]


LINKED = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{LINKS}/chartsheet" Target="chartsheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{LINKS}/worksheet" Target="/xl/worksheets/sheet2.xml"/>'
    f'<Relationship Id="t" Type="{LINKS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)
WORKSHEET = "<worksheet><sheetData><row><c {}><v>1</v></c></row></sheetData></worksheet>"


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 not a zip",
        zip_bytes({"a.txt": "no workbook"}),
        sheet(cells())[:-200],
        xlsx(Sheet([COLUMNS]), more={"xl/workbook.xml": "<workbook><sheets><sheet id='none'/></sheets></workbook>"}),
        xlsx(Sheet([COLUMNS]), more={"xl/worksheets/sheet1.xml": WORKSHEET.format("")}),
        xlsx(Sheet([COLUMNS]), more={"xl/worksheets/sheet1.xml": WORKSHEET.format('r="A99999999999"')}),
        xlsx(Sheet([COLUMNS]), more={"xl/worksheets/sheet1.xml": WORKSHEET.format('r="ZZZZZZ1"')}),
        xlsx(Sheet([COLUMNS]), more={"xl/worksheets/sheet1.xml": WORKSHEET.format('r="A1" t="s"').replace("1<", "9<")}),
        xlsx(Sheet([COLUMNS]), more={"xl/worksheets/sheet1.xml": "<a>" * 200 + "</a>" * 200}),
    ],
)
def test_a_broken_workbook_is_told_without_a_traceback(tmp_path: Path, content: bytes) -> None:
    _, problems = reading(tmp_path, (".xlsx", content))
    assert said(problems) == [("raw file 1", 0, DAMAGED)]


def test_a_workbook_with_broken_or_extended_xml_is_refused(tmp_path: Path) -> None:
    broken = xlsx(Sheet([COLUMNS]), more={"xl/worksheets/sheet1.xml": "<worksheet><sheetData>"})
    assert said(reading(tmp_path, (".xlsx", broken))[1]) == [
        ("raw file 1", 0, "the file must be whole XML in UTF-8; it is damaged")
    ]
    document = "<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet/>"
    extended = xlsx(Sheet([COLUMNS]), more={"xl/worksheets/sheet1.xml": document})
    assert said(reading(tmp_path, (".xlsx", extended))[1]) == [
        ("raw file 1", 0, "the file must have no DOCTYPE and no entities; it has")
    ]


def test_a_workbook_with_a_password_on_its_parts_is_refused(tmp_path: Path) -> None:
    content = bytearray(sheet(cells()))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(mark, place + 1)
    assert said(reading(tmp_path, (".xlsx", bytes(content)))[1]) == [("raw file 1", 0, DAMAGED)]


def test_a_part_that_would_fill_the_memory_is_not_unpacked(tmp_path: Path) -> None:
    content = xlsx(Sheet([COLUMNS]), more={"xl/sharedStrings.xml": b" " * 30_000_000})
    _, problems = reading(tmp_path, (".xlsx", content))
    message = "the file must unpack to at most 256 MB; it becomes larger, or suspiciously large"
    assert said(problems) == [("raw file 1", 0, message)]


def test_a_part_that_is_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    """A forged size: what unpacks the file again must not meet more than was counted."""
    content = bytearray(xlsx(Sheet([COLUMNS, cells()])))
    size = content.rfind(b"xl/sharedStrings.xml") - 46 + 24  # in the list of members at the end of the file
    content[size : size + 4] = (10).to_bytes(4, "little")
    _, problems = reading(tmp_path, (".xlsx", bytes(content)))
    assert said(problems) == [("raw file 1", 0, DAMAGED)]


def test_authors_comments_and_photos_are_not_even_unpacked(tmp_path: Path) -> None:
    more: dict[str, str | bytes] = {
        "docProps/core.xml": b"<not xml",
        "xl/comments1.xml": b"<not xml",
        "xl/media/image1.jpeg": b"\0" * 2_000_000,
    }
    records, problems = reading(tmp_path, (".xlsx", xlsx(Sheet([COLUMNS, cells()]), more=more)))
    assert problems == []
    assert len(records) == 1


def test_merged_cells_of_a_known_column_are_refused(tmp_path: Path) -> None:
    """Only the first of them holds the value: the others would silently be without consent, or without an end."""
    rows: list[list[Value]] = [[*COLUMNS, "notes"], [*cells(), "a"], [*cells(consent=""), ""]]
    for area, expected in (("H2:H3", ["consent"]), ("I2:I3", [])):
        content = xlsx(Sheet(rows, after=f'<mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'))
        message = "the cells of %s must stand alone; from this row on some are merged"
        assert said(reading(tmp_path, (".xlsx", content))[1]) == [
            ("raw file 1, row", 2, message % column) for column in expected
        ]


def test_another_way_of_packing_is_refused(tmp_path: Path) -> None:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert said(reading(tmp_path, (".xlsx", whole.getvalue()))[1]) == [("raw file 1", 0, DAMAGED)]


def test_a_sheet_of_cells_without_content_lacks_every_column(tmp_path: Path) -> None:
    part = '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v></v></c></row></sheetData></worksheet>'
    _, problems = reading(tmp_path, (".xlsx", xlsx(Sheet([]), more={"xl/worksheets/sheet1.xml": part})))
    assert len(problems) == 7


def test_the_right_sheet_is_read_whatever_its_name_and_place(tmp_path: Path) -> None:
    """A chart has a sheet of its own, and some programs name parts from the top of the archive."""
    content = xlsx(
        Sheet([], "Chart"),
        Sheet(TABLE, "면담 <1> & '2'"),
        more={"xl/_rels/workbook.xml.rels": LINKED},
    )
    records, problems = reading(tmp_path, (".xlsx", content))
    assert problems == []
    assert len(records) == 1
