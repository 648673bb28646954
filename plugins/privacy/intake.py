"""Which records may be told at all, and where each lies on the grid."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plugins.privacy.areas import Area
from plugins.privacy.raw.record import RawRecord
from plugins.privacy.rows import source_token
from plugins.privacy.rulebook import Rulebook


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """What the ladder looks at of one record: who (as a token that only counts), what, where, when it began, in what kind of place."""

    source: str
    act: str
    cell: Area
    year: int
    place_type: str


@dataclass(frozen=True)
class Intake:
    """The records that go on, how many there were, how many may not be told yet or ever, and how many make no sense."""

    told: tuple[Told, ...]
    read: int
    kept_back: Counter[str]
    outside: int
    of_unknown_acts: int


def intake(records: Iterable[RawRecord], as_of: date, rulebook: Rulebook, key: bytes) -> Intake:
    """Keep what has consent and ended long enough before `as_of`; the same record twice counts once.

    A record belongs to the year in which what it tells of began. One that spans more years than the longest band has no
    band that it belongs to, and is withheld. From here on nobody knows a source's id any more, only the token that the key makes of it.
    """
    different = set(records)
    latest = months_before(as_of, rulebook.policy.embargo_months)
    told: list[Told] = []
    kept_back: Counter[str] = Counter()
    outside = unknown = 0
    for record in different:
        cell = rulebook.lattice.cell_at(record.latitude, record.longitude)
        if not may_be_published(record):
            kept_back["without consent"] += 1
        elif ended_too_lately(record, latest):
            kept_back["embargoed"] += 1
        elif cell is None:
            outside += 1
        elif record.act not in rulebook.acts:
            unknown += 1
        elif lasts_too_long(record, rulebook.policy.years_sensitive):
            kept_back["period too long"] += 1
        elif rulebook.openness(cell.province) == "nothing":
            kept_back["province of few leavers"] += 1
        else:
            told.append(Told(source_token(record.source, key), record.act, cell, record.first.year, record.place_type))
    return Intake(tuple(sorted(told)), len(different), kept_back, outside, unknown)


def may_be_published(record: RawRecord) -> bool:
    """Whether the person who told it agreed to publication."""
    return record.consent


def ended_too_lately(record: RawRecord, latest: date) -> bool:
    """Whether so little time has passed that what happened can still be traced to somebody."""
    return record.last > latest


def lasts_too_long(record: RawRecord, years: int) -> bool:
    """Whether the period spans more calendar years than the longest band has."""
    return record.last.year - record.first.year >= years


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for number in range(day.day, 0, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError  # every month has a first day
