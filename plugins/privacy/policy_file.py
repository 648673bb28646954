"""Reading `data/privacy.toml`: whatever is not exactly a policy is refused, with the line where there is one."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date

from plugins.messages import Message, say
from plugins.privacy.policy import CHOICES, FLOORS, NAMES, PAIRS, PATH, GroundChange, Loosening, Policy, PolicyFile
from plugins.problems import Problem, did_you_mean


def policy_file(text: str, problems: list[Problem]) -> PolicyFile | None:
    """The policy, or None and every reason in `problems`: unknown, missing and wrong numbers alike are refused."""
    try:
        found = tomllib.loads(text)
    except (ValueError, RecursionError):  # of what is no TOML, nested too deep, or a number of too many digits
        fix = say('Each number is a [name] with value = … and source = "…"; see the file in git.')
        problems.append(Problem(PATH, 0, 0, say("the file must be TOML; it is not"), fix))
        return None
    loosened, ground = found.pop("loosened", {}), found.pop("ground", None)
    faults = [*_faults_of_numbers(found), *_faults_of_loosenings(loosened), *_faults_of_ground(ground)]
    if not faults:
        policy = Policy(**{name: found[name]["value"] for name in NAMES})
        faults = list(_faults_between(policy))
    problems.extend(Problem(PATH, _line(text, name), 0, message, fix) for name, message, fix in faults)
    if faults:
        return None
    sources = {name: found[name]["source"] for name in NAMES}
    changed = GroundChange(**ground) if ground else None
    return PolicyFile(policy, sources, {name: Loosening(**said) for name, said in loosened.items()}, changed)


Fault = tuple[str, Message, Message]


def _faults_of_numbers(found: Mapping[str, object]) -> Iterator[Fault]:
    for name in found:
        if name not in NAMES:
            yield name, say("the name must be that of a number of the policy; it is not"), did_you_mean(name, NAMES)
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
            yield (
                f"loosened.{name}",
                say("the name must be that of a number of the policy; it is not"),
                did_you_mean(name, NAMES),
            )
        elif not _is_explained(said, int):
            message = say(
                "loosened.%(name)s must say on (a date), was (a number) and reason (a text); it does not", name=name
            )
            yield f"loosened.{name}", message, say('For example: on = 2027-01-15, was = 5, reason = "…", one per line.')


def _faults_of_ground(ground: object) -> Iterator[Fault]:
    if ground is not None and not _is_explained(ground, str):
        message = say("ground must say on (a date), was (a hash) and reason (a text); it does not")
        yield "ground", message, say('For example: on = 2027-01-15, was = "…", reason = "…", one per line.')


def _is_explained(said: object, was: type) -> bool:
    """Whether an exception says when, from what and why."""
    return (
        isinstance(said, dict)
        and set(said) == {"on", "was", "reason"}
        and type(said["on"]) is date
        and type(said["was"]) is was
        and isinstance(said["reason"], str)
        and bool(said["reason"].strip())
    )


def _faults_between(policy: Policy) -> Iterator[Fault]:
    for weaker, stronger in PAIRS:
        if getattr(policy, stronger) < getattr(policy, weaker):
            message = say("%(stronger)s must be at least %(weaker)s; it is less", stronger=stronger, weaker=weaker)
            yield stronger, message, say("Raise the one or lower the other.")


def _line(text: str, name: str) -> int:
    """The line on which a table of the file begins, or a name that should have been one; 0 when neither can be found."""
    lines = text.splitlines()
    for pattern in (rf"\s*\[\s*{re.escape(name)}\s*\]", rf"\s*{re.escape(name)}\s*="):
        for number, line in enumerate(lines, start=1):
            if re.match(pattern, line):
                return number
    return 0
