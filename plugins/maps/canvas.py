"""A page to draw the map on as a picture of dots, with the fonts that PyMuPDF carries, so that every machine draws the same."""

import io
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import pymupdf
from PIL import Image

Place = tuple[float, float]
"""Pixels to the right and down."""

# Of the fonts that PyMuPDF carries, in this order: the first one that has all letters of a text writes it.
_FONTS = {"plain": ("helv", "korea"), "bold": ("hebo", "korea")}


class Canvas:
    """A white page of `width` by `height` pixels; colours are written as in a stylesheet: `#1f2630`. Letters lie above all else."""

    def __init__(self, width: int, height: int) -> None:
        document: Any = pymupdf.Document()  # type: ignore[no-untyped-call]
        self._page = document.new_page(width=width, height=height)
        # One for the whole page: PyMuPDF reads all that is there again whenever a shape is added to it.
        self._shape = self._page.new_shape()
        self._fonts: set[str] = set()

    def area(
        self, rings: Iterable[Sequence[Place]], fill: str | None, line: str | None = None, width: float = 1
    ) -> None:
        """Polygons; where a ring lies in a ring is a hole."""
        for ring in rings:
            self._shape.draw_polyline(ring)
        colours = {"fill": fill and _rgb(fill), "color": line and _rgb(line)}
        self._shape.finish(width=width, even_odd=True, closePath=True, lineJoin=1, **colours)

    def dots(self, places: Iterable[Place], radius: float, colour: str) -> None:
        self.lines(([place, place] for place in places), colour, 2 * radius)

    def lines(self, lines: Iterable[Sequence[Place]], colour: str, width: float) -> None:
        for line in lines:
            self._shape.draw_polyline(line)
        self._shape.finish(color=_rgb(colour), width=width, closePath=False, lineCap=1)

    def text(
        self, place: Place, text: str, size: float, colour: str, weight: str = "plain", halo: str | None = None
    ) -> None:
        """A line of text that begins at `place` on its base line."""
        name = _font_name(text, weight)
        if name not in self._fonts:
            self._fonts.add(name)
            self._page.insert_font(fontname=f"{name}-font", fontbuffer=_font(name).buffer)
        ways: list[dict[str, Any]] = [{"color": _rgb(colour)}]
        if weight == "bold" and name != _FONTS["bold"][0]:  # no bold face of it is carried: its strokes are made wider
            ways = [{"render_mode": 2, "color": _rgb(colour), "fill": _rgb(colour), "border_width": 0.045}]
        if halo:
            ways.insert(0, {"render_mode": 1, "color": _rgb(halo), "border_width": 0.22})
        for way in ways:
            self._shape.insert_text(place, text, fontname=f"{name}-font", fontsize=size, **way)

    def png(self, colours: Sequence[str]) -> bytes:
        """The page as PNG with these colours only, and nothing else in the file."""
        self._shape.commit()
        dots = self._page.get_pixmap(alpha=False)
        image = Image.frombytes("RGB", (dots.width, dots.height), dots.samples)
        palette = Image.new("P", (1, 1))
        palette.putpalette([part for colour in colours for part in bytes.fromhex(colour[1:])])
        file = io.BytesIO()
        image.quantize(palette=palette, dither=Image.Dither.NONE).save(file, "PNG", optimize=True, bits=5)
        return file.getvalue()


def text_width(text: str, size: float, weight: str = "plain") -> float:
    """How many pixels a line takes."""
    return float(_font(_font_name(text, weight)).text_length(text, fontsize=size))


def _font_name(text: str, weight: str) -> str:
    names = _FONTS[weight]
    return next((name for name in names if all(_font(name).has_glyph(ord(letter)) for letter in text)), names[-1])


@cache
def _font(name: str) -> Any:
    return pymupdf.Font(name)  # type: ignore[no-untyped-call]


def _rgb(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[begin : begin + 2], 16) / 255 for begin in (1, 3, 5))
