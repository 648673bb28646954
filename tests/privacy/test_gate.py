import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from plugins.privacy import history_rules, row_rules
from plugins.privacy.areas import Area
from plugins.privacy.classes import Class
from plugins.privacy.gate import RULES, incidents_are_publishable
from plugins.privacy.guard import guarded
from plugins.privacy.manifest import Manifest, manifest_of
from plugins.privacy.policy import GroundChange
from plugins.privacy.published import Published, incidents, manifests
from plugins.privacy.rows import csv_bytes, in_order
from plugins.problems import Problem
from plugins.records.incidents import Incident
from plugins.site import Site
from tests.privacy.country import POLICY, rulebook
from tests.privacy.series import LOOSENED, POLICY_FILE, found_by, manifest, published, row
from tests.sites import TestSite

CELL = Area("0.1", 418, 1293, "KP-09")
NEXT = Area("0.1", 418, 1294, "KP-09")
DETENTION = Class("03.01.02", CELL, 2005, 5)
FIRST = row(DETENTION)
OTHER = row(Class("03.01.02", NEXT, 2005, 5))
WIDE = row(replace(DETENTION, area=CELL.at("0.5")), release="2026Q4")
BEFORE = manifest("2026Q3", [FIRST])


def of(told: Class, **columns: object) -> Published:
    """A first release of a row that is made to be wrong."""
    return published(manifest("2026Q3", [row(told, **columns)]))  # type: ignore[arg-type]


def then(*rows: Incident, **changes: object) -> Published:
    """A second release after the one of FIRST."""
    return published(BEFORE, manifest("2026Q4", rows, BEFORE, **changes))  # type: ignore[arg-type]


def with_policy(**numbers: int) -> Published:
    policy = replace(POLICY, **numbers)
    return published(BEFORE, policy=replace(POLICY_FILE, policy=policy), rulebook=rulebook(policy))


