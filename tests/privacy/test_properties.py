"""What must hold for any input: made by Hypothesis from few places, years, acts and people, so that classes are close calls."""

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from plugins.privacy.areas import Area, area_of
from plugins.privacy.classes import Class
from plugins.privacy.floors import Floors
from plugins.privacy.intake import intake
from plugins.privacy.ladder import climbed
from plugins.privacy.raw.record import RawRecord
from plugins.privacy.rows import class_of
from tests.privacy.country import (
    ACTS,
    FAR,
    FEW_LEAVERS,
    KEY,
    NEAR,
    NEARLY_NO_LEAVERS,
    NORTH_HAMGYONG,
    RYANGGANG,
    rulebook,
    told,
)
from tests.privacy.series import Series, found_by

RULES = rulebook()
AS_OF = date(2026, 12, 31)
QUICK = settings(
    max_examples=30,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)

PLACES = [
    NORTH_HAMGYONG,
    NORTH_HAMGYONG,
    NEAR,
    FAR,
    (41_350_000, 129_050_000),
    (41_350_000, 127_450_000),
    RYANGGANG,
    (41_550_000, 128_950_000),
    FEW_LEAVERS,
    NEARLY_NO_LEAVERS,
]

RECORD = st.builds(
    told,
    source=st.integers(0, 40).map("person {}".format),
    place=st.sampled_from(PLACES),
    year=st.sampled_from([2001, 2004, 2006, 2006, 2006, 2009]),
    act=st.sampled_from([act.code for act in ACTS]),
    place_type=st.sampled_from(["03.06", "99"]),
    consent=st.sampled_from([True, True, True, False]),
)
# A crowd that tells of one thing beside single records, or hardly anything would ever be told.
CROWD = st.builds(
    lambda first, count, **told_as: [told(f"person {number}", **told_as) for number in range(first, first + count)],
    first=st.integers(0, 30),
    count=st.integers(3, 14),
    place=st.sampled_from(PLACES),
    year=st.sampled_from([2001, 2006]),
    act=st.sampled_from([act.code for act in ACTS]),
)
RECORDS = st.builds(
    lambda crowds, single: [record for crowd in crowds for record in crowd] + single,
    st.lists(CROWD, max_size=6),
    st.lists(RECORD, max_size=25),
)


def could_have_told(records: Iterable[RawRecord], found: Class) -> set[str]:
    """The people whose records lie in a class, worked out from the raw records alone."""
    people = set()
    for record in records:
        cell = RULES.lattice.cell_at(record.latitude, record.longitude)
        if (
            record.consent
            and cell
            and found.area.contains(cell)
            and found.covers(record.first.year)
            and found.act in RULES.acts.line(record.act)
        ):
            people.add(record.source)
    return people


@QUICK
@given(RECORDS)
def test_no_class_is_told_by_fewer_people_than_the_policy_says(records: list[RawRecord]) -> None:
    series = Series()
    outcome = series.release(records)
    assert outcome is not None
    for found, row in series.told.items():
        behind = len(outcome.people[row.id])
        assert behind >= RULES.least_sources(found.act)
        assert behind <= len(could_have_told(records, found))


@QUICK
@given(RECORDS)
def test_every_point_lies_on_the_grid_and_the_gate_lets_every_release_pass(records: list[RawRecord]) -> None:
    series = Series()
    series.release(records)
    for row in series.manifests[-1].rows:
        assert area_of(row.level, row.lat, row.lon, row.province)
    assert found_by(series.published) == []


@QUICK
@given(RECORDS)
def test_areas_of_one_act_and_time_are_apart(records: list[RawRecord]) -> None:
    series = Series()
    series.release(records)
    classes = list(series.told)
    assert not [(one, other) for one in classes for other in classes if one != other and one.overlaps(other)]


@QUICK
@given(RECORDS)
def test_every_record_is_told_of_a_class_that_contains_it_or_is_counted(records: list[RawRecord]) -> None:
    taken = intake(records, AS_OF, RULES, KEY)
    found = climbed(taken.told, Floors([], [], RULES.acts), RULES)
    members = [member for one in found.classes.values() for member in one]
    assert len(members) + found.withheld.total() == len(taken.told)
    assert len(taken.told) + taken.kept_back.total() == taken.read
    for one, inside in found.classes.items():
        for member in inside:
            exact = Class(member.told.act, member.told.cell, member.told.year, 1)
            assert one.contains(exact, RULES.acts)


