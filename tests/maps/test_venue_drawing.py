"""The picture of the campaign map."""

import math
import re
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from markupsafe import Markup

from plugins.maps.gatherings import Gatherings
from plugins.maps.venue_circles import Mark
from plugins.maps.venue_drawing import DrawingWords, letter, seoul_drawing, world_drawing, world_frame
from plugins.maps.venue_notes import sizes
from tests.maps.test_gatherings import campaign, engagement

WORDS = DrawingWords("map", "Where it took place", "Seoul: 4; Geneva: 16")


def mark(name: str, longitude: str, latitude: str, campaigns: int = 0, engagements: int = 0, **given: Any) -> Mark:
    held = Gatherings(
        tuple(campaign(f"2012-{number}") for number in range(campaigns)),
        tuple(engagement(f"2012-{number}") for number in range(engagements)),
    )
    fields = {"anchor": f"venue-{name.lower()}", "name": name, "language": "en", "said": f"{name}: {held.count}"}
    return Mark((Decimal(longitude), Decimal(latitude)), held, **(fields | given))


SEOUL, GENEVA = mark("Seoul", "126.97", "37.56", campaigns=4), mark("Geneva", "6.145", "46.221", 4, 12)
BUSAN = mark("Busan", "129.16", "35.159", campaigns=1)


def picture(svg: Markup) -> Element:
    return ElementTree.fromstring(str(svg))


def drawn(svg: Markup) -> dict[str, Element]:
    return {link.attrib["href"]: link for link in picture(svg).iter("a")}


def radius(link: Element) -> float:
    """Of the circle, or of the arc of its parts."""
    for circle in link.iter("circle"):
        if circle.attrib["class"] != "reach":
            return float(circle.attrib["r"])
    (arc, *_) = [re.search(r"A(\d+)", path.attrib["d"]) for path in link.iter("path")]
    assert arc
    return float(arc[1])


def kinds(link: Element) -> set[str]:
    return {part.attrib["class"] for part in link.iter() if part.attrib.get("class") in ("campaigns", "striped")}


def test_the_area_of_a_circle_is_in_proportion_to_the_count() -> None:
    links = drawn(world_drawing([SEOUL, GENEVA, BUSAN], WORDS, 800))
    areas = {anchor: radius(link) ** 2 for anchor, link in links.items()}
    assert math.isclose(areas["#venue-geneva"] / areas["#venue-seoul"], 4, rel_tol=0.03)
    assert math.isclose(areas["#venue-seoul"] / areas["#venue-busan"], 4, rel_tol=0.03)


def test_a_circle_is_a_link_that_says_what_it_stands_for() -> None:
    link = drawn(world_drawing([SEOUL], WORDS, 800))["#venue-seoul"]
    (title,) = link.iter("title")
    assert (link.attrib["aria-label"], title.text) == ("Seoul: 4", "Seoul: 4")
    (text,) = link.iter("text")
    assert text.text == "Seoul 4"


def test_the_kinds_are_told_apart_by_stripes_and_share_the_circle() -> None:
    both = mark("Both", "6", "46", campaigns=1, engagements=3)
    only = mark("Only", "120", "30", engagements=1)
    svg = world_drawing([both, only, SEOUL], WORDS, 800)
    links = drawn(svg)
    assert kinds(links["#venue-both"]) == {"campaigns", "striped"}
    assert kinds(links["#venue-only"]) == {"striped"}
    assert kinds(links["#venue-seoul"]) == {"campaigns"}
    assert all(
        part.attrib["fill"] == "url(#map-stripes)"
        for part in picture(svg).iter()
        if part.attrib.get("class") == "striped"
    )
    # A quarter of the circle: the arc ends at three o'clock.
    (first, second) = [path.attrib["d"] for path in links["#venue-both"].iter("path")]
    x, y = (int(number) for number in re.findall(r"\d+", first)[:2])
    assert first.endswith(f"0 0 1 {x + round(radius(links['#venue-both']))} {y}z")
    assert " 0 1 1 " in second


