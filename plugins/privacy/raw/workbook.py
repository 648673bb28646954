"""The parts of an .xlsx file that are needed, and which sheets of it have something in them."""

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from plugins.messages import say
from plugins.privacy.raw.archive import damaged, parts
from plugins.privacy.raw.markup import local, read_xml
from plugins.privacy.raw.rows import RawFile, Wrong
from plugins.privacy.raw.sheet_layout import Layout, LayoutReader, Shown, StyleReader
from plugins.problems import Problem
from plugins.texts import MEGABYTE

_MOST = 256 * MEGABYTE
# Authors, comments, drawings and photos are not among them, and so never unpacked.
_NEEDED = re.compile(
    r"\[Content_Types\]\.xml|xl/(workbook|styles|sharedStrings)\.xml|xl/_rels/workbook\.xml\.rels|xl/worksheets/[^/]+\.xml"
)
_BOOK, _LINKS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_START = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="book" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>"
)


@dataclass(frozen=True)
class Sheet:
    """The one sheet to be read: its name, the workbook's parts, its layout, and how much of a date each style shows."""

    name: str
    parts: Mapping[str, bytes]
    layout: Layout
    shown: Mapping[int, Shown]


def only_sheet(data: bytes, file: RawFile, problems: list[Problem]) -> Sheet | None:
    """The sheet that is seen and has something in it; None with a problem when there is none, another, or a hidden one."""
    found = parts(data, _NEEDED.fullmatch, _MOST, file, problems)
    if found is None:
        return None
    if not {_BOOK, _LINKS} <= found.keys():
        problems.append(file.problem(*damaged()))
        return None
    try:
        styles = StyleReader()
        if _STYLES in found:
            read_xml(found[_STYLES], styles)
        sheets = [(name, hidden, _layout(found, part, styles)) for name, part, hidden in _sheets(found)]
    except Wrong as wrong:
        problems.append(file.problem(wrong.message, wrong.fix))
        return None
    filled = [(name, hidden, layout) for name, hidden, layout in sheets if layout.rows]
    if len(filled) == 1 and not filled[0][1]:
        name, _, layout = filled[0]
        return Sheet(name, found, layout, styles.shown)
    problems.append(_other_sheets(file, any(hidden for _, hidden, _ in filled)))
    return None


def _other_sheets(file: RawFile, one_is_hidden: bool) -> Problem:
    if one_is_hidden:
        message = say("the workbook must have no hidden sheet with something in it; it has")
        fix = say(
            "Right-click on the tab of a sheet, Unhide, and delete it; or copy the records to a workbook of their own."
        )
        return file.problem(message, fix)
    message = say("the workbook must have exactly one sheet with something in it; it has not")
    return file.problem(message, say("Keep the sheet with the records and delete the others, or save each as a file."))


def _layout(found: Mapping[str, bytes], part: str, styles: StyleReader) -> Layout:
    reader = LayoutReader(styles.shown)
    if part in found:
        read_xml(found[part], reader)
    elif not part.startswith("xl/chartsheets/"):
        raise Wrong(*damaged())
    return reader.layout


def _sheets(found: Mapping[str, bytes]) -> list[tuple[str, str, bool]]:
    """The name of each sheet, its part, and whether it is hidden."""
    book, links = _Elements("sheet"), _Elements("Relationship")
    read_xml(found[_BOOK], book)
    read_xml(found[_LINKS], links)
    targets = {link.get("Id", ""): link.get("Target", "") for link in links.attributes}
    return [
        (
            sheet.get("name", ""),
            _part(targets.get(sheet.get("id", ""), "")),
            sheet.get("state", "visible") != "visible",
        )
        for sheet in book.attributes
    ]


def _part(target: str) -> str:
    """The name of a part; links count from the folder of the workbook."""
    return posixpath.normpath(posixpath.join("/xl", target)).removeprefix("/")


class _Elements:
    """Reads the attributes of all elements of a name, without their namespaces."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.attributes: list[dict[str, str]] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if local(tag) == self.name:
            self.attributes.append({local(name): value for name, value in attributes.items()})

    def data(self, text: str) -> None:
        """What is asked for stands in attributes."""

    def end(self, tag: str) -> None:
        """An element says all at its start."""

    def close(self) -> None:
        """Required of a reader; there is nothing left to do."""


def archive_of(found: Mapping[str, bytes]) -> io.BytesIO:
    """The parts as a file again, unpacked: so what reads it cannot be made to unpack more than was counted."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("_rels/.rels", _START)
        for name, part in found.items():
            archive.writestr(name, part)
    whole.seek(0)
    return whole
