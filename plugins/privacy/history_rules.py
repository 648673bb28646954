"""What must hold between the rows, the manifests of the releases and the policy: history is never rewritten or refined."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from itertools import pairwise

from plugins.messages import say
from plugins.privacy.acts import Acts
from plugins.privacy.areas import LEVELS, Area
from plugins.privacy.classes import BANDS, Class
from plugins.privacy.manifest import Manifest, is_in_quarter
from plugins.privacy.policy import PATH, loosenings_are_explained
from plugins.privacy.published import Published, wrong, wrong_release
from plugins.privacy.rows import class_of, csv_bytes
from plugins.problems import Problem
from plugins.records.incidents import Incident, is_release
from plugins.records.places import UNKNOWN

Problems = Iterator[Problem]


def rows_are_those_of_the_last_release(published: Published) -> Problems:
    """A row that was changed, added or deleted by hand is not the one that was checked when it was made."""
    last = published.last
    if last is None:
        for line, _ in published.rows:
            yield wrong(line, None, say("the row must stand in the manifest of a release; there is no release"))
        return
    for line, row in published.rows:
        if row not in last.rows:
            yield wrong(line, None, say("the row must be as the manifest of the last release says; it is not"))
    rows = tuple(row for _, row in published.rows)
    if rows != last.rows:
        yield wrong(0, None, say("the file must hold all rows of the last release in their order; it does not"))


def manifests_agree_with_themselves(published: Published) -> Problems:
    """The hash of the table is that of the rows which the manifest repeats."""
    for manifest in published.manifests:
        if manifest.incidents_sha256 != sha256(csv_bytes(manifest.rows)).hexdigest():
            yield wrong_release(manifest.release, say("incidents_sha256 must be the hash of the rows; it is not"))


def manifests_follow_one_another(published: Published) -> Problems:
    """Each manifest names the one before it with its hash, and the first names none."""
    before: Manifest | None = None
    for manifest in published.manifests:
        expected = (before.release, before.sha256) if before else (None, None)
        if (manifest.previous, manifest.previous_sha256) != expected:
            yield wrong_release(manifest.release, say("previous must be the manifest before this one; it is not"))
        if before and manifest.as_of < before.as_of:
            yield wrong_release(manifest.release, say("as_of must not be before that of the release before; it is"))
        before = manifest


def releases_are_of_their_quarter(published: Published) -> Problems:
    """Releases of one day under the names of several quarters would show how rows grow from day to day."""
    for manifest in published.manifests:
        if not is_in_quarter(date.fromisoformat(manifest.as_of), manifest.release):
            yield wrong_release(manifest.release, say("as_of must be a day of the quarter of the release; it is not"))


def rows_stay_or_become_coarser(published: Published) -> Problems:
    """What was told of an area is told of it or of a larger one, by no fewer people, unless it was withdrawn."""
    for before, after in pairwise(published.manifests):
        withdrawn = {row.id for row in after.withdrawn}
        index = _index(after.rows)
        for row in before.rows:
            heirs = _around(row, index, published.rulebook.acts)
            if row.id not in withdrawn and not any(_is_no_narrower(row, heir) for heir in heirs):
                message = say("each row of the release before must stay or become coarser; one does not")
                yield wrong_release(after.release, message)


def rows_are_not_refined(published: Published) -> Problems:
    """A new row never lies within an old one: both together would tell more than either."""
    acts = published.rulebook.acts
    for before, after in pairwise(published.manifests):
        old = set(before.rows)
        index, within = _index(before.rows), _index(after.rows)
        grown = {heir.id for row in before.rows for heir in _around(row, within, acts) if heir.act == row.act}
        for row in after.rows:
            if row not in old and row.id not in grown and _around(row, index, acts):
                message = say("no row may lie within a row of the release before; one does")
                yield wrong_release(after.release, message)


def rows_name_their_release(published: Published) -> Problems:
    """A row that says something new names the release that said it first, any other the one it named before."""
    old: frozenset[Incident] = frozenset()
    for manifest in published.manifests:
        for row in manifest.rows:
            if row not in old and row.release != manifest.release:
                yield wrong_release(manifest.release, say("each new row must name its release; one does not"))
        old = frozenset(manifest.rows)


def withdrawn_rows_stay_away(published: Published) -> Problems:
    """The list of the withdrawn only grows, and nothing that lies within one of them comes back."""
    known: set[str] = set()
    for manifest in published.manifests:
        gone = {row.id for row in manifest.withdrawn}
        if not known <= gone:
            yield wrong_release(manifest.release, say("withdrawn must hold all of the release before; it does not"))
        known |= gone
        index = _index(manifest.withdrawn)
        for row in manifest.rows:
            if any(heir.act == row.act for heir in _around(row, index, published.rulebook.acts)):
                yield wrong_release(manifest.release, say("no row may lie within a withdrawn one; one does"))


def withdrawals_only_take_away(published: Published) -> Problems:
    """Between two releases a row can go, and nothing else can change."""
    for before, after in pairwise(published.manifests):
        gone = {row.id for row in after.withdrawn} - {row.id for row in before.withdrawn}
        kept = tuple(row for row in before.rows if row.id not in gone)
        taken = {row for row in before.rows if row.id in gone}
        fresh = set(after.withdrawn) - set(before.withdrawn)
        if is_release(after.release):
            if gone:
                yield wrong_release(after.release, say("a release must not withdraw rows; it does"))
        elif after.rows != kept or taken != fresh or after.policy != before.policy:
            yield wrong_release(after.release, say("a withdrawal must take rows away and change nothing else; it does"))


def policy_is_not_loosened_in_silence(published: Published) -> Problems:
    """Whoever makes a number weaker than in the last release says when and why."""
    if published.last:
        yield from loosenings_are_explained(published.policy, published.last.policy)


def ground_is_not_changed_in_silence(published: Published) -> Problems:
    """Another number of residents or of those who left, or an act that is sensitive no more, loosens as a number of the policy does."""
    last, change = published.last, published.policy.ground
    if last and last.ground_sha256 != published.rulebook.ground_sha256:
        if change and change.was == last.ground_sha256:
            return
        message = say("what the numbers are applied to must not change after a release without a reason; it did")
        fix = say(
            'Undo it in data/acts.csv, data/provinces.csv or the lattice, or write [ground] with on, was = "%(was)s" and reason.',
            was=last.ground_sha256,
        )
        yield Problem(PATH, 0, 0, message, fix)


def _is_no_narrower(row: Incident, heir: Incident) -> bool:
    """Whether the heir's band of numbers and kind of place could be those of the row and more."""
    names = list(BANDS)
    return names.index(heir.sources) >= names.index(row.sources) and heir.place_type in (row.place_type, UNKNOWN)


Index = dict[tuple[str, Area], list[tuple[Class, Incident]]]


def _index(rows: Iterable[Incident]) -> Index:
    index: Index = defaultdict(list)
    for row in rows:
        told = class_of(row)
        if told:
            index[told.act, told.area].append((told, row))
    return index


def _around(row: Incident, index: Index, acts: Acts) -> list[Incident]:
    """The rows of an index that contain a row: the same class, or a coarser one."""
    told = class_of(row)
    if told is None or told.act not in acts:
        return []
    levels = LEVELS[LEVELS.index(told.area.level) :]
    keys = [(act, told.area.at(level)) for act in acts.line(told.act) for level in levels]
    return [other for key in keys for found, other in index.get(key, []) if found.contains(told, acts)]


HISTORY_RULES = (
    rows_are_those_of_the_last_release,
    manifests_agree_with_themselves,
    manifests_follow_one_another,
    releases_are_of_their_quarter,
    rows_stay_or_become_coarser,
    rows_are_not_refined,
    rows_name_their_release,
    withdrawn_rows_stay_away,
    withdrawals_only_take_away,
    policy_is_not_loosened_in_silence,
    ground_is_not_changed_in_silence,
)
