"""The project's own texts and its built site pass: a false alarm would teach everybody to look away."""

from dataclasses import replace
from pathlib import Path

import pytest

from plugins.content_security import POLICY
from plugins.maps.ground import MAP_FILES, vertices
from plugins.privacy.allowed import allowed
from plugins.privacy.scan import Rules
from plugins.privacy.text.grid import inside_north_korea
from plugins.privacy.text.identifying import identifying, name_problems
from plugins.problems import Problem
from plugins.vendored import REVIEWED
from tests.privacy.scanned import scan
from tests.sites import ROOT, Built

TEXTS = {".md", ".csv", ".json", ".toml", ".po", ".html", ".css", ".svg", ".js"}


@pytest.fixture(scope="module")
def rules() -> Rules:
    problems: list[Problem] = []
    found = Rules(
        allowed(ROOT / "data" / "allowed.toml", "data/allowed.toml", problems),
        inside_north_korea(),
        POLICY,
        ground=vertices(),
        map_files=MAP_FILES,
    )
    assert problems == []
    return found


@pytest.mark.parametrize("folder", ["content", "data", "docs", "theme", "plugins/translations"])
def test_no_text_of_the_project_is_refused(folder: str, rules: Rules) -> None:
    for path in sorted((ROOT / folder).rglob("*")):
        shown = path.relative_to(ROOT).as_posix()
        assert list(name_problems(shown, rules.allowed, rules.inside)) == []
        if path.suffix in TEXTS:
            found = [finding.rule for finding in identifying(path.read_text("utf-8"), rules.allowed, rules.inside)]
            assert (shown, found) == (shown, [])


def test_the_built_site_passes_the_scan(real: Built, rules: Rules) -> None:
    names = {path.relative_to(real.output).as_posix() for path in real.output.rglob("*")}
    whole = replace(rules, scripts=REVIEWED, ground=vertices(), map_files=MAP_FILES)
    assert [str(problem) for problem in scan(real.output, names, whole)] == []


def test_a_point_in_the_north_is_one_and_one_in_the_south_is_none(rules: Rules) -> None:
    assert rules.inside(39.03, 125.75)
    assert not rules.inside(37.566, 126.978)
    assert not rules.inside(37.889, 126.740)


def test_without_the_table_the_neighbours_count_as_inside_too() -> None:
    inside = inside_north_korea(Path("nowhere.csv"))
    assert inside(37.566, 126.978)
    assert not inside(35.159, 129.160)
