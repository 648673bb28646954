"""The drawings of the incident map for the templates, and its picture for browsers that show no SVG."""

import math
from collections.abc import Collection, Mapping

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from plugins import catalogues
from plugins.checks import Checked
from plugins.maps.drawing import drawing
from plugins.maps.drawing_words import DrawingWords, drawing_words, strengths_told
from plugins.maps.entries import Entry, IncidentMap, by_area, strength
from plugins.maps.kept import kept
from plugins.maps.parts import uncertainty_metres
from plugins.maps.patterns import DOTS
from plugins.maps.picture import HEIGHT, WIDTH, picture
from plugins.privacy.areas import Area

TITLE = "What people told of, by area"
REACH_STEP = 5  # kilometres; a finer number would promise more than "about" does
EXAMPLES = "example"  # the state of a table that holds examples


@pass_context
def words(context: Context, prefix: str, title: str, entries: Collection[Entry]) -> DrawingWords:
    """The words of a drawing in the language of the page; every id in it begins with `prefix`."""
    code = str(context["DEFAULT_LANG"])
    said = catalogues.translations(context["CATALOGUES"], code).gettext
    checked: Checked = context["site"]
    return drawing_words(said, code, prefix, title, entries, closed(checked), listed(checked), _is_example(checked))


@pass_context
def kept_drawing(
    context: Context,
    entries: Collection[Entry],
    words: DrawingWords,
    links: Mapping[str, str],
    closed: Collection[str],
    province: str | None = None,
    small: bool = False,
) -> Markup:
    """The drawing of the map, or the one that an earlier build drew of the same."""
    shades = [(area, strength(found)) for area, found in by_area(entries).items()]
    given = (shades, words, sorted(links.items()), sorted(closed), province, small)
    root = context["site"].site.root
    drawn = kept(root, given, lambda: drawing(entries, words, links, closed, province, small).encode())
    return Markup(drawn.decode())  # noqa: S704  as the function made it


def closed(checked: Checked) -> list[str]:
    """The codes of the provinces of which nothing may be told."""
    found = checked.method.provinces if checked.method else {}
    return [code for code, openness in found.items() if openness == "nothing"]


def listed(checked: Checked) -> tuple[int, ...]:
    """The strengths that the rules let be, which the legend lists."""
    return strengths_told(checked.method.policy.sources if checked.method else 0)


def reach(area: Area) -> int | None:
    """How many kilometres an area reaches from its middle, up to whole steps; None where the basemap has no land of it."""
    metres = uncertainty_metres(area)
    return metres and math.ceil(metres / 1000 / REACH_STEP) * REACH_STEP


def picture_address(code: str) -> str:
    """Where the picture in a language lies, from the top of the site."""
    return f"maps/incidents.{code}.png"


def picture_of(checked: Checked, folder: object, code: str) -> bytes:
    """The picture of the whole map in a language; `folder` holds the compiled catalogues."""
    said = catalogues.translations(folder, code).gettext
    entries = IncidentMap(checked.records).entries
    shut = closed(checked)
    words = drawing_words(said, code, "incidents", said(TITLE), entries, shut, listed(checked), _is_example(checked))
    shades = [(area, strength(found)) for area, found in by_area(entries).items()]
    return kept(checked.site.root, (shades, words, shut), lambda: picture(entries, words, shut))


def _is_example(checked: Checked) -> bool:
    return checked.records.states.get("incidents") == EXAMPLES


FUNCTIONS = {
    "drawing": kept_drawing,
    "words": words,
    "closed": closed,
    "listed": listed,
    "reach": reach,
    "dots": DOTS,
    "picture_address": picture_address,
    "picture_width": WIDTH,
    "picture_height": HEIGHT,
}
