"""The whole incident map as PNG, for browsers that show no SVG: title, map, legend, scale, and that its data are an example.

It has the shape of the drawing, so that it lies behind it unseen. So title and legend stand on the map, where there is room.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from plugins.maps.backdrop import DOKDO
from plugins.maps.canvas import Canvas, Place, text_width
from plugins.maps.drawing import provinces_in, whole
from plugins.maps.drawing_words import DrawingWords
from plugins.maps.entries import Entry, by_area, strength
from plugins.maps.labels import LINE, Box, Name, box_at, placed_names
from plugins.maps.parts import outline
from plugins.maps.patterns import DOTS, SIDE
from plugins.maps.plan import Cell, cells_within, plan
from plugins.maps.projection import scale_bar
from plugins.maps.units import Ring, basemap
from plugins.privacy.areas import Area

WIDTH = 560
HEIGHT = round(whole().height * WIDTH / whole().width)
_EDGE = 12
_LETTERS, _SMALL_LETTERS, _TITLE = 13.0, 11.5, 18.0
_ROW = 21  # from one fill of the legend to the next
_LINE = 1.35  # from one line of a text to the next, in ems
# Where title and legend stand: China's north-west, and the sea off the east coast, north of Ulleungdo.
_TITLE_WIDTH = 230
_LEGEND_LEFT, _LEGEND_TOP, _LEGEND_WIDTH = 388, 236, 162

# The light colours of map.css; a test keeps them the same.
COLOURS = {
    "paper": "#fbf9f5",
    "ink": "#1f2630",
    "mark": "#8a4a12",
    "sea": "#dce8ef",
    "abroad": "#dedcd8",
    "south": "#e8e6e0",
    "land": "#f6f3ed",
    "coast": "#9aa3a8",
    "border": "#8d8379",
    "core": "#fffdf8",
    "quiet": "#6a6f75",
    "square": "#1f2630",
    "closed": "#e3e3e3",
    "hatching": "#a3a5a8",
}
STRENGTHS = ("#edd7a9", "#e6a761", "#d27440", "#a34737", "#65272f")
DOT_COLOURS = ("#b8935c", "#a9652a", "#8f4524", "#cf8168", "#ab6258")

# A step between ink and paper, so that letters are not ragged; no more, because each colour makes the file larger.
_PALETTE = tuple(dict.fromkeys([*COLOURS.values(), *STRENGTHS, *DOT_COLOURS, "#8d9196"]))


def picture(entries: Iterable[Entry], words: DrawingWords, closed: Collection[str]) -> bytes:
    """The map of all entries as the bytes of a PNG file; the same entries and words give the same bytes."""
    sheet = _Sheet(words)
    areas = {area: strength(found) for area, found in by_area(entries).items()}
    sheet.ground()
    for code in provinces_in(sheet.frame):
        sheet.province(code, areas, code in closed)
    sheet.borders()
    taken = [sheet.title(), sheet.legend(), sheet.foot()]
    sheet.names(taken)
    return sheet.canvas.png(_PALETTE)


class _Sheet:
    """The picture while it is drawn."""

    def __init__(self, words: DrawingWords) -> None:
        self.words = words
        self.frame = whole()
        self.pixel = self.frame.width / WIDTH  # units of the frame in a pixel
        self.canvas = Canvas(WIDTH, HEIGHT)

    def place(self, x: float, y: float) -> Place:
        return x / self.pixel, y / self.pixel

    def _box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """What of the plan a box in pixels takes."""
        one = self.pixel
        return box_at(left * one, top * one, right * one, bottom * one, plan(self.frame))

    def _rings(self, rings: Iterable[Ring]) -> Iterator[list[Place]]:
        for ring in rings:
            yield [self.place(*self.frame.point(*point)) for point in ring]

    def ground(self) -> None:
        """Sea, neighbours and the South."""
        corners = (0, 0), (self.frame.width, 0), (self.frame.width, self.frame.height), (0, self.frame.height)
        self.canvas.area([[self.place(*corner) for corner in corners]], COLOURS["sea"])
        for land in basemap():
            if not land.code.startswith("KP-"):
                colour = COLOURS["abroad" if land.kind == "country" else "south"]
                self.canvas.area(self._rings(land.rings), colour, COLOURS["coast"], 0.6)
        self.canvas.dots([self.place(*self.frame.point(*DOKDO))], 1.1, COLOURS["coast"])

    def province(self, code: str, areas: dict[Area, int], is_closed: bool) -> None:
        """A province, flat, and its squares above it."""
        land = Area("province", 0, 0, code)
        strong = areas.get(land, 0)
        self._area(land, strong, is_closed and not strong, None)
        for area, strong in areas.items():
            if area.province == code and area != land:
                self._area(area, strong, False, COLOURS["square"])

    def _area(self, area: Area, strong: int, is_closed: bool, line: str | None) -> None:
        rings = [ring for polygon in outline(area) or () for ring in polygon]
        fill = STRENGTHS[strong - 1] if strong else COLOURS["closed" if is_closed else "land"]
        self.canvas.area(self._rings(rings), fill, line, 1.4)
        if strong:
            size = SIDE / 2 * self.pixel * 1.2
            cells = [cell for cell in cells_within(rings, self.frame, size) if sum(cell) % 2 == 0]
            dots = [self.place((x + 0.5) * size, (y + 0.5) * size) for x, y in cells]
            self.canvas.dots(dots, max(DOTS[strong - 1] * 1.2, 1.1), DOT_COLOURS[strong - 1])
        elif is_closed:
            size = 2 * self.pixel
            cells = [cell for cell in cells_within(rings, self.frame, size) if sum(cell) % 4 == 0]
            self.canvas.lines([self._stroke(cell, size) for cell in cells], COLOURS["hatching"], 1.6)

    def _stroke(self, cell: Cell, size: float) -> list[Place]:
        """A square's diagonal; those of a row make a line of the hatching."""
        x, y = cell
        return [self.place(x * size, (y + 1) * size), self.place((x + 1) * size, y * size)]

    def borders(self) -> None:
        rings = [
            ring
            for code in provinces_in(self.frame)
            for polygon in outline(Area("province", 0, 0, code)) or ()
            for ring in polygon
        ]
        self.canvas.area(self._rings(rings), None, COLOURS["border"], 2)
        self.canvas.area(self._rings(rings), None, COLOURS["core"], 1)

    def title(self) -> Box:
        """The title, and below it the stamp of an example."""
        base = _EDGE * 1.2
        for line in _wrapped(self.words.title, _TITLE, "bold", _TITLE_WIDTH):
            base += _TITLE * 1.2
            self.canvas.text((_EDGE, base), line, _TITLE, COLOURS["ink"], "bold")
        if self.words.example:
            left, top = _EDGE, base + 14
            right, bottom = left + text_width(self.words.example, _LETTERS, "bold") + 18, top + 24
            box = [(left, top), (right, top), (right, bottom), (left, bottom)]
            self.canvas.area([box], COLOURS["paper"], COLOURS["mark"], 1.5)
            self.canvas.text((left + 9, top + 16.5), self.words.example, _LETTERS, COLOURS["mark"], "bold")
            base = bottom
        return self._box(0, 0, _TITLE_WIDTH, base + _EDGE)

    def names(self, taken: Iterable[Box]) -> None:
        for name in placed_names(self.words.names, plan(self.frame), _LETTERS * self.pixel, taken):
            self._name(name)

    def _name(self, name: Name) -> None:
        is_northern = name.code.startswith("KP-")
        weight = "bold" if is_northern else "plain"
        if name.leader:
            x1, y1, x2, y2 = name.leader
            leader = [self.place(x1, y1), self.place(x2, y2)]
            self.canvas.lines([leader], COLOURS["paper"], 3)
            self.canvas.lines([leader], COLOURS["ink"], 1)
            self.canvas.dots(leader[1:], 2, COLOURS["ink"])
        x, y = self.place(name.x, name.y)
        y += (0.36 - (len(name.lines) - 1) * LINE / 2) * _LETTERS
        for number, line in enumerate(name.lines):
            place = x - text_width(line, _LETTERS, weight) / 2, y + number * LINE * _LETTERS
            colour, halo = (COLOURS["ink"], COLOURS["paper"]) if is_northern else (COLOURS["quiet"], None)
            self.canvas.text(place, line, _LETTERS, colour, weight, halo)

    def foot(self) -> Box:
        """The bar of scale on the left, where the lines come from on the right."""
        kilometres, length = scale_bar(self.frame)
        y, right = HEIGHT - 10, _EDGE + length / self.pixel
        self.canvas.lines([[(_EDGE, y - 4), (_EDGE, y), (right, y), (right, y - 4)]], COLOURS["quiet"], 1.2)
        self.canvas.text((_EDGE, y - 8), self.words.kilometres.format(km=kilometres), _SMALL_LETTERS, COLOURS["quiet"])
        x = WIDTH - 10 - text_width(self.words.attribution, _SMALL_LETTERS)
        self.canvas.text((x, y), self.words.attribution, _SMALL_LETTERS, COLOURS["quiet"])
        return self._box(0, y - 2.5 * _SMALL_LETTERS, WIDTH, HEIGHT)

    @property
    def _legend_items(self) -> Sequence[tuple[int, str]]:
        """Strengths with their words; 0 is no entry, -1 is a closed province."""
        strengths = [(number, self.words.strengths[number]) for number in self.words.listed]
        return [*strengths, (0, self.words.strengths[0]), (-1, self.words.closed)]

    def legend(self) -> Box:
        """What the numbers count, and the fills in words."""
        y = float(_LEGEND_TOP)
        for line in _wrapped(self.words.legend, _SMALL_LETTERS, "plain", _LEGEND_WIDTH):
            self.canvas.text((_LEGEND_LEFT, y), line, _SMALL_LETTERS, COLOURS["ink"])
            y += _SMALL_LETTERS * _LINE
        y += _ROW * 0.4
        for strong, text in self._legend_items:
            self._swatch(_LEGEND_LEFT, y - 12, strong)
            self.canvas.text((_LEGEND_LEFT + 42, y), text, _SMALL_LETTERS, COLOURS["ink"])
            y += _ROW
        return self._box(_LEGEND_LEFT - 8, _LEGEND_TOP - 2 * _SMALL_LETTERS, WIDTH, y)

    def _swatch(self, left: float, top: float, strong: int) -> None:
        box = [(left, top), (left + 34, top), (left + 34, top + 16), (left, top + 16)]
        fill = STRENGTHS[strong - 1] if strong > 0 else COLOURS["land" if strong == 0 else "closed"]
        self.canvas.area([box], fill, COLOURS["border"], 0.8)
        if strong > 0:
            dots = [(left + 5 + 6 * x, top + 5 + 6 * (x % 2)) for x in range(5)]
            self.canvas.dots(dots, max(DOTS[strong - 1] * 1.2, 1.1), DOT_COLOURS[strong - 1])
        elif strong < 0:
            lines = [[(left + x, top + 16), (left + x + 16, top)] for x in range(2, 18, 6)]
            self.canvas.lines(lines, COLOURS["hatching"], 1.6)


def _wrapped(text: str, size: float, weight: str, room: float) -> Iterator[str]:
    """The text in lines of `room` pixels."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and text_width(longer, size, weight) > room:
            yield line
            longer = word
        line = longer
    if line:
        yield line
