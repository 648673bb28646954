import re
from pathlib import Path

import pytest

from plugins.privacy.policy import FLOORS, NAMES, PATH, PolicyFile, loosenings_are_explained
from plugins.privacy.policy_file import policy_file
from plugins.problems import Problem
from tests.privacy.country import POLICY
from tests.sites import ROOT

TEXT = (Path(ROOT) / PATH).read_text("utf-8")


def read(text: str) -> tuple[PolicyFile | None, list[Problem]]:
    problems: list[Problem] = []
    return policy_file(text, problems), problems


def messages(text: str) -> list[str]:
    found, problems = read(text)
    assert (found is None) == bool(problems)
    return [problem.message for problem in problems]


def with_value(name: str, value: object) -> str:
    return re.sub(rf"(\[{name}\]\nvalue = )\S+", rf"\g<1>{value}", TEXT)


def test_the_policy_of_the_project_is_right_and_names_the_source_of_each_number() -> None:
    found, problems = read(TEXT)
    assert problems == []
    assert found is not None
    assert set(found.sources) == set(NAMES)
    assert found.policy == POLICY


@pytest.mark.parametrize("name", NAMES)
def test_a_number_below_its_floor_is_refused(name: str) -> None:
    floor = getattr(FLOORS, name)
    assert f"{name} must be at least {floor}; it is less" in messages(with_value(name, floor - 1))


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_number_is_refused(name: str) -> None:
    text = re.sub(rf"\[{name}\]\n.*\n.*\n", "", TEXT)
    assert messages(text) == [f"{name} must be given; it is missing"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", ['"5"', "5.0", "true", "inf", "[5]"])
def test_a_number_of_another_kind_is_refused(name: str, value: str) -> None:
    assert messages(with_value(name, value)) == [f"{name} must be a whole number; it is not"]


def test_an_unknown_number_is_refused_with_its_line() -> None:
    _, problems = read(TEXT + '\n[source]\nvalue = 5\nsource = "x"\n')
    (problem,) = problems
    assert problem.message == "the name must be that of a number of the policy; it is not"
    assert problem.line == TEXT.count("\n") + 2
    assert problem.fix.startswith("Did you mean 'sources'?")


@pytest.mark.parametrize("name", ["cell_tenths", "cell_tenths_sensitive", "years", "years_sensitive"])
def test_lengths_that_do_not_nest_are_refused(name: str) -> None:
    assert f"{name} must be one of" in messages(with_value(name, 7))[0]


def test_an_unknown_key_of_a_number_is_refused() -> None:
    text = TEXT.replace("[sources]\n", "[sources]\nunless = 1\n")
    assert messages(text) == ["sources must have a value and a source and nothing else; it does not"]


def test_a_number_without_a_source_is_refused() -> None:
    text = re.sub(r"(\[sources\]\nvalue = 5\nsource = ).*", r'\1" "', TEXT)
    assert messages(text) == ["sources must have a source; it has none"]


@pytest.mark.parametrize(
    ("stronger", "value", "weaker"),
    [
        ("sources_sensitive", 5, "sources"),
        ("cell_tenths_sensitive", 5, "cell_tenths"),
        ("change_sensitive", 3, "change"),
    ],
)
def test_a_sensitive_act_is_never_less_protected(stronger: str, value: int, weaker: str) -> None:
    text = re.sub(rf"(\[{weaker}\]\nvalue = )\S+", r"\g<1>10", with_value(stronger, value))
    assert messages(text) == [f"{stronger} must be at least {weaker}; it is less"]


def test_what_is_no_toml_is_refused_without_its_text() -> None:
    found = read("[sources\nvalue = SECRET")[1]
    assert [problem.message for problem in found] == ["the file must be TOML; it is not"]
    assert "SECRET" not in str(found[0])


@pytest.mark.parametrize("value", ["[" * 200_000, "9" * 5_000, "{a=" * 100_000])
def test_what_is_nested_too_deep_or_too_long_is_refused(value: str) -> None:
    assert messages(f"x = {value}\n{TEXT}") == ["the file must be TOML; it is not"]


@pytest.mark.parametrize("name", ["canary", "loosened.canary"])
def test_an_unknown_name_is_not_told(name: str) -> None:
    (problem,) = read(f'{TEXT}\n[{name}]\nvalue = 5\nsource = "x"\n')[1]
    assert problem.line == TEXT.count("\n") + 2
    assert problem.message == "the name must be that of a number of the policy; it is not"
    assert "canary" not in f"{problem}{problem!r}"


def test_a_number_weaker_than_in_the_last_release_needs_a_reason() -> None:
    last = {name: getattr(POLICY, name) for name in NAMES}
    weaker = with_value("sources", 4)
    reason = '\n[loosened.sources]\non = 2027-01-15\nwas = 5\nreason = "A reason."\n'
    stale = reason.replace("was = 5", "was = 6")
    told = ["sources must not be weaker than in the last release without a reason; it is"]
    for text, expected in [(TEXT, []), (weaker, told), (weaker + reason, []), (weaker + stale, told)]:
        found, _ = read(text)
        assert found is not None
        assert [problem.message for problem in loosenings_are_explained(found, last)] == expected


@pytest.mark.parametrize(
    "text",
    ['loosened.sources = {on = 2027-01-15, was = 5}', '[loosened.sources]\non = "today"\nwas = 5\nreason = "x"',
     '[loosened.sources]\non = 2027-01-15\nwas = 5\nreason = ""', '[loosened.source]\non = 2027-01-15\nwas = 5\nreason = "x"'],
)  # fmt: skip
def test_a_reason_that_is_not_whole_is_refused(text: str) -> None:
    assert len(messages(text + "\n" + TEXT if text.startswith("loosened") else f"{TEXT}\n{text}\n")) == 1
