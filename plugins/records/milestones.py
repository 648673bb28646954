"""`data/milestones.csv`: what happened when, for the history page."""

from itertools import groupby
from typing import Annotated, Literal

from plugins.messages import say
from plugins.records.cells import PartialDate, WebAddresses, Words, formed
from plugins.records.validation import Record


class Milestone(Record):
    """One event; `uncertain` names the field whose value is inferred, the sources say from what."""

    id: Annotated[
        str, formed(r"[0-9]{4}(-[a-z0-9]+)+", say("an id that begins with the year, such as 2012-consultative-status"))
    ]
    date: PartialDate
    title: Words
    uncertain: Literal["date"] | None
    sources: WebAddresses

    @property
    def year(self) -> str:
        return self.date[:4]


def by_year(entries: tuple[Milestone, ...]) -> list[tuple[str, list[Milestone]]]:
    """The milestones of each year, oldest year first."""
    return [(year, list(group)) for year, group in groupby(entries, key=lambda milestone: milestone.year)]
