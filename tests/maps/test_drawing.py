"""The map as SVG."""

import gzip
import re
from collections.abc import Collection
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from plugins.languages import CODES as LANGUAGES
from plugins.maps.drawing import drawing, provinces_in, whole
from plugins.maps.drawing_words import drawing_words, strengths_told
from plugins.maps.entries import Entry
from plugins.maps.patterns import DOTS
from plugins.privacy.allowed import Allowed
from plugins.privacy.page_rules import page_problems
from plugins.privacy.text.grid import inside_north_korea
from plugins.privacy.text.identifying import text_problems
from tests.maps.told import CODES, HAMGYONG_SQUARE, RYANGGANG_SQUARE, told, words
from tests.sites import ROOT

SHEET = (ROOT / "theme" / "static" / "css" / "map.css").read_text(encoding="utf-8")
ALL = told(*((code, 1 + number % 5) for number, code in enumerate(CODES)), (HAMGYONG_SQUARE, 2), (RYANGGANG_SQUARE, 5))
LINKS = {code: f"map/province-{code.lower()}.html" for code in CODES}


def read(svg: str) -> Element:
    return ElementTree.fromstring(svg)


def drawn(svg: Element, kind: str) -> list[Element]:
    return [path for path in svg.iter("path") if path.attrib.get("class", "").split()[:1] == [kind]]


def test_every_area_with_entries_is_drawn_once() -> None:
    found = read(drawing(ALL, words(), LINKS, ()))
    assert len([path for path in drawn(found, "province") if path.attrib["class"] == "province told"]) == len(CODES)
    assert len(drawn(found, "square")) == 2


def test_the_shade_follows_the_strongest_entry_of_an_area() -> None:
    found = read(drawing(told(("KP-09", 2), ("KP-09", 4), ("KP-09", 1)), words(), {}, ()))
    shaded = [path.attrib["fill"] for path in drawn(found, "province") if "fill" in path.attrib]
    assert shaded == ["url(#incidents-strength-4)"]


def test_a_square_does_not_shade_its_province() -> None:
    found = read(drawing(told((HAMGYONG_SQUARE, 3)), words(), {}, ()))
    assert {path.attrib["class"] for path in drawn(found, "province")} == {"province empty"}
    assert [path.attrib["fill"] for path in drawn(found, "square")] == ["url(#incidents-strength-3)"]


def test_a_square_lies_above_its_province_and_in_its_link() -> None:
    found = read(drawing(told(("KP-09", 5), (HAMGYONG_SQUARE, 3)), words(), LINKS, ()))
    link = next(link for link in found.iter("a") if link.attrib["href"] == LINKS["KP-09"])
    assert [path.attrib["class"] for path in link.iter("path")] == ["province told", "square"]


def test_every_fill_that_is_used_is_there() -> None:
    svg = drawing(ALL, words(id="whole"), {}, CODES[:3])
    used = set(re.findall(r"url\(#([^)]+)\)", svg))
    assert used <= {pattern.attrib["id"] for pattern in read(svg).iter("pattern")}
    assert {f"whole-strength-{strength}" for strength in range(1, 6)} <= used


def test_a_province_of_which_nothing_may_be_told_is_hatched_and_says_so() -> None:
    found = read(drawing((), words(), LINKS, ["KP-04"]))
    assert [path.attrib["fill"] for path in drawn(found, "province") if "fill" in path.attrib] == [
        "url(#incidents-closed)"
    ]
    assert "Jagang: nothing may be told" in [title.text for title in found.iter("title")]


def test_each_province_says_its_strongest_number_of_people() -> None:
    found = read(drawing(told(("KP-09", 2), (HAMGYONG_SQUARE, 4)), words(), LINKS, ()))
    titles = [link[0].text for link in found.iter("a")]
    assert "North Hamgyong: 20–49" in titles
    assert "Kangwon: no entry" in titles
    assert len(titles) == len(LINKS)


def test_with_links_it_is_a_group_and_without_them_a_picture() -> None:
    assert read(drawing(ALL, words(), LINKS, ())).attrib["role"] == "group"
    assert read(drawing(ALL, words(), {}, ())).attrib["role"] == "img"


