"""From one release to the next: a class stays or becomes coarser, and grows by no one or by several people at once.

Who lays two releases on top of each other would otherwise see one person arrive, or a large area become a small one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plugins.privacy.classes import Class
from plugins.privacy.ladder import Climbed, Climber
from plugins.privacy.rows import row_of, source_token
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

    `lost`: somebody who told of the row is gone from the raw records. `refused`: today's rules no longer tell it.
    """

    standing: tuple[Standing, ...]
    waiting: int
    lost: tuple[str, ...]
    refused: tuple[str, ...]


def continued(found: Climbed, before: Iterable[Standing], release: str, key: bytes, rulebook: Rulebook) -> Continued:
    """What of the new classes is told in this release, and what of the old rows stays as it was."""
    olds = list(before)
    successors, people_now = _successors(found.classes, key)
    lost = sorted(old.row.id for old in olds if not old.people <= people_now[old.told])
    refused = sorted(old.row.id for old in olds if old.row.id not in lost and old.told not in successors)
    inside: dict[Class, list[Standing]] = defaultdict(list)
    for old in olds:
        if old.told in successors:
            inside[successors[old.told]].append(old)
    standing: list[Standing] = []
    waiting = 0
    for told, members in found.classes.items():
        people = _people(members, key)
        fresh = people.difference(*(old.people for old in inside[told]))
        if class_grows_by_several(fresh, inside[told], rulebook.least_change(told.act)):
            standing.append(_next(told, members, people, inside[told], release, key))
        else:
            standing.extend(inside[told])
            waiting += sum(source_token(member.told.source, key) in fresh for member in members)
    return Continued(tuple(standing), waiting, tuple(lost), tuple(refused))


def class_grows_by_several(fresh: Iterable[str], inside: Iterable[Standing], least: int) -> bool:
    """Whether the people that a release adds to what was told are none or several; a class that was never told may begin."""
    count = len(list(fresh))
    return not list(inside) or count == 0 or count >= least


def _successors(
    classes: Mapping[Class, Iterable[Climber]], key: bytes
) -> tuple[dict[Class, Class], Mapping[Class, frozenset[str]]]:
    """For each old class the new one that its records are told of, and everybody who tells of it now."""
    successors: dict[Class, Class] = {}
    people: dict[Class, set[str]] = defaultdict(set)
    for told, members in classes.items():
        for member in members:
            if member.under:
                successors[member.under] = told
                people[member.under].add(source_token(member.told.source, key))
    return successors, defaultdict(frozenset, {told: frozenset(found) for told, found in people.items()})


def _next(
    told: Class, members: Iterable[Climber], people: frozenset[str], inside: list[Standing], release: str, key: bytes
) -> Standing:
    """The class as it is told now; a row that says what it said before keeps its release."""
    kinds = {member.told.place_type for member in members} | {old.row.place_type for old in inside}
    row = row_of(told, len(people), kinds.pop() if len(kinds) == 1 else UNKNOWN, release, key)
    for old in inside:
        if row == old.row.model_copy(update={"release": release}):
            row = old.row
    return Standing(row, told, people)


def _people(members: Iterable[Climber], key: bytes) -> frozenset[str]:
    return frozenset(source_token(member.told.source, key) for member in members)
