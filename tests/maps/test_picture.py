"""The map as PNG."""

import io
import re

import pytest
from PIL import Image

from plugins.maps.canvas import Canvas
from plugins.maps.drawing import whole
from plugins.maps.picture import COLOURS, DOT_COLOURS, HEIGHT, STRENGTHS, WIDTH, picture
from plugins.privacy.pictures import problems_of_picture
from tests.maps.told import CODES, HAMGYONG_SQUARE, RYANGGANG_SQUARE, told, words
from tests.sites import ROOT

ALL = told(*((code, 1 + number % 5) for number, code in enumerate(CODES)), (HAMGYONG_SQUARE, 2), (RYANGGANG_SQUARE, 5))


def shown(raw: bytes) -> Image.Image:
    return Image.open(io.BytesIO(raw))


def colours(raw: bytes) -> set[str]:
    found = shown(raw).convert("RGB").getcolors(1000) or []
    return {"#{:02x}{:02x}{:02x}".format(*colour) for _, colour in found if isinstance(colour, tuple)}


@pytest.fixture(scope="module")
def whole_map() -> bytes:
    return picture(ALL, words("ko"), ["KP-04"])


def test_the_same_entries_make_the_same_bytes(whole_map: bytes) -> None:
    assert picture(ALL, words("ko"), ["KP-04"]) == whole_map


def test_it_weighs_little_and_has_a_palette(whole_map: bytes) -> None:
    assert len(whole_map) <= 40_000
    assert shown(whole_map).mode == "P"


def test_it_has_the_shape_of_the_drawing_so_that_it_lies_behind_it(whole_map: bytes) -> None:
    assert shown(whole_map).size == (WIDTH, HEIGHT)
    assert pytest.approx(whole().width / whole().height, rel=0.001) == WIDTH / HEIGHT


def test_it_holds_nothing_but_the_picture(whole_map: bytes) -> None:
    assert not list(problems_of_picture(whole_map, ".png", "incidents.ko.png"))
    assert set(re.findall(rb"(?:IHDR|PLTE|IDAT|IEND|tEXt|iTXt|tIME|pHYs|eXIf)", whole_map)) == {
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
    }


def test_each_strength_is_in_the_map(whole_map: bytes) -> None:
    assert set(STRENGTHS) <= colours(whole_map)


def test_the_legend_shows_the_strengths_that_the_rules_let_be() -> None:
    """A swatch has hundreds of pixels of its colour; letters that are drawn smoothly have a few of any."""
    weakest = tuple(bytes.fromhex(STRENGTHS[0][1:]))
    without, listed = (
        {colour: count for count, colour in shown(picture((), said, ())).convert("RGB").getcolors(1000) or []}
        for said in (words(), words(listed=(1, 2, 3, 4, 5)))
    )
    assert listed[weakest] > without.get(weakest, 0) + 200


def test_nothing_told_is_a_picture_too() -> None:
    raw = picture((), words(example=None), CODES)
    assert COLOURS["closed"] in colours(raw)
    assert len(raw) < 40_000


def test_an_entry_shades_its_province() -> None:
    """The legend shows every strength; the province is far larger than its swatch."""
    before, after = (
        {colour: count for count, colour in shown(raw).convert("RGB").getcolors(1000) or []}
        for raw in (picture((), words(), ()), picture(told(("KP-08", 5)), words(), ()))
    )
    strong = tuple(bytes.fromhex(STRENGTHS[4][1:]))
    assert after[strong] > before[strong] + 2_000


def test_an_example_says_so_in_the_picture() -> None:
    assert picture((), words(), ()) != picture((), words(example=None), ())
    assert COLOURS["mark"] in colours(picture((), words(), ()))


def test_words_of_each_language_are_written_with_letters_that_are_carried() -> None:
    empty = Canvas(200, 40).png(["#ffffff", "#000000"])
    for text in ("North Hamgyong", "함경북도", "Données d’exemple"):
        canvas = Canvas(200, 40)
        canvas.text((5, 25), text, 14, "#000000", "bold")
        assert canvas.png(["#ffffff", "#000000"]) != empty


def test_its_colours_are_those_of_the_stylesheet() -> None:
    site, sheet = (
        (ROOT / "theme" / "static" / "css" / name).read_text(encoding="utf-8").split("prefers-color-scheme: dark")[0]
        for name in ("site.css", "map.css")
    )
    light = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", site)) | dict(
        re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", sheet)
    )
    assert {name: light[name] for name in COLOURS} == COLOURS
    assert [light[f"strength-{number}"] for number in range(1, 6)] == list(STRENGTHS)
    assert [light[f"dots-{number}"] for number in range(1, 6)] == list(DOT_COLOURS)
