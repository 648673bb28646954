"""Text in a PDF that cannot be seen but can be copied out: under a box, in the colour of its ground, or outside the page.

The page is painted twice, with its text and without. A letter that makes no difference is not seen, whatever hides it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageChops

Box = tuple[float, float, float, float]

_DOTS = 100 / 72  # of the picture, for each point of the page
_MOST_DOTS = 8_000_000  # posters and maps are painted with fewer dots to a point
# How much a letter must differ from what lies behind it, from 0 to 255; on a dark ground the eye needs more.
_LEAST = 12
_LEAST_IN_DARK = 48
_DARK = 96
_PAINTED = 16 | 32  # filled or stroked; else it is what a machine read on a scanned page, for searching
_AS_IT_STANDS = 1 | 2  # ligatures and spaces are kept, and nothing is left out that lies outside the page
_EVERYWHERE = (-30_000.0, -30_000.0, 30_000.0, 30_000.0)


@dataclass(frozen=True)
class Unseen:
    """Whether a page has letters that something hides, and letters outside what is shown of it."""

    covered: bool
    outside: bool


def unseen_text(page: Any) -> Unseen:
    """What cannot be seen of a page's text. `page` is pymupdf's, of a copy: its text is taken out here."""
    page.set_rotation(0)
    spans = list(_spans(page))
    shown = [box for span in spans if span["char_flags"] & _PAINTED for box in _letters(span["chars"])]
    hidden = [box for span in spans if not span["char_flags"] & _PAINTED for box in _words(span["chars"])]
    if not shown and not hidden:
        return Unseen(False, False)
    width, height = page.rect.width, page.rect.height
    scale = min(_DOTS, (_MOST_DOTS / max(width * height, 1)) ** 0.5)
    painted = _painted(page, scale, annotations=True)
    inside = [[_pixels(box, scale, painted.size) for box in boxes] for boxes in (shown, hidden)]
    outside = any(box is None for boxes in inside for box in boxes)
    covered = any(box and not _has_ink(painted.crop(_middle(box))) for box in inside[1])
    if not covered and any(inside[0]):
        differing = _differing(painted, _without_text(page, scale))
        covered = any(box and not differing.crop(box).getbbox() for box in inside[0])
    return Unseen(covered, outside)


def _painted(page: Any, scale: float, *, annotations: bool) -> Image.Image:
    """The page in shades of grey."""
    picture = page.get_pixmap(matrix=(scale, 0, 0, scale, 0, 0), colorspace="gray", alpha=False, annots=annotations)
    return Image.frombuffer("L", (picture.width, picture.height), picture.samples, "raw", "L", picture.stride, 1)


def _without_text(page: Any, scale: float) -> Image.Image:
    """The page with its pictures and drawings only; annotations are left out, because their text cannot be taken out."""
    page.add_redact_annot(_EVERYWHERE, fill=False, cross_out=False)
    page.apply_redactions(images=0, graphics=0, text=0)  # 0: leave pictures, leave drawings, take out text
    return _painted(page, scale, annotations=False)


def _differing(one: Image.Image, other: Image.Image) -> Image.Image:
    """White where the difference of two pictures can be seen, black elsewhere."""
    difference = ImageChops.difference(one, other)
    on_light = ImageChops.lighter(one, other).point([0] * _DARK + [255] * (256 - _DARK))
    some = ImageChops.darker(difference.point([0] * _LEAST + [255] * (256 - _LEAST)), on_light)
    return ImageChops.lighter(some, difference.point([0] * _LEAST_IN_DARK + [255] * (256 - _LEAST_IN_DARK)))


def _has_ink(part: Image.Image) -> bool:
    """Whether anything can be seen there: hidden text stands for what a scan shows at its place."""
    shades = [shade for shade, count in enumerate(part.histogram()) if count]
    return shades[-1] - shades[0] >= (_LEAST if shades[-1] >= _DARK else _LEAST_IN_DARK)


def _spans(page: Any) -> Iterator[Any]:
    read = page.get_text("rawdict", clip=_EVERYWHERE, flags=_AS_IT_STANDS)
    return (span for block in read["blocks"] for line in block["lines"] for span in line["spans"])


def _letters(chars: Any) -> Iterator[Box]:
    """The boxes of letters and digits. What has no width is the second half of a ligature."""
    for char in chars:
        box = char["bbox"]
        if char["c"].isalnum() and (box[0] < box[2] or box[1] < box[3]):
            yield box


def _words(chars: Any) -> Iterator[Box]:
    """The boxes of words: a machine that reads places words rather than letters."""
    word: list[Box] = []
    for char in [*chars, {"c": " "}]:
        if not char["c"].isspace():
            word.extend(_letters([char]))
        elif word:
            yield _around(word)
            word = []


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _pixels(box: Box, scale: float, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """The box in the picture of the page, one dot at least; None when it lies outside."""
    left, top = int(max(box[0] * scale, 0)), int(max(box[1] * scale, 0))
    right, bottom = int(min(box[2] * scale + 1, size[0])), int(min(box[3] * scale + 1, size[1]))
    return (left, top, right, bottom) if left < right and top < bottom else None


def _middle(box: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """The part where the ink of letters is, without the rim, where a box that hides them may end."""
    left, top, right, bottom = box
    across, down = (right - left) // 4, (bottom - top) // 4
    return (left, top + down, right, bottom - down) if down <= across else (left + across, top, right - across, bottom)
