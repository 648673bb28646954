"""What the method page tells: the rules with their numbers, and what the last release told and withheld. Nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plugins.privacy.areas import LEVELS, Level
from plugins.privacy.policy import Policy
from plugins.privacy.published import Published
from plugins.privacy.rulebook import Openness
from plugins.records.acts import Act
from plugins.records.provinces import Province

# The names of the numbers in a manifest that say why records are not told, in the order of the rules.
REASONS = (
    "without consent",
    "embargoed",
    "period too long",
    "province of few leavers",
    "rare act",
    "too few",
    "withdrawn",
    "waiting",
)


@dataclass(frozen=True)
class ActTold:
    """A kind of act, and how many classes of it are told at each level."""

    label: Mapping[str, str]
    is_sensitive: bool
    classes: Mapping[Level, int]


@dataclass(frozen=True)
class Method:
    """The rules as they are, and the last release: its name, its day, records read and withheld (tens), classes told."""

    policy: Policy
    provinces: Mapping[str, Openness]
    acts: tuple[ActTold, ...]
    release: str | None
    as_of: str | None
    read: int
    withheld: Mapping[str, int]
    told: Mapping[Level, int]

    @property
    def classes(self) -> int:
        return sum(self.told.values())


def method(published: Published, acts: Iterable[Act], provinces: Iterable[Province]) -> Method:
    """The method as the rules and the last manifest tell it; a province that is counted in another one is told as that."""
    rulebook, last = published.rulebook, published.last
    rows = published.incidents
    levels = [row.level for row in rows]
    return Method(
        policy=published.policy.policy,
        provinces={one.code: rulebook.openness(one.code) for one in provinces if not one.within},
        acts=tuple(
            ActTold(
                act.label,
                rulebook.acts.is_sensitive(act.code),
                {level: sum(row.act == act.code and row.level == level for row in rows) for level in LEVELS},
            )
            for act in acts
        ),
        release=last.release if last else None,
        as_of=last.as_of if last else None,
        read=last.counts["read"] if last else 0,
        withheld={reason: last.counts[reason] if last else 0 for reason in REASONS},
        told={level: levels.count(level) for level in LEVELS},
    )
