from pathlib import Path

import pytest

from plugins.problems import Problem
from plugins.records.json_source import json_source
from plugins.records.sources import Source


def read(tmp_path: Path, text: str) -> tuple[Source | None, list[Problem]]:
    path = tmp_path / "x.json"
    path.write_text(text)
    problems: list[Problem] = []
    return json_source(path, "data/x.json", problems), problems


def test_every_value_knows_its_line_and_column(tmp_path: Path) -> None:
    source, problems = read(tmp_path, '[\n  {\n    "a": {"b": [1, "x, ]"]},\n    "c\\"d": null\n  },\n  {"a": 2}\n]')
    assert problems == []
    assert source
    assert source.rows == [{"a": {"b": [1, "x, ]"]}, 'c"d': None}, {"a": 2}]
    assert source.place((0, "a", "b", 1)) == (3, 20)
    assert source.place((0, 'c"d')) == (4, 5)
    assert source.place((1, "a")) == (6, 4)


def test_a_value_that_is_not_there_has_the_place_of_what_is_around_it(tmp_path: Path) -> None:
    source, _ = read(tmp_path, '[\n  {"a": 1}\n]')
    assert source
    assert source.place((0, "missing")) == (2, 3)


def test_empty_lists_and_objects_do_not_confuse_the_places(tmp_path: Path) -> None:
    source, _ = read(tmp_path, '[{"a": [], "b": {}, "c": [[], [1]], "d": 1}]')
    assert source
    assert source.place((0, "d")) == (1, 37)
    assert source.place((0, "c", 1, 0)) == (1, 32)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('[\n  {"a": 1},\n]', 2, "the JSON must have no comma after the last entry; it has one"),
        ('[\n  {"a": 1,}\n]', 2, "the JSON must have no comma after the last entry; it has one"),
        ('[\n  {"a": 1,\n   "b": 2, "a": 3}\n]', 3, "a key must stand once in an object; 'a' stands twice"),
        ('[\n  {"a": NaN}\n]', 2, "a number must be a number; it is 'NaN'"),
        ('[\n  {"a": "NaN",\n "b": -Infinity}\n]', 3, "a number must be a number; it is '-Infinity'"),
        ('[\n  {"a" 1}\n]', 2, "the file must be JSON; expecting ':' delimiter"),
        ('{"a": 1}', 1, "the file must be a list of objects: [ { … }, { … } ]; it is not"),
        ("[1]", 1, "the file must be a list of objects: [ { … }, { … } ]; it is not"),
        ("", 1, "the file must be JSON; expecting value"),
        ('[{"a":\n "\\ud800"}]', 2, "a text must hold letters; it holds a sign that nobody can see"),
        ('[{"a":\n "\\u0007"}]', 2, "a text must hold letters; it holds a sign that nobody can see"),
        ('[{"a": ' + "9" * 5000 + "}]", 0, "a number must have fewer than 4,000 digits"),
    ],
)
def test_what_is_not_strict_json_is_told_with_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    _, (problem,) = read(tmp_path, text)
    assert (problem.line, problem.message) == (line, message)


def test_json_nested_too_deeply_is_a_problem_not_a_crash(tmp_path: Path) -> None:
    source, (problem,) = read(tmp_path, "[" * 100_000)
    assert source is None
    assert problem.message == "the JSON must be nested less deeply"