LEAKS: list[tuple[Callable[[Published], Iterator[Problem]], Published, str]] = [
    (row_rules.points_lie_on_the_grid, of(DETENTION, lat="41.8512"), "lat and lon must be the centre"),
    (row_rules.points_lie_on_the_grid, of(DETENTION, lat="41.850"), "lat and lon must be the centre"),
    (row_rules.points_lie_on_the_grid, of(DETENTION, lat=None, lon=None), "lat and lon must be the centre"),
    (row_rules.points_lie_on_the_grid, of(DETENTION, level="province"), "lat and lon must be the centre"),
    (row_rules.points_lie_on_the_grid, of(DETENTION, level="0.5"), "lat and lon must be the centre"),
    (row_rules.areas_lie_in_north_korea, of(replace(DETENTION, area=Area("0.5", 75, 254, "KP-09"))), "must hold land of the province"),
    (row_rules.areas_lie_in_north_korea, of(replace(DETENTION, area=Area("0.5", 83, 254, "KP-09"))), "must hold land of the province"),
    (row_rules.acts_and_place_types_are_known, of(DETENTION, act="04.04.04"), "act must be a code"),
    (row_rules.acts_and_place_types_are_known, of(DETENTION, place_type="04.02"), "place_type must be a code"),
    (row_rules.provinces_may_be_told, of(Class("03.01.02", Area("province", 0, 0, "KP-04"), 2000, 10)), "province must be one that may be told"),
    (row_rules.levels_are_coarse_enough, of(Class("02.01.02", CELL, 2000, 10), people=12), "level must be coarse enough"),
    (row_rules.levels_are_coarse_enough, of(Class("03.01.02", Area("0.5", 80, 254, "KP-03"), 2000, 10)), "level must be coarse enough"),
    (row_rules.bands_are_long_enough, of(Class("02.01.02", CELL.at("0.5"), 2000, 5), people=12), "years must be long enough"),
    (row_rules.bands_are_long_enough, of(Class("03.01.02", Area("province", 0, 0, "KP-03"), 2005, 5)), "years must be long enough"),
    (row_rules.bands_are_long_enough, of(replace(DETENTION, year_from=2006)), "year_from must begin a band"),
    (row_rules.bands_are_long_enough, of(replace(DETENTION, years=10)), "year_from must begin a band"),
    (row_rules.bands_are_long_enough, of(replace(DETENTION, years=1)), "year_from must begin a band"),
    (row_rules.areas_have_enough_residents, of(replace(DETENTION, area=Area("0.1", 418, 1270, "KP-10"))), "must have enough residents"),
    (row_rules.classes_have_enough_sources, of(DETENTION, people=4), "sources must be enough people"),
    (row_rules.classes_have_enough_sources, of(Class("02.01.02", CELL.at("0.5"), 2000, 10), people=9), "sources must be enough people"),
    (row_rules.ids_are_unique, published(manifest("2026Q3", [FIRST, OTHER.model_copy(update={"id": FIRST.id})])), "id must be unique"),
    (row_rules.areas_of_one_act_are_apart, published(manifest("2026Q3", [FIRST, WIDE.model_copy(update={"release": "2026Q3"})])), "must not overlap"),
    (row_rules.areas_of_one_act_are_apart, published(manifest("2026Q3", [FIRST, FIRST.model_copy(update={"id": "in-aaaaaaaaaa"})])), "must not overlap"),
    (row_rules.areas_of_one_act_are_apart, published(manifest("2026Q3", [FIRST, row(replace(DETENTION, year_from=2000, years=10))])), "must not overlap"),
    (history_rules.rows_are_those_of_the_last_release, published(BEFORE, rows=[FIRST.model_copy(update={"sources": "20-49"})]), "the row must be as the manifest"),
    (history_rules.rows_are_those_of_the_last_release, published(BEFORE, rows=in_order([FIRST, OTHER])), "the row must be as the manifest"),
    (history_rules.rows_are_those_of_the_last_release, published(BEFORE, rows=[]), "must hold all rows of the last release"),
    (history_rules.rows_are_those_of_the_last_release, published(manifest("2026Q3", [FIRST, OTHER]), rows=in_order([FIRST, OTHER])[::-1]), "must hold all rows of the last release in their order"),
    (history_rules.rows_are_those_of_the_last_release, published(rows=[FIRST]), "there is no release"),
    (history_rules.manifests_agree_with_themselves, published(replace(BEFORE, incidents_sha256="0" * 64)), "incidents_sha256 must be the hash"),
    (history_rules.manifests_follow_one_another, then(FIRST, previous_sha256="0" * 64), "previous must be the manifest before"),
    (history_rules.manifests_follow_one_another, then(FIRST, previous="2026Q2"), "previous must be the manifest before"),
    (history_rules.manifests_follow_one_another, published(replace(BEFORE, previous="2026Q2")), "previous must be the manifest before"),
    (history_rules.manifests_follow_one_another, published(BEFORE, manifest("2026Q3-w1", [FIRST], BEFORE, as_of="2026-07-01")), "as_of must not be before"),
    (history_rules.releases_are_of_their_quarter, then(FIRST, as_of="2026-09-30"), "as_of must be a day of the quarter"),
    (history_rules.releases_are_of_their_quarter, then(FIRST, as_of="2027-01-01"), "as_of must be a day of the quarter"),
    (history_rules.rows_stay_or_become_coarser, then(), "must stay or become coarser"),
    (history_rules.rows_stay_or_become_coarser, then(row(DETENTION, people=4, release="2026Q4")), "must stay or become coarser"),
    (history_rules.rows_stay_or_become_coarser, then(row(DETENTION, place_type="02.05", release="2026Q4")), "must stay or become coarser"),
    (history_rules.rows_are_not_refined, published(wide := manifest("2026Q3", [WIDE.model_copy(update={"release": "2026Q3"})]), manifest("2026Q4", [row(DETENTION, release="2026Q4")], wide)), "no row may lie within"),
    (history_rules.rows_are_not_refined, published(above := manifest("2026Q3", [row(replace(DETENTION, act="03.01"))]), manifest("2026Q4", [*above.rows, row(DETENTION, release="2026Q4")], above)), "no row may lie within"),
    (history_rules.rows_name_their_release, then(FIRST, OTHER), "each new row must name its release"),
    (history_rules.withdrawn_rows_stay_away, then(FIRST, withdrawn=[FIRST]), "no row may lie within a withdrawn one"),
    (history_rules.withdrawn_rows_stay_away, published(gone := manifest("2026Q3", [], withdrawn=[WIDE]), manifest("2026Q4", [row(DETENTION, release="2026Q4")], gone, withdrawn=[WIDE])), "no row may lie within a withdrawn one"),
    (history_rules.withdrawn_rows_stay_away, published(gone, manifest("2026Q4", [], gone)), "withdrawn must hold all"),
    (history_rules.withdrawals_only_take_away, then(withdrawn=[FIRST]), "a release must not withdraw rows"),
    (history_rules.withdrawals_only_take_away, published(BEFORE, manifest("2026Q3-w1", [row(DETENTION, people=12)], BEFORE)), "a withdrawal must take rows away"),
    (history_rules.withdrawals_only_take_away, published(BEFORE, manifest("2026Q3-w1", [], BEFORE, withdrawn=[WIDE.model_copy(update={"id": FIRST.id})])), "a withdrawal must take rows away"),
    (history_rules.ground_is_not_changed_in_silence, published(replace(BEFORE, ground_sha256="0" * 64)), "must not change after a release without a reason"),
    (history_rules.policy_is_not_loosened_in_silence, with_policy(sources=4), "sources must not be weaker"),
]  # fmt: skip


