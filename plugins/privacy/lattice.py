"""Which land of which province lies in which cell of 0.1 degrees: `lattice.csv`, made with the map."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from plugins.privacy.areas import LEVELS, Area

FILE = Path(__file__).parent / "lattice.csv"

_MICRO = 100_000  # micro-degrees in a tenth of a degree


class Land(NamedTuple):
    """Hectares of one province's land in one cell; row and column are tenths of a degree, rounded down."""

    row: int
    column: int
    province: str
    hectares: int


class Lattice:
    """Every cell with land belongs to the province that has most of it (of two alike, to the first code)."""

    def __init__(self, lands: Iterable[Land], within: Mapping[str, str]) -> None:
        """`within` names the province that a smaller one is counted in, as the census does."""
        cells: dict[tuple[int, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self.hectares: dict[str, int] = defaultdict(int)
        for land in lands:
            province = within.get(land.province, land.province)
            cells[land.row, land.column][province] += land.hectares
            self.hectares[province] += land.hectares
        self._homes = {cell: min(shares, key=lambda code: (-shares[code], code)) for cell, shares in cells.items()}
        self._lands: dict[Area, int] = defaultdict(int)
        for (row, column), home in self._homes.items():
            for level in LEVELS:
                self._lands[Area("0.1", row, column, home).at(level)] += cells[row, column][home]

    def province_at(self, latitude: int, longitude: int) -> str | None:
        """The province of a point in micro-degrees; None where North Korea has no land."""
        return self._homes.get((latitude // _MICRO, longitude // _MICRO))

    def cell_at(self, latitude: int, longitude: int) -> Area | None:
        """The smallest area that a point in micro-degrees lies in."""
        province = self.province_at(latitude, longitude)
        return Area("0.1", latitude // _MICRO, longitude // _MICRO, province) if province else None

    def areas(self) -> list[Area]:
        """Every area in which a province has land, in order."""
        return sorted(self._lands)

    def lines(self) -> list[str]:
        """All that the lattice knows, one line for each area and province."""
        lands = [f"{area.level} {area.row} {area.column} {area.province} {land}" for area, land in self._lands.items()]
        return sorted([*lands, *(f"{province} {land}" for province, land in self.hectares.items())])

    def land(self, area: Area) -> int:
        """Hectares of the area's province in those of its cells that belong to the province; 0 outside North Korea.

        The province's land in a cell that belongs to a neighbour is left out: what is told of the area never happened there.
        """
        return self._lands.get(area, 0)


def lattice(path: Path, within: Mapping[str, str]) -> Lattice:
    """The lattice as the project has it."""
    return Lattice(lands(path.read_text("utf-8")), within)


def lands(table: str) -> list[Land]:
    """The rows of the table."""
    rows = csv.DictReader(table.splitlines(), strict=True)
    return [Land(int(row["row"]), int(row["column"]), row["province"], int(row["hectares"])) for row in rows]
