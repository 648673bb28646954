"""The ladder: records become classes, each in the smallest area and act in which enough people and enough residents stand.

For one act, province and band of years the areas are a partition: what does not reach the numbers goes up together with all
its neighbours in the next larger area. So no area ever lies within another one of the same act and band, and there is nothing
to subtract. What fails as a whole province is told as the act above, and then not at all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace

from plugins.privacy.areas import LEVELS, Area, Level
from plugins.privacy.classes import Class, band_start
from plugins.privacy.floors import Floors
from plugins.privacy.intake import Told
from plugins.privacy.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Climber:
    """A record on its way up: the act it is told as, the finest level and the shortest band it may have."""

    told: Told
    act: str
    level: Level
    years: int
    under: Class | None  # the class of the last release that it was told of, if it was

    @property
    def area(self) -> Area:
        return self.told.cell.at(self.level)


@dataclass(frozen=True)
class Climbed:
    """Every class that may be told with its records, and how many records are withheld by which rule."""

    classes: Mapping[Class, tuple[Climber, ...]]
    withheld: Counter[str]


def climbed(told: Iterable[Told], floors: Floors, rulebook: Rulebook) -> Climbed:
    """Run the ladder act by act, the most special acts first; what an act cannot tell joins the act above it."""
    withheld: Counter[str] = Counter()
    classes: dict[Class, tuple[Climber, ...]] = {}
    pools: dict[str, list[Climber]] = defaultdict(list)

    def send(climber: Climber | None, act: str | None, reason: str) -> None:
        """Put a record at the start of an act's ladder, or withhold it."""
        if climber is None:
            withheld["withdrawn" if act else reason] += 1
        else:
            pools[climber.act].append(climber)

    for one in told:
        send(start(one, one.act, floors, rulebook), one.act, "")
    for act in rulebook.acts.leaves_first():
        pool, above = pools.pop(act, []), rulebook.acts.parents[act]
        if act_is_rare(pool, rulebook):
            for climber in pool:
                send(again(above, climber, floors, rulebook), above, "rare act")
            continue
        for found, members in classes_of(pool, rulebook).items():
            if class_is_large_enough(found, members, rulebook):
                classes[found] = tuple(members)
            else:
                for climber in members:
                    send(again(above, climber, floors, rulebook), above, "too few")
    return Climbed(classes, withheld)


def start(told: Told, act: str, floors: Floors, rulebook: Rulebook) -> Climber | None:
    """Where a record begins: as fine as its act and province allow, but no finer than it was told; None when withdrawn."""
    under = floors.under(told, act)
    if under in floors.withdrawn:
        return None
    told_as = under.act if under else act
    level = rulebook.finest(told_as, told.cell.province)
    years = rulebook.shortest(told_as, told.cell.province)
    if under:
        level, years = max(level, under.area.level, key=LEVELS.index), max(years, under.years)
    return Climber(told, told_as, level, years, under)


def again(act: str | None, climber: Climber, floors: Floors, rulebook: Rulebook) -> Climber | None:
    """The record at the start of the ladder of the act above, no finer than it was told before; None when there is none."""
    fresh = start(climber.told, act, floors, rulebook) if act else None
    if fresh is None or climber.under is None:
        return fresh
    level = max(fresh.level, climber.level, key=LEVELS.index)
    return replace(fresh, level=level, years=max(fresh.years, climber.years), under=climber.under)


def act_is_rare(pool: list[Climber], rulebook: Rulebook) -> bool:
    """Whether the whole country has too few records of an act for it to be told by its own name.

    One that was told by its name in the last release is not: records that were since told as the act above, or withdrawn,
    are missing from the pool.
    """
    named = any(climber.under and climber.under.act == climber.act for climber in pool)
    return len(pool) < rulebook.policy.records_of_an_act and not named


def class_is_large_enough(found: Class, members: Iterable[Climber], rulebook: Rulebook) -> bool:
    """Whether enough different people told of the class, and enough live in its area."""
    sources = {climber.told.source for climber in members}
    return len(sources) >= rulebook.least_sources(found.act) and rulebook.has_enough_residents(found.area)


def classes_of(pool: Iterable[Climber], rulebook: Rulebook) -> dict[Class, list[Climber]]:
    """The classes of one act; only a whole province may still be too small.

    Within a province and a decade all bands are as long as the longest, so that none lies within another.
    """
    decades: dict[tuple[str, int], list[Climber]] = defaultdict(list)
    for climber in pool:
        decades[climber.told.cell.province, band_start(climber.told.year, 10)].append(climber)
    classes: dict[Class, list[Climber]] = {}
    for members in decades.values():
        years = max(climber.years for climber in members)
        bands: dict[int, list[Climber]] = defaultdict(list)
        for climber in members:
            bands[band_start(climber.told.year, years)].append(climber)
        for year_from, climbers in bands.items():
            classes |= settled(climbers, year_from, years, rulebook)
    return classes


def settled(climbers: Iterable[Climber], year_from: int, years: int, rulebook: Rulebook) -> dict[Class, list[Climber]]:
    """The classes of one act, province and band: whole larger areas go up until all that is left below is large enough."""
    held: dict[Class, list[Climber]] = defaultdict(list)
    for climber in climbers:
        held[Class(climber.act, climber.area, year_from, years)].append(climber)
    for level in LEVELS[1:]:
        held = raised(held, level, rising_areas(held, level, rulebook))
    return held


def rising_areas(held: Mapping[Class, list[Climber]], level: Level, rulebook: Rulebook) -> set[Area]:
    """The areas of a level that all within them go up to: one class in them is too small, or was told of the whole before."""
    return {
        found.area.at(level)
        for found, members in held.items()
        if found.area.level == level
        or (
            LEVELS.index(found.area.level) < LEVELS.index(level) and not class_is_large_enough(found, members, rulebook)
        )
    }


def raised(held: Mapping[Class, list[Climber]], level: Level, rising: Set[Area]) -> dict[Class, list[Climber]]:
    """The same records, with everything inside the rising areas of a level told of these areas."""
    grouped: dict[Class, list[Climber]] = defaultdict(list)
    for found, members in held.items():
        finer = LEVELS.index(found.area.level) < LEVELS.index(level)
        area = found.area.at(level) if finer and found.area.at(level) in rising else found.area
        grouped[replace(found, area=area)].extend(members)
    return grouped
