"""What the KML of the map holds, read back as another program would, and in the order that the schema of OGC wants."""

import html
import re
from dataclasses import replace
from xml.etree.ElementTree import Element, fromstring

import pytest
from shapely import MultiPolygon, Polygon
from shapely.geometry import shape

from plugins import catalogues
from plugins.maps.entries import IncidentMap
from plugins.maps.ground import vertices
from plugins.maps.kml import COLOURS, NAMESPACE, incidents_kml
from plugins.maps.parts import outline
from plugins.privacy.map_rules import placemark_problems, without_ground
from plugins.site import Site
from tests.maps.small_map import EMPTY, HOSTILE, IMPRINT, RECORDS, incident
from tests.sites import ROOT

MAP = IncidentMap(RECORDS)
NAMES = {"k": NAMESPACE}
# The order of the schema, https://schemas.opengis.net/kml/2.2.0/ogckml22.xsd, of what our files use.
ORDER = {
    "Document": "name open description styleUrl Style Schema Folder",
    "Folder": "name visibility Placemark",
    "Placemark": "name visibility Snippet description TimeSpan styleUrl ExtendedData MultiGeometry",
    "Style": "LineStyle PolyStyle ListStyle",
    "Polygon": "outerBoundaryIs innerBoundaryIs",
    "TimeSpan": "begin end",
    "LineStyle": "color width",
}


def written(incident_map: IncidentMap = MAP, code: str = "en", is_example: bool = True) -> bytes:
    return incidents_kml(incident_map, replace(IMPRINT, is_example=is_example), code, str)


def parsed(incident_map: IncidentMap = MAP, code: str = "en", is_example: bool = True) -> Element:
    return fromstring(written(incident_map, code, is_example))


def texts(root: Element, path: str) -> list[str]:
    return [element.text or "" for element in root.iterfind(path, NAMES)]


def placemark(number: int, root: Element | None = None) -> Element:
    tree = parsed() if root is None else root
    wanted = RECORDS.incidents[number].id
    return next(element for element in tree.iter(f"{{{NAMESPACE}}}Placemark") if element.get("id") == wanted)


def test_there_is_a_placemark_per_row_in_a_folder_per_kind_of_act() -> None:
    folders = parsed().findall("k:Document/k:Folder", NAMES)
    assert [(texts(folder, "k:name"), len(folder.findall("k:Placemark", NAMES))) for folder in folders] == [
        ([HOSTILE], 3),
        (["Second"], 1),
    ]


@pytest.mark.parametrize("number", range(len(RECORDS.incidents)))
def test_a_placemark_is_the_land_of_its_area(number: int) -> None:
    polygons = []
    for polygon in placemark(number).iterfind("k:MultiGeometry/k:Polygon", NAMES):
        rings = [
            [tuple(map(float, place.split(","))) for place in text.split()]
            for boundary in ("outerBoundaryIs", "innerBoundaryIs")
            for text in texts(polygon, f"k:{boundary}/k:LinearRing/k:coordinates")
        ]
        polygons.append(Polygon(rings[0], rings[1:]))
    drawn = MultiPolygon(polygons)
    assert drawn.is_valid
    assert drawn.equals(shape({"type": "MultiPolygon", "coordinates": outline(MAP.entries[number].area)}))


def test_a_label_comes_back_as_it_was_written() -> None:
    entry = placemark(0)
    assert texts(entry, "k:name") == [HOSTILE]
    assert texts(parsed(), "k:Document/k:Schema/k:SimpleField/k:displayName")[7] == "Kind & act"
    assert b"<b>" not in written()


def test_a_description_is_plain_text_even_for_who_reads_it_as_html() -> None:
    hostile = replace(
        RECORDS, place_types=(RECORDS.place_types[1].model_copy(update={"label": {"en": "<b>Mine</b>"}}),)
    )
    row = replace(hostile, incidents=RECORDS.incidents[:1])
    (text,) = texts(parsed(IncidentMap(row)), ".//k:Placemark/k:description")
    assert "<" not in text
    assert "Kind of place: <b>Mine</b>" in html.unescape(text)


def test_a_placemark_says_how_many_told_when_and_where() -> None:
    province, cell = placemark(0), placemark(1)
    assert texts(province, "k:Snippet") == ["North Hamgyong · 2000–2009 · 50 or more people"]
    assert texts(province, "k:description")[0].splitlines()[1:] == [
        "Told independently of each other by 50 or more people. This is no number of victims.",
        "The act began in one of the years 2000–2009.",
        "Somewhere in North Hamgyong; the province is told as a whole.",
        "Kind of place: Mine",
        "Release: 2026Q4",
    ]
    assert (
        "Somewhere in a square of about 56 by 41 km, as far as it lies in North Hamgyong."
        in texts(cell, "k:description")[0]
    )
    assert "Kind of place" not in texts(cell, "k:description")[0]
    assert (texts(cell, "k:TimeSpan/k:begin"), texts(cell, "k:TimeSpan/k:end")) == (["2005"], ["2009"])


