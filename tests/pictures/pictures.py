"""Pictures to test with: every corner of another colour, and as talkative as files can be."""

from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, ImageCms, PngImagePlugin

from plugins.pictures.renditions import Picture
from plugins.pictures.sources import picture
from plugins.site import Site

CANARY = "canary-canary"
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def corners(width: int, height: int) -> Image.Image:
    """Red above left, green above right, blue below left, white below right."""
    four = Image.new("RGB", (2, 2))
    for place, colour in (((0, 0), RED), ((1, 0), GREEN), ((0, 1), BLUE), ((1, 1), WHITE)):
        four.putpixel(place, colour)
    return four.resize((width, height), Image.Resampling.NEAREST)


def colours_at_corners(image: Image.Image) -> list[tuple[int, ...]]:
    """The colours that `corners` has, read in the same order, to the nearest half of the scale."""
    plain = image.convert("RGB")
    quarters = [(x * image.width // 4, y * image.height // 4) for y in (1, 3) for x in (1, 3)]
    found = []
    for place in quarters:
        pixel = plain.getpixel(place)
        assert isinstance(pixel, tuple)
        found.append(tuple(255 if value > 127 else 0 for value in pixel))
    return found


def exif(orientation: int = 1) -> Image.Exif:
    """EXIF with a camera, a place and a way the camera was held."""
    data = Image.Exif()
    data[ExifTags.Base.Make] = CANARY
    data[ExifTags.Base.Orientation] = orientation
    data.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (39.0, 1.0, 10.0), 3: "E", 4: (125.0, 44.0, 0.0), 29: CANARY})
    return data


def profile() -> bytes:
    """A colour profile in which red and green are exchanged."""
    raw = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return raw.replace(b"rXYZ", b"????", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"????", b"gXYZ", 1)


def talkative(image: Image.Image, kind: str, orientation: int = 1) -> bytes:
    """The picture in a file of this kind, with all the metadata that it can carry."""
    told: dict[str, Any] = {"exif": exif(orientation), "icc_profile": profile(), "xmp": f"<x>{CANARY}</x>".encode()}
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Author", CANARY)
        text.add_itxt("XML:com.adobe.xmp", f"<x>{CANARY}</x>")
        text.add(b"tIME", b"\x07\xe8\x01\x01\x00\x00\x00")
        told |= {"pnginfo": text, "dpi": (300, 300)}
    if kind == "JPEG":
        told |= {"comment": CANARY, "dpi": (300, 300), "quality": 95, "subsampling": "4:4:4"}
    written = BytesIO()
    image.save(written, kind, **told)
    raw = written.getvalue()
    if kind == "JPEG":  # IPTC, which Pillow reads but does not write
        iptc = b"Photoshop 3.0\0" + CANARY.encode()
        raw = raw[:2] + b"\xff\xed" + (len(iptc) + 2).to_bytes(2, "big") + iptc + raw[2:]
    return raw


def put(site: Site, name: str, content: bytes | Image.Image, **options: Any) -> Path:
    """A file in content/files/."""
    path = site.files / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        content.save(path, **options)
    return path


def picture_of(site: Site, name: str, content: bytes | Image.Image, **options: Any) -> Picture:
    return picture(put(site, name, content, **options), site)