def test_it_says_its_title_and_description() -> None:
    found = read(drawing(ALL, words(id="m"), {}, ()))
    assert found.attrib["aria-labelledby"] == "m-title m-description"
    assert [(part.tag, part.attrib["id"]) for part in list(found)[:2]] == [
        ("title", "m-title"),
        ("desc", "m-description"),
    ]


def test_two_drawings_of_a_page_share_no_id() -> None:
    ids = [
        element.attrib["id"]
        for prefix in ("a", "b")
        for element in read(drawing(ALL, words(id=prefix), {}, ())).iter()
        if "id" in element.attrib
    ]
    assert len(ids) == len(set(ids))


def test_it_holds_no_style_and_no_script() -> None:
    svg = drawing(ALL, words(), LINKS, ())
    assert not list(page_problems(svg, "map.svg", None))
    assert "style" not in svg
    assert "<script" not in svg


@pytest.mark.parametrize("province", [None, *CODES])
def test_no_number_of_it_reads_as_a_place_in_the_north(province: str | None) -> None:
    svg = drawing(ALL, words(), LINKS, (), province)
    assert not list(text_problems(svg, "map.html", Allowed(), inside_north_korea()))


def test_a_name_is_shown_as_it_is_written() -> None:
    evil = '<b onclick="x">`${7*7}`</b></text></script>'
    found = read(drawing(ALL, words(names={"KP-09": evil}, title=evil, example=evil), {}, ()))
    assert found[0].text == evil
    assert f"{evil}: 20–49" in [title.text for title in found.iter("title")]


def test_a_name_of_200_letters_is_cut_on_the_map_and_whole_in_the_title() -> None:
    name = "An extraordinarily long name " * 7
    found = read(drawing(ALL, words(names=dict.fromkeys(CODES, name)), LINKS, ()))
    assert len([title for title in found.iter("title") if title.text and title.text.startswith(name)]) >= len(CODES)
    assert max(len(text.text or "") for text in found.iter("text")) < 40


def test_a_name_in_another_language_is_marked_with_it() -> None:
    found = read(drawing((), words(names={"KP-09": "함경북도"}, languages={"KP-09": "ko"}), {}, ()))
    assert {text.attrib.get("lang") for text in found.iter("text") if text.text == "함경북도"} == {"ko"}


def test_a_land_without_a_name_is_drawn_without_one() -> None:
    found = read(drawing(ALL, words(names={}), {}, ()))
    assert {text.attrib["class"] for text in found.iter("text")} == {"note", "note end", "stamp-text"}


@pytest.mark.parametrize(("entries", "closed"), [((), ()), (told(("KP-01", 1)), ()), ((), CODES), ((), ["KP-77"])])
def test_nothing_one_entry_and_only_closed_provinces_are_maps_too(
    entries: tuple[Entry, ...], closed: Collection[str]
) -> None:
    found = read(drawing(entries, words(), {}, closed))
    assert len(drawn(found, "province")) == len(CODES)


def test_letters_have_their_size_from_attributes_only() -> None:
    found = read(drawing(ALL, words(), {}, ()))
    assert all(
        "font-size" in group.attrib for group in found.iter("g") if "inscriptions" in group.attrib.get("class", "")
    )
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL))
    sized = [selector.strip() for selector, body in rules if "font-size" in body]
    assert sized == [".map-drawing", ".map-legend"]
    assert re.search(r"\.map-drawing \{[^}]*font-size: 0;", SHEET)


def test_an_example_says_so_on_the_map_itself() -> None:
    assert "Example data" in [text.text for text in read(drawing(ALL, words(), {}, ())).iter("text")]
    assert "stamp" not in drawing(ALL, words(example=None), {}, ())


def test_dokdo_is_a_dot_of_its_own() -> None:
    found = read(drawing((), words(), {}, ()))
    islet = next(circle for circle in found.iter("circle") if circle.attrib.get("class") == "islet")
    assert float(islet.attrib["r"]) * 2 * 328 / whole().width > 0.6  # pixels on the narrowest telephone


def test_all_provinces_are_in_view_of_the_whole_map() -> None:
    assert provinces_in(whole()) == list(CODES)
    assert provinces_in(whole(small=True)) == list(CODES)


