"""`data/un_engagements.csv`: what PSCORE did at the United Nations and, marked as such, at the European Union."""

from collections import Counter
from typing import Annotated, Literal

from plugins.records.cells import (
    Country,
    Moment,
    Names,
    Slug,
    Slugs,
    Spaced,
    Symbol,
    Symbols,
    WebAddresses,
    Words,
    WordsOrNone,
    identified,
)
from plugins.records.validation import Record

# In the order in which pages and charts show them.
Body = Literal[
    "HRC",
    "UPR-WG",
    "GA-C3",
    "SR-DPRK",
    "COI-DPRK",
    "ECOSOC",
    "CRC-C",
    "CEDAW-C",
    "WGEID",
    "SR-FOE",
    "OHCHR",
    "OHCHR-SEOUL",
    "HLPF",
    "ILO",
    "UN-HQ",
    "EU",
]
BODIES: tuple[str, ...] = Body.__args__  # type: ignore[attr-defined]

Kind = Literal[
    "oral-statement",
    "written-statement",
    "stakeholder-submission",
    "treaty-body-submission",
    "other-submission",
    "joint-report",
    "side-event",
    "screening",
    "demonstration",
    "campaign",
    "letters",
    "briefing",
    "meeting",
    "observation",
    "conference",
    "seminar",
    "status",
]
ENGAGEMENT_KINDS: tuple[str, ...] = Kind.__args__  # type: ignore[attr-defined]


class Engagement(Record):
    """One engagement. `symbol` is PSCORE's own document at the UN, `cited_in` other documents of the occasion."""

    id: Annotated[str, identified("un-", "un-2026-hrc64-side")]
    date_start: Moment | None
    date_end: Moment | None
    body: Body
    session: str | None
    kind: Kind
    title: Words
    city: WordsOrNone
    country: Country | None
    venue_id: Slug | None
    role: Literal["organiser", "co-organiser", "speaker", "participant", "author", "holder"] | None
    partners: Names
    symbol: Symbol | None
    cited_in: Symbols
    report_ids: Slugs
    campaign_ids: Slugs
    summary: WordsOrNone
    outcome: WordsOrNone
    sources: WebAddresses
    uncertain: Spaced

    @property
    def year(self) -> str | None:
        return self.date_start[:4] if self.date_start else None


def years_and_bodies(engagements: tuple[Engagement, ...]) -> dict[str, Counter[str]]:
    """How many engagements there were with each body in each year, oldest year first; undated ones are left out."""
    counts: dict[str, Counter[str]] = {}
    for engagement in engagements:
        if engagement.year:
            counts.setdefault(engagement.year, Counter())[engagement.body] += 1
    return dict(sorted(counts.items()))
