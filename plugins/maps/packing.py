"""Outlines as letters, a fifth of the size of GeoJSON: the steps from point to point in thousandths of a degree.

A step is two numbers, east and north, each in digits of base 26 of which the last is a capital letter; its lowest bit says
whether it is below zero. The first step begins at 0° E 0° N, the first of each further ring where the ring before it ended.
A space parts rings, and no ring says its first point again.
"""

import re
from collections.abc import Iterable, Iterator

from plugins.maps.units import Ring

_THOUSANDTHS = 1000
_NUMBER = re.compile("[a-z]*[A-Z]")
_A, _SMALL = ord("A"), ord("a")


def packed(rings: Iterable[Ring]) -> str:
    """The rings in letters; degrees are rounded to thousandths."""
    return " ".join(_ring_letters(rings))


def unpacked(letters: str) -> tuple[Ring, ...]:
    """The closed rings that the letters stand for."""
    found, longitude, latitude = [], 0, 0
    for word in letters.split():
        steps = [_number(digits) for digits in _NUMBER.findall(word)]
        ring = []
        for east, north in zip(steps[::2], steps[1::2], strict=True):
            longitude, latitude = longitude + east, latitude + north
            ring.append((longitude / _THOUSANDTHS, latitude / _THOUSANDTHS))
        found.append((*ring, ring[0]))
    return tuple(found)


def _ring_letters(rings: Iterable[Ring]) -> Iterator[str]:
    before = (0, 0)
    for ring in rings:
        letters = []
        for degrees in ring[:-1]:
            point = round(degrees[0] * _THOUSANDTHS), round(degrees[1] * _THOUSANDTHS)
            letters += [_digits(point[0] - before[0]), _digits(point[1] - before[1])]
            before = point
        yield "".join(letters)


def _digits(step: int) -> str:
    number = abs(step) * 2 + (step < 0)
    number, last = divmod(number, 26)
    letters = chr(_A + last)
    while number:
        number, digit = divmod(number, 26)
        letters = chr(_SMALL + digit) + letters
    return letters


def _number(letters: str) -> int:
    number = 0
    for letter in letters.lower():
        number = number * 26 + ord(letter) - _SMALL
    return -(number >> 1) if number & 1 else number >> 1
