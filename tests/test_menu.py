import subprocess
import sys

import pytest

from plugins.menu import LISTS, spelt_out
from tests.sites import ROOT


def menu(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "plugins.menu", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_without_a_word_the_menu_is_shown() -> None:
    done = menu()
    assert done.returncode == 0
    for task in ("build", "serve", "check", "test", "lint", "translations"):
        assert f"\n  {task} " in done.stdout


def test_every_task_is_explained() -> None:
    lines = [line for line in menu("--list").stdout.split("\n") if line.startswith("  ") and not line.startswith("   ")]
    assert len(lines) >= 8
    assert [line for line in lines if len(line.split()) < 3] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("bild",), "Did you mean 'build'?"),
        (("build", "--fast"), "Options of build: none."),
        (("serve", "--prot", "1"), "Options of serve: --port."),
        (("serve", "--port"), "Options of serve: --port."),
        (("serve", "--port", "many"), "./inv --help tells the options."),
        (("--nonsense",), "Known: "),
    ],
)
def test_wrong_use_says_what_is_right_and_ends_with_2(arguments: tuple[str, ...], said: str) -> None:
    done = menu(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("clean a.pdf b.png", "clean --file a.pdf --file b.png"),
        ("withdraw in-a", "withdraw --id in-a"),
        ("sanitise a.csv b.kml --release 2026Q4 --vault v", "sanitise --raw a.csv --raw b.kml --release 2026Q4 --vault v"),
        ("sanitise --raw a.csv --release 2026Q4", "sanitise --raw a.csv --release 2026Q4"),
        ("clean", "clean"),
        ("clean --help", "--help clean"),
        ("clean a.pdf -h", "--help clean"),
        ("build --help", "--help build"),
        ("", ""),
        ("--list", "--list"),
        ("new campaign --set a=b", "new campaign --set a=b"),
        ("review a.md --reviewer r-01", "review a.md --reviewer r-01"),
    ],
)  # fmt: skip
def test_the_words_after_a_task_that_takes_several_are_spelt_out(words: str, meant: str) -> None:
    assert spelt_out(["inv", *words.split()]) == ["inv", *meant.split()]


def test_every_task_that_takes_several_words_has_the_option_that_they_stand_for() -> None:
    for name, option in LISTS.items():
        assert f", {option} " in menu(name, "--help").stdout
