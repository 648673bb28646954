"""A release: from raw records and the release before to the rows, the manifest and what the vault keeps. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256

from plugins.messages import say
from plugins.privacy.areas import LEVELS
from plugins.privacy.classes import Class
from plugins.privacy.continuity import Standing, continued
from plugins.privacy.floors import Floors
from plugins.privacy.intake import Intake, intake
from plugins.privacy.ladder import climbed
from plugins.privacy.manifest import Manifest, is_in_quarter, order
from plugins.privacy.raw.record import RawRecord
from plugins.privacy.rows import class_id, class_of, csv_bytes, in_order
from plugins.privacy.rulebook import Rulebook
from plugins.problems import Problem
from plugins.records.incidents import Incident, is_release

PATH = "data/incidents.csv"
MOST_ENDED = 5

# What the vault keeps of a release: the id of each row, and the tokens of the people behind it.
People = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Outcome:
    """A release as it would be written, and the exact numbers for the researcher's report."""

    manifest: Manifest
    people: People
    numbers: Mapping[str, int]

    @property
    def incidents(self) -> bytes:
        return csv_bytes(self.manifest.rows)


def sanitised(
    records: Iterable[RawRecord],
    release: str,
    as_of: date,
    previous: Manifest | None,
    people: People,
    key: bytes,
    rulebook: Rulebook,
    problems: list[Problem],
) -> Outcome | None:
    """The release, or None and the reasons in `problems`. `previous` and `people` are the manifest and vault before it."""
    taken = intake(records, as_of, rulebook, key)
    before = _standing(previous, people, key, problems)
    problems.extend(_wrong_release(release, as_of, previous))
    problems.extend(_wrong_records(taken))
    if problems:
        return None
    withdrawn = previous.withdrawn if previous else ()
    floors = Floors((old.told for old in before), _classes(withdrawn), rulebook.acts)
    found = climbed(taken.told, floors, rulebook)
    kept = continued(found, before, floors, release, key, rulebook)
    if kept.ended:
        problems.append(_ended(kept.ended))
        return None
    rows = in_order(one.row for one in kept.standing)
    numbers = _numbers(taken, rows, {**found.withheld, "waiting": kept.waiting})
    manifest = Manifest(
        release=release,
        as_of=as_of.isoformat(),
        previous=previous.release if previous else None,
        previous_sha256=previous.sha256 if previous else None,
        policy=asdict(rulebook.policy),
        ground_sha256=rulebook.ground_sha256,
        counts=rounded(numbers),
        rows=rows,
        withdrawn=withdrawn,
        incidents_sha256=sha256(csv_bytes(rows)).hexdigest(),
    )
    return Outcome(manifest, {one.row.id: one.people for one in kept.standing}, numbers)


def _ended(ids: Sequence[str]) -> Problem:
    """Why rows of the last release cannot go on, and what to do; so many at once are no single person's withdrawal."""
    if len(ids) > MOST_ENDED:
        message = say("each row of the last release must stay or become coarser; %(count)s cannot", count=len(ids))
        fix = say("A raw file seems to be missing. Read all raw files again, the old ones too.")
        return Problem(PATH, 0, 0, message, fix)
    message = say("each row of the last release must stay or become coarser; %(ids)s cannot", ids=" ".join(ids))
    fix = say(
        "Somebody behind the row is missing from the raw records, or the policy no longer allows it. Read all raw files again, or: ./inv withdraw %(ids)s",
        ids=" ".join(ids),
    )
    return Problem(PATH, 0, 0, message, fix)


def rounded(numbers: Mapping[str, int]) -> dict[str, int]:
    """The numbers as they are published: of records only the tens, so that two releases do not show one more of them."""
    return {name: number if name.startswith("classes ") else number // 10 * 10 for name, number in numbers.items()}


def _standing(previous: Manifest | None, people: People, key: bytes, problems: list[Problem]) -> list[Standing]:
    """The rows of the last release with the people behind each, if the vault is the one that knows them."""
    standing = []
    for row in previous.rows if previous else ():
        told = class_of(row)
        if told is None or row.id not in people or class_id(told, key) != row.id:
            message = say("the vault must be the one of the last release; it does not know the rows of it")
            fix = say("Give the folder that the last release was made with: --vault FOLDER")
            problems.append(Problem(PATH, 0, 0, message, fix))
            return []
        standing.append(Standing(row, told, people[row.id]))
    return standing


def _classes(rows: Iterable[Incident]) -> list[Class]:
    return [told for row in rows if (told := class_of(row))]


def _wrong_release(release: str, as_of: date, previous: Manifest | None) -> Iterable[Problem]:
    if not is_release(release):
        fix = say("Write the year and its quarter, such as 2026Q4.")
        yield Problem(PATH, 0, 0, say("--release must be a quarter; it is not"), fix)
        return
    if previous and order(release) <= (*previous.order[:2], 0):
        message = say("--release must be later than the last one, %(last)s; it is not", last=previous.release)
        yield Problem(PATH, 0, 0, message, say("There is one release in a quarter at most."))
    if not is_in_quarter(as_of, release):
        # Or several releases on one day would be quarterly by their names only.
        message = say("--as-of must be a day of the quarter of the release; it is not")
        fix = say("Give today's day, and its quarter to --release: what happened lately is held back from that day.")
        yield Problem(PATH, 0, 0, message, fix)


def _wrong_records(taken: Intake) -> Iterable[Problem]:
    if taken.outside:
        message = say("every place must lie on land in North Korea; %(count)s do not", count=taken.outside)
        yield Problem(PATH, 0, 0, message, say("Look for swapped or mistyped coordinates in the raw files."))
    if taken.of_unknown_acts:
        message = say("every act must be a code of data/acts.csv; %(count)s are not", count=taken.of_unknown_acts)
        yield Problem(PATH, 0, 0, message, say("Correct them in the raw files, or add the code to data/acts.csv."))


def _numbers(taken: Intake, rows: Iterable[Incident], withheld: Mapping[str, int]) -> dict[str, int]:
    """All numbers of a release under fixed names, so that a missing one is never mistaken for none."""
    reasons = ("without consent", "embargoed", "period too long", "province of few leavers", "rare act", "too few")
    back = {**taken.kept_back, **withheld}
    return {
        "read": taken.read,
        **{name: back.get(name, 0) for name in (*reasons, "withdrawn", "waiting")},
        **class_counts(rows),
    }


def class_counts(rows: Iterable[Incident]) -> dict[str, int]:
    """How many classes are told at each level."""
    levels = [row.level for row in rows]
    return {f"classes {level}": levels.count(level) for level in LEVELS}
