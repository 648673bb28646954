"""The boxes of an AVIF file (ISO/IEC 14496-12 and 23008-12): each byte belongs to the picture, or its part is refused."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

# At the top of a file, in its description, and the properties of pictures. Moving ones have more boxes.
_TOP = frozenset([b"ftyp", b"meta", b"mdat"])
_DESCRIBED = frozenset([b"hdlr", b"pitm", b"iloc", b"iinf", b"iref", b"iprp", b"idat", b"grpl"])
_PROPERTIES = frozenset([b"ispe", b"pixi", b"av1C", b"colr", b"auxC", b"irot", b"imir", b"pasp", b"clap"]) | frozenset(
    [b"clli", b"mdcv", b"cclv", b"a1op", b"a1lx", b"lsel"]
)
# The kinds of items that are picture, and the names that programs give them.
_ITEMS = frozenset([b"av01", b"grid", b"iovl", b"iden", b"tmap"])
_NAMES = frozenset([b"", b"Color", b"Alpha"])
_LONGEST = {b"ftyp": 64, b"hdlr": 33, b"auxC": 64, b"colr": 19}


class Damaged(Exception):
    """The file ends early or is not of its format."""


@dataclass(frozen=True)
class Box:
    """A box by its kind and by where it, what it holds, and its end lie in the file."""

    kind: bytes
    begin: int
    inner: int
    end: int


def avif_parts(raw: bytes) -> Iterator[bytes]:
    """The kinds of the boxes and items that are no picture; `mdat` when it holds more than the items."""
    top = list(_boxes(raw, 0, len(raw)))
    used: set[tuple[int, int]] = set()
    for box in top:
        yield from _foreign(raw, [box], _TOP)
        if box.kind == b"meta":
            inner = list(_boxes(raw, box.inner + 4, box.end))
            yield from _foreign(raw, inner, _DESCRIBED)
            yield from _described(raw, inner)
            used |= {place for part in inner if part.kind == b"iloc" for place in _places(raw[part.inner : part.end])}
    data = [(box.inner, box.end) for box in top if box.kind == b"mdat"]
    if not all(_is_covered(begin, end, used) for begin, end in data):
        yield b"mdat"


def _boxes(raw: bytes, place: int, end: int) -> Iterator[Box]:
    while place < end:
        size, kind, inner = int.from_bytes(raw[place : place + 4], "big"), raw[place + 4 : place + 8], place + 8
        if size == 1:
            size, inner = int.from_bytes(raw[place + 8 : place + 16], "big"), place + 16
        size = size or end - place
        if place + size > end or inner > place + size:
            raise Damaged
        yield Box(kind, place, inner, place + size)
        place += size


def _foreign(raw: bytes, boxes: Collection[Box], known: Collection[bytes]) -> Iterator[bytes]:
    for box in boxes:
        is_profile = box.kind == b"colr" and raw[box.inner : box.inner + 4] != b"nclx"
        if box.kind not in known or box.end - box.begin > _LONGEST.get(box.kind, box.end) or is_profile:
            yield box.kind


def _described(raw: bytes, boxes: Collection[Box]) -> Iterator[bytes]:
    """What is foreign in the properties and the list of items."""
    for box in boxes:
        if box.kind == b"iprp":
            for part in _boxes(raw, box.inner, box.end):
                if part.kind == b"ipco":
                    yield from _foreign(raw, list(_boxes(raw, part.inner, part.end)), _PROPERTIES)
                elif part.kind != b"ipma":
                    yield part.kind
        elif box.kind == b"iinf":
            head = 6 if raw[box.inner] == 0 else 8
            for part in _boxes(raw, box.inner + head, box.end):
                yield from _item(part.kind, raw[part.inner : part.end])


def _item(kind: bytes, info: bytes) -> Iterator[bytes]:
    head = re.match(rb"(?:\x02.{7}|\x03.{9})(.{4})(.*?)\0\Z", info, re.DOTALL)
    if kind != b"infe" or head is None:
        yield kind if kind != b"infe" else b"infe"
    elif head[1] not in _ITEMS:
        yield head[1]
    elif head[2] not in _NAMES:
        yield kind


def _places(table: bytes) -> Iterator[tuple[int, int]]:
    """Begin and end in the file of the pieces of items, from the box iloc."""
    version, sizes = table[0], table[4:6]
    of_offset, of_length, of_base, of_index = sizes[0] >> 4, sizes[0] & 15, sizes[1] >> 4, sizes[1] & 15
    place, of_count = 6, 4 if version == 2 else 2

    def number(size: int) -> int:
        nonlocal place
        if place + size > len(table):
            raise Damaged
        place += size
        return int.from_bytes(table[place - size : place], "big")

    for _ in range(number(of_count)):
        number(of_count)
        is_in_file = version == 0 or number(2) & 15 == 0
        number(2)
        base = number(of_base)
        for _ in range(number(2)):
            number(of_index if version else 0)
            begin = base + number(of_offset)
            end = begin + number(of_length)
            if is_in_file:
                yield begin, end


def _is_covered(begin: int, end: int, used: Collection[tuple[int, int]]) -> bool:
    """Whether the pieces cover all bytes from begin to end."""
    for first, last in sorted(used):
        if first <= begin < last:
            begin = last
    return begin >= end
