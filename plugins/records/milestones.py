"""`data/milestones.csv`: what happened when, for the history page."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator

from plugins.problems import Problem
from plugins.records.csv_source import csv_source
from plugins.records.validation import Finding, PartialDate, Record, Slug, WebAddress, Words, records_of

FILE = "milestones.csv"


def _separated(cell: object) -> object:
    return tuple(cell.split()) if isinstance(cell, str) else () if cell is None else cell


class Milestone(Record):
    """One event; `uncertain` names the field whose value is inferred, the sources say from what."""

    id: Slug
    date: PartialDate
    title: Words
    uncertain: Literal["date"] | None
    sources: Annotated[tuple[WebAddress, ...], BeforeValidator(_separated)]

    @property
    def year(self) -> str:
        return self.date[:4]


def milestones(folder: Path, shown: str, problems: list[Problem]) -> tuple[Milestone, ...]:
    """All milestones, oldest first; none when the table has a problem."""
    source = csv_source(folder / FILE, f"{shown}/{FILE}", ("id", "date", "uncertain", "sources"), ("title",), problems)
    if source is None:
        return ()
    return tuple(
        sorted(records_of(Milestone, source, RULES, problems), key=lambda milestone: (milestone.date, milestone.id))
    )


def by_year(entries: tuple[Milestone, ...]) -> list[tuple[str, list[Milestone]]]:
    """The milestones of each year, oldest year first."""
    return [(year, list(group)) for year, group in groupby(entries, key=lambda milestone: milestone.year)]


def milestone_ids_are_unique(entries: tuple[Milestone, ...]) -> Iterator[Finding]:
    """An id is what other files and links point at."""
    met: Counter[str] = Counter()
    for number, milestone in enumerate(entries):
        met[milestone.id] += 1
        if met[milestone.id] > 1:
            yield Finding(
                (number, "id"), f"id must be unique; '{milestone.id}' stands before", "Give one of them another id."
            )


RULES = (milestone_ids_are_unique,)
