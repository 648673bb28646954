"""Interview records from a map: one placemark with a point is one record."""

from collections.abc import Iterator, Mapping

from plugins.messages import say
from plugins.privacy.raw.archive import damaged, parts
from plugins.privacy.raw.columns import NEEDED, columns_are_there
from plugins.privacy.raw.markup import DEEPEST, local, read_xml
from plugins.privacy.raw.rows import RawFile, Row, Wrong
from plugins.privacy.raw.wording import KNOWN, Wording, plain
from plugins.problems import Problem
from plugins.texts import MEGABYTE

_MOST = 64 * MEGABYTE
# The texts of a placemark by the column or element they stand in.
_Found = dict[str, list[str]]
_OTHER_SHAPES = frozenset(["LineString", "LinearRing", "Polygon", "MultiGeometry", "Track", "MultiTrack", "Model"])
# Every export of Google Earth names the pictures of its pins. They are never looked at.
_ICONS = ("Icon", "ItemIcon")
_NETWORK = frozenset(["NetworkLink", "NetworkLinkControl"])
# Where the texts that are read stand in a placemark. A `Data` or `SimpleData` is named by its attribute.
_TEXTS = frozenset(
    [
        ("ExtendedData", "Data", "value"),
        ("ExtendedData", "SchemaData", "SimpleData"),
        ("Point", "coordinates"),
        ("TimeStamp", "when"),
        ("TimeSpan", "begin"),
        ("TimeSpan", "end"),
    ]
)


def kmz_rows(data: bytes, file: RawFile, words: Wording, problems: list[Problem]) -> Iterator[Row]:
    """The records of the one map in a KMZ; pictures and everything else in it are not unpacked."""
    maps = parts(data, lambda name: name.lower().endswith(".kml"), _MOST, file, problems)
    if maps is None:
        return
    if len(maps) == 1:
        (only,) = maps.values()
        yield from kml_rows(only, file, words, problems)
    else:
        message = say("the file must hold exactly one .kml; it does not")
        problems.append(file.problem(message, say("Save each map as a KML or KMZ of its own.")))


def kml_rows(data: bytes, file: RawFile, words: Wording, problems: list[Problem]) -> Iterator[Row]:
    placemarks = _Placemarks(file, words.columns)
    try:
        read_xml(data, placemarks)
    except Wrong as wrong:
        problems.append(file.problem(wrong.message, wrong.fix))
        return
    columns = {column for row in placemarks.rows for column in row.cells}
    if not placemarks.rows:
        message = say("the file must hold placemarks with points; it has none")
        problems.append(file.problem(message, say("Export the folder that holds the placemarks as KML.")))
    elif columns_are_there(columns, NEEDED, file, problems):
        yield from placemarks.rows


class _Placemarks:
    """Keeps the texts of `_TEXTS` whose name is known. Names, descriptions, ids, views, styles and photos pass by unread."""

    def __init__(self, file: RawFile, columns: Mapping[str, str]) -> None:
        self.file, self.columns = file, columns
        self.rows: list[Row] = []
        self._path: list[str] = ["file"]
        self._depth = 0  # of the present placemark, 0 outside of one
        self._column: str | None = None
        self._found: _Found = {}
        self._text: list[str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = local(tag)
        if name in _NETWORK or (name == "href" and self._path[-1] not in _ICONS):
            raise Wrong(
                say("the map must hold its records itself; it links to another file"),
                say("Open the link in Google Earth, and save the folder it shows as KML."),
            )
        self._path.append(name)
        if len(self._path) > DEEPEST or (self._depth and name == "Placemark"):
            raise Wrong(*damaged())
        if name == "Placemark":
            self._depth, self._found = len(self._path), {}
        elif self._depth:
            self._start_inside(tuple(self._path[self._depth :]), attributes)

    def _start_inside(self, path: tuple[str, ...], attributes: Mapping[str, str]) -> None:
        if path[-1] in _OTHER_SHAPES:
            self._found["shape"] = [path[-1]]
        if path[-1] in ("Data", "SimpleData"):
            self._column = self.columns.get(plain(attributes.get("name", "")))
        if path in _TEXTS:
            self._text = []

    def data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, tag: str) -> None:
        if self._depth:
            path = tuple(self._path[self._depth :])
            if self._text is not None and path in _TEXTS:
                name = self._column if path[0] == "ExtendedData" else path[-1]
                if name and name not in ("lat", "lon"):
                    self._found.setdefault(name, []).append("".join(self._text))
                self._text = None
            elif not path:
                self.rows.append(Row(self.file, len(self.rows) + 1, _cells(self._found)))
                self._depth = 0
        self._path.pop()

    def close(self) -> None:
        """Required of a reader; there is nothing left to do."""


def _cells(found: _Found) -> dict[str, str | Wrong]:
    """The cells of a placemark, as a row of a table would have them."""
    cells: dict[str, str | Wrong] = {column: _only(column, found[column]) for column in KNOWN if column in found}
    return _time(found) | _point(found) | cells


def _only(column: str, texts: list[str]) -> str | Wrong:
    if len(texts) == 1:
        return texts[0]
    message = say("%(column)s must stand once in a placemark; it stands more often", column=column)
    return Wrong(message, say("Keep the right one."))


def _point(found: _Found) -> dict[str, str | Wrong]:
    tuples = [numbers.split(",") for text in found.get("coordinates", []) for numbers in text.split()]
    if "shape" not in found and len(tuples) == 1 and len(tuples[0]) in (2, 3):
        return {"lon": tuples[0][0], "lat": tuples[0][1]}  # the third is the height
    wrong = Wrong(
        say("the placemark must be one point; it is a line, an area, several points or nothing"),
        say("Set one placemark where it happened. A path or an area belongs in a map of its own."),
    )
    return {"lon": wrong, "lat": wrong}


def _time(found: _Found) -> dict[str, str | Wrong]:
    """The placemark's own time, which counts where it has no date among its data."""
    if not {"begin", "end"} & found.keys():
        return {"date": _day(found["when"][0])} if "when" in found else {}
    if "begin" in found and "end" in found:
        return {"date": _day(found["begin"][0]), "date_end": _day(found["end"][0])}
    message = say("the time span must have a begin and an end; one is missing")
    return {"date": Wrong(message, say("Write both, or a date among the placemark's data."))}


def _day(moment: str) -> str:
    return moment.strip().partition("T")[0]
