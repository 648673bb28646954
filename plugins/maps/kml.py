"""The entries of the map as KML 2.2 (OGC 07-147r2), for Google Earth: a folder per kind of act, a placemark per row.

A placemark is the land of its area and no point. The file leads nowhere: no link, no icon, nothing that is loaded.
"""

from collections.abc import Callable, Sequence
from functools import cache
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from plugins.maps.entries import Entry, IncidentMap, by_area
from plugins.maps.imprint import Imprint
from plugins.maps.kml_texts import Texts
from plugins.maps.parts import outline
from plugins.maps.units import Ring
from plugins.open_data import rows_of
from plugins.privacy.areas import Area
from plugins.records.acts import Act
from plugins.records.incidents import COLUMNS

NAMESPACE = "http://www.opengis.net/kml/2.2"
# From the weakest to the strongest, as in theme/static/css/map.css: red, green, blue.
COLOURS = ("edd7a9", "e6a761", "d27440", "a34737", "65272f")
_FILL, _LINE = "cc", "ff"  # how much of what lies below is hidden
_SCHEMA = "incidents"
_NUMBERS = ("year_from", "years")


def incidents_kml(incident_map: IncidentMap, imprint: Imprint, code: str, _: Callable[[str], str]) -> bytes:
    """All entries in the words of a language; `_` translates a text into it."""
    texts = Texts(code, _)
    root = Element("kml", {"xmlns": NAMESPACE})
    document = SubElement(root, "Document")
    _say(document, "name", texts.title)
    _say(document, "open", "1")
    _say(document, "description", texts.document(imprint, not incident_map.entries))
    _say(document, "styleUrl", "#acts")
    _styles(document)
    schema = SubElement(document, "Schema", {"name": _SCHEMA, "id": _SCHEMA})
    for name in COLUMNS:
        field = SubElement(schema, "SimpleField", {"type": "int" if name in _NUMBERS else "string", "name": name})
        _say(field, "displayName", texts.field(name, incident_map.records.fields))
    for act, entries in _by_act(incident_map):
        _folder(document, texts.label(act.label), entries, texts, imprint)
    indent(root, space="")
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _by_act(incident_map: IncidentMap) -> list[tuple[Act, list[Entry]]]:
    """The entries of each kind of act, wide areas and few people first, so that the others are drawn above them."""
    drawn = [
        entry
        for entries in by_area(incident_map.entries).values()
        for entry in sorted(entries, key=lambda entry: entry.strength)
    ]
    found = [(act, [entry for entry in drawn if entry.act.code == act.code]) for act in incident_map.acts]
    return [(act, entries) for act, entries in found if entries]


def _say(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _styles(document: Element) -> None:
    """A list in which one kind of act is chosen at a time, and a colour per strength; KML writes blue before red."""
    chosen = SubElement(SubElement(document, "Style", {"id": "acts"}), "ListStyle")
    _say(chosen, "listItemType", "radioFolder")
    for strength, colour in enumerate(COLOURS, start=1):
        style = SubElement(document, "Style", {"id": f"strength-{strength}"})
        turned = colour[4:] + colour[2:4] + colour[:2]
        line = SubElement(style, "LineStyle")
        _say(line, "color", _LINE + turned)
        _say(line, "width", "1.5")
        _say(SubElement(style, "PolyStyle"), "color", _FILL + turned)


def _folder(document: Element, name: str, entries: Sequence[Entry], texts: Texts, imprint: Imprint) -> None:
    """The first kind of act is shown when the file is opened."""
    is_shown = document.find("Folder") is None
    folder = SubElement(document, "Folder")
    _say(folder, "name", name)
    _say(folder, "visibility", str(int(is_shown)))
    for entry in entries:
        _placemark(folder, name, entry, is_shown, texts, imprint)


def _placemark(folder: Element, name: str, entry: Entry, is_shown: bool, texts: Texts, imprint: Imprint) -> None:
    placemark = SubElement(folder, "Placemark", {"id": entry.incident.id})
    _say(placemark, "name", name)
    _say(placemark, "visibility", str(int(is_shown)))
    SubElement(placemark, "Snippet", {"maxLines": "2"}).text = texts.summary(entry)
    _say(placemark, "description", texts.entry(entry, imprint.is_example))
    span = SubElement(placemark, "TimeSpan")
    _say(span, "begin", str(entry.period.first))
    _say(span, "end", str(entry.period.last))
    _say(placemark, "styleUrl", f"#strength-{entry.strength}")
    data = SubElement(SubElement(placemark, "ExtendedData"), "SchemaData", {"schemaUrl": f"#{_SCHEMA}"})
    (columns,) = rows_of([entry.incident])
    for column, value in columns.items():
        if value is not None:
            SubElement(data, "SimpleData", {"name": column}).text = str(value)
    _geometry(placemark, entry.area)


def _geometry(placemark: Element, area: Area) -> None:
    """The land of an area; an area nowhere on the basemap has none, and its placemark no geometry."""
    polygons = _polygons(area)
    if polygons:
        geometry = SubElement(placemark, "MultiGeometry")
        for rings in polygons:
            polygon = SubElement(geometry, "Polygon")
            for number, ring in enumerate(rings):
                boundary = SubElement(polygon, "innerBoundaryIs" if number else "outerBoundaryIs")
                _say(SubElement(boundary, "LinearRing"), "coordinates", ring)


@cache
def _polygons(area: Area) -> tuple[tuple[str, ...], ...]:
    """The coordinates of an area's rings as KML writes them; many rows share them."""
    return tuple(tuple(_coordinates(ring) for ring in rings) for rings in outline(area) or ())


def _coordinates(ring: Ring) -> str:
    return " ".join(f"{longitude},{latitude}" for longitude, latitude in ring)
