"""The fills of areas: a colour for each strength, with dots that grow with it, so that no eye and no printer needs the colour."""

from markupsafe import Markup

# Of every strength, weakest first: the radius of its dots, in CSS pixels at the drawing's usual width.
DOTS = (0.7, 1.15, 1.65, 2.25, 3.0)
# The side of the square that a pattern repeats, which holds two dots.
SIDE = 10
# From one line of the hatching to the next.
HATCH = 6

CLOSED = "closed"
NOTHING = "nothing"


def fill_name(prefix: str, strength: int) -> str:
    """The id of a strength's pattern in the drawing with this id: `incidents-strength-3`."""
    return f"{prefix}-strength-{strength}"


def closed_name(prefix: str) -> str:
    """The id of the hatching of provinces of which nothing may be told."""
    return f"{prefix}-{CLOSED}"


def patterns(prefix: str, pixel: float) -> Markup:
    """All fills; `pixel` is the length of a CSS pixel in units of the drawing."""
    dotted = (_dotted(prefix, strength, radius, pixel) for strength, radius in enumerate(DOTS, start=1))
    return Markup("<defs>{}{}</defs>").format(Markup().join(dotted), _hatched(prefix, pixel))


def _dotted(prefix: str, strength: int, radius: float, pixel: float) -> Markup:
    side = round(SIDE * pixel)
    dots = Markup().join(
        Markup('<circle cx="{}" cy="{}" r="{}"/>').format(place, place, round(radius * pixel))
        for place in (round(side / 4), round(side * 3 / 4))
    )
    return Markup(
        '<pattern id="{id}" class="fill-{strength}" patternUnits="userSpaceOnUse" width="{side}" height="{side}">'
        '<rect width="{side}" height="{side}"/>{dots}</pattern>'
    ).format(id=fill_name(prefix, strength), strength=strength, side=side, dots=dots)


def _hatched(prefix: str, pixel: float) -> Markup:
    side = round(HATCH * pixel)
    return Markup(
        '<pattern id="{id}" class="fill-closed" patternUnits="userSpaceOnUse" width="{side}" height="{side}"'
        ' patternTransform="rotate(45)"><rect width="{side}" height="{side}"/><path d="M0 0v{side}" stroke-width="{line}"/></pattern>'
    ).format(id=closed_name(prefix), side=side, line=round(2.4 * pixel))
