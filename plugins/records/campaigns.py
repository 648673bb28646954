"""`data/campaigns.csv`: the campaign log. Street campaigns, concerts, talks, petitions: what PSCORE did where and when."""

from collections import Counter
from typing import Annotated, Literal

from plugins.records.cells import (
    Amount,
    Count,
    Country,
    Currency,
    Latitude,
    Longitude,
    Moment,
    Names,
    Slug,
    Slugs,
    Spaced,
    WebAddresses,
    Words,
    WordsOrNone,
    identified,
)
from plugins.records.validation import Record

Status = Literal["planned", "done", "cancelled"]

# In the order in which pages and charts show them.
Kind = Literal[
    "street",
    "concert",
    "exhibition",
    "lecture",
    "conference",
    "screening",
    "un-side-event",
    "petition",
    "online",
    "camp",
    "fundraiser",
]
KINDS: tuple[str, ...] = Kind.__args__  # type: ignore[attr-defined]


class Campaign(Record):
    """One campaign. Counts are of things or people; an empty one is not known, never 0.

    `people` are those who ran or attended it, counted as `people_method` says; `funds` is money received, in
    `funds_currency`; `uncertain` names the columns whose value is inferred.
    """

    id: Annotated[str, identified("ca-", "ca-2026-itaewon")]
    status: Status
    kind: Kind
    date_start: Moment | None
    date_end: Moment | None
    title: Words
    venue_id: Slug | None
    venue: WordsOrNone
    city: WordsOrNone
    country: Country | None
    lat: Latitude | None
    lon: Longitude | None
    boards: Count | None
    leaflets: Count | None
    signatures: Count | None
    petition_id: Slug | None
    people: Count | None
    people_method: Literal["counted", "estimated", "announced"] | None
    volunteers: Count | None
    funds: Amount | None
    funds_currency: Currency | None
    partners: Names
    un_engagement_id: Slug | None
    report_ids: Slugs
    summary: WordsOrNone
    press_urls: WebAddresses
    sources: WebAddresses
    uncertain: Spaced

    @property
    def slug(self) -> str:
        """The last part of its address."""
        return self.id.removeprefix("ca-")

    @property
    def year(self) -> str | None:
        return self.date_start[:4] if self.date_start else None

    @property
    def happened(self) -> bool:
        return self.status == "done"


def years_and_kinds(campaigns: tuple[Campaign, ...]) -> dict[str, Counter[str]]:
    """How many campaigns of each kind were held in each year, oldest year first; undated ones are left out."""
    counts: dict[str, Counter[str]] = {}
    for campaign in campaigns:
        if campaign.year and campaign.happened:
            counts.setdefault(campaign.year, Counter())[campaign.kind] += 1
    return dict(sorted(counts.items()))


def known_total(campaigns: tuple[Campaign, ...], field: str) -> tuple[int, int]:
    """The sum of a count over the campaigns for which it is known, and how many those are."""
    known = [getattr(campaign, field) for campaign in campaigns if getattr(campaign, field) is not None]
    return sum(known), len(known)
