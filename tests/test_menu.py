import subprocess
import sys

import pytest

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