def test_a_placemark_holds_every_column_of_its_row() -> None:
    for number, row in enumerate(RECORDS.incidents):
        data = placemark(number).iterfind("k:ExtendedData/k:SchemaData/k:SimpleData", NAMES)
        columns = {name: str(value) for name, value in row.model_dump(mode="json").items() if value is not None}
        assert {element.get("name"): element.text for element in data} == columns


def test_a_placemark_has_the_colour_of_its_strength() -> None:
    root = parsed()
    assert [texts(placemark(number, root), "k:styleUrl") for number in (0, 1, 2)] == [
        ["#strength-5"],
        ["#strength-2"],
        ["#strength-3"],
    ]
    fill = texts(root, "k:Document/k:Style[@id='strength-5']/k:PolyStyle/k:color")
    red, green, blue = re.findall("..", COLOURS[4])
    assert fill == [f"cc{blue}{green}{red}"]


def test_the_colours_are_those_of_the_map_on_the_page() -> None:
    sheet = ROOT / "theme" / "static" / "css" / "map.css"
    colours = dict(reversed(re.findall(r"--strength-(\d): #([0-9a-f]{6})", sheet.read_text("utf-8"))))
    assert tuple(colours[str(strength)] for strength in range(1, 6)) == COLOURS


def test_only_the_first_kind_of_act_is_shown_until_another_is_chosen() -> None:
    root = parsed()
    assert texts(root, "k:Document/k:Folder/k:visibility") == ["1", "0"]
    assert set(texts(root, "k:Document/k:Folder[2]/k:Placemark/k:visibility")) == {"0"}
    assert texts(root, "k:Document/k:Style[@id='acts']/k:ListStyle/k:listItemType") == ["radioFolder"]


@pytest.mark.parametrize("incident_map", [MAP, IncidentMap(EMPTY)])
def test_elements_stand_in_the_order_of_the_schema_and_ids_are_unique(incident_map: IncidentMap) -> None:
    root = parsed(incident_map)
    for element in root.iter():
        order = ORDER.get(element.tag.rpartition("}")[2])
        if order:
            places = [order.split().index(child.tag.rpartition("}")[2]) for child in element]
            assert places == sorted(places)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_the_file_leads_nowhere_and_marks_no_point() -> None:
    text = without_ground(written().decode(), vertices())
    assert list(placemark_problems(text, "a.kml")) == []
    assert not re.search("href|NetworkLink|<Point|LookAt|Camera|Icon|<!", text.replace("]]>", ""))


def test_the_file_says_that_its_data_are_an_example_and_how_they_are_cited() -> None:
    (told,) = texts(parsed(), "k:Document/k:description")
    assert "invented" in told
    assert "Release 2026Q4, 22 November 2026. https://example.org/map.html" in told
    assert "ab" * 32 in told
    assert "No licence has been decided yet." in told
    assert told.endswith("Made with Natural Earth")
    assert "invented" in texts(placemark(0), "k:description")[0]
    assert b"invented" not in written(is_example=False)


def test_no_rows_make_a_file_that_says_so() -> None:
    root = parsed(IncidentMap(EMPTY))
    assert root.findall(".//k:Placemark", NAMES) == []
    assert "No entries have been published yet." in texts(root, "k:Document/k:description")[0]


def test_a_label_of_another_language_is_marked_with_it() -> None:
    assert texts(parsed(code="fr"), "k:Document/k:Folder/k:name") == [f"{HOSTILE} [en]", "Deuxième"]
    assert texts(parsed(code="ko"), "k:Document/k:Folder/k:name") == ["구금", "Second [en]"]


def test_the_words_are_said_in_the_language() -> None:
    said = fromstring(incidents_kml(MAP, IMPRINT, "ko", lambda words: "번역" if "began" in words else words))
    assert "번역" in texts(placemark(0, said), "k:description")[0].splitlines()


def test_the_catalogues_take_the_words_from_here() -> None:
    words = {message.id for message in catalogues.template_words(Site(ROOT), []) if message.id}
    assert "The act began in one of the years %(years)s." in words
    assert "50 or more people" in words


def test_an_area_nowhere_on_the_ground_has_no_geometry() -> None:
    row = incident(0, level="0.5", lat="40.25", lon="130.75")
    root = parsed(IncidentMap(replace(RECORDS, incidents=(row,))))
    assert root.find(".//k:Placemark", NAMES) is not None
    assert root.find(".//k:MultiGeometry", NAMES) is None
