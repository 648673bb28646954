"""The pages that show a part of the map: one per kind of act, per province and per period, with what lies above and below each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from plugins.maps.entries import Choice, Entry, IncidentMap
from plugins.maps.periods import Period
from plugins.records.acts import Act
from plugins.records.provinces import Province


@dataclass(frozen=True)
class Chosen:
    """A part of the map with its entries; `above` and `below` are the slugs of the wider and the narrower parts."""

    kind: Literal["act", "province", "period"]
    value: Act | Province | Period
    slug: str
    entries: tuple[Entry, ...]
    above: str | None = None
    below: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The language-free name of its page."""
        return f"map/{self.slug}.html"


@dataclass(frozen=True)
class Choices:
    """Every part of the map that has a page, in the order of the tables and of time."""

    map: IncidentMap

    @cached_property
    def acts(self) -> tuple[Chosen, ...]:
        """The kinds of acts with entries; a kind counts those below it."""
        return tuple(
            Chosen(
                "act",
                act,
                act_slug(act.code),
                self.map.chosen(Choice(act=act.code)),
                act_slug(act.parent) if act.parent else None,
                tuple(act_slug(other.code) for other in self.map.acts if other.parent == act.code),
            )
            for act in self.map.acts
        )

    @cached_property
    def provinces(self) -> tuple[Chosen, ...]:
        """All provinces, with entries or without; those that are told as a part of another one have no page."""
        return tuple(
            Chosen("province", province, province_slug(province.code), self.map.chosen(Choice(province=province.code)))
            for province in self.map.records.provinces
            if not province.within and self.map.entries
        )

    @cached_property
    def periods(self) -> tuple[Chosen, ...]:
        """The decades with entries, each followed by the shorter periods in it that have entries."""
        found = []
        for decade, halves in self.map.periods.items():
            below = tuple(period_slug(half) for half in halves)
            found.append(self._period(decade, None, below))
            found.extend(self._period(half, period_slug(decade), ()) for half in halves)
        return tuple(found)

    def _period(self, period: Period, above: str | None, below: tuple[str, ...]) -> Chosen:
        return Chosen("period", period, period_slug(period), self.map.chosen(Choice(period=period)), above, below)

    @property
    def all(self) -> tuple[Chosen, ...]:
        return (*self.acts, *self.provinces, *self.periods)

    @cached_property
    def by_slug(self) -> dict[str, Chosen]:
        return {chosen.slug: chosen for chosen in self.all}

    def neighbours(self, chosen: Chosen) -> tuple[Chosen | None, Chosen | None]:
        """The part before and the part after, of the same kind; periods are neighbours of periods of the same length."""
        row = [other for other in self._row(chosen.kind) if _length(other) == _length(chosen)]
        place = row.index(chosen)
        return (row[place - 1] if place else None, row[place + 1] if place + 1 < len(row) else None)

    def _row(self, kind: str) -> Sequence[Chosen]:
        return {"act": self.acts, "province": self.provinces, "period": self.periods}[kind]


def act_slug(code: str) -> str:
    return f"act-{code.replace('.', '-')}"


def province_slug(code: str) -> str:
    return f"province-{code.lower()}"


def period_slug(period: Period) -> str:
    return f"period-{period.slug}"


def _length(chosen: Chosen) -> int:
    return chosen.value.years if isinstance(chosen.value, Period) else 0
