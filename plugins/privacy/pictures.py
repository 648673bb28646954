"""Pictures that may be published: what their name says, not too large, and nothing in the file but the picture.

A picture with metadata is refused in the project too, not only cleaned on its way out: git publishes the original.
"""

import warnings
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms, ImageOps

from plugins.messages import say
from plugins.privacy.picture_parts import Damaged, foreign_parts
from plugins.problems import Problem

# Ending of the file -> Pillow's name of the format. Only these decoders ever see a file.
FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP", ".avif": "AVIF"}
# Above the largest that phones take as a rule (48 million). A small file can unfold to gigabytes in memory.
MOST_PIXELS = 50_000_000
_BEGINNINGS = {"PNG": b"\x89PNG\r\n\x1a\n", "JPEG": b"\xff\xd8\xff"}
_CLEAN = say("Run ./inv clean with the path of the file: it writes the picture anew without anything else.")


def picture_problems(path: Path, shown: str) -> Iterator[Problem]:
    """What is wrong with a picture file, from its bytes; the picture is never decoded before its size is known."""
    yield from problems_of_picture(path.read_bytes(), path.suffix.lower(), shown)


def problems_of_picture(raw: bytes, ending: str, shown: str) -> Iterator[Problem]:
    form = FORMATS[ending]
    if form_of(raw) != form:
        message = say("the file must be a picture of the format that its name says (%(form)s); it is not", form=form)
        yield Problem(shown, 0, 0, message, say("Export it again, and give it the ending of its format."))
        return
    size = _size(raw)
    if size is None:
        yield _damaged(shown)
    elif size[0] * size[1] > MOST_PIXELS:
        message = say(
            "the picture must have at most %(most)s million pixels; it has more", most=MOST_PIXELS // 1_000_000
        )
        yield Problem(shown, 0, 0, message, say("Make it smaller; 2000 pixels are enough for any page."))
    else:
        yield from _foreign(raw, form, shown)


def _foreign(raw: bytes, form: str, shown: str) -> Iterator[Problem]:
    try:
        for name in dict.fromkeys(foreign_parts(raw, form)):
            message = say(
                "the picture must hold nothing but the picture; it holds metadata or more (%(part)s)", part=name
            )
            yield Problem(shown, 0, 0, message, _CLEAN)
    except Damaged:
        yield _damaged(shown)


def _damaged(shown: str) -> Problem:
    return Problem(shown, 0, 0, say("the picture must be whole; it is damaged"), say("Export it again."))


def form_of(raw: bytes) -> str | None:
    """The format that the first bytes tell."""
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        return "WEBP"
    if raw[4:8] == b"ftyp" and raw[8:12] in (b"avif", b"mif1"):
        return "AVIF"
    return next((form for form, begin in _BEGINNINGS.items() if raw.startswith(begin)), None)


def _size(raw: bytes) -> tuple[int, int] | None:
    """Width and height in pixels as the head of the file tells, without decoding it; None when there is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the limit here is our own, and what is odd in the file is refused anyway
            with Image.open(BytesIO(raw)) as image:
                return image.size
    except Image.DecompressionBombError:
        return MOST_PIXELS, MOST_PIXELS
    except Exception:  # each format has errors of its own, and their words could hold what is in the file
        return None


def cleaned_picture(raw: bytes) -> bytes:
    """The picture written anew, turned as its camera meant it, without any metadata.

    Raises ValueError, which says why, when it cannot be done without losing something.
    """
    form, size = form_of(raw), _size(raw)
    if form is None or size is None or size[0] * size[1] > MOST_PIXELS:
        raise ValueError(say("it is damaged, too large, or no picture that the site may hold"))
    with Image.open(BytesIO(raw)) as image:
        if getattr(image, "n_frames", 1) > 1:
            raise ValueError(say("it moves; save one picture of it"))
        turned = _in_plain_colours(ImageOps.exif_transpose(image), image.info.get("icc_profile"))
        see_through = {key: value for key, value in turned.info.items() if key == "transparency"}
        turned.info.clear()
        turned.info.update(see_through)
        written = BytesIO()
        quality = {"JPEG": {"quality": 90}, "WEBP": {"quality": 90}, "AVIF": {"quality": 80}}.get(form, {})
        turned.save(written, form, **quality)
    return written.getvalue()


def _in_plain_colours(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in sRGB, which programs take for granted, so that it needs no colour profile."""
    if not profile or image.mode not in ("L", "LA", "P", "RGB", "RGBA", "CMYK"):
        return image
    if image.mode == "P" or "transparency" in image.info:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    alpha = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    coloured = image.convert(image.mode.removesuffix("A")) if alpha else image
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(coloured, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # what is no profile, or one for other pictures, is not heeded by those who show it either
    if converted is None:
        return image
    if alpha:
        converted.putalpha(alpha)
    return converted
