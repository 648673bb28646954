"""Text in a PDF that is painted over, and so looks deleted, but can be copied out: the classic failed redaction."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Box = tuple[float, float, float, float]

# A letter counts as covered when this part of its box is; strokes through and under words cover less.
_COVERED = 0.5
_OPAQUE = 0.9
_DARK = 1.0  # the sum of red, green and blue, each from 0 to 1
_LEAST = 3.0  # points; what is lower or narrower is a line and hides no letter
_HIDDEN = 3  # the render mode of text that is not shown, such as what a machine read on a scanned page


@dataclass(frozen=True)
class Cover:
    """Something painted on a page: its turn, its box, and whether it is a box of one colour (else a picture)."""

    turn: int
    box: Box
    is_box: bool
    is_dark: bool

    def hides(self, turn: int, mode: int) -> bool:
        """Whether text of this turn and render mode cannot be seen where this lies.

        Hidden text stands for what a picture shows, so it may lie under one; under or over a dark box it tells what the box hides.
        """
        if mode == _HIDDEN:
            return self.is_box and (self.is_dark or self.turn > turn)
        return self.turn > turn


def has_covered_text(page: Any) -> bool:
    """Whether a letter cannot be seen because of an opaque box or a picture; `page` is pymupdf's."""
    covers = list(_covers(page))
    return bool(covers) and any(
        cover.hides(span["seqno"], span["type"])
        and _part(span["bbox"], cover.box) > 0
        and any(_part(letter[3], cover.box) >= _COVERED for letter in span["chars"] if chr(letter[0]).strip())
        for span in page.get_texttrace()
        for cover in covers
    )


def _covers(page: Any) -> Iterator[Cover]:
    """What could hide text. Pages whose text comes last, and is shown, need no closer look."""
    painted = page.get_bboxlog()
    kinds = [kind for kind, *_ in painted]
    first = (
        0 if "ignore-text" in kinds else next((n for n, kind in enumerate(kinds) if kind.endswith("text")), len(kinds))
    )
    for turn, (kind, box, *_) in enumerate(painted):
        if turn >= first and kind in ("fill-image", "fill-shade"):
            yield Cover(turn, box, False, False)
    if "fill-path" not in kinds[first:]:
        return
    for drawing in page.get_drawings():
        if drawing["seqno"] >= first and drawing.get("fill") and (drawing.get("fill_opacity") or 0) >= _OPAQUE:
            for item in drawing["items"]:
                box = item[1] if item[0] == "re" else item[1].rect if item[0] == "qu" else None
                if box is not None and box[2] - box[0] >= _LEAST and box[3] - box[1] >= _LEAST:
                    yield Cover(drawing["seqno"], tuple(box), True, sum(drawing["fill"]) < _DARK)


def _part(box: Box, cover: Box) -> float:
    """How much of a box lies under another one, from 0 to 1."""
    width = min(box[2], cover[2]) - max(box[0], cover[0])
    height = min(box[3], cover[3]) - max(box[1], cover[1])
    area = (box[2] - box[0]) * (box[3] - box[1])
    return width * height / area if width > 0 and height > 0 and area > 0 else 0.0
