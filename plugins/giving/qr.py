"""QR codes of payment addresses for paper: black on white with their quiet zone, as SVG without style or script."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

import segno

QUIET = 4  # modules of white on each side, ISO/IEC 18004
MARK = "qr-modules"  # the class of the path, by which the look at the built pages finds it


@lru_cache(maxsize=256)
def modules(address: str) -> tuple[tuple[bool, ...], ...]:
    """The dark modules, row by row, without the quiet zone; error correction M (15 per cent may be lost)."""
    code = segno.make_qr(address, error="m", boost_error=False, mode="byte", encoding="ascii")
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def size(address: str) -> int:
    """The side of the picture in modules, with the quiet zone."""
    return len(modules(address)) + 2 * QUIET


@lru_cache(maxsize=256)
def path(address: str) -> str:
    """The dark modules as the path of an SVG picture: the same address always gives the same path."""
    return "".join(_runs(modules(address)))


def _runs(rows: tuple[tuple[bool, ...], ...]) -> Iterator[str]:
    """Each run of dark modules as a bar one module high."""
    for down, row in enumerate(rows):
        right = 0
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                yield f"M{right + QUIET} {down + QUIET}h{width}v1h-{width}z"
            right += width