def names(problems_of: Published) -> set[str]:
    return {rule.__name__ for rule in RULES if list(rule(problems_of))}


# What one leak also is: a class told by fewer people or of another place is also no longer the old one, and so on.
ALSO = {
    "areas_lie_in_north_korea": {"areas_have_enough_residents"},
    "provinces_may_be_told": set[str](),
    "rows_stay_or_become_coarser": {"classes_have_enough_sources", "acts_and_place_types_are_known"},
    "rows_are_not_refined": {"rows_stay_or_become_coarser"},
    "withdrawn_rows_stay_away": {"rows_stay_or_become_coarser", "withdrawals_only_take_away"},
    "withdrawals_only_take_away": {"rows_stay_or_become_coarser", "rows_name_their_release"},
    "acts_and_place_types_are_known": set[str](),
}


@pytest.mark.parametrize(("rule", "leak", "message"), LEAKS)
def test_a_planted_leak_is_refused_for_its_own_reason(
    rule: Callable[[Published], Iterator[Problem]], leak: Published, message: str
) -> None:
    assert any(message in problem.message for problem in rule(leak))
    assert names(leak) - ALSO.get(rule.__name__, set()) == {rule.__name__}


def test_every_rule_has_a_planted_leak() -> None:
    assert {rule for rule, _, _ in LEAKS} == set(RULES)


@pytest.mark.parametrize(
    "right",
    [
        published(BEFORE), then(FIRST), then(FIRST, OTHER.model_copy(update={"release": "2026Q4"})), then(WIDE),
        then(row(DETENTION, people=12, release="2026Q4")), then(row(replace(DETENTION, act="03.01"), release="2026Q4")),
        published(BEFORE, manifest("2026Q3-w1", [], BEFORE, withdrawn=[FIRST])), published(rows=[]),
        with_policy(sources=6), published(BEFORE, policy=replace(POLICY_FILE, loosened={"sources": LOOSENED})),
    ],
)  # fmt: skip
def test_what_is_right_passes(right: Published) -> None:
    assert found_by(right) == []


def test_a_loosened_number_with_its_reason_passes() -> None:
    loosened = with_policy(sources=4)
    explained = replace(loosened, policy=replace(loosened.policy, loosened={"sources": LOOSENED}))
    assert found_by(explained) == []


def test_a_changed_ground_with_its_reason_passes() -> None:
    changed = published(replace(BEFORE, ground_sha256="0" * 64))
    other = GroundChange(date(2027, 1, 15), "1" * 64, "x")
    assert found_by(replace(changed, policy=replace(changed.policy, ground=other)))
    explained = GroundChange(date(2027, 1, 15), "0" * 64, "the ministry published new numbers")
    assert found_by(replace(changed, policy=replace(changed.policy, ground=explained))) == []


@pytest.mark.parametrize(
    "change",
    [
        ("acts.csv", "07.01.02,", ",yes", ",no"),
        ("provinces.csv", "KP-04,", ",222,", ",5222,"),
        ("provinces.csv", "KP-03,", ",2728662,", ",5728662,"),
    ],
)
def test_a_number_changed_in_the_tables_after_a_release_is_noticed(
    site: TestSite, change: tuple[str, str, str, str]
) -> None:
    name, key, was, becomes = change
    path = site.root / "data" / name
    lines = [
        row[: row.rindex(was)] + becomes + row[row.rindex(was) + len(was) :] if row.startswith(key) else row
        for row in path.read_text().split("\n")
    ]
    path.write_text("\n".join(lines))
    problems: list[Problem] = []
    guarded(Site(site.root), problems, ())
    assert "what the numbers are applied to must not change after a release without a reason; it did" in [
        problem.message for problem in problems
    ]


def test_no_message_tells_a_value() -> None:
    shown = [
        str(cell)
        for found in (FIRST, OTHER, WIDE)
        for column, cell in found.model_dump().items()
        if column not in {"level", "place_type", "release", "years"}
    ]
    for _, leak, _ in LEAKS:
        for problem in incidents_are_publishable(leak):
            assert not [cell for cell in shown if cell in f"{problem.message} {problem.fix}"]


