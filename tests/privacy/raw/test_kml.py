import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from random import Random

import pytest

from plugins.privacy.raw.record import RawRecord
from tests.privacy.raw.files import kml, placemark, point, zip_bytes
from tests.privacy.raw.given import RIGHT, reading, said

DATA = {column: RIGHT[column] for column in ("source", "date", "act", "place_type", "consent")}
UNDATED = {column: value for column, value in DATA.items() if column != "date"}
HERE = point("39.05", "126.5")
NO_POINT = "the placemark must be one point; it is a line, an area, several points or nothing"
LINKS = "the map must hold its records itself; it links to another file"
LINE = "<coordinates>126.5,39.05 126.6,39.06</coordinates>"


def test_a_placemark_with_a_point_is_a_record_however_deep_its_folder(tmp_path: Path) -> None:
    records, problems = reading(tmp_path, (".kml", kml(placemark(DATA, HERE))))
    assert problems == []
    assert records == (
        RawRecord("S1", date(1998, 1, 1), date(1998, 12, 31), 39_050_000, 126_500_000, "03.01.02", "03.06", True),
    )


def test_fields_of_a_schema_are_read_like_others(tmp_path: Path) -> None:
    fields = "".join(f'<SimpleData name="{name}">{value}</SimpleData>' for name, value in DATA.items())
    mark = f"<Placemark>{HERE}<ExtendedData><SchemaData schemaUrl='#s'>{fields}</SchemaData></ExtendedData></Placemark>"
    records, problems = reading(tmp_path, (".kml", kml(mark)))
    assert problems == []
    assert len(records) == 1


@pytest.mark.parametrize("namespace", ["http://earth.google.com/kml/2.1", ""])
def test_older_namespaces_are_read(tmp_path: Path, namespace: str) -> None:
    text = kml(placemark(DATA, HERE)).replace(b"http://www.opengis.net/kml/2.2", namespace.encode())
    records, problems = reading(tmp_path, (".kml", text))
    assert problems == []
    assert len(records) == 1


@pytest.mark.parametrize(
    ("time", "first", "last"),
    [
        ("<TimeStamp><when>2012</when></TimeStamp>", date(2012, 1, 1), date(2012, 12, 31)),
        ("<TimeStamp><when> 2012-05 </when></TimeStamp>", date(2012, 5, 1), date(2012, 5, 31)),
        ("<TimeStamp><when>2012-05-03T09:30:00Z</when></TimeStamp>", date(2012, 5, 3), date(2012, 5, 3)),
        ("<TimeSpan><begin>1998</begin><end>1999-03</end></TimeSpan>", date(1998, 1, 1), date(1999, 3, 31)),
    ],
)
def test_a_placemark_without_a_date_has_its_own_time(tmp_path: Path, time: str, first: date, last: date) -> None:
    (record,), problems = reading(tmp_path, (".kml", kml(placemark(UNDATED, HERE, time))))
    assert problems == []
    assert (record.first, record.last) == (first, last)


def test_a_date_among_the_data_counts_more_than_the_time_of_the_placemark(tmp_path: Path) -> None:
    time = "<TimeStamp><when>2020</when></TimeStamp>"
    (record,), problems = reading(tmp_path, (".kml", kml(placemark(DATA, HERE, time))))
    assert problems == []
    assert record.first.year == 1998


@pytest.mark.parametrize("side", ["begin", "end"])
def test_a_time_span_that_is_open_on_one_side_is_refused(tmp_path: Path, side: str) -> None:
    time = f"<TimeSpan><{side}>1998</{side}></TimeSpan>"
    _, problems = reading(tmp_path, (".kml", kml(placemark(UNDATED, HERE, time))))
    message = "the time span must have a begin and an end; one is missing"
    assert said(problems) == [("raw file 1, placemark", 1, message)]


def test_the_time_of_a_view_is_not_the_time_of_the_placemark(tmp_path: Path) -> None:
    view = "<LookAt><TimeStamp><when>2012</when></TimeStamp></LookAt>"
    _, problems = reading(tmp_path, (".kml", kml(placemark(UNDATED, HERE, view))))
    assert said(problems) == [("raw file 1", 0, "the column date must be there; it is missing")]


