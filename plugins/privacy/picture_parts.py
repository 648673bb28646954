"""The parts of a picture file by its format, so that nothing in it goes unread: each part is picture, or it is refused.

A list of what is allowed, not of what is known to tell something: cameras and programs invent new parts every year.
"""

import re
from collections.abc import Callable, Iterator, Mapping

# PNG, third edition (W3C 2025): what makes up the picture, its frames and its colours; no text, no time, no EXIF.
_PNG = frozenset(
    [
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"cHRM",
        b"gAMA",
        b"iCCP",
        b"sBIT",
        b"sRGB",
        b"cICP",
        b"mDCV",
        b"cLLI",
    ]
) | frozenset([b"bKGD", b"hIST", b"pHYs", b"acTL", b"fcTL", b"fdAT"])
_WEBP = frozenset([b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"])
# Boxes of ISO/IEC 14496-12 at the top of a file, and the kinds of items that are picture. Moving ones have more boxes.
_AVIF_BOXES = frozenset([b"ftyp", b"meta", b"mdat"])
_AVIF_ITEMS = frozenset([b"av01", b"grid", b"iovl", b"iden", b"tmap"])
_ITEM = re.compile(rb"infe(?:\x02.{7}|\x03.{9})(.{4})", re.DOTALL)
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


class Damaged(Exception):
    """The file ends early or is not of its format."""


def foreign_parts(raw: bytes, form: str) -> Iterator[str]:
    """The names of the parts that are no picture, in the order of the file; `form` is Pillow's name of the format."""
    yield from _READERS[form](raw)


def _png(raw: bytes) -> Iterator[str]:
    place, kind = 8, b""
    while kind != b"IEND":
        kind = raw[place + 4 : place + 8]
        if kind not in _PNG:
            yield _named(kind)
        place += 12 + int.from_bytes(raw[place : place + 4], "big")
        if place > len(raw):
            raise Damaged
    if place < len(raw):
        yield "bytes after the end"


def _jpeg(raw: bytes) -> Iterator[str]:
    end = 0
    for begin, end in _jpeg_segments(raw):
        name = _jpeg_part(raw[begin + 1], raw[begin + 4 : end])
        if name:
            yield name
    if end < len(raw):
        yield "bytes after the end"


def plain_jpeg(raw: bytes) -> bytes:
    """A JPEG without the segments that are no picture and without what follows it; the picture stays bit for bit."""
    segments = list(_jpeg_segments(raw))
    kept, place = [], 0
    for begin, end in segments:
        kept.append(raw[place:begin])
        if not _jpeg_part(raw[begin + 1], raw[begin + 4 : end]):
            kept.append(raw[begin:end])
        place = end
    return b"".join(kept)


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
    """The name of a segment that is no picture; JFIF (without its small picture), colours and Adobe's transform are."""
    if marker == 0xFE:
        return "comment"
    if 0xE0 <= marker <= 0xEF:
        plain_head = part.startswith(b"JFIF\0") and part[12:14] in (b"", b"\0\0")
        if plain_head or part.startswith((b"ICC_PROFILE\0", b"Adobe")):
            return None
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
    place = 0
    while place < len(raw):
        size, kind = int.from_bytes(raw[place : place + 4], "big"), raw[place + 4 : place + 8]
        if size == 1:
            size = int.from_bytes(raw[place + 8 : place + 16], "big")
        size = size or len(raw) - place
        if size < 8 or place + size > len(raw):
            raise Damaged
        if kind not in _AVIF_BOXES:
            yield _named(kind)
        if kind == b"meta":
            for item in _ITEM.finditer(raw, place, place + size):
                if item[1] not in _AVIF_ITEMS:
                    yield _named(item[1])
        place += size


def _named(kind: bytes) -> str:
    """The name of a part, which is four letters; anything else could be part of a secret."""
    return kind.decode("ascii").strip() if re.fullmatch(rb"[A-Za-z]{3}[A-Za-z ]", kind) else "unknown part"


_READERS: Mapping[str, Callable[[bytes], Iterator[str]]] = {"PNG": _png, "JPEG": _jpeg, "WEBP": _webp, "AVIF": _avif}
