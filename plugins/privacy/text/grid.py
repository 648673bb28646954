"""How exact a published point may be, and which points lie in North Korea."""

import csv
import math
from decimal import Decimal
from pathlib import Path

from plugins.privacy.text.reading import Inside

LATTICE = Path(__file__).parent.parent / "lattice.csv"
# South, north, west, east of all that is North Korea, in degrees and rounded outwards.
BOX = (37.5, 43.1, 124.0, 131.0)


def is_coarse(latitude: Decimal, longitude: Decimal) -> bool:
    """Whether a pair says no more than the grid: each number is a tenth of a degree or the middle of one.

    The centres of the wider cells (half a degree, a whole one) end in 25, 75 and 5, so they are among these.
    """
    return all(degrees * 100 % 5 == 0 for degrees in (latitude, longitude))


def is_exact_inside(latitude: Decimal, longitude: Decimal, inside: Inside) -> bool:
    """Whether a pair is a point in North Korea, told more exactly than the grid."""
    return (
        BOX[0] <= latitude <= BOX[1]
        and BOX[2] <= longitude <= BOX[3]
        and not is_coarse(latitude, longitude)
        and inside(float(latitude), float(longitude))
    )


def inside_north_korea(lattice: Path = LATTICE) -> Inside:
    """Whether a point lies in a cell of the lattice; without the table, in the box, which fails closed for its neighbours."""
    if not lattice.is_file():
        return lambda latitude, longitude: BOX[0] <= latitude <= BOX[1] and BOX[2] <= longitude <= BOX[3]
    with lattice.open(encoding="utf-8", newline="") as table:
        cells = frozenset((int(row["row"]), int(row["column"])) for row in csv.DictReader(table))
    return lambda latitude, longitude: (_tenths(latitude), _tenths(longitude)) in cells


def _tenths(degrees: float) -> int:
    return math.floor(round(degrees * 10, 6))
