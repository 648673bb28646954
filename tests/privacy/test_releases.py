import random
from dataclasses import replace
from datetime import date

import pytest

from plugins.privacy.areas import Area
from plugins.privacy.classes import Class
from plugins.privacy.release import sanitised
from plugins.problems import Problem
from tests.privacy.country import FAR, KEY, NEAR, POLICY, crowd, people, rulebook, told
from tests.privacy.series import Series, found_by

CELL = Area("0.1", 418, 1293, "KP-09")
DETENTION = Class("03.01.02", CELL, 2005, 5)
TEN = people(10)


@pytest.fixture
def series() -> Series:
    """A project after its first release, of one class."""
    begun = Series()
    assert begun.release(TEN)
    return begun


def test_the_first_release_tells_bands_and_nothing_else(series: Series) -> None:
    (row,) = series.manifests[0].rows
    assert row.model_dump(exclude={"id"}) == {
        "level": "0.1", "lat": "41.85", "lon": "129.35", "province": "KP-09", "year_from": 2005, "years": 5,
        "act": "03.01.02", "place_type": "03.06", "sources": "10-19", "release": "2027Q1",
    }  # fmt: skip


def test_the_same_records_give_the_same_row_with_its_first_release(series: Series) -> None:
    before = series.told
    assert series.release(TEN)
    assert series.told == before


@pytest.mark.parametrize("added", [1, 2])
def test_one_or_two_more_people_wait(series: Series, added: int) -> None:
    before = series.told
    outcome = series.release(TEN + people(added, first=10))
    assert outcome is not None
    assert series.told == before
    assert outcome.numbers["waiting"] == added


def test_people_who_waited_are_told_when_they_are_three(series: Series) -> None:
    for added in (1, 2):
        series.release(TEN + people(added, first=10))
    assert len(series.people[series.told[DETENTION].id]) == 10
    outcome = series.release(TEN + people(3, first=10))
    assert outcome is not None
    assert outcome.numbers["waiting"] == 0
    assert len(series.people[series.told[DETENTION].id]) == 13


def test_a_sensitive_class_waits_for_five() -> None:
    series = Series()
    records = people(11, act="02.01.02")
    series.release(records)
    first = series.people
    series.release(records + people(4, first=20, act="02.01.02"))
    assert series.people == first
    series.release(records + people(5, first=20, act="02.01.02"))
    assert {len(found) for found in series.people.values()} == {16}


def test_a_neighbour_waits_rather_than_make_a_class_coarser_by_one_person(series: Series) -> None:
    before = series.told
    outcome = series.release([*TEN, told("new", NEAR)])
    assert outcome is not None
    assert series.told == before
    assert outcome.numbers["waiting"] == 1


def test_three_neighbours_make_the_class_coarser(series: Series) -> None:
    series.release(TEN + people(3, first=20, place=NEAR))
    assert list(series.told) == [replace(DETENTION, area=CELL.at("0.5"))]
    assert found_by(series.published) == []


def test_a_class_that_became_coarser_stays_so_when_its_cells_fill(series: Series) -> None:
    series.release(TEN + people(3, first=20, place=FAR))
    series.release(TEN + people(30, first=20, place=FAR))
    assert list(series.told) == [replace(DETENTION, area=CELL.at("province"))]
    assert found_by(series.published) == []


def test_a_person_who_is_gone_is_a_problem_that_names_the_row(series: Series) -> None:
    assert series.release(people(9, first=1) + people(3, first=20)) is None
    (problem,) = series.problems
    (row,) = series.manifests[-1].rows
    assert row.id in problem.fix
    assert "person" not in str(problem).replace("people", "")


def test_a_row_that_a_stricter_policy_forbids_is_a_problem(series: Series) -> None:
    assert series.release(TEN, rulebook(replace(POLICY, sources=11))) is None
    assert "must stay or become coarser" in series.problems[0].message


def test_a_stricter_policy_that_makes_rows_coarser_is_none(series: Series) -> None:
    strict = replace(POLICY, residents=20_001)
    series.rules = rulebook(strict)
    assert series.release(TEN)
    assert list(series.told) == [replace(DETENTION, area=CELL.at("0.5"))]
    assert found_by(series.published) == []


def test_a_stricter_policy_makes_rows_coarser_while_one_more_person_waits(series: Series) -> None:
    series.rules = rulebook(replace(POLICY, residents=20_001))
    outcome = series.release(people(11))
    assert outcome is not None
    assert list(series.told) == [replace(DETENTION, area=CELL.at("0.5"))]
    assert {len(found) for found in outcome.people.values()} == {10}
    assert outcome.numbers["waiting"] == 1
    assert found_by(series.published) == []


def test_a_row_of_too_few_for_a_stricter_policy_does_not_stay_while_others_wait(series: Series) -> None:
    series.rules = rulebook(replace(POLICY, sources=11))
    assert series.release(people(11)) is None
    assert series.manifests[0].rows[0].id in series.problems[0].fix


def test_a_weaker_policy_does_not_refine_what_was_told() -> None:
    series = Series(rules=rulebook(replace(POLICY, cell_tenths=5)))
    series.release(TEN)
    series.rules = rulebook()
    series.release(TEN + people(20, first=10))
    assert list(series.told) == [replace(DETENTION, area=CELL.at("0.5"))]


