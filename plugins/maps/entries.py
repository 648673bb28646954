"""What the incident map tells: its entries, and how pages and filters choose among them.

An entry is a row of `data/incidents.csv`: so many people told of one kind of act, begun in one period, in one area. Numbers of
people are bands and are never added up, because one person may have told of several acts; entries are counted instead.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from plugins.maps.periods import Period
from plugins.privacy.acts import Acts
from plugins.privacy.areas import LEVELS, Area, area_of
from plugins.privacy.classes import BANDS
from plugins.records.acts import Act
from plugins.records.incidents import Incident
from plugins.records.loading import Records
from plugins.records.places import PlaceType
from plugins.records.provinces import Province
from plugins.records.reports import Report
from plugins.records.rights import Article
from plugins.records.thread import Thread

# The bands of how many people told, weakest first; a band's strength is its place here, from 1.
STRENGTHS = {name: number for number, name in enumerate(BANDS, start=1)}
UNKNOWN_PLACE = "99"


@dataclass(frozen=True)
class Entry:
    """One row with what its codes stand for; `acts` are the codes of its act and of those above it, nearest first."""

    incident: Incident
    act: Act
    acts: tuple[str, ...]
    place: PlaceType
    province: Province
    area: Area
    period: Period

    @property
    def strength(self) -> int:
        """How strong its number of people is, from 1 (3–4) to 5 (50 or more)."""
        return STRENGTHS[self.incident.sources]

    @property
    def has_place(self) -> bool:
        """Whether the kind of place is known."""
        return self.place.code != UNKNOWN_PLACE


@dataclass(frozen=True)
class Choice:
    """What a page or a filter shows: an act with those below it, a province, a period with those within it; None is all."""

    act: str | None = None
    province: str | None = None
    period: Period | None = None

    def holds(self, entry: Entry) -> bool:
        return (
            (self.act is None or self.act in entry.acts)
            and (self.province is None or self.province == entry.province.code)
            and (self.period is None or self.period.contains(entry.period))
        )


@dataclass(frozen=True)
class IncidentMap:
    """All entries, in the order of the table, and what they can be chosen by."""

    records: Records

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        acts = {act.code: act for act in self.records.acts}
        tree = Acts(self.records.acts)
        lines = {code: tuple(tree.line(code)) for code in acts}
        provinces = {province.code: province for province in self.records.provinces}
        places = {place.code: place for place in self.records.place_types}
        return tuple(
            Entry(
                row,
                acts[row.act],
                lines[row.act],
                places[row.place_type],
                provinces[row.province],
                _area(row),
                Period(row.year_from, row.years),
            )
            for row in self.records.incidents
        )

    def chosen(self, choice: Choice) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if choice.holds(entry))

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """The kinds of acts with entries, their own or of kinds below them, in the order of the table."""
        told = {code for entry in self.entries for code in entry.acts}
        return tuple(act for act in self.records.acts if act.code in told)

    @cached_property
    def provinces(self) -> tuple[Province, ...]:
        """The provinces with entries."""
        told = {entry.province.code for entry in self.entries}
        return tuple(province for province in self.records.provinces if province.code in told)

    @cached_property
    def periods(self) -> Mapping[Period, tuple[Period, ...]]:
        """Each decade with entries, and the shorter periods within it that have entries."""
        told = {entry.period for entry in self.entries}
        return {
            decade: tuple(sorted(period for period in told if decade.contains(period) and period != decade))
            for decade in sorted({period.decade for period in told})
        }

    @cached_property
    def _articles(self) -> Mapping[str, Article]:
        return {f"{article.instrument}:{article.article}": article for article in self.records.rights}

    def articles(self, act: Act) -> tuple[Article, ...]:
        """The articles of human-rights instruments that an act touches."""
        return tuple(self._articles[name] for name in act.rights)

    @cached_property
    def _reports(self) -> Mapping[str, tuple[Report, ...]]:
        thread = Thread(self.records)
        analysed = {slug: thread.reports_on(article) for slug, article in self._articles.items()}
        found: dict[str, tuple[Report, ...]] = {}
        for act in self.records.acts:
            wanted = {report.id for name in act.rights for report in analysed[name]}
            found[act.code] = tuple(report for report in self.records.reports if report.id in wanted)
        return found

    def reports(self, act: Act) -> tuple[Report, ...]:
        """The works about the articles that an act touches."""
        return self._reports[act.code]


def by_area(entries: Iterable[Entry]) -> dict[Area, tuple[Entry, ...]]:
    """The entries of each area, wide areas first, so that a map draws the small ones above them."""
    found: dict[Area, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.area, []).append(entry)
    ordered = sorted(found, key=lambda area: (-LEVELS.index(area.level), area))
    return {area: tuple(found[area]) for area in ordered}


def strength(entries: Iterable[Entry]) -> int:
    """The strongest number of people among entries; 0 where there are none."""
    return max((entry.strength for entry in entries), default=0)


def area_id(area: Area) -> str:
    """A name for an area, fit for an address or an id: `kp-09`, `kp-09-05-77-254` (level in tenths, row, column)."""
    if area.level == "province":
        return area.province.lower()
    return f"{area.province.lower()}-{area.level.replace('.', '')}-{area.row}-{area.column}"


def _area(row: Incident) -> Area:
    """The area of a row that the gate has let through."""
    area = area_of(row.level, row.lat, row.lon, row.province)
    if area is None:
        raise ValueError("the row names no area of the grid")  # the gate refuses such a row; never the value
    return area
