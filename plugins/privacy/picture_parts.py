"""The parts of a picture file by its format, so that nothing in it goes unread: each part is picture, or it is refused.

A list of what is allowed, not of what is known to tell something: cameras and programs invent new parts every year.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from plugins.privacy.avif_parts import Damaged, avif_parts

__all__ = ["Damaged", "foreign_parts", "plain_jpeg"]

# PNG, third edition (W3C 2025): what makes up the picture, its frames and its colours, and how long it is at most.
# No text, no time, no EXIF, and no colour profile, which has room for words: ./inv clean puts its colours into the picture.
_PNG_DATA = frozenset([b"IDAT", b"fdAT", b"fcTL"])
_PNG = {b"IHDR": 13, b"PLTE": 768, b"IEND": 0, b"tRNS": 256, b"cHRM": 32, b"gAMA": 4, b"sBIT": 4, b"sRGB": 1}
_PNG |= {b"cICP": 4, b"mDCV": 24, b"cLLI": 8, b"bKGD": 6, b"hIST": 512, b"pHYs": 9, b"acTL": 8, b"fcTL": 26}
_PNG |= {b"IDAT": 2**31, b"fdAT": 2**31}
_WEBP = frozenset([b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"])
# What follows a JPEG's head: the plain JFIF head without a small picture, and Adobe's, which tells the colours.
_JFIF = re.compile(rb"JFIF\0.{7}\0\0", re.DOTALL)
_ADOBE = re.compile(rb"Adobe.{7}", re.DOTALL)
_SCAN = 0xDA
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def foreign_parts(raw: bytes, form: str) -> Iterator[str]:
    """The names of the parts that are no picture, in the order of the file; `form` is Pillow's name of the format."""
    yield from _READERS[form](raw)


def _png(raw: bytes) -> Iterator[str]:
    place, kind = 8, b""
    seen: set[bytes] = set()
    while kind != b"IEND":
        length, kind = int.from_bytes(raw[place : place + 4], "big"), raw[place + 4 : place + 8]
        if length > _PNG.get(kind, -1) or kind in seen - _PNG_DATA:
            yield _named(kind)
        seen.add(kind)
        place += 12 + length
        if place > len(raw):
            raise Damaged
    if b"fdAT" in seen and b"acTL" not in seen:
        yield "fdAT"
    if place < len(raw):
        yield "bytes after the end"


def _jpeg(raw: bytes) -> Iterator[str]:
    end = 2
    for begin, after, name in _jpeg_judged(raw):
        if raw[end:begin].strip(b"\xff"):
            yield "bytes between the parts"
        if name:
            yield name
        end = after
    if end < len(raw):
        yield "bytes after the end"


def plain_jpeg(raw: bytes) -> bytes:
    """A JPEG without the segments that are no picture and without what follows it; the picture stays bit for bit."""
    return raw[:2] + b"".join(raw[begin:end] for begin, end, name in _jpeg_judged(raw) if not name)


def _jpeg_judged(raw: bytes) -> Iterator[tuple[int, int, str | None]]:
    """Begin and end of each segment, a scan with its data, and its name when it is no picture or stands there again."""
    segments = list(_jpeg_segments(raw))
    heads: set[int] = set()
    for number, (begin, end) in enumerate(segments):
        marker = raw[begin + 1]
        name = _jpeg_part(marker, raw[begin + 4 : end])
        if name is None and marker in heads:
            name = f"APP{marker - 0xE0}"
        if 0xE0 <= marker <= 0xEF:
            heads.add(marker)
        yield begin, segments[number + 1][0] if marker == _SCAN else end, name


def _jpeg_segments(raw: bytes) -> Iterator[tuple[int, int]]:
    """Begin and end of each segment up to the end of the picture; the data of a scan lie between segments."""
    place, marker = 2, 0
    while marker != 0xD9:
        match = _MARKER.search(raw, place)
        if not match:
            raise Damaged
        marker = raw[match.start() + 1]
        length = 0 if marker == 0xD9 else max(int.from_bytes(raw[match.end() : match.end() + 2], "big"), 2)
        place = match.end() + length
        yield match.start(), place


def _jpeg_part(marker: int, part: bytes) -> str | None:
    """The name of a segment that is no picture; JFIF (without its small picture) and Adobe's transform are."""
    if marker == 0xFE:
        return "comment"
    if 0xE0 <= marker <= 0xEF:
        head = {0xE0: _JFIF, 0xEE: _ADOBE}.get(marker)
        if head is not None and head.fullmatch(part):
            return None
        if part.startswith(b"ICC_PROFILE\0"):
            return "ICC"
        return {0xE1: "EXIF or XMP", 0xE2: "MPF", 0xED: "IPTC"}.get(marker, f"APP{marker - 0xE0}")
    return None


def _webp(raw: bytes) -> Iterator[str]:
    end = 8 + int.from_bytes(raw[4:8], "little")
    if end > len(raw):
        raise Damaged
    yield from _chunks(raw, 12, end)
    if end + end % 2 < len(raw):
        yield "bytes after the end"


def _chunks(raw: bytes, place: int, end: int) -> Iterator[str]:
    while place + 8 <= end:
        kind, size = raw[place : place + 4], int.from_bytes(raw[place + 4 : place + 8], "little")
        if kind not in _WEBP:
            yield _named(kind)
        if kind == b"ANMF":  # a frame holds chunks of its own after 16 bytes
            yield from _chunks(raw, place + 24, min(place + 8 + size, end))
        place += 8 + size + size % 2


def _avif(raw: bytes) -> Iterator[str]:
    try:
        yield from map(_named, avif_parts(raw))
    except IndexError:
        raise Damaged from None


def _named(kind: bytes) -> str:
    """The name of a part, which is four letters; anything else could be part of a secret."""
    return kind.decode("ascii").strip() if re.fullmatch(rb"[A-Za-z]{3}[A-Za-z ]", kind) else "unknown part"


_READERS: Mapping[str, Callable[[bytes], Iterator[str]]] = {"PNG": _png, "JPEG": _jpeg, "WEBP": _webp, "AVIF": _avif}
