"""The writing on the map: names, scale, where its lines come from, and that its data are an example.

It stands once for each size of letters; the stylesheet shows the one that fits the width of the picture. It is hidden from screen
readers, to which titles, links and the table say the same. Sizes are presentation attributes, because where a browser shows no SVG
the stylesheet makes stray letters vanish.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from plugins.maps.drawing_words import DrawingWords
from plugins.maps.labels import LINE, Box, Name, box_at, placed_names
from plugins.maps.lettering import breadth
from plugins.maps.plan import plan
from plugins.maps.projection import Frame, scale_bar

# The sizes of letters in CSS pixels at the drawing's usual width, by the class that the stylesheet shows or hides.
_SIZES = {"narrow": 16.0, "wide": 11.5}
_SMALL_SIZES = {"any": 13.0}
_EDGE = 9  # CSS pixels from the edge of the picture
_STAMP_SPACING = 1.12  # capitals set apart


@dataclass(frozen=True)
class _Sheet:
    """One size of letters on one view; lengths are units of the drawing."""

    frame: Frame
    pixel: float
    size: float

    @property
    def edge(self) -> float:
        return _EDGE * self.pixel

    @property
    def stamp_size(self) -> float:
        return self.size * 0.95

    @property
    def note_size(self) -> float:
        return self.size * 0.85


def inscriptions(words: DrawingWords, frame: Frame, pixel: float, small: bool) -> Markup:
    """All writing in each size of letters."""
    sizes = _SMALL_SIZES if small else _SIZES
    return Markup().join(
        _written(words, _Sheet(frame, pixel, size * pixel), name, small) for name, size in sizes.items()
    )


def _written(words: DrawingWords, sheet: _Sheet, name: str, small: bool) -> Markup:
    attribution = "" if small else words.attribution
    taken = tuple(_boxes(words.example, attribution, sheet))
    names = _placed(_named(words, sheet.frame), sheet.frame, sheet.size, taken)
    return Markup(
        '<g class="inscriptions {name}" aria-hidden="true" font-size="{size}">{names}{scale}{origin}{stamp}</g>'
    ).format(
        name=name,
        size=round(sheet.size),
        names=Markup().join(_name(place, words.languages, sheet) for place in names),
        scale=_scale(words, sheet),
        origin=_origin(attribution, sheet) if attribution else "",
        stamp=_stamp(words.example, sheet) if words.example else "",
    )


def _named(words: DrawingWords, frame: Frame) -> tuple[tuple[str, str], ...]:
    """The lands in view with their names."""
    return tuple((code, words.names[code]) for code in plan(frame).grounds if code in words.names)


@cache
def _placed(names: tuple[tuple[str, str], ...], frame: Frame, size: float, taken: tuple[Box, ...]) -> tuple[Name, ...]:
    return placed_names(dict(names), plan(frame), size, taken)


def _name(name: Name, languages: Mapping[str, str], sheet: _Sheet) -> Markup:
    kind = "name" if name.code.startswith("KP-") else "name country"
    language = Markup(' lang="{}"').format(languages[name.code]) if name.code in languages else ""
    first = name.y - (len(name.lines) - 1) * LINE * sheet.size / 2 + 0.36 * sheet.size
    lines = Markup().join(
        Markup('<text class="{}"{} x="{}" y="{}">{}</text>').format(
            kind, language, name.x, round(first + number * LINE * sheet.size), line
        )
        for number, line in enumerate(name.lines)
    )
    return _leader(name, sheet) + lines


def _leader(name: Name, sheet: _Sheet) -> Markup:
    if name.leader is None:
        return Markup()
    x1, y1, x2, y2 = name.leader
    return Markup('<path class="leader" d="M{} {}L{} {}"/><circle class="leader-end" cx="{}" cy="{}" r="{}"/>').format(
        x1, y1, x2, y2, x2, y2, round(sheet.pixel * 1.6)
    )


def _scale(words: DrawingWords, sheet: _Sheet) -> Markup:
    """The bar of scale, at the bottom on the left."""
    kilometres, length = scale_bar(sheet.frame)
    x, y, tick = round(sheet.edge), round(sheet.frame.height - sheet.edge), round(4 * sheet.pixel)
    return Markup(
        '<path class="scale" d="M{x} {top}v{tick}h{length}v-{tick}"/><text class="note" x="{x}" y="{above}" font-size="{size}">{text}</text>'
    ).format(
        x=x,
        top=y - tick,
        tick=tick,
        length=length,
        above=round(y - tick - 0.45 * sheet.note_size),
        size=round(sheet.note_size),
        text=words.kilometres.format(km=kilometres),
    )


def _origin(text: str, sheet: _Sheet) -> Markup:
    """Where the lines come from, at the bottom on the right."""
    x, y = sheet.frame.width - sheet.edge, sheet.frame.height - sheet.edge
    return Markup('<text class="note end" x="{}" y="{}" font-size="{}">{}</text>').format(
        round(x), round(y), round(sheet.note_size), text
    )


def _stamp(text: str, sheet: _Sheet) -> Markup:
    """That the data are an example, at the top on the left."""
    wide, high = _stamp_extent(text, sheet)
    return Markup(
        '<rect class="stamp" x="{x}" y="{x}" width="{wide}" height="{high}" rx="{round}"/>'
        '<text class="stamp-text" x="{middle}" y="{base}" font-size="{size}">{text}</text>'
    ).format(
        x=round(sheet.edge),
        wide=round(wide),
        high=round(high),
        round=round(2 * sheet.pixel),
        middle=round(sheet.edge + wide / 2),
        base=round(sheet.edge + high / 2 + 0.36 * sheet.stamp_size),
        size=round(sheet.stamp_size),
        text=text,
    )


def _stamp_extent(text: str, sheet: _Sheet) -> tuple[float, float]:
    return (breadth(text) * _STAMP_SPACING + 1.2) * sheet.stamp_size, 1.8 * sheet.stamp_size


def _boxes(example: str | None, attribution: str, sheet: _Sheet) -> list[Box]:
    """What of the plan the stamp, the scale and the attribution take."""
    here, edge, note = plan(sheet.frame), sheet.edge, sheet.note_size
    width, height = sheet.frame.width, sheet.frame.height
    length = max(scale_bar(sheet.frame)[1], 5 * note)
    boxes = [box_at(0, height - edge - 2 * note, edge * 2 + length, height, here)]
    if attribution:
        boxes.append(box_at(width - 2 * edge - breadth(attribution) * note, height - edge - note, width, height, here))
    if example:
        wide, high = _stamp_extent(example, sheet)
        boxes.append(box_at(0, 0, wide + 2 * edge, high + 2 * edge, here))
    return boxes
