from pathlib import Path

import pytest

from plugins.privacy.allowed import Allowed, allowed
from plugins.problems import Problem

ENTRY = '[[allowed]]\nkind = "telephone"\nvalue = "02-123-4567"\nreason = "The office; on the contact page."\n'


def read(folder: Path, text: str) -> tuple[Allowed, list[Problem]]:
    path = folder / "allowed.toml"
    path.write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    return allowed(path, "data/allowed.toml", problems), problems


def test_an_entry_allows_its_value(tmp_path: Path) -> None:
    found, problems = read(tmp_path, ENTRY)
    assert problems == []
    assert found.holds("telephone", "+82 2 123 4567")
    assert not found.holds("telephone", "02-123-45678")
    assert not found.holds("account", "02-123-4567")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (ENTRY.replace("reason", "because"), 1, "reason must be filled with a text in quotes; it is not"),
        (ENTRY + '"note 123" = "x"\n', 1, "the entry must have no other keys; it has"),
        (ENTRY.replace("telephone", "fax"), 1, "kind must be one of those that are known; it is not"),
        (ENTRY.replace("02-123-4567", "02-1"), 1, "value must be whole; it is too short to be one"),
        (ENTRY + "\n" + ENTRY.replace("02-123-4567", "+82 2 123 4567"), 6, "value must stand once; it stands before"),
        (ENTRY.replace('"02-123-4567"', "212345678"), 1, "value must be filled with a text in quotes; it is not"),
        (ENTRY.replace('"02-123-4567"', '"02-123-4567'), 3, "the file must be TOML; it is not"),
        ("allow-123 = 1\n", 0, "the file must hold only [[allowed]] entries; it holds something else"),
        ("x = " + "[" * 200_000, 0, "the file must be TOML; it is not"),
        ("x = " + "123" * 2_000, 0, "the file must be TOML; it is not"),
        ("allowed = 1\n", 0, "the entry must be a table; it is not"),
    ],
)
def test_a_wrong_entry_is_told_without_its_value(tmp_path: Path, text: str, line: int, message: str) -> None:
    _, problems = read(tmp_path, text)
    assert [(problem.path, problem.line, problem.message) for problem in problems] == [
        ("data/allowed.toml", line, message)
    ]
    assert "123" not in f"{problems[0]}{problems[0]!r}"


def test_a_wrong_entry_allows_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, ENTRY.replace("reason", "because"))[0].values == {}


def test_a_missing_file_is_a_problem_and_allows_nothing(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert allowed(tmp_path / "allowed.toml", "data/allowed.toml", problems) == Allowed()
    assert [problem.message for problem in problems] == ["the file must be there; it is not"]


def test_the_list_of_the_project_is_right() -> None:
    problems: list[Problem] = []
    found = allowed(Path("data/allowed.toml"), "data/allowed.toml", problems)
    assert problems == []
    assert found.holds("calendar", "pscore.org")
