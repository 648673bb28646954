import os
from pathlib import Path
from random import Random

import pytest

from plugins.messages import say
from plugins.privacy.raw import reading as module
from plugins.privacy.raw.reading import read
from plugins.problems import Problem
from tests.privacy.raw.files import Cell, Sheet, kml, placemark, point, xlsx, zip_bytes
from tests.privacy.raw.given import ACTS, COLUMNS, PLACE_TYPES, RIGHT, always, cells, reading, said, sheet, table

OTHER = "the file must be what its ending says, and have no password; it is something else"


def test_the_records_do_not_depend_on_the_order_of_files_and_rows(tmp_path: Path) -> None:
    rows = [{"source": f"S{number % 7}", "date": str(1990 + number)} for number in range(30)]
    one, _ = reading(tmp_path, (".csv", table(*rows[:20])), (".csv", table(*rows[20:])))
    Random(1).shuffle(rows)
    other, problems = reading(tmp_path, (".csv", table(*rows[7:])), (".csv", table(*rows[:7])))
    assert problems == []
    assert len(one) == 30
    assert one == other


def test_one_problem_anywhere_leaves_no_records(tmp_path: Path) -> None:
    records, problems = reading(tmp_path, (".csv", table({})), (".kml", b""))
    assert records == ()
    assert len(problems) == 1


def test_earlier_problems_of_the_caller_do_not_count(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(table({}))
    problems = [Problem("a", 1, 1, say("b"), say("c"))]
    assert len(read([path], None, ACTS, PLACE_TYPES, always, problems)) == 1
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        (".xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old or locked workbook"),
        (".csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old workbook"),
        (".xlsx", table({})),
        (".kmz", kml()),
        (".csv", sheet(cells())),
        (".kml", zip_bytes({"doc.kml": kml()})),
        (".xlsx", b""),
    ],
)
def test_a_file_that_is_not_what_its_ending_says_is_refused(tmp_path: Path, ending: str, content: bytes) -> None:
    _, problems = reading(tmp_path, (ending, content))
    assert said(problems) == [("raw file 1", 0, OTHER)]


@pytest.mark.parametrize("ending", [".xls", ".xlsm", ".ods", ".txt", ".json", ".docx", ""])
def test_another_kind_of_file_is_refused_with_the_known_ones(tmp_path: Path, ending: str) -> None:
    _, (problem,) = reading(tmp_path, (ending, b"x"))
    assert problem.message == "the file must be of a kind that can be read; it is not"
    assert problem.fix == "Known: .csv, .xlsx, .kml, .kmz."


def test_an_ending_in_capitals_is_the_same_ending(tmp_path: Path) -> None:
    assert reading(tmp_path, (".CSV", table({})))[1] == []


