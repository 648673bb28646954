"""Which files a picture becomes: its sizes, formats and addresses. Known from the picture's header, before anything is encoded."""

from dataclasses import dataclass
from pathlib import Path

# A phone, a phone with a fine screen or the text column, and the column on a fine screen. Pixels.
WIDTHS = (480, 960, 1600)
# A step this close below the full width would be one more file that saves nobody anything.
_NEAR = 1.25
ENDINGS = {"AVIF": "avif", "WEBP": "webp", "JPEG": "jpg", "PNG": "png"}


@dataclass(frozen=True)
class Rendition:
    """One published file of a picture. `format` is Pillow's name."""

    address: str
    width: int
    height: int
    format: str


@dataclass(frozen=True)
class Picture:
    """A picture as the page shows it: `width` and `height` stand upright, `orientation` (of EXIF) is how to get there.

    `stem` is its address without width and ending (`files/geneva-2026`).
    """

    source: Path
    stem: str
    width: int
    height: int
    orientation: int
    transparent: bool

    @property
    def widths(self) -> tuple[int, ...]:
        """From the smallest to the full width, which is at most the picture's own: nothing is scaled up."""
        full = min(self.width, WIDTHS[-1])
        return (*(width for width in WIDTHS if width * _NEAR < full), full)

    def renditions(self, kind: str) -> tuple[Rendition, ...]:
        return tuple(self._rendition(width, kind) for width in self.widths)

    @property
    def fallback(self) -> Rendition:
        """For browsers without AVIF and WebP, feeds, previews elsewhere and plain links: JPEG, or PNG where one can see through."""
        return self._rendition(self.widths[-1], "PNG" if self.transparent else "JPEG")

    @property
    def files(self) -> tuple[Rendition, ...]:
        """Every file that is published for this picture."""
        return (*self.renditions("AVIF"), *self.renditions("WEBP"), self.fallback)

    def _rendition(self, width: int, kind: str) -> Rendition:
        height = max(1, round(self.height * width / self.width))
        return Rendition(f"{self.stem}-{width}.{ENDINGS[kind]}", width, height, kind)
