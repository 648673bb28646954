"""What is written beside the circles of the campaign map: what their sizes mean, how far a kilometre is, and that data are examples."""

import math
from collections.abc import Sequence

from markupsafe import Markup

from plugins.maps.bubbles import LETTER, Box, Bubble, text_width
from plugins.maps.projection import UNITS, Frame, scale_bar

SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


def sizes(most: int) -> tuple[int, ...]:
    """The counts that the legend of sizes shows: one, the largest round number that occurs, and one between."""
    fitting = [size for size in SIZES if size <= most]
    return tuple(dict.fromkeys((1, fitting[len(fitting) // 2], fitting[-1]))) if fitting else ()


def size_legend(shown: Sequence[int], one: float, bubbles: Sequence[Bubble], height: float) -> tuple[Markup, Box]:
    """The legend of sizes in the lower left corner, or above when a circle is there, and the box that it takes."""
    radii = [one * math.sqrt(size) for size in shown]
    room = sum(2 * radius + text_width(str(size)) + 14 for radius, size in zip(radii, shown, strict=True)) + 6
    tall = max([*(2 * radius for radius in radii), LETTER]) + 12
    lower = Box(0, height - tall, room, height)
    box = Box(0, 0, room, tall) if any(lower.meets(bubble.box) for bubble in bubbles) else lower
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


def example_mark(words: str, width: float) -> tuple[Markup, Box]:
    """The words that say on the picture itself that its data are examples, and the box that they take."""
    drawn = Markup(
        '<text class="example-mark" x="{x}" y="{y}" text-anchor="end" font-size="{size}">{words}</text>'
    ).format(x=_units(width - 6), y=_units(LETTER + 4), size=LETTER * UNITS, words=words)
    return drawn, Box(width - 6 - text_width(words), 0, width, LETTER + 8)


def distance(frame: Frame, scale: str) -> tuple[Markup, Box]:
    """A bar of a round number of kilometres in the lower right corner, and the box that it takes."""
    kilometres, length = scale_bar(frame)
    right, bottom = frame.width / UNITS - 10, frame.height / UNITS - 10
    left = right - length / UNITS
    drawn = Markup(
        '<g class="distance" aria-hidden="true"><path d="M{left} {top}v40h{length}v-40"/>'
        '<text x="{middle}" y="{base}" text-anchor="middle" font-size="{size}">{words}</text></g>'
    ).format(
        left=_units(left),
        top=_units(bottom) - 40,
        length=length,
        middle=_units((left + right) / 2),
        base=_units(bottom) - 60,
        size=LETTER * UNITS,
        words=scale.format(kilometres),
    )
    return drawn, Box(left - 4, bottom - LETTER - 10, right + 10, bottom + 10)


def _units(pixels: float) -> int:
    return round(pixels * UNITS)
