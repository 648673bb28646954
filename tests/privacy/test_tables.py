"""The tables that the rules stand on: acts, kinds of places, provinces."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.privacy.foundations import foundations
from plugins.problems import Problem
from plugins.records.acts import Act, acts_form_a_tree
from plugins.records.csv_source import csv_source
from plugins.records.places import PlaceType
from plugins.records.provinces import Province, provinces_are_counted_once
from plugins.records.validation import Record, table
from plugins.site import Site
from tests.privacy.country import act, province
from tests.privacy.test_command import Project
from tests.sites import ROOT

# The codes of HURIDOCS that the site tells of, and those of places.
ACTS = [
    "01.01.01.01",
    "01.01.06.02",
    "01.01.90.03.01",
    "02.01.02",
    "02.01.11.11",
    "03.01.01",
    "03.01.02",
    "03.01.03",
    "05.01.06",
    "07.01.02",
    "08.01.03",
    "11.01.01",
    "30.01.02.01",
    "36.01.02.03",
    "38.01.01",
]
PLACES = ["03.05", "03.06", "09.02", "08.04", "02.05", "02.06", "04.02", "06.02", "10.06", "99"]


def rows(name: str, model: type[Record]) -> list[tuple[int, Record]]:
    problems: list[Problem] = []
    found = table(model, csv_source(Path(ROOT) / "data" / name, name, model, problems), problems)
    assert problems == []
    return list(found.rows)


def test_the_acts_of_the_project_form_a_tree() -> None:
    acts = [(number, found) for number, found in rows("acts.csv", Act) if isinstance(found, Act)]
    assert list(acts_form_a_tree(acts)) == []
    assert {found.code for _, found in acts} >= set(ACTS)
    assert all(found.rights and set(found.label) == {"en", "ko", "fr"} for _, found in acts)


def test_the_places_and_provinces_of_the_project_are_whole() -> None:
    places = [found for _, found in rows("place_types.csv", PlaceType) if isinstance(found, PlaceType)]
    assert {found.code for found in places} == set(PLACES)
    assert all(set(found.label) == {"en", "ko", "fr"} for found in places)
    provinces = [(number, found) for number, found in rows("provinces.csv", Province) if isinstance(found, Province)]
    assert list(provinces_are_counted_once(provinces)) == []
    assert (
        sum(found.census_2008 or 0 for _, found in provinces) == 24_052_231 - 702_372
    )  # the census without those in camps


@pytest.mark.parametrize(
    ("acts", "way", "message"),
    [
        ([act("03.01", None, "no"), act("03.01", None, "no")], (1, "code"), "code must be unique"),
        ([act("03.01.01", "03.01", "no")], (0, "parent"), "parent must be a code of this file"),
        (
            [act("03.01", None, "no"), act("04.01.01", "03.01", "no")],
            (1, "parent"),
            "parent must be a code of this file",
        ),
        ([act("03.01", "03.01", "no")], (0, "parent"), "parent must be a code of this file"),
        (
            [act("03.01", None, "no"), act("03.01.01", "03.01", "yes")],
            (1, "sensitive"),
            "sensitive must be yes for the parent",
        ),
    ],
)
def test_a_table_of_acts_that_is_no_tree_is_refused(acts: list[Act], way: tuple[int, str], message: str) -> None:
    ((where, said, _),) = acts_form_a_tree(enumerate(acts))
    assert where == way
    assert said.startswith(message)


@pytest.mark.parametrize(
    ("provinces", "way"),
    [
        ([province("KP-13", None, None)], (0, "within")),
        ([province("KP-13", 5, None, "KP-09"), province("KP-09", 5, None)], (0, "within")),
        ([province("KP-13", None, None, "KP-15"), province("KP-15", None, None, "KP-13")], (0, "within")),
        ([province("KP-09", 5, None), province("KP-09", 5, None)], (1, "code")),
    ],
)
def test_a_province_is_counted_exactly_once(provinces: list[Province], way: tuple[int, str]) -> None:
    assert next(provinces_are_counted_once(enumerate(provinces)))[0] == way


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("acts.csv", lambda text: text.replace("03.01.02,03.01,", "03.01.02,03.09,")),
        ("acts.csv", lambda text: text.replace(",yes", ",perhaps")),
        ("provinces.csv", lambda text: text.replace("KP-09,,,", "KP-99,,,")),
        ("place_types.csv", lambda text: "kode\n"),
        ("privacy.toml", lambda text: text.replace("value = 5", "value = 1", 1)),
    ],
)
def test_a_wrong_table_stops_everything(name: str, change: Callable[[str], str], tmp_path: Path) -> None:
    project = Project(tmp_path)
    path = project.site.data / name
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    problems: list[Problem] = []
    assert foundations(Site(project.site.root), problems, project.lattice) is None
    assert {problem.path for problem in problems} == {f"data/{name}"}