def test_a_withdrawn_class_does_not_come_back(series: Series) -> None:
    (row,) = series.manifests[0].rows
    series.withdraw(row.id)
    assert series.manifests[-1].release == "2027Q1-w1"
    outcome = series.release(people(40))
    assert outcome is not None
    assert outcome.manifest.rows == ()
    assert outcome.manifest.withdrawn == (row,)
    assert outcome.numbers["withdrawn"] == 40
    assert found_by(series.published) == []


def test_another_vault_is_refused(series: Series) -> None:
    series.people = {}
    assert series.release(TEN) is None
    assert "the vault must be the one of the last release" in series.problems[0].message


def test_kinds_of_places_that_differ_are_told_as_unknown_for_ever(series: Series) -> None:
    series.release([*TEN, told("person 0", place_type="02.05")])
    assert series.told[DETENTION].place_type == "99"
    series.release(TEN)
    assert series.told[DETENTION].place_type == "99"
    assert found_by(series.published) == []


@pytest.mark.parametrize(
    ("release", "as_of", "message"),
    [
        ("2027Q1", date(2027, 2, 1), "--release must be later than the last one, 2027Q1; it is not"),
        ("2026Q4", date(2027, 2, 1), "--release must be later than the last one, 2027Q1; it is not"),
        ("2027Q2", date(2027, 7, 1), "--as-of must be a day of the quarter of the release; it is not"),
        ("2027Q2", date(2027, 3, 31), "--as-of must be a day of the quarter of the release; it is not"),
        ("2027Q5", date(2027, 2, 1), "--release must be a quarter; it is not"),
        ("2027Q2-w1", date(2027, 2, 1), "--release must be a quarter; it is not"),
    ],
)
def test_releases_are_quarterly_and_go_forward(series: Series, release: str, as_of: date, message: str) -> None:
    problems: list[Problem] = []
    assert sanitised(TEN, release, as_of, series.manifests[-1], series.people, KEY, series.rules, problems) is None
    assert message in [problem.message for problem in problems]


@pytest.mark.parametrize("day", [date(2027, 4, 1), date(2027, 6, 30)])
def test_every_day_of_the_quarter_may_be_that_of_the_release(series: Series, day: date) -> None:
    problems: list[Problem] = []
    assert sanitised(TEN, "2027Q2", day, series.manifests[-1], series.people, KEY, series.rules, problems), problems


def test_points_outside_and_unknown_acts_are_counted_and_refused() -> None:
    series = Series()
    assert series.release([*TEN, told("a", (39_000_000, 125_000_000)), told("b", act="99.99")]) is None
    assert [problem.message for problem in series.problems] == [
        "every place must lie on land in North Korea; 1 do not",
        "every act must be a code of data/acts.csv; 1 are not",
    ]


def test_the_order_of_records_makes_no_difference() -> None:
    chance = random.Random(7)
    records = crowd(chance, 400, 200)
    one, other = Series(), Series()
    for _ in range(2):
        one.release(records)
        chance.shuffle(records)
        other.release(records)
    assert [found.content for found in one.manifests] == [found.content for found in other.manifests]


def test_ids_say_nothing_without_the_key_and_stay_the_same(series: Series) -> None:
    problems: list[Problem] = []
    other = sanitised(TEN, "2027Q1", date(2027, 1, 15), None, {}, b"another key", series.rules, problems)
    assert other is not None
    assert other.manifest.rows[0].id != series.manifests[0].rows[0].id


def test_neither_manifest_nor_table_nor_vault_holds_an_id_of_a_person() -> None:
    series = Series()
    outcome = series.release([*people(10), told("canary-7f3a")])
    assert outcome is not None
    for content in (outcome.manifest.content, outcome.incidents, repr(outcome.people).encode()):
        assert b"canary" not in content
        assert b"person 1" not in content


def test_published_numbers_of_records_are_tens() -> None:
    series = Series()
    outcome = series.release([*TEN, told("without", consent=False)])
    assert outcome is not None
    assert (outcome.numbers["read"], outcome.manifest.counts["read"]) == (11, 10)
    assert (outcome.numbers["without consent"], outcome.manifest.counts["without consent"]) == (1, 0)
    assert outcome.manifest.counts["classes 0.1"] == 1


FEW_ARRESTS = [*people(4, act="03.01.01"), *people(6, first=10, act="03.01")]
SCATTERED_ARRESTS = [
    *people(12, first=30, place=FAR, act="03.01.01"),
    *people(3, first=60, place=(42_050_000, 129_950_000), act="03.01.01"),
]


@pytest.mark.parametrize("withdraw", [False, True])
def test_an_act_is_not_told_over_a_class_of_the_act_above_that_holds_some_of_its_records(withdraw: bool) -> None:
    series = Series()
    series.release(FEW_ARRESTS)
    above = Class("03.01", CELL, 2005, 5)
    assert list(series.told) == [above]
    if withdraw:
        series.withdraw(series.told[above].id)
    for _ in range(3):
        outcome = series.release(FEW_ARRESTS + SCATTERED_ARRESTS)
        assert outcome is not None, series.problems
        assert list(series.told) == ([] if withdraw else [above])
        assert outcome.numbers["waiting"] == 15