@QUICK
@given(RECORDS, st.randoms(use_true_random=False))
def test_order_makes_no_difference(records: list[RawRecord], chance: random.Random) -> None:
    one, other = Series(), Series()
    one.release(records)
    shuffled = records + records[:3]
    chance.shuffle(shuffled)
    other.release(shuffled)
    assert one.manifests[-1].content == other.manifests[-1].content


@QUICK
@given(RECORDS)
def test_a_release_of_the_same_records_changes_no_row(records: list[RawRecord]) -> None:
    series = Series()
    first, second = series.release(records), series.release(records)
    assert first is not None
    assert second is not None
    assert first.manifest.rows == second.manifest.rows
    assert first.people == second.people


def origin(series: Series, record: RawRecord) -> list[Class]:
    """The classes that a record can be one of, as a reader of the table sees it who knows the record."""
    cell = RULES.lattice.cell_at(record.latitude, record.longitude)
    assert cell is not None
    line = list(RULES.acts.line(record.act))
    return [
        found
        for found in series.told
        if found.act in line and found.area.contains(cell) and found.covers(record.first.year)
    ]


@QUICK
@given(st.lists(RECORDS, min_size=2, max_size=5))
def test_over_a_series_of_releases_the_area_of_origin_never_shrinks(grown: list[list[RawRecord]]) -> None:
    series, records, told_as = Series(), list[RawRecord](), dict[RawRecord, Class]()
    for more in grown:
        before, people = dict(series.told) if series.manifests else {}, series.people
        records = records + more
        assert series.release(records) is not None, series.problems
        assert found_by(series.published) == []
        for old, row in before.items():
            heirs = [new for new in series.told if new.contains(old, RULES.acts)]
            assert heirs
            # Whoever was behind the row is behind what contains it, and others came several at a time or not at all.
            assert any(people[row.id] <= series.people[series.told[new].id] for new in heirs)
        for new in series.told:
            inside = [people[row.id] for old, row in before.items() if new.contains(old, RULES.acts)]
            fresh = series.people[series.told[new].id].difference(*inside)
            assert not inside or not fresh or len(fresh) >= min(RULES.least_change(new.act), 3)
        for record in records:
            finest = min(
                origin(series, record),
                default=None,
                key=lambda found: (len(list(RULES.acts.line(found.act))) * -1, found.area.level),
            )
            was = told_as.get(record)
            if finest and was and finest.act == was.act:
                assert finest.contains(was, RULES.acts)
            if finest:
                told_as[record] = finest


@QUICK
@given(st.lists(RECORDS, min_size=2, max_size=4), st.data())
def test_what_was_withdrawn_never_comes_back(grown: list[list[RawRecord]], data: st.DataObject) -> None:
    series, records, gone = Series(), list[RawRecord](), list[Class]()
    for more in grown:
        records = records + more
        assert series.release(records) is not None, series.problems
        assert not [
            found for found in series.told for old in gone if old.act == found.act and old.contains(found, RULES.acts)
        ]
        if series.told:
            chosen = data.draw(st.sampled_from(sorted(series.told)))
            series.withdraw(series.told[chosen].id)
            gone.append(chosen)
        assert found_by(series.published) == []


def test_the_records_that_these_properties_are_tried_with_are_told_at_several_levels() -> None:
    levels: set[str] = set()

    @settings(QUICK, max_examples=60)
    @given(RECORDS)
    def collect(records: list[RawRecord]) -> None:
        series = Series()
        series.release(records)
        levels.update(row.level for row in series.manifests[-1].rows)

    collect()
    assert levels >= {"0.1", "0.5", "province"}


def test_the_area_of_a_row_and_its_class_are_one() -> None:
    found = Class("03.01.02", Area("0.5", 83, 258, "KP-09"), 2005, 5)
    series = Series()
    series.release([told(f"person {number}", NEAR if number % 3 else NORTH_HAMGYONG) for number in range(12)])
    assert {class_of(row) for row in series.manifests[0].rows} <= {
        found,
        replace(found, area=Area("0.1", 418, 1293, "KP-09")),
        replace(found, area=Area("0.1", 418, 1294, "KP-09")),
    }
