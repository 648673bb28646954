"""Encoding a picture anew: upright, in sRGB, in every size, and nothing with it but its pixels.

The same source gives the same bytes, whatever machine with the same Pillow encodes it.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

import PIL
from PIL import Image, ImageCms, features

from plugins.pictures.renditions import Picture, Rendition
from plugins.pictures.sources import UNREADABLE, Unsuitable, damaged, opened

Setting = Mapping[str, str | int | bool]
# Half of AVIF's scale keeps faces and banners clear in a tenth of a JPEG's size. Speed 5 takes five times as long as 6 and saves 3 %.
# Left alone, the encoder cuts a picture into as many tiles as the machine has processors: other bytes on another machine.
AVIF: Setting = {
    "codec": "aom",
    "quality": 55,
    "speed": 6,
    "subsampling": "4:2:0",
    "max_threads": 1,
    "autotiling": False,
}
# Looks as the AVIF does. Method 6 takes a fifth longer than 4 and saves 4 %.
WEBP: Setting = {"quality": 78, "method": 6}
# For few readers, so good rather than small; progressive, so that a slow line shows something early.
JPEG: Setting = {"quality": 82, "subsampling": "4:2:0", "progressive": True, "optimize": True}
# Pillow's `optimize` takes seconds for a few per cent.
PNG: Setting = {"compress_level": 6}
SETTINGS: Mapping[str, Setting] = {"AVIF": AVIF, "WEBP": WEBP, "JPEG": JPEG, "PNG": PNG}

_SRGB = ImageCms.createProfile("sRGB")
_TURN = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@cache
def recipe() -> str:
    """All that decides about the bytes besides the source: whoever keeps encoded pictures must ask whether it is the same.

    The code is part of it: when it was mended so that it leaves nothing of a source, no picture of before is published.
    """
    libraries = {name: features.version(name) for name in ("avif", "webp", "jpg", "zlib", "littlecms2")}
    settings = sorted((name, sorted(setting.items())) for name, setting in SETTINGS.items())
    return repr((PIL.__version__, libraries, settings, code(Path(__file__).parent)))


def code(folder: Path) -> str:
    """One hash of all code in a folder."""
    files = sorted(folder.glob("*.py"))
    return hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in files)).hexdigest()


def encoded(source: bytes, picture: Picture, shown: str) -> dict[Rendition, bytes]:
    """Every file of the picture. Raises Unsuitable where it cannot be decoded, or is not what its header said."""
    with opened(BytesIO(source), shown) as image:
        try:
            image.load()
        except UNREADABLE:
            raise Unsuitable(damaged(shown)) from None
        pixels = _pixels(image, picture)
    if pixels.size != (picture.width, picture.height):
        raise Unsuitable(damaged(shown))
    return {rendition: _file(pixels, rendition) for rendition in picture.files}


def _pixels(image: Image.Image, picture: Picture) -> Image.Image:
    """The picture upright, as RGB or RGBA in sRGB, without a word about where it comes from."""
    colours = _srgb(_eight_bits(image)).convert("RGBA" if picture.transparent else "RGB")
    if picture.transparent:
        # What was erased is often still there, only seen through: multiplied with its opacity it is really gone.
        colours = colours.convert("RGBa").convert("RGBA")
    turn = _TURN.get(picture.orientation)
    upright = colours.transpose(turn) if turn is not None else colours
    # Pillow hands comments, profiles and text from the opened picture on to what it saves; a picture made of bytes has none.
    return Image.frombytes(upright.mode, upright.size, upright.tobytes())


def _eight_bits(image: Image.Image) -> Image.Image:
    """Pillow turns every grey of 16 bits above 255 into white unless it is divided first."""
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")


def _srgb(image: Image.Image) -> Image.Image:
    """The colours as every screen takes them when no profile says otherwise. A profile that is damaged is passed over, as browsers do."""
    profile = image.info.get("icc_profile")
    if not profile:
        return image
    alpha = image.convert("RGBA").getchannel("A") if image.has_transparency_data else None
    plain = image if image.mode in ("L", "CMYK") else image.convert("L" if image.mode in ("1", "LA") else "RGB")
    try:
        told = ImageCms.ImageCmsProfile(BytesIO(profile))
        colours = ImageCms.profileToProfile(plain, told, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image
    if colours is None:  # only when it is told to change the picture in place
        return image
    if alpha is not None:
        colours.putalpha(alpha)
    return colours


def _file(pixels: Image.Image, rendition: Rendition) -> bytes:
    size = (rendition.width, rendition.height)
    scaled = pixels if pixels.size == size else pixels.resize(size, Image.Resampling.LANCZOS)
    written = BytesIO()
    scaled.save(written, rendition.format, **SETTINGS[rendition.format])
    return written.getvalue()
