"""The campaign map as a picture (SVG): circles whose area is the number of campaigns and UN engagements, in the world and in Seoul.

No script and no inline style: colours come from the style sheet, and patterns tell the two kinds apart without colour too.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from plugins.maps.bubbles import LETTER, Box, Bubble, Label, apart, labels, radius_of_one, text_width
from plugins.maps.gatherings import Gatherings, Point
from plugins.maps.projection import UNITS, Frame
from plugins.maps.units import Ring, seoul, world

LARGEST = 0.03  # of the drawing's width, for the radius of the largest circle, and at least:
LEAST_LARGEST = 17  # CSS pixels
MOST = 8  # CSS pixels, for the radius of a single one
LONGEST = 26  # letters of a label; the title and the table have all of it
FLATTEST = 0.4  # a drawing's height is at least this share of its width
SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True)
class Mark:
    """What is drawn at a place: its anchor in the table, its name with the language it is in, and what it says to a reader."""

    point: Point
    held: Gatherings
    anchor: str
    name: str
    language: str
    said: str


@dataclass(frozen=True)
class DrawingWords:
    """What a drawing says of itself. `id` is its own on the page, `example` stands on the picture when the data are examples."""

    id: str
    title: str
    description: str
    example: str | None = None


def world_drawing(marks: Sequence[Mark], words: DrawingWords, width: int) -> Markup:
    """The part of the world where something was held, with the name and the count at each circle."""
    frame = world_frame([mark.point for mark in marks], width)
    written = [f"{_cut(mark.name)} {mark.held.count}" for mark in marks]
    return _drawing(marks, written, words, frame, Markup('<path class="land" d="{d}"/>').format(d=_land(frame)))


def seoul_drawing(marks: Sequence[Mark], words: DrawingWords, width: int) -> Markup:
    """Seoul with a letter at each circle, because names of venues are long; the page's key names them."""
    frame = Frame.seoul(width)
    shapes = [
        Markup('<path class="{kind}" d="{d}"/>').format(
            kind="city" if land.code == "KR-11" else "land", d=frame.path([land.rings])
        )
        for land in sorted(seoul(), key=lambda land: land.code == "KR-11")
    ]
    return _drawing(marks, [letter(number) for number in range(len(marks))], words, frame, Markup().join(shapes))


def letter(number: int) -> str:
    """A, B, …, Z, AA, AB, …"""
    before, last = divmod(number, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)


def world_frame(points: Iterable[Point], width: int) -> Frame:
    """A view of all points with room for labels around them, no oceans beyond, and not flatter than a strip."""
    corners: Ring = tuple((float(longitude), float(latitude)) for longitude, latitude in points)
    west, east = min(x for x, _ in corners), max(x for x, _ in corners)
    room = max(8.0, (east - west) * 0.08)
    frame = Frame.around([(*corners, (west - room, corners[0][1]), (east + room, corners[0][1]))], width)
    while frame.height < FLATTEST * frame.width:
        _, south, _, north = frame.box
        frame = Frame((frame.box[0], max(south - 1, -60), frame.box[2], min(north + 0.5, 78)), frame.width)
    return frame


