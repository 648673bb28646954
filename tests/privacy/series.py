"""Releases one after the other, as tests make them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256

from plugins.privacy.classes import Class
from plugins.privacy.gate import incidents_are_publishable
from plugins.privacy.manifest import Manifest, last_day
from plugins.privacy.policy import NAMES, Loosening, PolicyFile
from plugins.privacy.published import Published
from plugins.privacy.raw.record import RawRecord
from plugins.privacy.release import Outcome, People, sanitised
from plugins.privacy.rows import class_of, csv_bytes, in_order, row_of
from plugins.privacy.rulebook import Rulebook
from plugins.privacy.withdrawal import without
from plugins.problems import Problem
from plugins.records.incidents import Incident
from tests.privacy.country import KEY, POLICY, rulebook

PLACE_TYPES = frozenset(["03.06", "99"])
POLICY_FILE = PolicyFile(POLICY, dict.fromkeys(NAMES, "a source"), {})


@dataclass
class Series:
    """The state between releases: what the project and the vault would hold."""

    rules: Rulebook = field(default_factory=rulebook)
    manifests: list[Manifest] = field(default_factory=list)
    people: People = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def release(self, records: Iterable[RawRecord], rules: Rulebook | None = None) -> Outcome | None:
        """The release of the next quarter; nothing changes when it is refused."""
        number = sum("-" not in manifest.release for manifest in self.manifests)
        label, day = f"{2027 + number // 4}Q{number % 4 + 1}", date(2027 + number // 4, number % 4 * 3 + 1, 15)
        last = self.manifests[-1] if self.manifests else None
        self.problems = []
        outcome = sanitised(records, label, day, last, self.people, KEY, rules or self.rules, self.problems)
        if outcome:
            self.manifests.append(outcome.manifest)
            self.people = outcome.people
        return outcome

    def withdraw(self, *ids: str) -> None:
        self.manifests.append(without(self.manifests[-1], ids))

    @property
    def published(self) -> Published:
        rows = tuple(enumerate(self.manifests[-1].rows, start=2)) if self.manifests else ()
        return Published(
            rows, tuple(self.manifests), replace(POLICY_FILE, policy=self.rules.policy), self.rules, PLACE_TYPES
        )

    @property
    def told(self) -> dict[Class, Incident]:
        return {told: row for row in self.manifests[-1].rows if (told := class_of(row))}


def row(told: Class, people: int = 7, release: str = "2026Q3", **columns: object) -> Incident:
    """A row that is right, but for the columns given."""
    return row_of(told, people, "03.06", release, KEY).model_copy(update=columns)


def manifest(
    release: str,
    rows: Iterable[Incident],
    before: Manifest | None = None,
    withdrawn: Iterable[Incident] = (),
    **changes: object,
) -> Manifest:
    """A manifest that follows another and agrees with itself, but for the changes given."""
    ordered = in_order(rows)
    made = Manifest(
        release=release,
        as_of=last_day(release).isoformat(),
        previous=before.release if before else None,
        previous_sha256=before.sha256 if before else None,
        policy={name: getattr(POLICY, name) for name in NAMES},
        ground_sha256=rulebook().ground_sha256,
        counts={"read": 100},
        rows=ordered,
        withdrawn=in_order(withdrawn),
        incidents_sha256=sha256(csv_bytes(ordered)).hexdigest(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def published(*manifests: Manifest, rows: Iterable[Incident] | None = None, **changes: object) -> Published:
    """What lies in the project after these releases."""
    shown = manifests[-1].rows if rows is None else rows
    made = Published(tuple(enumerate(shown, start=2)), manifests, POLICY_FILE, rulebook(), PLACE_TYPES)
    return replace(made, **changes)  # type: ignore[arg-type]


def found_by(found: Published) -> list[Problem]:
    return list(incidents_are_publishable(found))


LOOSENED = Loosening(date(2026, 12, 1), 5, "a reason")
