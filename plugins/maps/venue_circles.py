"""The circles of the campaign map: where they stand, how they are parted by kind, and the link that each of them is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from plugins.maps.bubbles import LETTER, Box, Bubble, Label, labels
from plugins.maps.gatherings import Gatherings, Point
from plugins.maps.projection import UNITS, Frame


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
class Room:
    """A drawing's size in pixels, and what of it is taken."""

    width: float
    height: float
    taken: tuple[Box, ...]


def stripes(id: str) -> Markup:  # noqa: A002  the word of HTML
    """The pattern of UN engagements."""
    return Markup(
        '<defs><pattern id="{id}-stripes" width="40" height="40" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="engagements" width="40" height="40"/><rect class="stripe" width="16" height="40"/></pattern></defs>'
    ).format(id=id)


def bubble(mark: Mark, frame: Frame, one: float) -> Bubble:
    """The circle of a place; `one` is the radius of a single campaign, in pixels."""
    x, y = frame.point(float(mark.point[0]), float(mark.point[1]))
    home = (x / UNITS, y / UNITS)
    return Bubble(*home, one * math.sqrt(mark.held.count), home)


def circles(marks: Sequence[Mark], bubbles: Sequence[Bubble], written: Sequence[str], id: str, room: Room) -> Markup:  # noqa: A002
    """The circles, each a link with what is written beside it, above the lines to the places of those that moved aside."""
    placed = labels(bubbles, written, room.width, room.height, room.taken)
    parts = zip(marks, bubbles, placed, written, strict=True)
    leaders = [_leader(bubble) for bubble in bubbles if bubble.moved]
    return Markup().join([*leaders, *(_link(mark, id, bubble, label, words) for mark, bubble, label, words in parts)])


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


def _units(pixels: float) -> int:
    return round(pixels * UNITS)
