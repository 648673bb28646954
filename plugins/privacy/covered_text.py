"""Text in a PDF that is painted over, and so looks deleted, but can be copied out: the classic failed redaction."""

from collections.abc import Iterator
from typing import Any

Box = tuple[float, float, float, float]

# A letter counts as covered when this part of its box is; strokes through and under words cover less.
_COVERED = 0.5
_OPAQUE = 0.9


def has_covered_text(page: Any) -> bool:
    """Whether a letter lies under an opaque box or a picture that is painted after it; `page` is pymupdf's."""
    covers = list(_covers(page))
    if not covers:
        return False
    # The hidden text of a scanned page (render mode 3) stands for what the picture over it shows.
    return any(
        later > span["seqno"] and (opaque_box or span["type"] != 3) and _part(letter[3], box) >= _COVERED
        for span in page.get_texttrace()
        for later, box, opaque_box in covers
        if later > span["seqno"] and _part(span["bbox"], box) > 0
        for letter in span["chars"]
        if chr(letter[0]).strip()
    )


def _covers(page: Any) -> Iterator[tuple[int, Box, bool]]:
    """What is painted over other things: its turn, its box, and whether it is a box (else a picture)."""
    painted = page.get_bboxlog()
    first = next((turn for turn, (kind, *_) in enumerate(painted) if kind.endswith("text")), len(painted))
    later = {kind for kind, *_ in painted[first:]}
    if {"fill-image", "fill-shade"} & later:
        for turn, (kind, box, *_) in enumerate(painted):
            if turn > first and kind in ("fill-image", "fill-shade"):
                yield turn, box, False
    if "fill-path" in later:
        for drawing in page.get_drawings():
            if drawing["seqno"] > first and drawing.get("fill") and (drawing.get("fill_opacity") or 0) >= _OPAQUE:
                for item in drawing["items"]:
                    if item[0] in ("re", "qu"):
                        box = item[1] if item[0] == "re" else item[1].rect
                        yield drawing["seqno"], tuple(box), True


def _part(box: Box, cover: Box) -> float:
    """How much of a box lies under another one, from 0 to 1."""
    width = min(box[2], cover[2]) - max(box[0], cover[0])
    height = min(box[3], cover[3]) - max(box[1], cover[1])
    area = (box[2] - box[0]) * (box[3] - box[1])
    return width * height / area if width > 0 and height > 0 and area > 0 else 0.0