def test_a_province_alone_says_nothing_of_its_neighbours() -> None:
    found = read(drawing(told(("KP-01", 3)), words(), {}, ["KP-04"], province="KP-01"))
    assert [path.attrib["class"] for path in drawn(found, "province")] == ["province aside", "province told"]
    assert [title.text for title in found.iter("title")][1:] == ["Pyongyang: 10–19"]


def test_it_weighs_little() -> None:
    assert len(gzip.compress(drawing(ALL, words(), LINKS, ()).encode())) < 20_000
    assert len(gzip.compress(drawing(ALL, words(), {}, (), small=True).encode())) < 8_000
    for code in CODES:
        assert len(gzip.compress(drawing(ALL, words(), {}, (), province=code).encode())) < 8_000


def test_the_same_entries_make_the_same_drawing() -> None:
    assert drawing(ALL, words(), LINKS, ()) == drawing(tuple(reversed(ALL)), words(), LINKS, ())


def test_dots_grow_with_strength() -> None:
    assert all(weaker * 1.25 < stronger for weaker, stronger in pairwise(DOTS))


def colours(scheme: str) -> list[str]:
    """The five strengths of the light or the dark scheme."""
    light, dark = SHEET.split("@media screen and (prefers-color-scheme: dark)")
    return re.findall(r"--strength-[1-5]: (#[0-9a-f]{6})", light if scheme == "light" else dark)


def linear(colour: str) -> list[float]:
    parts = [int(colour[begin : begin + 2], 16) / 255 for begin in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


# Machado, Oliveira and Fernandes (2009), complete loss of one kind of cones.
SIGHTS: dict[str, list[list[float]]] = {
    "all": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def lightness(colour: str, sight: str) -> float:
    """CIE L* as somebody with this sight sees it."""
    red, green, blue = (
        min(max(sum(share * part for share, part in zip(row, linear(colour), strict=True)), 0), 1)
        for row in SIGHTS[sight]
    )
    return float(116 * (0.2126 * red + 0.7152 * green + 0.0722 * blue) ** (1 / 3) - 16)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("sight", SIGHTS)
def test_neighbouring_strengths_differ_in_lightness_for_every_eye(scheme: str, sight: str) -> None:
    steps = [lightness(after, sight) - lightness(before, sight) for before, after in pairwise(colours(scheme)[:5])]
    assert len(steps) == 4
    assert all(step <= -12 for step in steps) if scheme == "light" else all(step >= 11 for step in steps)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_say_each_province_that_is_told_and_each_that_is_closed(language: str) -> None:
    found = drawing_words(
        lambda text: text, language, "m", "Title", told(("KP-09", 5), (HAMGYONG_SQUARE, 2)), ["KP-04"], (2, 3), False
    )
    assert found.example is None
    assert f"{found.names['KP-09']}: 50 or more people" in found.description
    assert f"{found.names['KP-04']}: nothing may be told" in found.description
    assert re.search(r" in a square of about [0-9]+ by [0-9]+ km$", found.names["kp-09-05-83-259"])


def test_all_words_of_the_drawing_are_in_the_template_that_catalogues_are_made_from() -> None:
    template = Path(ROOT / "theme" / "templates" / "parts" / "incident-map.html").read_text(encoding="utf-8")
    asked: list[str] = []

    def said(text: str) -> str:
        asked.append(text)
        return text

    drawing_words(said, "en", "m", "t", told((HAMGYONG_SQUARE, 2)), ["KP-04"], (2, 3), True)
    assert asked
    assert [text for text in asked if f'_("{text}")' not in template] == []


def test_a_legend_lists_the_bands_that_reach_the_least_number_of_people() -> None:
    assert strengths_told(3) == (1, 2, 3, 4, 5)
    assert strengths_told(5) == (2, 3, 4, 5)
    assert strengths_told(60) == (5,)


def test_names_and_what_is_told_of_them_stand_as_the_language_writes_it() -> None:
    french = {"{part}: {told}": "{part}\u00a0: {told}", "; ": "\u00a0; "}
    entries = told(("KP-08", 2), ("KP-09", 5))
    found = drawing_words(lambda text: french.get(text, text), "fr", "m", "T", entries, [], (2, 3), False)
    assert "\u00a0: 5–9 people\u00a0; " in found.description
    assert f"<title>{found.names['KP-09']}\u00a0: 50 or more people</title>" in drawing(entries, found, {}, ())
