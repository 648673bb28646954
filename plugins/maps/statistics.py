"""Entries counted two ways at once, for the tables and the timeline of the statistics. People are never counted, only entries."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plugins.maps.choices import Choices, Chosen
from plugins.maps.entries import Entry, strength
from plugins.maps.periods import Period


@dataclass(frozen=True)
class Cell:
    """How many entries there are of both, and how strong the strongest of them is (0 where there is none)."""

    entries: int
    strength: int


@dataclass(frozen=True)
class Crossing:
    """A table of parts of the map against parts of another kind, with the sums of its rows and columns.

    A wider part counts the narrower ones too, so sums are counted anew and never added up from cells.
    """

    rows: Sequence[Chosen]
    columns: Sequence[Chosen]
    cells: Mapping[tuple[str, str], Cell]

    def cell(self, row: Chosen, column: Chosen) -> Cell:
        return self.cells[row.slug, column.slug]


def crossing(rows: Sequence[Chosen], columns: Sequence[Chosen]) -> Crossing:
    """Each row against each column."""
    held = {column.slug: {entry.incident.id for entry in column.entries} for column in columns}
    return Crossing(
        rows,
        columns,
        {
            (row.slug, column.slug): _cell([entry for entry in row.entries if entry.incident.id in held[column.slug]])
            for row in rows
            for column in columns
        },
    )


def widest_act(entry: Entry) -> str:
    """The code of the widest kind that the act of an entry belongs to."""
    return entry.acts[-1]


def periods_and_acts(choices: Choices) -> dict[Period, Counter[str]]:
    """For each period how many entries began in exactly it, by the widest kinds of acts; a decade before its halves."""
    found: dict[Period, Counter[str]] = {}
    for entry in choices.map.entries:
        found.setdefault(entry.period, Counter())[widest_act(entry)] += 1
    return {period: found[period] for period in sorted(found, key=_in_time)}


def _in_time(period: Period) -> tuple[Period, bool, Period]:
    return period.decade, not period.is_decade, period


def _cell(entries: Sequence[Entry]) -> Cell:
    return Cell(len(entries), strength(entries))
