from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from plugins.privacy.areas import Area
from plugins.privacy.classes import Class
from plugins.privacy.floors import Floors
from plugins.privacy.intake import intake, months_before
from plugins.privacy.ladder import Climbed, climbed
from plugins.privacy.raw.record import RawRecord
from plugins.privacy.rulebook import Rulebook
from tests.privacy.country import (
    FAR,
    FEW_LEAVERS,
    KEY,
    NEAR,
    NEARLY_NO_LEAVERS,
    POLICY,
    PROVINCES,
    RYANGGANG,
    people,
    rulebook,
    told,
)  # fmt: skip

AS_OF = date(2026, 12, 31)
CELL = Area("0.1", 418, 1293, "KP-09")
NEXT = Area("0.1", 418, 1294, "KP-09")
DETENTION, ARREST, TORTURE, SEXUAL, TRAVEL = "03.01.02", "03.01.01", "02.01.11.11", "02.01.02", "05.01.06"


def run(
    records: Iterable[RawRecord],
    rules: Rulebook | None = None,
    floors: Iterable[Class] = (),
    gone: Iterable[Class] = (),
) -> Climbed:
    rules = rules or rulebook()
    return climbed(intake(records, AS_OF, rules, KEY).told, Floors(floors, gone, rules.acts), rules)


def classes(found: Climbed) -> dict[Class, int]:
    return {one: len({member.told.source for member in members}) for one, members in found.classes.items()}


def test_enough_people_in_one_cell_are_told_of_the_cell() -> None:
    assert classes(run(people(10))) == {Class(DETENTION, CELL, 2005, 5): 10}


def test_one_person_who_tells_ten_times_is_one_person() -> None:
    records = [told("one", year=year, until=year) for year in range(1990, 2000)] + [told("one", place_type="99")]
    found = run(records)
    assert found.classes == {}
    assert found.withheld == {"too few": 11}


def test_too_few_in_one_cell_take_their_neighbours_up_with_them() -> None:
    found = run(people(10) + people(1, first=50, place=NEAR))
    assert classes(found) == {Class(DETENTION, CELL.at("0.5"), 2005, 5): 11}


def test_too_few_in_the_next_half_degree_make_it_a_class_of_a_whole_one() -> None:
    found = run(people(10) + people(1, first=50, place=(41_350_000, 129_050_000)))
    assert classes(found) == {Class(DETENTION, CELL.at("1.0"), 2005, 5): 11}


def test_an_act_that_was_told_by_its_name_is_not_rare_when_others_were_withdrawn() -> None:
    records = people(6, act=TRAVEL) + people(6, act=TRAVEL, first=20, place=NEAR)
    standing, gone = Class(TRAVEL, CELL, 2005, 5), Class(TRAVEL, NEXT, 2005, 5)
    assert classes(run(records)) == {standing: 6, gone: 6}
    assert classes(run(records, floors=[standing], gone=[gone])) == {standing: 6}


def test_too_few_far_away_make_it_a_class_of_the_province() -> None:
    found = run(people(10) + people(1, first=50, place=FAR))
    assert classes(found) == {Class(DETENTION, CELL.at("province"), 2005, 5): 11}


def test_neighbours_that_are_large_enough_stay_apart() -> None:
    found = run(people(5) + people(5, first=50, place=NEAR))
    assert classes(found) == {Class(DETENTION, CELL, 2005, 5): 5, Class(DETENTION, NEXT, 2005, 5): 5}


def test_another_province_is_not_drawn_in() -> None:
    found = run(people(10) + people(4, first=50, place=RYANGGANG))
    assert classes(found) == {Class(DETENTION, CELL, 2005, 5): 10}
    assert found.withheld == {"rare act": 4}


def test_a_cell_where_few_live_goes_up_however_many_told() -> None:
    found = run(people(40, place=RYANGGANG))
    assert classes(found) == {Class(DETENTION, Area("0.5", 83, 255, "KP-10"), 2005, 5): 40}


def test_a_sensitive_act_begins_at_half_a_degree_and_ten_years_and_needs_eleven() -> None:
    assert classes(run(people(11, act=SEXUAL))) == {Class(SEXUAL, CELL.at("0.5"), 2000, 10): 11}
    found = run(people(10, act=SEXUAL))
    assert found.classes == {}
    assert found.withheld == {"too few": 10}


def test_an_act_above_a_sensitive_one_is_sensitive_too() -> None:
    assert rulebook().acts.is_sensitive("02.01")
    assert not rulebook().acts.is_sensitive(TORTURE)


def test_a_rare_act_is_told_as_the_act_above() -> None:
    found = run(people(9, act=ARREST) + people(9, act=DETENTION, first=20))
    assert classes(found) == {Class("03.01", CELL, 2005, 5): 18}


def test_a_rare_act_without_one_above_is_withheld() -> None:
    found = run(people(9, act=TRAVEL))
    assert found.classes == {}
    assert found.withheld == {"rare act": 9}


def test_what_fails_in_the_whole_province_is_told_as_the_act_above() -> None:
    records = (
        people(10, act=ARREST, place=RYANGGANG)
        + people(4, act=ARREST)
        + people(4, act=DETENTION, first=20)
        + people(10, act=DETENTION, place=RYANGGANG)
    )
    found = classes(run(records))
    assert found == {
        Class(ARREST, Area("0.5", 83, 255, "KP-10"), 2005, 5): 10,
        Class(DETENTION, Area("0.5", 83, 255, "KP-10"), 2005, 5): 10,
    }
    found = classes(run(records + people(2, act=ARREST, first=40, year=2011) + people(2, act="03.01", first=60)))
    assert found[Class("03.01", CELL, 2005, 5)] == 10