def sizes(most: int) -> tuple[int, ...]:
    """The counts that the legend of sizes shows: one, the largest round number that occurs, and one between."""
    fitting = [size for size in SIZES if size <= most]
    return tuple(dict.fromkeys((1, fitting[len(fitting) // 2], fitting[-1]))) if fitting else ()


def _drawing(marks: Sequence[Mark], written: Sequence[str], words: DrawingWords, frame: Frame, land: Markup) -> Markup:
    width, height = frame.width / UNITS, frame.height / UNITS
    most = max((mark.held.count for mark in marks), default=0)
    one = radius_of_one([most], max(LARGEST * width, LEAST_LARGEST), MOST)
    bubbles = apart([_bubble(mark, frame, one) for mark in marks], width, height)
    legend, taken = _sizes(sizes(most), one, bubbles, width, height)
    placed = labels(bubbles, written, width, height, [taken])
    links = [
        _link(mark, words.id, *parts)
        for mark, parts in zip(marks, zip(bubbles, placed, written, strict=True), strict=True)
    ]
    leaders = Markup().join(_leader(bubble) for bubble in bubbles if bubble.moved)
    return Markup(
        '<svg class="venue-drawing" role="group" viewBox="0 0 {width} {height}" width="{w}" height="{h}" '
        'aria-labelledby="{id}-title {id}-description"><title id="{id}-title">{title}</title>'
        '<desc id="{id}-description">{description}</desc>{defs}<rect class="sea" width="{width}" height="{height}"/>'
        "{land}{example}{legend}{leaders}{links}</svg>"
    ).format(
        width=frame.width,
        height=frame.height,
        w=frame.width // UNITS,
        h=frame.height // UNITS,
        id=words.id,
        title=words.title,
        description=words.description,
        defs=_stripes(words.id),
        land=land,
        example=_example(words.example, width),
        legend=legend,
        leaders=leaders,
        links=Markup().join(links),
    )


def _bubble(mark: Mark, frame: Frame, one: float) -> Bubble:
    x, y = frame.point(float(mark.point[0]), float(mark.point[1]))
    home = (x / UNITS, y / UNITS)
    return Bubble(*home, one * math.sqrt(mark.held.count), home)


def _land(frame: Frame) -> str:
    return frame.path([land.rings for land in world()])


def _stripes(id: str) -> Markup:  # noqa: A002  the word of HTML
    return Markup(
        '<defs><pattern id="{id}-stripes" width="40" height="40" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="engagements" width="40" height="40"/><rect class="stripe" width="16" height="40"/></pattern></defs>'
    ).format(id=id)


def _link(mark: Mark, id: str, bubble: Bubble, label: Label | None, written: str) -> Markup:  # noqa: A002
    return Markup(
        '<a href="#{anchor}" aria-label="{said}"><title>{said}</title>'
        '<circle class="reach" cx="{x}" cy="{y}" r="{reach}"/>{parts}{label}</a>'
    ).format(
        anchor=mark.anchor,
        said=mark.said,
        x=_units(bubble.x),
        y=_units(bubble.y),
        reach=_units(max(bubble.radius, LETTER)),
        parts=_parts(mark.held, bubble, id),
        label=_label(label, written, mark.language) if label else "",
    )


def _parts(held: Gatherings, bubble: Bubble, id: str) -> Markup:  # noqa: A002
    """The circle, parted by the two kinds like a clock: campaigns from twelve on, engagements after them."""
    share = len(held.campaigns) / held.count
    stripes = f"url(#{id}-stripes)"
    if share in (0, 1):
        kind = (
            Markup('class="campaigns"') if share else Markup('class="striped" fill="{stripes}"').format(stripes=stripes)
        )
        return Markup('<circle {kind} cx="{x}" cy="{y}" r="{r}"/>').format(
            kind=kind, x=_units(bubble.x), y=_units(bubble.y), r=_units(bubble.radius)
        )
    return Markup('<path class="campaigns" d="{first}"/><path class="striped" fill="{stripes}" d="{second}"/>').format(
        first=_sector(bubble, 0, share), second=_sector(bubble, share, 1), stripes=stripes
    )


def _sector(bubble: Bubble, start: float, end: float) -> str:
    radius = _units(bubble.radius)
    return (
        f"M{_units(bubble.x)} {_units(bubble.y)}L{_on_edge(bubble, start)}"
        f"A{radius} {radius} 0 {int(end - start > 0.5)} 1 {_on_edge(bubble, end)}z"
    )


def _on_edge(bubble: Bubble, turn: float) -> str:
    angle = math.tau * turn
    x, y = bubble.x + bubble.radius * math.sin(angle), bubble.y - bubble.radius * math.cos(angle)
    return f"{_units(x)} {_units(y)}"


def _label(label: Label, written: str, language: str) -> Markup:
    return Markup(
        '<text x="{x}" y="{y}" text-anchor="{anchor}" font-size="{size}" lang="{language}">{written}</text>'
    ).format(
        x=_units(label.x),
        y=_units(label.y),
        anchor=label.anchor,
        size=LETTER * UNITS,
        language=language,
        written=written,
    )


def _leader(bubble: Bubble) -> Markup:
    """From the place to its circle, which had to move aside."""
    return Markup('<path class="leader" d="M{x} {y}L{home_x} {home_y}"/>').format(
        x=_units(bubble.x), y=_units(bubble.y), home_x=_units(bubble.home[0]), home_y=_units(bubble.home[1])
    )


def _sizes(
    shown: Sequence[int], one: float, bubbles: Sequence[Bubble], width: float, height: float
) -> tuple[Markup, Box]:
    """The legend of sizes in the lower corner with more room, and the box that it takes."""
    radii = [one * math.sqrt(size) for size in shown]
    room = sum(2 * radius + text_width(str(size)) + 14 for radius, size in zip(radii, shown, strict=True)) + 6
    tall = max([*(2 * radius for radius in radii), LETTER]) + 12
    left = Box(0, height - tall, room, height)
    box = Box(width - room, height - tall, width, height) if any(left.meets(b.box) for b in bubbles) else left
    x, drawn = box.left + 8, Markup()
    for radius, size in zip(radii, shown, strict=True):
        drawn += Markup(
            '<circle cx="{x}" cy="{y}" r="{r}"/><text x="{text}" y="{base}" font-size="{size}">{shown}</text>'
        ).format(
            x=_units(x + radius),
            y=_units(box.top + tall / 2),
            r=_units(radius),
            text=_units(x + 2 * radius + 4),
            base=_units(box.top + tall / 2 + LETTER * 0.36),
            size=LETTER * UNITS,
            shown=size,
        )
        x += 2 * radius + text_width(str(size)) + 14
    return Markup('<g class="sizes" aria-hidden="true">{drawn}</g>').format(drawn=drawn), box


def _example(words: str | None, width: float) -> Markup:
    if not words:
        return Markup()
    return Markup(
        '<text class="example-mark" x="{x}" y="{y}" text-anchor="end" font-size="{size}">{words}</text>'
    ).format(x=_units(width - 6), y=_units(LETTER + 4), size=LETTER * UNITS, words=words)


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def _units(pixels: float) -> int:
    return round(pixels * UNITS)
