"""The map's figure as a page holds it: drawing, legend, and the picture for browsers that show no SVG."""

from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plugins.maps.drawing import drawing
from plugins.maps.patterns import DOTS
from plugins.privacy.allowed import Allowed
from plugins.privacy.page_rules import page_problems
from plugins.privacy.text.grid import inside_north_korea
from plugins.privacy.text.identifying import text_problems
from tests.maps.told import CODES, HAMGYONG_SQUARE, told, words
from tests.sites import ROOT

ENTRIES = told(("KP-09", 5), (HAMGYONG_SQUARE, 2))


def figure(call: str, closed: tuple[str, ...] = ("KP-04",)) -> str:
    environment = Environment(
        loader=FileSystemLoader(ROOT / "theme" / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    template = environment.from_string(
        f'{{% import "parts/incident-map.html" as map with context %}}{{{{ map.{call} }}}}'
    )
    provinces = [SimpleNamespace(value=SimpleNamespace(code=code), name=f"map/{code.lower()}.html") for code in CODES]
    return template.render(
        entries=ENTRIES,
        site=None,
        incident_map=SimpleNamespace(provinces=provinces),
        link=lambda name: f"../{name}",
        drawings={
            "drawing": drawing,
            "words": lambda prefix, title, entries: words(id=prefix, title=title),
            "closed": lambda site: closed,
            "listed": lambda site: (2, 3, 4, 5),
            "dots": DOTS,
            "picture_width": 560,
            "picture_height": 864,
        },
    )


WHOLE = 'figure("incidents", "The <map>.", entries, linked=true, picture="../maps/incidents.en.png")'


def test_the_picture_lies_behind_the_drawing_for_readers_without_script_only() -> None:
    found = ElementTree.fromstring(figure(WHOLE).replace("></noscript>", "/></noscript>"))
    inside = found.find("div")
    assert inside is not None
    assert [part.tag for part in inside] == ["noscript", "svg"]
    assert inside[0][0].attrib["alt"] == "The <map>. North Hamgyong: 50 or more people"
    assert inside[0][0].attrib["src"] == "../maps/incidents.en.png"


def test_provinces_lead_to_their_pages_where_that_is_wanted() -> None:
    assert figure(WHOLE).count('<a href="../map/kp-') == len(CODES)
    assert "<a " not in figure('figure("m", "Map", entries, small=true)')


@pytest.mark.parametrize("people", ["5–9 people", "10–19 people", "20–49 people", "50 or more people"])
def test_the_legend_says_each_strength_in_words(people: str) -> None:
    assert people in figure("legend(true)")


def test_the_legend_leaves_out_what_the_rules_let_nobody_tell() -> None:
    assert "3–4 people" not in figure("legend(true)")


def test_the_legend_tells_of_closed_provinces_only_where_there_are_some() -> None:
    assert "Nothing may be told" in figure(WHOLE)
    assert "Nothing may be told" not in figure(WHOLE, closed=())


def test_the_figure_holds_nothing_that_the_scan_refuses() -> None:
    page = figure(WHOLE)
    assert not list(page_problems(page, "map.html", None))
    assert not list(text_problems(page, "map.html", Allowed(), inside_north_korea()))