def test_the_table_is_read_as_it_was_written() -> None:
    problems: list[Problem] = []
    province = row(Class("03.01.02", Area("province", 0, 0, "KP-03"), 2000, 10))
    rows = in_order([FIRST, OTHER, province])
    assert [found for _, found in incidents(csv_bytes(rows), problems)] == list(rows)
    assert problems == []


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("id", "IN-aaaaaaaaaa"), ("id", "in-1"), ("level", "0.01"), ("province", "KP-9"), ("year_from", "02005"), ("year_from", "2005.0"),
        ("years", "-5"), ("act", "=03.01.02"), ("act", "3.1"), ("place_type", "3.6"), ("sources", "7"), ("sources", ""), ("release", "2026Q5"),
    ],
)  # fmt: skip
def test_a_cell_that_was_not_written_so_is_refused_without_its_value(column: str, cell: str) -> None:
    cells = {**FIRST.model_dump(), column: cell}
    problems: list[Problem] = []
    line = ",".join(map(str, cells.values()))
    assert incidents(csv_bytes([]) + f"{line}\n".encode(), problems) == ()
    (problem,) = problems
    assert (problem.line, problem.column) == (2, list(cells).index(column) + 1)
    assert problem.message.startswith(f"{column} must be ")
    assert not cell or cell not in problem.message


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"", 1, "the columns must be exactly"),
        (csv_bytes([]).replace(b"sources", b"name"), 1, "the columns must be exactly"),
        (csv_bytes([]).replace(b"release", b"release,note"), 1, "the columns must be exactly"),
        (b"\xef\xbb\xbf" + csv_bytes([]), 1, "the columns must be exactly"),
        (csv_bytes([FIRST]) + b"one cell\n", 3, "the row must have 11 cells"),
        (csv_bytes([FIRST]) + b"\xff\n", 0, "the file must be CSV in UTF-8"),
        (csv_bytes([FIRST]) + b'"open\n', 0, "the file must be CSV in UTF-8"),
    ],
)
def test_a_table_of_another_form_is_refused(content: bytes, line: int, message: str) -> None:
    problems: list[Problem] = []
    incidents(content, problems)
    assert len(problems) == 1
    assert problems[0].line == line
    assert problems[0].message.startswith(message)


def write(folder: Path, *found: Manifest) -> None:
    folder.mkdir(exist_ok=True)
    for one in found:
        (folder / f"{one.release}.json").write_bytes(one.content)


def test_manifests_are_read_in_the_order_of_time(tmp_path: Path) -> None:
    labels = ["2026Q3", "2026Q3-w1", "2026Q3-w2", "2026Q3-w10", "2026Q4", "2027Q1"]
    write(tmp_path, *(manifest(label, []) for label in labels))
    problems: list[Problem] = []
    assert [found.release for found in manifests(tmp_path, problems)] == labels
    assert problems == []


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace('"5-9"', '"10-19"'), lambda text: text + "\n", lambda text: text.replace('"read": 100', '"read": 1e2'),
        lambda text: text.replace('"sources": 5,', '"sources": 4,'), lambda text: json.dumps(json.loads(text)), lambda text: "{}", lambda text: "[" * 100_000,
        lambda text: text.replace('"as_of"', '"name": "x",\n "as_of"'), lambda text: "not JSON",
    ],
)  # fmt: skip
def test_a_manifest_changed_in_the_least_is_refused(change: Callable[[str], str], tmp_path: Path) -> None:
    content = change(BEFORE.content.decode()).encode()
    assert content != BEFORE.content
    assert manifest_of(BEFORE.content) == BEFORE
    assert manifest_of(content) is None
    write(tmp_path, BEFORE)
    (tmp_path / "2026Q3.json").write_bytes(content)
    problems: list[Problem] = []
    assert manifests(tmp_path, problems) == ()
    assert len(problems) == 1


def test_a_manifest_under_another_name_is_refused(tmp_path: Path) -> None:
    write(tmp_path, BEFORE)
    (tmp_path / "2026Q3.json").rename(tmp_path / "2026Q4.json")
    problems: list[Problem] = []
    assert manifests(tmp_path, problems) == ()
    assert len(problems) == 1


def test_as_of_is_a_day() -> None:
    assert date.fromisoformat(BEFORE.as_of)
    assert manifest_of(replace(BEFORE, as_of="soon").content) is None