def test_bands_begin_at_years_that_end_in_0_or_5() -> None:
    records = people(5, year=2004) + people(5, first=10, year=2005) + people(5, first=20, year=2009)
    assert classes(run(records)) == {Class(DETENTION, CELL, 2000, 5): 5, Class(DETENTION, CELL, 2005, 5): 10}


def test_a_period_over_several_bands_belongs_to_the_year_in_which_it_began() -> None:
    assert classes(run(people(10, year=2004, until=2012))) == {Class(DETENTION, CELL, 2000, 5): 10}


def test_a_period_longer_than_the_longest_band_is_withheld() -> None:
    taken = intake(people(10, year=2004, until=2014), AS_OF, rulebook(), KEY)
    assert taken.told == ()
    assert taken.kept_back == {"period too long": 10}


def test_a_province_that_few_left_is_told_as_a_whole_and_by_decade() -> None:
    assert classes(run(people(10, place=FEW_LEAVERS))) == {
        Class(DETENTION, Area("province", 0, 0, "KP-03"), 2000, 10): 10
    }


def test_a_province_of_which_nobody_knows_how_many_left_is_told_as_a_whole() -> None:
    rules = rulebook(provinces=[province.model_copy(update={"leavers": None}) for province in PROVINCES])
    assert {one.area.level for one in run(people(10), rules).classes} == {"province"}


def test_a_province_that_hardly_anybody_left_is_not_told() -> None:
    taken = intake(people(50, place=NEARLY_NO_LEAVERS), AS_OF, rulebook(), KEY)
    assert taken.told == ()
    assert taken.kept_back == {"province of few leavers": 50}


def test_without_consent_nothing_is_told() -> None:
    assert intake([told("one", consent=False)], AS_OF, rulebook(), KEY).kept_back == {"without consent": 1}


@pytest.mark.parametrize(("until", "kept"), [(date(2024, 12, 31), True), (date(2025, 1, 1), False)])
def test_what_ended_less_than_24_months_ago_is_held_back(until: date, kept: bool) -> None:
    record = replace(told("one", year=2024), last=until)
    assert bool(intake([record], AS_OF, rulebook(), KEY).told) == kept


def test_months_end_on_the_last_day_there_is() -> None:
    assert months_before(date(2026, 8, 31), 18) == date(2025, 2, 28)
    assert months_before(date(2026, 1, 31), 1) == date(2025, 12, 31)
    assert months_before(date(2026, 12, 31), 24) == date(2024, 12, 31)


def test_the_same_record_twice_counts_once() -> None:
    assert intake([told("one"), told("one")], AS_OF, rulebook(), KEY).read == 1


def test_points_without_land_are_counted_as_outside() -> None:
    assert intake([told("one", place=(39_000_000, 127_000_000))], AS_OF, rulebook(), KEY).outside == 1


def test_no_id_of_a_person_reaches_the_ladder() -> None:
    taken = intake([told("홍길동 예시")], AS_OF, rulebook(), KEY)
    assert "홍길동" not in repr(taken)


def test_what_was_told_of_a_larger_area_never_becomes_finer() -> None:
    floor = Class(DETENTION, CELL.at("1.0"), 2005, 5)
    assert classes(run(people(20), floors=[floor])) == {floor: 20}


def test_what_was_told_of_a_decade_is_never_told_of_half() -> None:
    floor = Class(DETENTION, CELL, 2000, 10)
    assert classes(run(people(20), floors=[floor])) == {floor: 20}


def test_what_was_told_as_the_act_above_never_becomes_more_special() -> None:
    floor = Class("03.01", CELL.at("province"), 2005, 5)
    assert classes(run(people(20), floors=[floor])) == {floor: 20}


def test_an_act_that_was_told_on_its_own_stays_so_beside_one_above_it() -> None:
    floors = [Class("03.01", CELL.at("province"), 2005, 5), Class(DETENTION, CELL, 2005, 5)]
    found = run(people(20) + people(10, first=30, act="03.01"), floors=floors)
    assert classes(found) == {floors[0]: 10, floors[1]: 20}


def test_bands_of_one_act_in_one_province_never_lie_within_each_other() -> None:
    floor = Class(DETENTION, CELL, 2000, 10)
    found = run(people(20) + people(20, first=30, place=FAR, year=2008), floors=[floor])
    assert {(one.year_from, one.years) for one in found.classes} == {(2000, 10)}


@pytest.mark.parametrize(
    "gone",
    [
        Class(DETENTION, CELL, 2005, 5),
        Class(DETENTION, CELL.at("province"), 2000, 10),
        Class("03.01", CELL.at("0.5"), 2005, 5),
    ],
)
def test_what_lies_in_a_withdrawn_class_is_not_told_again(gone: Class) -> None:
    found = run(people(20), gone=[gone])
    assert found.classes == {}
    assert found.withheld == {"withdrawn": 20}


def test_what_lies_beside_a_withdrawn_class_is_told() -> None:
    gone = Class(DETENTION, NEXT, 2005, 5)
    assert classes(run(people(20), gone=[gone])) == {Class(DETENTION, CELL, 2005, 5): 20}


def test_numbers_of_the_policy_are_what_decides() -> None:
    strict = rulebook(replace(POLICY, sources=12))
    assert run(people(11), strict).classes == {}
    assert rulebook(replace(POLICY, residents=20_001)).has_enough_residents(CELL) is False
    assert rulebook().residents(CELL) == 20_000
    assert classes(run(people(12), rulebook(replace(POLICY, residents=20_001)))) == {
        Class(DETENTION, CELL.at("0.5"), 2005, 5): 12
    }
    assert classes(run(people(12), rulebook(replace(POLICY, cell_tenths=10, cell_tenths_sensitive=10)))) == {
        Class(DETENTION, CELL.at("1.0"), 2005, 5): 12
    }
