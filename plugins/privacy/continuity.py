"""From one release to the next: a class stays or becomes coarser, and grows by no one or by several people at once.

Who lays two releases on top of each other would otherwise see one person arrive, or a large area become a small one.
"""

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass, replace

from plugins.privacy.acts import Acts
from plugins.privacy.classes import Class
from plugins.privacy.floors import Floors
from plugins.privacy.ladder import Climbed, Climber
from plugins.privacy.rows import row_of
from plugins.privacy.rulebook import Rulebook
from plugins.records.incidents import Incident
from plugins.records.places import UNKNOWN


@dataclass(frozen=True, slots=True)
class Standing:
    """A row that stands in a release, the class it tells of, and the people behind it as the vault keeps them."""

    row: Incident
    told: Class
    people: frozenset[str]


@dataclass(frozen=True)
class Continued:
    """What to publish, how many records wait for others, and the ids of old rows that cannot go on.

    A row ends when somebody who told of it is gone from the raw records, or when today's rules no longer tell it.
    """

    standing: tuple[Standing, ...]
    waiting: int
    ended: tuple[str, ...]


def continued(
    found: Climbed, before: Iterable[Standing], floors: Floors, release: str, key: bytes, rulebook: Rulebook
) -> Continued:
    """What of the new classes is told in this release, and what of the old rows stays as it was."""
    olds = {old.told: old for old in before}
    inside: dict[Class, set[Class]] = defaultdict(set)
    people_now: dict[Class, set[str]] = defaultdict(set)
    for told, members in found.classes.items():
        for member in members:
            if member.under:
                inside[told].add(member.under)
                people_now[member.under].add(member.told.source)
    standing: list[Standing] = []
    waiting = 0
    ended = {told for told, old in olds.items() if not nobody_is_gone(old.people, people_now[told])}
    for told, members in found.classes.items():
        within = [olds[old] for old in sorted(inside[told])]
        known = frozenset[str]().union(*(old.people for old in within))
        fresh = _people(members) - known
        grows = class_grows_by_several(len(fresh), bool(within), rulebook.least_change(told.act))
        if grows and (told in olds or class_keeps_out_of_those_above(told, floors, rulebook.acts)):
            standing.append(_next(told, members, within, release, key))
            continue
        waiting += sum(member.told.source in fresh for member in members)
        if all(may_stay(old, rulebook) for old in within):
            standing.extend(within)
        elif len(known) >= rulebook.least_sources(told.act):
            # Stricter rules than last time: the class becomes coarser, and the new people wait all the same.
            told_before = [member for member in members if member.told.source in known]
            standing.append(_next(told, told_before, within, release, key))
        else:
            ended.update(old.told for old in within)
    return Continued(tuple(standing), waiting, tuple(sorted(olds[told].row.id for told in ended)))


def may_stay(old: Standing, rulebook: Rulebook) -> bool:
    """Whether today's rules would still tell a row of the last release as it is."""
    return rulebook.allows(old.told) and len(old.people) >= rulebook.least_sources(old.told.act)


def class_grows_by_several(count: int, was_told: bool, least: int) -> bool:
    """Whether the people whom a release adds to what was told are none or several; what was never told may begin."""
    return not was_told or count == 0 or count >= least


def class_keeps_out_of_those_above(told: Class, floors: Floors, acts: Acts) -> bool:
    """Whether a class that was not told before shares no place and time with one of an act above it, told or withdrawn.

    Records of this act are part of that class. From the next release on they would count as part of this one: they would
    change from the act above to this one, or come back though they were withdrawn.
    """
    above = set(acts.line(told.act)) - {told.act}
    classes = floors.standing | floors.withdrawn
    return not any(other.act in above and replace(other, act=told.act).overlaps(told) for other in classes)


def nobody_is_gone(before: Set[str], now: Set[str]) -> bool:
    """Whether all who told of a class still do; one who is gone would be seen, so the class must be withdrawn as a whole."""
    return before <= now


def _next(told: Class, members: Iterable[Climber], within: list[Standing], release: str, key: bytes) -> Standing:
    """The class as it is told now; a row that says what it said before keeps its release."""
    people = _people(members)
    kinds = {member.told.place_type for member in members} | {old.row.place_type for old in within}
    row = row_of(told, len(people), shared_kind(kinds), release, key)
    same = [old.row for old in within if row == old.row.model_copy(update={"release": release})]
    return Standing(same[0] if same else row, told, people)


def shared_kind(kinds: Set[str]) -> str:
    """The kind of place that all share; of several nothing is told, because the rarer one would point at fewer people."""
    return next(iter(kinds)) if len(kinds) == 1 else UNKNOWN


def _people(members: Iterable[Climber]) -> frozenset[str]:
    return frozenset(member.told.source for member in members)
