"""Where campaigns and UN engagements were held: by venue and city, with the counts that map, table and text share.

A campaign counts once it was held; a planned or cancelled one does not. The table has every one exactly once: at its venue, else
in its city, else in its country, else among those without a place, which are mostly petitions, broadcasts and written submissions.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from plugins.languages import wording
from plugins.records.campaigns import Campaign
from plugins.records.loading import Records
from plugins.records.un_engagements import Engagement
from plugins.records.venues import Venue

Point = tuple[Decimal, Decimal]
"""Longitude and latitude in degrees."""

PlaceKind = Literal["venue", "city", "country"]
Place = tuple[PlaceKind, str | None]

SEOUL = "city-kr-seoul"


@dataclass(frozen=True)
class Gatherings:
    """What was held at some place, in the order of the records."""

    campaigns: tuple[Campaign, ...] = ()
    engagements: tuple[Engagement, ...] = ()

    @property
    def entries(self) -> tuple[Campaign | Engagement, ...]:
        """The campaigns, then the engagements."""
        every: list[Campaign | Engagement] = [*self.campaigns, *self.engagements]
        return tuple(every)

    @property
    def count(self) -> int:
        return len(self.campaigns) + len(self.engagements)

    @property
    def years(self) -> tuple[str, ...]:
        """The first and the last year that are known, or the only one, or none."""
        known = [entry.year for entry in self.entries if entry.year]
        return tuple(sorted({min(known), max(known)})) if known else ()


@dataclass(frozen=True)
class Spot:
    """A venue and what was held there."""

    venue: Venue
    held: Gatherings

    @property
    def id(self) -> str:
        """Its anchor in the table."""
        return f"venue-{self.venue.id}"

    @property
    def point(self) -> Point:
        return self.venue.lon, self.venue.lat


@dataclass(frozen=True)
class City:
    """A city, its venues with most held there first, and what was held in it where nobody knows the venue."""

    id: str
    name: Mapping[str, str]
    country: str | None
    spots: tuple[Spot, ...]
    elsewhere: Gatherings

    @property
    def known(self) -> Gatherings:
        """What was held at its known venues: what its circle on the map stands for."""
        return together(spot.held for spot in self.spots)

    @property
    def count(self) -> int:
        return self.known.count + self.elsewhere.count

    @property
    def point(self) -> Point | None:
        """The middle of its venues; None when none is known."""
        if not self.spots:
            return None
        longitudes, latitudes = zip(*(spot.point for spot in self.spots), strict=True)
        return sum(longitudes) / len(self.spots), sum(latitudes) / len(self.spots)

    @property
    def anchor(self) -> str:
        """The place of the table that tells of its circle: the only venue's row, or the rows of the city."""
        return self.spots[0].id if len(self.spots) == 1 else self.id


@dataclass(frozen=True)
class CampaignMap:
    """Every campaign that was held and every UN engagement, by place; most first, equals in the order of the records."""

    records: Records

    @cached_property
    def everything(self) -> Gatherings:
        return Gatherings(
            tuple(campaign for campaign in self.records.campaigns if campaign.happened), self.records.un_engagements
        )

    @cached_property
    def cities(self) -> tuple[City, ...]:
        spots: dict[str, list[Spot]] = {}
        names: dict[str, tuple[Mapping[str, str], str | None]] = {}
        for venue in self.records.venues:
            held = self._held("venue", venue.id)
            if held.count:
                city = _city_id(venue.city, venue.country)
                names.setdefault(city, (venue.city, venue.country))
                spots.setdefault(city, []).append(Spot(venue, held))
        for entry in self._placeless:
            if entry.city:
                names.setdefault(_city_id(entry.city, entry.country), (entry.city, entry.country))
        return _most_first(
            City(city, *names[city], tuple(sorted(spots.get(city, ()), key=_fewest)), self._held("city", city))
            for city in names
        )

    @cached_property
    def shown(self) -> tuple[City, ...]:
        """The cities that the map can draw."""
        return tuple(city for city in self.cities if city.spots)

    @cached_property
    def located(self) -> Gatherings:
        """What was held at known venues: everything that the map shows."""
        return together(city.known for city in self.shown)

    @cached_property
    def countries(self) -> Mapping[str, Gatherings]:
        """What was held in a country, nobody knows in which city."""
        codes = dict.fromkeys(entry.country for entry in self._placeless if entry.country and not entry.city)
        return {code: self._held("country", code) for code in codes}

    @cached_property
    def nowhere(self) -> Gatherings:
        """What has no place, or none that is known."""
        return self._held("country", None)

    @property
    def located_only_roughly(self) -> int:
        """How many were held in a city or country, nobody knows exactly where."""
        return self.everything.count - self.located.count - self.nowhere.count

    @property
    def seoul(self) -> City | None:
        """Seoul when it has venues that a map of the city can tell apart."""
        return next((city for city in self.shown if city.id == SEOUL and len(city.spots) > 1), None)

    @cached_property
    def _placeless(self) -> tuple[Campaign | Engagement, ...]:
        return tuple(entry for entry in self.everything.entries if not entry.venue_id)

    @cached_property
    def _by_place(self) -> Mapping[Place, Gatherings]:
        """All of them by the most exact place that is known of each: exactly one for each."""
        campaigns: dict[Place, list[Campaign]] = {}
        engagements: dict[Place, list[Engagement]] = {}
        for campaign in self.everything.campaigns:
            campaigns.setdefault(_place(campaign), []).append(campaign)
        for engagement in self.everything.engagements:
            engagements.setdefault(_place(engagement), []).append(engagement)
        return {
            place: Gatherings(tuple(campaigns.get(place, ())), tuple(engagements.get(place, ())))
            for place in (*campaigns, *engagements)
        }

    def _held(self, kind: PlaceKind, place: str | None) -> Gatherings:
        """What is known to have been held there, and no more exactly; nothing has `("country", None)`."""
        return self._by_place.get((kind, place), Gatherings())


def together(gatherings: Iterable[Gatherings]) -> Gatherings:
    """All of them as one, each in its order."""
    parts = tuple(gatherings)
    return Gatherings(
        tuple(campaign for part in parts for campaign in part.campaigns),
        tuple(entry for part in parts for entry in part.engagements),
    )


def _place(entry: Campaign | Engagement) -> Place:
    """The most exact place that is known of it."""
    if entry.venue_id:
        return "venue", entry.venue_id
    if entry.city:
        return "city", _city_id(entry.city, entry.country)
    return "country", entry.country


def _city_id(name: Mapping[str, str], country: str | None) -> str:
    """An anchor, the same for venues, campaigns and engagements in one city: `city-kr-seoul`.

    A name in letters of another script becomes its code points.
    """
    words = unicodedata.normalize("NFKD", wording(name, "en")[0].casefold())
    ascii_words = "".join(
        letter if letter.isascii() else f"-{ord(letter):x}-" for letter in words if not unicodedata.combining(letter)
    )
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_words).strip("-")
    return "-".join(part for part in ("city", (country or "").lower(), slug) if part)


def _most_first(cities: Iterable[City]) -> tuple[City, ...]:
    return tuple(sorted(cities, key=lambda city: -city.count))


def _fewest(spot: Spot) -> int:
    return -spot.held.count