@pytest.mark.parametrize("kind", ["missing", "folder"])
def test_a_file_that_cannot_be_read_is_told_without_its_name(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "CANARY.csv"
    if kind == "folder":
        path.mkdir()
    problems: list[Problem] = []
    assert read([path], None, ACTS, PLACE_TYPES, always, problems) == ()
    assert said(problems) == [("raw file 1", 0, "the file must be readable; it is not")]
    assert "CANARY" not in str(problems)


def test_a_file_of_more_than_64_megabytes_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.touch()
    os.truncate(path, 64_000_001)
    problems: list[Problem] = []
    assert read([path], None, ACTS, PLACE_TYPES, always, problems) == ()
    assert said(problems) == [("raw file 1", 0, "the file must have at most 64 MB; it has more")]


def test_more_rows_than_allowed_are_refused_over_all_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert module.MOST_ROWS == 200_000
    monkeypatch.setattr(module, "MOST_ROWS", 3)
    assert len(reading(tmp_path, (".csv", table({}, {})), (".csv", table({"date": "1999"})))[0]) == 3
    records, problems = reading(tmp_path, (".csv", table({}, {})), (".csv", table({"date": "1999"}, {})))
    assert records == ()
    assert said(problems) == [("raw file 2", 0, "all files together must have at most 3 rows; they have more")]


def test_a_file_given_twice_is_refused(tmp_path: Path) -> None:
    _, problems = reading(tmp_path, (".csv", table({})), (".csv", table({"date": "1999"})), (".csv", table({})))
    assert said(problems) == [("raw file 3", 0, "each file must be given once; raw file 1 has the same content")]


# What must never be read, told or kept: planted in everything that is dropped, or in everything that is known.
CANARY = "CANARY-홍길동"
MORE = (
    f"<name>{CANARY}</name><description>{CANARY}</description><address>{CANARY}</address><Snippet>{CANARY}</Snippet>"
    f"<LookAt><longitude>{CANARY}</longitude></LookAt><atom:author xmlns:atom='a'><atom:name>{CANARY}</atom:name></atom:author>"
    f"<styleUrl>{CANARY}</styleUrl><gx:Carousel><gx:Image><gx:imageUrl>{CANARY}</gx:imageUrl></gx:Image></gx:Carousel>"
)


def placed(known: dict[str, str], shape: str) -> bytes:
    """A map whose names, descriptions, ids, authors, views and photos are canaries."""
    mark = placemark({**known, "name": CANARY, CANARY: CANARY}, shape, MORE)
    return kml(
        mark.replace("<Placemark>", f"<Placemark id='{CANARY}'>"), f"<!-- {CANARY} -->", f"<Style id='{CANARY}'/>"
    )


def tabled(known: dict[str, str]) -> bytes:
    text = table({}).decode("utf-8-sig").splitlines()
    return f"{text[0]},{CANARY}\n{','.join(known[column] for column in COLUMNS)},{CANARY}\n".encode()


def booked(known: dict[str, str]) -> bytes:
    book = Sheet([[*COLUMNS, CANARY], [*[known[column] for column in COLUMNS], CANARY]], name=CANARY)
    more: dict[str, str | bytes] = {
        "docProps/core.xml": CANARY,
        "xl/media/image1.jpg": CANARY,
        "xl/comments1.xml": CANARY,
    }
    return xlsx(book, more=more)


def all_kinds(known: dict[str, str], shape: str) -> list[tuple[str, bytes]]:
    data = {column: known[column] for column in COLUMNS if column not in ("lat", "lon")}
    zipped = zip_bytes({f"{CANARY}.kml": placed(data, shape), f"files/{CANARY}.jpg": CANARY})
    return [(f"{CANARY}.csv", tabled(known)), (f"{CANARY}.xlsx", booked(known)), (f"{CANARY}.kml", placed(data, shape)),
            (f"{CANARY}.kmz", zipped)]  # fmt: skip


def test_nothing_of_what_is_dropped_is_kept(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for ending, content in all_kinds(RIGHT, point("39.05", "126.5")):
        records, problems = reading(tmp_path, (ending, content))
        assert problems == []
        assert len(records) == 1
        assert "CANARY" not in repr(records)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("column", COLUMNS)
def test_no_problem_tells_what_stands_in_a_file(tmp_path: Path, column: str, capfd: pytest.CaptureFixture[str]) -> None:
    """For the source, an error of the spreadsheet is the one content that is wrong."""
    wrong = f"#N/A {CANARY}" if column == "source" else CANARY
    shape = point(wrong if column == "lat" else "39.05", wrong if column == "lon" else "126.5")
    for ending, content in all_kinds({**RIGHT, column: wrong}, shape):
        records, problems = reading(tmp_path, (ending, content))
        assert records == ()
        assert problems
        assert "CANARY" not in f"{[str(problem) for problem in problems]}{problems}"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "content",
    [
        xlsx(Sheet([[CANARY]], CANARY), Sheet([[CANARY]], CANARY + "2", "hidden")),
        xlsx(Sheet([COLUMNS, cells(date=Cell(CANARY, xml=f"<f>{CANARY}</f>"))], CANARY)),
        xlsx(Sheet([COLUMNS]), more={"xl/worksheets/sheet1.xml": f"<{CANARY}"}),
        xlsx(Sheet([COLUMNS]), more={"xl/workbook.xml": f"<!DOCTYPE a [<!ENTITY {CANARY} '{CANARY}'>]><a/>"}),
        xlsx(Sheet([COLUMNS, cells(lat=Cell(CANARY, kind="n"))])),
        xlsx(Sheet([COLUMNS, cells(lat=Cell(CANARY, kind="s"))])),
    ],
)
def test_no_problem_of_a_workbook_tells_what_stands_in_it(
    tmp_path: Path, content: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    _, problems = reading(tmp_path, (f"{CANARY}.xlsx", content))
    assert problems
    assert "CANARY" not in f"{[str(problem) for problem in problems]}{problems}"
    assert capfd.readouterr() == ("", "")


def test_damage_anywhere_ends_in_problems_or_records_and_never_in_a_traceback(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    chance = Random(20261122)
    files = all_kinds(RIGHT, point("39.05", "126.5"))
    for number in range(400):
        ending, content = files[number % len(files)]
        damaged = bytearray(content)
        for _ in range(chance.randint(1, 8)):
            place = chance.randrange(len(damaged))
            damaged[place : place + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
        _, problems = reading(tmp_path, (ending, bytes(damaged)))
        assert "CANARY" not in str(problems)
    assert capfd.readouterr() == ("", "")


def test_damaged_sheets_end_in_problems_or_records_and_never_in_a_traceback(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The parts themselves are damaged, and the zip around them is whole."""
    chance = Random(20261123)
    pieces = [
        "t='s'",
        "t='d'",
        "s='3'",
        "<v>",
        "</v>",
        "<c r='Z9'>",
        "9",
        "-",
        "1e999",
        "",
        "<is/>",
        "<f/>",
        "&lt;",
        "&x;",
        "'",
        "<",
    ]
    parts = {
        "xl/worksheets/sheet1.xml": "<worksheet><sheetData><row r='1'><c r='A1' t='s' s='1'><v>0</v></c><c r='B1'><v>3</v></c></row></sheetData></worksheet>",
        "xl/sharedStrings.xml": "<sst><si><t>source</t></si><si><r><t>a</t></r><rPh><t>b</t></rPh></si></sst>",
        "xl/styles.xml": "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy'/></numFmts><cellXfs><xf numFmtId='164'/></cellXfs></styleSheet>",
        "xl/workbook.xml": "<workbook><workbookPr date1904='1'/><sheets><sheet name='a' sheetId='1' id='rId1'/></sheets></workbook>",
    }
    for number in range(400):
        name = list(parts)[number % len(parts)]
        place = chance.randrange(len(parts[name]))
        text = parts[name][:place] + chance.choice(pieces) + parts[name][place + chance.randint(0, 4) :]
        reading(tmp_path, (".xlsx", xlsx(Sheet([COLUMNS, cells()]), more={name: text})))
    assert capfd.readouterr() == ("", "")