def test_the_picture_has_its_name_and_description_no_style_and_no_script() -> None:
    found = picture(seoul_drawing([SEOUL, BUSAN], WORDS, 360, "{} km"))
    assert found.attrib["aria-labelledby"] == "map-title map-description"
    assert [(found[0].tag, found[0].text), (found[1].tag, found[1].text)] == [
        ("title", WORDS.title),
        ("desc", WORDS.description),
    ]
    assert not [
        element for element in found.iter() if "style" in element.attrib or element.tag in ("style", "script", "image")
    ]
    assert "10 km" in [text.text for text in found.iter("text")]


def test_letters_name_the_circles_of_a_city() -> None:
    links = drawn(seoul_drawing([SEOUL, mark("Other", "127.05", "37.50", 1)], WORDS, 360, "{} km"))
    assert ["".join(text.text or "" for text in link.iter("text")) for link in links.values()] == ["A", "B"]
    assert [letter(number) for number in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_places_that_lie_close_are_told_apart_and_led_to() -> None:
    close = [mark(f"P{number}", f"4.{number}", "51.0", campaigns=9) for number in range(5)]
    svg = world_drawing([*close, SEOUL], WORDS, 800)
    found = picture(svg)
    assert [path for path in found.iter("path") if path.attrib["class"] == "leader"]
    places = {
        tuple(circle.attrib[key] for key in ("cx", "cy")) for circle in found.iter("circle") if "cx" in circle.attrib
    }
    assert len(places) >= 6


def test_a_name_of_200_letters_is_cut_on_the_picture_only() -> None:
    long = mark("x" * 200, "6", "46", campaigns=1, anchor="venue-long")
    link = drawn(world_drawing([long, SEOUL], WORDS, 800))["#venue-long"]
    (text,) = link.iter("text")
    assert text.text == f"{'x' * 25}… 1"
    assert "x" * 200 in link.attrib["aria-label"]


def test_names_are_shown_as_written_and_marked_with_their_language() -> None:
    odd = mark('<b>"&', "6", "46", campaigns=1, language="fr", anchor="venue-odd")
    link = drawn(world_drawing([odd], WORDS, 800))["#venue-odd"]
    (text,) = link.iter("text")
    assert (text.text, text.attrib["lang"]) == ('<b>"& 1', "fr")


def test_one_venue_alone_is_drawn_with_land_around_it() -> None:
    frame = world_frame([SEOUL.point], 340)
    west, south, east, north = frame.box
    assert west < 120 < 133 < east
    assert south < 36 < 39 < north
    assert frame.height >= 0.3 * frame.width


def test_the_view_leaves_out_oceans_where_nothing_was_held() -> None:
    west, south, east, north = world_frame(
        [(Decimal("-73.968"), Decimal("40.749")), SEOUL.point, GENEVA.point], 800
    ).box
    assert -95 < west < -80
    assert 135 < east < 150
    assert south > -20
    assert north < 75


def test_examples_are_called_so_on_the_picture_itself() -> None:
    words = DrawingWords("map", "a", "b", example="Example data")
    marked = [text.text for text in picture(world_drawing([SEOUL], words, 340)).iter("text")]
    assert "Example data" in marked
    assert "Example data" not in [text.text for text in picture(world_drawing([SEOUL], WORDS, 340)).iter("text")]


def test_the_legend_of_sizes_ends_with_a_round_number_that_occurs() -> None:
    assert [sizes(most) for most in (0, 1, 2, 4, 13, 60)] == [(), (1,), (1, 2), (1, 2), (1, 5, 10), (1, 10, 50)]


def test_the_same_places_make_the_same_bytes() -> None:
    assert world_drawing([SEOUL, GENEVA], WORDS, 340) == world_drawing([SEOUL, GENEVA], WORDS, 340)
