"""What a file of a map may hold of points: those of the outlines, which were reviewed by hash, and those of the grid."""

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from plugins.messages import say
from plugins.privacy.text.grid import is_coarse
from plugins.privacy.text.places import lines
from plugins.problems import Problem

Ground = Collection[tuple[str, str]]
"""The points of the outlines, longitude and latitude as they are written."""

_DEGREES = r"([0-9]{1,3}(?:\.[0-9]{1,3})?)"
# A point as JSON and scripts write it, and as KML does between spaces and tags.
_POINT = re.compile(rf"\[ ?{_DEGREES}, ?{_DEGREES} ?\]|(?<=[\s>]){_DEGREES},{_DEGREES}(?=[\s<])")
_TAKEN_OUT = "\0"
_RUN = re.compile(rf"{_TAKEN_OUT}(?:[, ] ?{_TAKEN_OUT})*")
# Any pair in brackets that could be degrees of East Asia, in either order and however exact.
_EAST, _NORTH = r"1[0-9]{2}(?:\.[0-9]+)?", r"[2-5][0-9](?:\.[0-9]+)?"
_PAIR = re.compile(rf"\[\s*(?:({_EAST})\s*,\s*({_NORTH})|({_NORTH})\s*,\s*({_EAST}))\s*[\],]")
_PLACE = r"(?:[0-9]+(?:\.[0-9]+)?,[0-9]+(?:\.[0-9]+)?|0)"
_PLACES = re.compile(rf"\s*{_PLACE}(?:\s+{_PLACE})*\s*")

_NAMESPACE = "{http://www.opengis.net/kml/2.2}"
# All that our maps are made of. What is not here could load something, lead elsewhere or mark a single point.
_ELEMENTS = frozenset(
    "kml Document Folder Placemark name visibility open Snippet description TimeSpan begin end styleUrl Style LineStyle PolyStyle "  # noqa: SIM905
    "ListStyle listItemType color width Schema SimpleField displayName ExtendedData SchemaData SimpleData MultiGeometry Polygon "
    "outerBoundaryIs innerBoundaryIs LinearRing coordinates".split()
)
_ATTRIBUTES = frozenset(["id", "name", "type", "maxLines", "schemaUrl"])
_MEND = say("It is written by the build: mend the plugin that writes it.")


def without_ground(text: str, ground: Ground) -> str:
    """The text with a zero for each run of points of the outlines; all else stands as it was, on its line."""
    if _TAKEN_OUT in text:
        return text
    return _RUN.sub("0", _POINT.sub(lambda found: _TAKEN_OUT if _is_ground(found, ground) else found.group(), text))


def _is_ground(found: re.Match[str], ground: Ground) -> bool:
    """A script may write latitude first; then the point is in brackets."""
    if found[1] is None:
        return (found[3], found[4]) in ground
    return (found[1], found[2]) in ground or (found[2], found[1]) in ground


def map_problems(text: str, shown: str) -> Iterator[Problem]:
    """Points in brackets that are finer than the grid, wherever they lie; `text` is without the ground."""
    for found in _PAIR.finditer(text):
        first, second = (Decimal(number) for number in found.groups() if number is not None)
        if not is_coarse(first, second):
            yield _stranger(shown, lines(text).place(found.start())[0])


def placemark_problems(text: str, shown: str) -> Iterator[Problem]:
    """What is wrong with a KML file: anything but areas in words and colours; `text` is without the ground."""
    try:
        root = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        yield Problem(shown, 0, 0, say("the file must be XML without a document type; it is not"), _MEND)
        return
    for element in root.iter():
        if not _is_known(element):
            message = say("the map must hold only areas with their words and colours; it holds something else")
            fix = say("Nothing in it may load a file, lead to another place or mark a single point.")
            yield Problem(shown, 0, 0, message, fix)
        elif element.tag == f"{_NAMESPACE}coordinates" and not _is_of_the_grid(element.text or ""):
            yield _stranger(shown, 0)


def _is_known(element: Element) -> bool:
    name = str(element.tag).removeprefix(_NAMESPACE)
    addresses = [element.get("schemaUrl", "#"), (element.text or "") if name == "styleUrl" else "#"]
    return (
        element.tag == f"{_NAMESPACE}{name}"
        and name in _ELEMENTS
        and _ATTRIBUTES.issuperset(element.attrib)
        and all(address.startswith("#") for address in addresses)
        and not (name == "description" and "<" in (element.text or ""))
    )


def _is_of_the_grid(places: str) -> bool:
    """Whether coordinates are nothing but runs of the ground, which are zeros here, and points of the grid."""
    if not _PLACES.fullmatch(places):
        return False
    pairs = (place.split(",") for place in places.split() if place != "0")
    return all(is_coarse(Decimal(longitude), Decimal(latitude)) for longitude, latitude in pairs)


def _stranger(shown: str, line: int) -> Problem:
    message = say("the map must hold only points of its outlines and of the grid; it holds another")
    fix = say(
        "The outlines are those of plugins/maps/basemap/. Whatever draws the map takes their points as they are written."
    )
    return Problem(shown, line, 0, message, fix)
