"""The campaign map as a picture (SVG): circles whose area is the number of campaigns and UN engagements, in the world and in Seoul.

No script and no inline style: colours come from the style sheet, and patterns tell the two kinds apart without colour too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from plugins.maps.bubbles import apart, radius_of_one
from plugins.maps.gatherings import Point
from plugins.maps.projection import UNITS, Frame
from plugins.maps.units import Ring, seoul, world
from plugins.maps.venue_circles import Mark, Room, bubble, circles, stripes
from plugins.maps.venue_notes import distance, example_mark, size_legend, sizes

LARGEST = 0.03  # of the drawing's width, for the radius of the largest circle, and at least:
LEAST_LARGEST = 17  # CSS pixels
MOST = 6  # CSS pixels, for the radius of a single one
LONGEST = 26  # letters of a label; the title and the table have all of it
FLATTEST = 0.36  # a drawing's height is at least this share of its width


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


def seoul_drawing(marks: Sequence[Mark], words: DrawingWords, width: int, scale: str) -> Markup:
    """Seoul with a letter at each circle, because names of venues are long; the page's key names them.

    `scale` is how the page's language writes kilometres, with `{}` for the number.
    """
    frame = Frame.seoul(width)
    shapes = [
        Markup('<path class="{kind}" d="{d}"/>').format(
            kind="city" if land.code == "KR-11" else "land", d=frame.path([land.rings])
        )
        for land in sorted(seoul(), key=lambda land: land.code == "KR-11")
    ]
    return _drawing(marks, [letter(number) for number in range(len(marks))], words, frame, Markup().join(shapes), scale)


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
        west, south, east, north = frame.box
        frame = Frame((west, max(south - 0.8, -60), east, min(north + 0.35, 78)), frame.width)
    return frame


def _drawing(
    marks: Sequence[Mark], written: Sequence[str], words: DrawingWords, frame: Frame, land: Markup, scale: str = ""
) -> Markup:
    width, height = frame.width / UNITS, frame.height / UNITS
    most = max((mark.held.count for mark in marks), default=0)
    one = radius_of_one([most], max(LARGEST * width, LEAST_LARGEST), MOST)
    bubbles = apart([bubble(mark, frame, one) for mark in marks], width, height)
    notes = [
        size_legend(sizes(most), one, bubbles, height),
        *([example_mark(words.example, width)] if words.example else []),
        *([distance(frame, scale)] if scale else []),
    ]
    return Markup(
        '<svg class="venue-drawing" role="group" viewBox="0 0 {width} {height}" width="{w}" height="{h}" '
        'aria-labelledby="{id}-title {id}-description"><title id="{id}-title">{title}</title>'
        '<desc id="{id}-description">{description}</desc>{stripes}<rect class="sea" width="{width}" height="{height}"/>'
        "{land}{notes}{circles}</svg>"
    ).format(
        width=frame.width,
        height=frame.height,
        w=frame.width // UNITS,
        h=frame.height // UNITS,
        id=words.id,
        title=words.title,
        description=words.description,
        stripes=stripes(words.id),
        land=land,
        notes=Markup().join(drawn for drawn, _ in notes),
        circles=circles(marks, bubbles, written, words.id, Room(width, height, tuple(box for _, box in notes))),
    )


def _land(frame: Frame) -> str:
    return frame.path([land.rings for land in world()])


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
