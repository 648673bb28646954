"""The numbers that decide what is told: `data/privacy.toml`, with floors in the code that no file can undercut."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date

from plugins.messages import say
from plugins.problems import Problem

PATH = "data/privacy.toml"


@dataclass(frozen=True, slots=True)
class Policy:
    """Every number is a least one, so that a higher number tells less; `data/privacy.toml` explains each."""

    sources: int
    sources_sensitive: int
    residents: int
    leavers_for_cells: int
    leavers_for_province: int
    cell_tenths: int
    cell_tenths_sensitive: int
    years: int
    years_sensitive: int
    embargo_months: int
    records_of_an_act: int
    change: int
    change_sensitive: int


NAMES = tuple(field.name for field in fields(Policy))

FLOORS = Policy(
    sources=3,
    sources_sensitive=5,
    residents=10_000,
    leavers_for_cells=300,
    leavers_for_province=100,
    cell_tenths=1,
    cell_tenths_sensitive=1,
    years=5,
    years_sensitive=5,
    embargo_months=12,
    records_of_an_act=5,
    change=2,
    change_sensitive=3,
)

# Lengths that nest; any other would let two releases be cut against each other.
CHOICES = {"cell_tenths": (1, 5, 10), "cell_tenths_sensitive": (1, 5, 10), "years": (5, 10), "years_sensitive": (5, 10)}

# The second of each pair protects more than the first, so it may not be the weaker one.
PAIRS = [
    ("sources", "sources_sensitive"),
    ("cell_tenths", "cell_tenths_sensitive"),
    ("years", "years_sensitive"),
    ("change", "change_sensitive"),
    ("leavers_for_province", "leavers_for_cells"),
]


@dataclass(frozen=True, slots=True)
class Loosening:
    """A number that was made weaker: when, from what, and why."""

    on: date
    was: int
    reason: str


@dataclass(frozen=True, slots=True)
class GroundChange:
    """That the tables which the numbers are applied to were changed: when, from what (their hash), and why."""

    on: date
    was: str
    reason: str


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """What the file says: the numbers, where each comes from, which were made weaker, and a change of what they apply to."""

    policy: Policy
    sources: Mapping[str, str]
    loosened: Mapping[str, Loosening]
    ground: GroundChange | None = None


def loosenings_are_explained(file: PolicyFile, last: Mapping[str, int]) -> Iterator[Problem]:
    """A number weaker than in the last release is explained in the file; tightening needs no words."""
    for name in NAMES:
        was = last.get(name)
        said = file.loosened.get(name)
        if was is not None and getattr(file.policy, name) < was and (said is None or said.was != was):
            message = say("%(name)s must not be weaker than in the last release without a reason; it is", name=name)
            fix = say(
                "Write [loosened.%(name)s] with on, was = %(was)s and reason, or raise the number.", name=name, was=was
            )
            yield Problem(PATH, 0, 0, message, fix)
