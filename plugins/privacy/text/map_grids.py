"""Points in North Korea that are written in metres: MGRS, UTM, and the addresses of web maps."""

import re
from collections.abc import Iterator
from decimal import Decimal

from plugins.privacy.text.grid import is_exact_inside
from plugins.privacy.text.projections import KOREA_CENTRAL, utm, web_mercator
from plugins.privacy.text.reading import Reading

_MGRS = re.compile(
    r"(5(?<![0-9A-Za-z].)[12]) ?([ST]) ?([A-HJ-NP-Z])([A-HJ-NP-V]) ?([0-9]{1,5}) ?([0-9]{1,5})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_UTM = re.compile(
    r"(5(?<![0-9A-Za-z].)[12]) ?(?:[NST][ ,:]{1,3}(?:E ?)?|[NST]?[ ,:;]{1,3}(?:and )?easting[ :=]{0,3}(?:is |of )?)"
    r"([0-9]{6}(?:\.[0-9]{1,9})?) ?(?:m ?)?E?[ ,;/]{1,3}(?:and )?(?:N(?:orthing)?[ :=]{0,3}(?:is |of )?)?([0-9]{7}(?:\.[0-9]{1,9})?)(?![0-9])",
    re.IGNORECASE,
)
_NUMBER = r"-?[0-9]{1,9}(?:\.[0-9]{1,12})?"
_WEB_MERCATOR = re.compile(rf"[?&#](?:c|center|pin)=({_NUMBER}),({_NUMBER})")
_KAKAO = re.compile(rf"urlX=({_NUMBER})&(?:amp;)?urlY=({_NUMBER})", re.IGNORECASE)
_COLUMNS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_ROWS = "ABCDEFGHJKLMNPQRSTUV"


def map_points(reading: Reading) -> Iterator[int]:
    """Every point in North Korea that is told in metres more exactly than the grid."""
    for place, latitude, longitude in _points(reading.text):
        point = (Decimal(f"{latitude:.7f}"), Decimal(f"{longitude:.7f}"))
        if is_exact_inside(*point, reading.inside):
            yield place


def _points(text: str) -> Iterator[tuple[int, float, float]]:
    for match in _MGRS.finditer(text):
        digits = match[5] + match[6]
        # Two digits are a square of ten kilometres, which is what the grid itself tells.
        if len(digits) % 2 == 0 and len(digits) > 2:
            east, north = _square(int(match[1]), match[3].upper(), match[4].upper())
            half = len(digits) // 2
            metres = 10 ** (5 - half)
            yield (
                match.start(),
                *utm(int(match[1])).degrees(
                    east + (int(digits[:half]) + 0.5) * metres, north + (int(digits[half:]) + 0.5) * metres
                ),
            )
    for match in _UTM.finditer(text):
        yield match.start(), *utm(int(match[1])).degrees(float(match[2]), float(match[3]))
    if "map" not in text:
        return
    for match in _WEB_MERCATOR.finditer(text):
        yield match.start(), *web_mercator(float(match[1]), min(float(match[2]), 2e7))
    for match in _KAKAO.finditer(text):
        yield match.start(), *KOREA_CENTRAL.degrees(float(match[1]) / 2.5, float(match[2]) / 2.5)


def _square(zone: int, column: str, row: str) -> tuple[int, int]:
    """The south-western corner, in metres, of a square of 100 km between 32° and 48° north.

    The letters of the columns begin anew every third zone, those of the rows every 2000 km, five further in even zones.
    """
    east = (_COLUMNS.index(column) % 8 + 1) * 100_000
    north = (_ROWS.index(row) - (5 if zone % 2 == 0 else 0)) % 20 * 100_000
    return east, north + (2_000_000 if north >= 1_500_000 else 4_000_000)
