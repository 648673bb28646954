"""The numbers that decide what is told: `data/privacy.toml`, with floors in the code that no file can undercut."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date

from plugins.messages import Message, say
from plugins.problems import Problem, did_you_mean

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
class PolicyFile:
    """What the file says: the numbers, where each comes from, and which were made weaker."""

    policy: Policy
    sources: Mapping[str, str]
    loosened: Mapping[str, Loosening]


def policy_file(text: str, problems: list[Problem]) -> PolicyFile | None:
    """The policy, or None and every reason in `problems`: unknown, missing and wrong numbers alike are refused."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        fix = say('Each number is a [name] with value = … and source = "…"; see the file in git.')
        problems.append(Problem(PATH, 0, 0, say("the file must be TOML; it is not"), fix))
        return None
    loosened = found.pop("loosened", {})
    faults = [*_faults_of_numbers(found), *_faults_of_loosenings(loosened)]
    if not faults:
        policy = Policy(**{name: found[name]["value"] for name in NAMES})
        faults = list(_faults_between(policy))
    problems.extend(Problem(PATH, _line(text, name), 0, message, fix) for name, message, fix in faults)
    if faults:
        return None
    sources = {name: found[name]["source"] for name in NAMES}
    return PolicyFile(policy, sources, {name: Loosening(**said) for name, said in loosened.items()})


Fault = tuple[str, Message, Message]


def _faults_of_numbers(found: Mapping[str, object]) -> Iterator[Fault]:
    for name in found:
        if name not in NAMES:
            yield name, say("%(name)s must be a number of the policy; it is not", name=name), _known(name)
    for name in NAMES:
        said = found.get(name)
        if said is None:
            fix = say("Bring it back from git.")
            yield name, say("%(name)s must be given; it is missing", name=name), fix
        elif not isinstance(said, dict) or set(said) != {"value", "source"}:
            fix = say('Write value = … and source = "…" below [%(name)s].', name=name)
            yield name, say("%(name)s must have a value and a source and nothing else; it does not", name=name), fix
        else:
            yield from _faults_of_number(name, said["value"], said["source"])


def _faults_of_number(name: str, value: object, source: object) -> Iterator[Fault]:
    floor = getattr(FLOORS, name)
    if type(value) is not int:
        yield name, say("%(name)s must be a whole number; it is not", name=name), say("Write digits only.")
    elif value < floor:
        fix = say("Whoever needs a lower one changes the floor in the code, and has it reviewed.")
        yield name, say("%(name)s must be at least %(floor)s; it is less", name=name, floor=floor), fix
    elif value not in CHOICES.get(name, (value,)):
        choices = ", ".join(map(str, CHOICES[name]))
        message = say("%(name)s must be one of %(choices)s; it is not", name=name, choices=choices)
        yield name, message, say("Other lengths do not nest in one another.")
    if not isinstance(source, str) or not source.strip():
        fix = say("Say where the number comes from, in a sentence.")
        yield name, say("%(name)s must have a source; it has none", name=name), fix


def _faults_of_loosenings(loosened: object) -> Iterator[Fault]:
    if not isinstance(loosened, dict):
        yield (
            "loosened",
            say("loosened must be a table; it is not"),
            say("Write [loosened.name] and below it on, was, reason."),
        )
        return
    for name, said in loosened.items():
        if name not in NAMES:
            yield f"loosened.{name}", say("%(name)s must be a number of the policy; it is not", name=name), _known(name)
        elif (
            not isinstance(said, dict)
            or set(said) != {"on", "was", "reason"}
            or type(said["on"]) is not date
            or type(said["was"]) is not int
            or not isinstance(said["reason"], str)
            or not said["reason"].strip()
        ):
            message = say(
                "loosened.%(name)s must say on (a date), was (a number) and reason (a text); it does not", name=name
            )
            yield f"loosened.{name}", message, say('For example: on = 2027-01-15, was = 5, reason = "…", one per line.')


def _faults_between(policy: Policy) -> Iterator[Fault]:
    for weaker, stronger in PAIRS:
        if getattr(policy, stronger) < getattr(policy, weaker):
            message = say("%(stronger)s must be at least %(weaker)s; it is less", stronger=stronger, weaker=weaker)
            yield stronger, message, say("Raise the one or lower the other.")


def _known(name: str) -> Message:
    return say("%(known)s", known=did_you_mean(name, NAMES))


def _line(text: str, name: str) -> int:
    """The line on which a table of the file begins, or a name that should have been one; 0 when neither can be found."""
    lines = text.splitlines()
    for pattern in (rf"\s*\[\s*{re.escape(name)}\s*\]", rf"\s*{re.escape(name)}\s*="):
        for number, line in enumerate(lines, start=1):
            if re.match(pattern, line):
                return number
    return 0


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
