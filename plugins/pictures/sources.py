"""The pictures in `content/files/`, told from their headers: nothing is decoded to know what a picture becomes."""

import struct
import warnings
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

from PIL import ExifTags, Image, UnidentifiedImageError

from plugins.messages import say
from plugins.pictures.renditions import Picture
from plugins.privacy.pictures import FORMATS, MOST_PIXELS
from plugins.problems import Problem
from plugins.site import Site

LONGEST_SIDE = 16_383  # what WebP can hold
UPRIGHT = range(1, 9)  # the orientations of EXIF 2.3; from 5 on the picture lies on its side

# What Pillow raises for what is no picture; RuntimeError comes from AVIF.
UNREADABLE = (UnidentifiedImageError, OSError, ValueError, SyntaxError, RuntimeError)
_WRONG_EXIF = (*UNREADABLE, TypeError, LookupError, struct.error)


class Unsuitable(Exception):
    """The picture cannot be published; the problem says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def is_picture(path: Path) -> bool:
    return path.suffix.lower() in FORMATS


def pictures(files: Iterable[Path], site: Site, problems: list[Problem]) -> dict[Path, Picture]:
    """The pictures among these files, with what keeps one from being published."""
    found: dict[Path, Picture] = {}
    for path in filter(is_picture, files):
        try:
            found[path] = picture(path, site)
        except Unsuitable as error:
            problems.append(error.problem)
        except UNREADABLE:
            problems.append(damaged(site.shown(path)))
    problems.extend(pictures_have_names_of_their_own(found, site))
    return found


def picture(path: Path, site: Site) -> Picture:
    """The picture in this file. Raises Unsuitable, or one of Pillow's errors where it is no picture."""
    stem = path.relative_to(site.content).with_suffix("").as_posix()
    with opened(path, site.shown(path)) as image:
        orientation = _orientation(image, path)
        width, height = image.size if orientation < 5 else reversed(image.size)
        return Picture(path, stem, width, height, orientation, image.has_transparency_data)


def opened(file: Path | BytesIO, shown: str) -> Image.Image:
    """The picture with only its header read. Raises Unsuitable where it is too large to be decoded, or moves."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of damaged EXIF, and of a size for which our own limit is lower
        try:
            image = Image.open(file, formats=sorted(set(FORMATS.values())))
        except Image.DecompressionBombError:
            raise Unsuitable(_too_large(shown)) from None
    problem = _unsuitable(image, shown)
    if problem:
        image.close()
        raise Unsuitable(problem)
    return image


def _unsuitable(image: Image.Image, shown: str) -> Problem | None:
    if image.width * image.height > MOST_PIXELS or max(image.size) > LONGEST_SIDE:
        return _too_large(shown)
    frames = getattr(image, "n_frames", 1)
    if frames == 1:
        return None
    message = say("the picture must be one picture that stands still; it holds %(count)s", count=frames)
    return Problem(shown, 0, 0, message, say("Export the one that shows it best as JPEG or PNG."))


def _too_large(shown: str) -> Problem:
    message = say(
        "the picture must have at most %(pixels)s million pixels, and %(side)s on a side; it has more",
        pixels=MOST_PIXELS // 1_000_000,
        side=f"{LONGEST_SIDE:,}",
    )
    return Problem(shown, 0, 0, message, say("Export it smaller: 3,200 pixels on the longer side are plenty."))


def damaged(shown: str) -> Problem:
    fix = say("Export it again; if you saved it just now, build again.")
    return Problem(shown, 0, 0, say("the picture must be whole; it is damaged"), fix)


def _orientation(image: Image.Image, path: Path) -> int:
    """How the camera was held. Pillow decodes a whole PNG to look for EXIF at its end, so that is asked for only where there is some."""
    if image.format == "PNG" and "exif" not in image.info and b"eXIf" not in path.read_bytes():
        return 1
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of damaged EXIF, which could print what is in it
        try:
            value = image.getexif().get(ExifTags.Base.Orientation, 1)
        except _WRONG_EXIF:
            return 1
    return value if value in UPRIGHT else 1


def pictures_have_names_of_their_own(found: Mapping[Path, Picture], site: Site) -> Iterator[Problem]:
    """`a.jpg` and `a.png` would both become `a-480.avif`."""
    met: dict[str, Path] = {}
    for path, entry in found.items():
        if entry.stem in met:
            message = say(
                "the picture must have a name of its own, whatever its ending; %(other)s has the same",
                other=site.shown(met[entry.stem]),
            )
            yield Problem(site.shown(path), 0, 0, message, say("Rename or remove one of them."))
        met[entry.stem] = path
