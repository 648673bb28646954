"""Raw files as spreadsheets and Google Earth write them, made by hand: no library in the project writes them."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# The styles of `xlsx`: plain, a day, a month as Excel keeps it, a year, a month and a year in Korean, a day without its year.
PLAIN, DAY, MONTH, YEAR, KOREAN_MONTH, NO_YEAR = range(6)
_STYLES = (
    f'<styleSheet {NAMESPACE}><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy"/>'
    '<numFmt numFmtId="165" formatCode="[$-412]yyyy&quot;년&quot; m&quot;월&quot;"/>'
    '<numFmt numFmtId="166" formatCode="m&quot;월&quot; d&quot;일&quot;;@"/></numFmts>'
    '<cellStyleXfs count="1"><xf numFmtId="17"/></cellStyleXfs><cellXfs count="6">'
    '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="17"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/>'
    "</cellXfs></styleSheet>"
)
_FIRST_DAY = date(1899, 12, 30)  # day 0 of a spreadsheet


@dataclass(frozen=True)
class Cell:
    """A cell with more to it than its value; `xml` stands before the value (a formula)."""

    value: str | float | date
    style: int = PLAIN
    xml: str = ""
    kind: str = ""


Value = str | float | date | Cell


@dataclass(frozen=True)
class Sheet:
    rows: Sequence[Sequence[Value]]
    name: str = "Sheet1"
    state: str = ""
    hidden_rows: Sequence[int] = ()  # from 1
    columns: str = ""  # the element <cols>
    after: str = ""  # what stands behind the rows


@dataclass
class _Strings:
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, text: str) -> int:
        return self.numbers.setdefault(text, len(self.numbers))


def csv_bytes(rows: Sequence[Sequence[object]]) -> bytes:
    """As Excel saves 'CSV UTF-8': with a byte order mark and CRLF."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def zip_bytes(members: Mapping[str, str | bytes]) -> bytes:
    """A zip with a fixed date, so that the same members give the same bytes."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return whole.getvalue()


def xlsx(*sheets: Sheet, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A workbook with these sheets; `more` adds members or replaces them."""
    strings = _Strings()
    worksheets = {f"xl/worksheets/sheet{n}.xml": _worksheet(sheet, strings) for n, sheet in enumerate(sheets, start=1)}
    tabs = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{n}" r:id="rId{n}"'
        + (f' state="{sheet.state}"/>' if sheet.state else "/>")
        for n, sheet in enumerate(sheets, start=1)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{LINKS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    texts = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings.numbers)
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": _relationships(f'<Relationship Id="b" Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/>'),
        "xl/workbook.xml": f"<workbook {NAMESPACE}><sheets>{tabs}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relationships(
            links
            + f'<Relationship Id="s" Type="{LINKS}/styles" Target="styles.xml"/>'
            + f'<Relationship Id="t" Type="{LINKS}/sharedStrings" Target="sharedStrings.xml"/>'
        ),
        "xl/styles.xml": _STYLES,
        "xl/sharedStrings.xml": f"<sst {NAMESPACE}>{texts}</sst>",
        **worksheets,
    }
    return zip_bytes({**members, **(more or {})})


def _relationships(links: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )


def _worksheet(sheet: Sheet, strings: _Strings) -> str:
    rows = "".join(
        f'<row r="{n}"{" hidden=" + quoteattr("1") if n in sheet.hidden_rows else ""}>'
        + "".join(_cell(value, f"{_letters(column)}{n}", strings) for column, value in enumerate(values) if value != "")
        + "</row>"
        for n, values in enumerate(sheet.rows, start=1)
    )
    return f"<worksheet {NAMESPACE}>{sheet.columns}<sheetData>{rows}</sheetData>{sheet.after}</worksheet>"


def _letters(column: int) -> str:
    return (_letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


def _cell(value: Value, place: str, strings: _Strings) -> str:
    cell = value if isinstance(value, Cell) else Cell(value, DAY if isinstance(value, date) else PLAIN)
    match cell.value:
        case str() if cell.kind:
            return f'<c r="{place}" t="{cell.kind}">{cell.xml}<v>{cell.value}</v></c>'
        case str():
            return f'<c r="{place}" t="s" s="{cell.style}">{cell.xml}<v>{strings.number(cell.value)}</v></c>'
        case date():
            return f'<c r="{place}" s="{cell.style}">{cell.xml}<v>{(cell.value - _FIRST_DAY).days}</v></c>'
    return f'<c r="{place}" s="{cell.style}">{cell.xml}<v>{cell.value!r}</v></c>'


def kml(*placemarks: str) -> bytes:
    """A map as Google Earth saves it, with a style that names a picture elsewhere."""
    style = (
        '<Style id="pin"><IconStyle><Icon><href>http://maps.google.com/mapfiles/kml/pushpin/ylw-pushpin.png</href></Icon>'
        "</IconStyle></Style>"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2" '
        'xmlns:gx="http://www.google.com/kml/ext/2.2"><Document>'
        f"<name>map</name>{style}<Folder><Folder>{''.join(placemarks)}</Folder></Folder></Document></kml>"
    ).encode()


def placemark(data: Mapping[str, str], shape: str, more: str = "") -> str:
    fields = "".join(
        f"<Data name={quoteattr(name)}><value>{escape(value)}</value></Data>" for name, value in data.items()
    )
    return f"<Placemark>{more}<ExtendedData>{fields}</ExtendedData>{shape}</Placemark>"


def point(latitude: str, longitude: str) -> str:
    return f"<Point><coordinates>\n  {longitude},{latitude},0\n</coordinates></Point>"
