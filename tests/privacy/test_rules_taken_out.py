"""Every rule is taken out in turn, and a leak that it stops is then published: so no rule is there for show."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import pytest

from plugins.privacy import continuity, gate, history_rules, intake, ladder, policy_file, release, row_rules
from plugins.privacy.acts import Acts
from plugins.privacy.areas import Area
from plugins.privacy.classes import Class
from plugins.privacy.floors import Floors
from plugins.privacy.policy import FLOORS
from plugins.privacy.policy_file import policy_file as read_policy
from plugins.privacy.raw.record import RawRecord
from plugins.privacy.release import Outcome, sanitised
from plugins.privacy.rulebook import Rulebook
from plugins.problems import Problem
from tests.privacy.country import FEW_LEAVERS, KEY, NEAR, NEARLY_NO_LEAVERS, RYANGGANG, people, rulebook, told
from tests.privacy.series import Series
from tests.privacy.test_gate import LEAKS
from tests.privacy.test_ladder import run
from tests.privacy.test_policy import TEXT, with_value
from tests.privacy.test_releases import FEW_ARRESTS, SCATTERED_ARRESTS

CELL = Area("0.1", 418, 1293, "KP-09")
DETENTION = Class("03.01.02", CELL, 2005, 5)
TEN = people(10)
SEXUAL = people(11, act="02.01.02")
# Nine records of one person and four others: enough records, and only five people.
FIVE_PEOPLE = [told("one", year=year, until=year + more) for year in (2005, 2006, 2007) for more in (0, 1, 2)] + people(
    3
)

Records = list[RawRecord]


def after(*releases: Records) -> Series:
    series = Series(rules=rulebook())
    for records in releases:
        series.release(records)
    return series


def classes(*releases: Records) -> set[Class]:
    series = after(*releases)
    return set(series.told) if series.manifests else set()


def levels(records: Records) -> set[str]:
    return {found.area.level for found in classes(records)}


def behind(*releases: Records) -> set[int]:
    """How many people are behind the rows after these releases."""
    return {len(found) for found in after(*releases).people.values()}


def first(records: Records) -> Outcome:
    outcome = Series(rules=rulebook()).release(records)
    assert outcome is not None
    return outcome


def after_withdrawal() -> set[Class]:
    series = after(TEN)
    series.withdraw(series.manifests[0].rows[0].id)
    series.release(people(40))
    return set(series.told)


def again_in_the_same_quarter() -> bool:
    series, problems = after(TEN), list[Problem]()
    made = sanitised(
        people(13), "2027Q1", date(2027, 1, 16), series.manifests[0], series.people, KEY, series.rules, problems
    )
    return made is not None


def with_another_vault() -> bool:
    series = after(TEN)
    series.people = {}
    return series.release(people(11)) is not None


def accepted(text: str) -> bool:
    return read_policy(text, []) is not None


def never(*_: object) -> bool:
    return False


def always(*_: object) -> bool:
    return True


def nothing(*_: object) -> Iterable[Problem]:
    return ()


# The rule, where it stands, what stands there when it is out, and a leak that it stops.
TAKEN_OUT: list[tuple[str, object, str, object, Callable[[], object]]] = [
    ("consent", intake, "may_be_published", always, lambda: classes(people(10, consent=False))),
    ("embargo", intake, "ended_too_lately", never, lambda: classes(people(10, year=2026))),
    ("periods can be dated", intake, "lasts_too_long", never, lambda: classes(people(10, year=2000, until=2015))),
    ("people become tokens", intake, "source_token", lambda source, key: source, lambda: "person 1" in repr(first(TEN).people)),
    ("few leavers: the whole province", Rulebook, "openness", lambda *_: "cells", lambda: levels(people(10, place=FEW_LEAVERS)) - {"province"}),
    ("hardly any leavers: nothing", Rulebook, "openness", lambda *_: "province", lambda: classes(people(10, place=NEARLY_NO_LEAVERS))),
    ("sensitive acts: larger cells", Rulebook, "finest", lambda *_: "0.1", lambda: "0.1" in levels(SEXUAL)),
    ("sensitive acts: longer bands", Rulebook, "shortest", lambda *_: 5, lambda: {5} & {found.years for found in classes(SEXUAL)}),
    ("sensitive acts: more people", Rulebook, "least_sources", lambda *_: 5, lambda: classes(people(10, act="02.01.02"))),
    ("sensitive acts: those above", Acts, "is_sensitive", lambda _, code: code == "02.01.02", lambda: classes(people(10, act="02.01"))),
    ("enough people, not records", ladder, "class_is_large_enough", lambda found, members, rules: len(list(members)) >= 5, lambda: classes(FIVE_PEOPLE)),
    ("enough people", Rulebook, "least_sources", lambda *_: 1, lambda: classes(FIVE_PEOPLE)),
    ("enough residents", Rulebook, "has_enough_residents", always, lambda: "0.1" in levels(people(10, place=RYANGGANG))),
    ("rare acts", ladder, "act_is_rare", never, lambda: classes(people(9, act="05.01.06"))),
    ("neighbours go up together", ladder, "rising_areas", lambda *_: frozenset(), lambda: DETENTION in classes([*TEN, told("new", NEAR)])),
    ("floors", Floors, "under", lambda *_: None, lambda: DETENTION in run(people(20), floors=[replace(DETENTION, area=CELL.at("1.0"))]).classes),
    ("withdrawn classes", release, "_classes", lambda rows: [], after_withdrawal),
    ("growth by several people", continuity, "class_grows_by_several", always, lambda: 11 in behind(TEN, people(11))),
    ("sensitive growth by more", Rulebook, "least_change", lambda *_: 3, lambda: 14 in behind(SEXUAL, people(14, act="02.01.02"))),
    ("classes keep out of those above", continuity, "class_keeps_out_of_those_above", always, lambda: "03.01.01" in {found.act for found in classes(FEW_ARRESTS, FEW_ARRESTS + SCATTERED_ARRESTS)}),
    ("nobody is gone", continuity, "nobody_is_gone", always, lambda: 12 in behind(TEN, people(9, 1) + people(3, 20))),
    ("one kind of place", continuity, "shared_kind", min, lambda: first([*TEN, told("ten", place_type="99")]).manifest.rows[0].place_type != "99"),
    ("quarterly releases", release, "_wrong_release", nothing, again_in_the_same_quarter),
    ("records make sense", release, "_wrong_records", nothing, lambda: classes([*TEN, told("a", (39_000_000, 125_000_000))])),
    ("the vault of the last release", release, "_standing", lambda *_: [], with_another_vault),
    ("numbers of records are tens", release, "rounded", dict, lambda: first(people(11)).manifest.counts["read"] == 11),
    ("floors of the policy", policy_file, "FLOORS", replace(FLOORS, sources=1), lambda: accepted(with_value("sources", 2))),
    ("lengths that nest", policy_file, "CHOICES", {}, lambda: accepted(with_value("years", 7))),
    ("sensitive numbers are stronger", policy_file, "PAIRS", [], lambda: accepted(with_value("sources", 20))),
    ("known numbers only", policy_file, "_faults_of_numbers", nothing, lambda: accepted(f"{TEXT}\n[other]\nvalue = 1\nsource = 'x'\n")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "owner", "rule", "out", "leak"), TAKEN_OUT, ids=[entry[0] for entry in TAKEN_OUT])
def test_without_the_rule_there_is_a_leak(
    name: str, owner: object, rule: str, out: object, leak: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not leak()
    monkeypatch.setattr(owner, rule, out)
    assert leak()


@pytest.mark.parametrize("rule", gate.RULES, ids=lambda rule: rule.__name__)
def test_without_a_rule_of_the_gate_a_leak_passes_it(rule: object, monkeypatch: pytest.MonkeyPatch) -> None:
    leaks = [leak for caught_by, leak, _ in LEAKS if caught_by is rule]
    assert all(list(gate.incidents_are_publishable(leak)) for leak in leaks)
    monkeypatch.setattr(gate, "RULES", tuple(other for other in gate.RULES if other is not rule))
    # Nobody lives where there is no land: that rule stands behind another one, which tells more plainly what is wrong.
    behind_another = rule is row_rules.areas_lie_in_north_korea
    assert behind_another or any(not list(gate.incidents_are_publishable(leak)) for leak in leaks)


def test_every_rule_is_in_the_table_of_the_gate() -> None:
    written = {
        found
        for module in (row_rules, history_rules)
        for name, found in vars(module).items()
        if callable(found) and getattr(found, "__module__", "") == module.__name__ and not name.startswith("_")
    }
    assert {rule for rule in gate.RULES if callable(rule)} == written
