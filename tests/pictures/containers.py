"""What is in an image file besides its pixels, told by reading the container itself: Pillow is what is being tested."""

import struct
from collections.abc import Iterator

# What decoders need, and nothing that says anything about the picture's past.
PIXELS_ONLY = {
    "PNG": {"IHDR", "IDAT", "IEND"},
    "JPEG": {"SOI", "APP0", "DQT", "SOF2", "DHT", "SOS", "EOI"},
    "WEBP": {"VP8 ", "VP8L", "VP8X", "ALPH"},
    "AVIF": {"av01"},
}
_JPEG = {0xD8: "SOI", 0xD9: "EOI", 0xDA: "SOS", 0xDB: "DQT", 0xC4: "DHT", 0xC2: "SOF2", 0xC0: "SOF0"}


def parts(raw: bytes) -> set[str]:
    """The kinds of chunks, segments or items in a PNG, JPEG, WebP or AVIF."""
    if raw.startswith(b"\x89PNG"):
        return set(_chunks(raw, 8, ">I4s", 12))
    if raw.startswith(b"RIFF"):
        return set(_riff(raw))
    if raw.startswith(b"\xff\xd8"):
        return set(_segments(raw))
    assert raw[4:12] == b"ftypavif"
    return set(_items(raw))


def _chunks(raw: bytes, place: int, form: str, around: int) -> Iterator[str]:
    while place < len(raw):
        length, kind = struct.unpack_from(form, raw, place)
        yield kind.decode()
        place += length + around


def _riff(raw: bytes) -> Iterator[str]:
    place = 12
    while place < len(raw):
        kind, length = struct.unpack_from("<4sI", raw, place)
        yield kind.decode()
        place += 8 + length + length % 2


def _segments(raw: bytes) -> Iterator[str]:
    """A marker is FF and a code; within the coded pixels FF is followed by 00 or a restart code."""
    place = 0
    while place < len(raw):
        assert raw[place] == 0xFF
        code = raw[place + 1]
        yield _JPEG.get(code, f"APP{code - 0xE0}" if 0xE0 <= code <= 0xEF else f"{code:02X}")
        place += 2 if code in (0xD8, 0xD9) else 2 + struct.unpack_from(">H", raw, place + 2)[0]
        if code == 0xDA:
            while raw[place] != 0xFF or raw[place + 1] == 0 or 0xD0 <= raw[place + 1] <= 0xD7:
                place += 1


def _items(raw: bytes) -> Iterator[str]:
    """The types of an AVIF's items (`infe` boxes of version 2): `av01` is a picture, `Exif` and `mime` (XMP) are not. A profile is a `prof`."""
    place = raw.find(b"infe")
    while place >= 0:
        yield raw[place + 12 : place + 16].decode()
        place = raw.find(b"infe", place + 4)
    if b"colrprof" in raw or b"colrrICC" in raw:
        yield "prof"