@pytest.mark.parametrize(
    "shape",
    [
        "",
        "<Point/>",
        "<Point><coordinates/></Point>",
        "<Point><coordinates>126.5</coordinates></Point>",
        "<Point><coordinates>126.5,39.05 126.6,39.06</coordinates></Point>",
        "<Point><coordinates>126.5, 39.05</coordinates></Point>",
        HERE + HERE,
        f"<LineString>{LINE}</LineString>",
        f"<Polygon><outerBoundaryIs><LinearRing>{LINE}</LinearRing></outerBoundaryIs></Polygon>",
        f"<MultiGeometry>{HERE}</MultiGeometry>",
        "<gx:Track><when>1998</when><gx:coord>126.5 39.05 0</gx:coord></gx:Track>",
        f"<gx:MultiTrack/>{HERE}",
        "<LookAt><longitude>126.5</longitude><latitude>39.05</latitude></LookAt>",
    ],
)
def test_a_placemark_that_is_not_one_point_is_told_by_its_order(tmp_path: Path, shape: str) -> None:
    records, problems = reading(tmp_path, (".kml", kml(placemark(DATA, HERE), placemark(DATA, shape))))
    assert records == ()
    assert said(problems) == [("raw file 1, placemark", 2, NO_POINT)]


def test_coordinates_of_a_point_follow_the_same_rules_as_columns(tmp_path: Path) -> None:
    marks = [placemark(DATA, point("3.905e1", "126.5")), placemark(DATA, point("126.5", "39.05"))]
    _, problems = reading(tmp_path, (".kml", kml(*marks)))
    assert [(problem.line, problem.message) for problem in problems] == [
        (1, "lat must be decimal degrees in plain digits; it is not"),
        (2, "lat must be the latitude and lon the longitude; they are swapped"),
    ]


def test_fields_cannot_move_a_point(tmp_path: Path) -> None:
    (record,), problems = reading(tmp_path, (".kml", kml(placemark({**DATA, "lat": "41", "lon": "129"}, HERE))))
    assert problems == []
    assert (record.latitude, record.longitude) == (39_050_000, 126_500_000)


def test_a_field_that_stands_twice_is_refused(tmp_path: Path) -> None:
    again = '<ExtendedData><Data name="consent"><value>no</value></Data></ExtendedData>'
    _, problems = reading(tmp_path, (".kml", kml(placemark(DATA, HERE, again))))
    message = "consent must stand once in a placemark; it stands more often"
    assert said(problems) == [("raw file 1, placemark", 1, message)]


def test_a_field_that_no_placemark_has_is_told_once(tmp_path: Path) -> None:
    unsaid = {column: value for column, value in DATA.items() if column != "consent"}
    _, problems = reading(tmp_path, (".kml", kml(placemark(unsaid, HERE), placemark(unsaid, HERE))))
    assert said(problems) == [("raw file 1", 0, "the column consent must be there; it is missing")]


def test_a_placemark_without_the_consent_that_others_have_has_none(tmp_path: Path) -> None:
    unsaid = {column: value for column, value in DATA.items() if column != "consent"}
    records, problems = reading(tmp_path, (".kml", kml(placemark(unsaid, HERE), placemark(DATA, HERE))))
    assert problems == []
    assert [record.consent for record in records] == [False, True]


@pytest.mark.parametrize(
    "document",
    ["<!DOCTYPE kml>", "<!DOCTYPE kml [<!ENTITY a 'b'>]>", "<!DOCTYPE kml SYSTEM 'file:///etc/passwd'>",
     "<!DOCTYPE kml [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"],
)  # fmt: skip
def test_a_doctype_or_an_entity_is_refused(tmp_path: Path, document: str) -> None:
    text = kml(placemark(DATA, HERE)).replace(b"<kml", document.encode() + b"<kml", 1)
    records, problems = reading(tmp_path, (".kml", text))
    assert records == ()
    assert said(problems) == [("raw file 1", 0, "the file must have no DOCTYPE and no entities; it has")]


@pytest.mark.parametrize(
    "element",
    [
        "<NetworkLink><Link><href>http://example.org/a.kml</href></Link></NetworkLink>",
        "<NetworkLink/>",
        "<NetworkLinkControl/>",
        "<Model><Link><href>a.dae</href></Link></Model>",
        "<atom:link xmlns:atom='http://www.w3.org/2005/Atom'/><href>http://example.org</href>",
    ],
)
def test_a_link_to_another_file_is_refused(tmp_path: Path, element: str) -> None:
    _, problems = reading(tmp_path, (".kml", kml(placemark(DATA, HERE), element)))
    assert said(problems) == [("raw file 1", 0, LINKS)]


