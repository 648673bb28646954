"""The pictures in a text, as elements that let the browser choose the format and the size it needs."""

import html
import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plugins.addresses import relative
from plugins.pictures.renditions import Picture, Rendition

# The theme's column (--measure, 38rem of 17 pixels) and its share (vw) of a narrower window, beside --gap.
COLUMN = 646
SHARE = 92
# Smaller ones look lost above a link that somebody shares.
WIDE_ENOUGH_TO_SHARE = 600

# Every tag of the filtered HTML is met in turn, so that nothing inside an attribute is taken for one.
_TAG = re.compile(r'<(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?:\s+[a-z-]+="[^"]*")*)\s*/?>')
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')


@dataclass(frozen=True)
class Shown:
    """A picture of a page with its text for those who cannot see it."""

    file: Rendition
    alt: str


class Elements:
    """Makes the elements of one page's pictures, and remembers which stood there."""

    def __init__(self, here: str, pictures: Iterable[Picture]) -> None:
        self.shown: list[Shown] = []
        self._here = here
        self._pictures: Mapping[str, Picture] = {picture.fallback.address: picture for picture in pictures}

    def put_into(self, filtered: str) -> str:
        """The HTML, as `markup.safe` leaves it, with a `<picture>` for every `<img>` of a picture of ours."""
        return _TAG.sub(self._replaced, filtered)

    def _replaced(self, tag: re.Match[str]) -> str:
        if tag["name"] != "img":
            return tag[0]
        attributes = dict(_ATTRIBUTE.findall(tag["attributes"]))
        place = posixpath.normpath(posixpath.join(posixpath.dirname(self._here), attributes.get("src", "")))
        picture = self._pictures.get(place)
        if picture is None:
            return tag[0]
        self.shown.append(Shown(picture.fallback, html.unescape(attributes.get("alt", ""))))
        return self._element(picture, attributes)

    def _element(self, picture: Picture, attributes: dict[str, str]) -> str:
        """The attributes keep the escapes they have."""
        width, height = _wanted_size(picture, attributes.pop("width", ""))
        attributes.pop("height", None)
        sources = "".join(
            f'<source type="image/{kind.lower()}" srcset="{self._candidates(picture, kind)}" sizes="{_sizes(width)}">'
            for kind in ("AVIF", "WEBP")
        )
        attributes |= {"width": str(width), "height": str(height), "loading": "lazy", "decoding": "async"}
        written = "".join(f' {name}="{value}"' for name, value in attributes.items())
        return f"<picture>{sources}<img{written}></picture>"

    def _candidates(self, picture: Picture, kind: str) -> str:
        return ", ".join(f"{relative(self._here, entry.address)} {entry.width}w" for entry in picture.renditions(kind))


def _wanted_size(picture: Picture, wanted: str) -> tuple[int, int]:
    """The whole picture, or the width that the text asks for where it is less; the height follows."""
    full = picture.fallback
    width = min(int(wanted), full.width) if re.fullmatch(r"[1-9][0-9]{0,4}", wanted) else full.width
    return width, max(1, round(full.height * width / full.width))


def _sizes(width: int) -> str:
    """How wide a picture of this width is drawn in the column of a text, for windows of every width."""
    drawn = min(width, COLUMN)
    return f"(min-width: {round(drawn * 100 / SHARE)}px) {drawn}px, {SHARE}vw"