@pytest.mark.parametrize("cut", [b"</kml>", b"</Placemark>"])
def test_a_damaged_map_is_told_without_a_traceback(tmp_path: Path, cut: bytes) -> None:
    _, problems = reading(tmp_path, (".kml", kml(placemark(DATA, HERE)).replace(cut, b"")))
    assert said(problems) == [("raw file 1", 0, "the file must be whole XML in UTF-8; it is damaged")]


@pytest.mark.parametrize(
    "content",
    [b"", b"no xml", b'<?xml version="1.0" encoding="euc-kr"?><kml/>', b'<?xml version="1.0" encoding="x"?><kml/>'],
)
def test_what_is_no_xml_is_refused(tmp_path: Path, content: bytes) -> None:
    _, problems = reading(tmp_path, (".kml", content))
    assert said(problems) == [("raw file 1", 0, "the file must be whole XML in UTF-8; it is damaged")]


def test_a_map_without_placemarks_is_told_so(tmp_path: Path) -> None:
    _, problems = reading(tmp_path, (".kml", kml()))
    assert said(problems) == [("raw file 1", 0, "the file must hold placemarks with points; it has none")]


def test_endless_nesting_and_a_placemark_in_a_placemark_are_refused(tmp_path: Path) -> None:
    for element in ("<Folder>" * 200 + "</Folder>" * 200, placemark(DATA, HERE, placemark(DATA, HERE))):
        _, problems = reading(tmp_path, (".kml", kml(element)))
        assert [problem.path for problem in problems] == ["raw file 1"]


def test_a_zipped_map_is_read_and_its_pictures_are_not_unpacked(tmp_path: Path) -> None:
    members = {"doc.kml": kml(placemark(DATA, HERE)), "files/a.jpg": b"\0" * 2_000_000}
    records, problems = reading(tmp_path, (".kmz", zip_bytes(members)))
    assert problems == []
    assert len(records) == 1


@pytest.mark.parametrize("names", [[], ["a.kml", "b.KML"]])
def test_a_zipped_map_without_or_with_two_maps_is_refused(tmp_path: Path, names: list[str]) -> None:
    members = {name: kml(placemark(DATA, HERE)) for name in names} | {"a.txt": b""}
    _, problems = reading(tmp_path, (".kmz", zip_bytes(members)))
    assert said(problems) == [("raw file 1", 0, "the file must hold exactly one .kml; it does not")]


def test_a_zipped_map_of_a_gigabyte_is_not_unpacked(tmp_path: Path) -> None:
    """The size in the list of members is forged to 1 GB, and to a little too much; spaces show the same by their ratio."""
    content = bytearray(zip_bytes({"doc.kml": kml(placemark(DATA, HERE))}))
    size = content.rfind(b"doc.kml") - 46 + 24
    content[size : size + 4] = (1_000_000_000).to_bytes(4, "little")
    dense = bytearray(zip_bytes({"doc.kml": Random(1).randbytes(500_000)}))
    size = dense.rfind(b"doc.kml") - 46 + 24
    dense[size : size + 4] = (65_000_000).to_bytes(4, "little")
    for bomb in (bytes(content), bytes(dense), zip_bytes({"doc.kml": b" " * 2_000_000})):
        _, problems = reading(tmp_path, (".kmz", bomb))
        message = "the file must unpack to at most 64 MB; it becomes larger, or suspiciously large"
        assert said(problems) == [("raw file 1", 0, message)]


def test_pictures_of_pins_and_lists_do_no_harm(tmp_path: Path) -> None:
    style = "<Style><ListStyle><ItemIcon><href>http://example.org/a.png</href></ItemIcon></ListStyle></Style>"
    records, problems = reading(tmp_path, (".kml", kml(style, placemark(DATA, HERE))))
    assert problems == []
    assert len(records) == 1


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_maps_under_one_name_are_refused(tmp_path: Path) -> None:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for _ in range(2):
            archive.writestr("doc.kml", kml(placemark(DATA, HERE)))
    _, problems = reading(tmp_path, (".kmz", whole.getvalue()))
    assert said(problems) == [
        ("raw file 1", 0, "the file must be whole and without a password; it cannot be unpacked or read")
    ]
