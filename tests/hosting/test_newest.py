"""The script of CI that keeps a run which was started again from publishing an older commit."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.sites import ROOT

WHO = ("-c", "user.name=Example", "-c", "user.email=example@example.org")


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *WHO, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def _newest(folder: Path, **environment: str) -> tuple[int, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("CI_")}
    done = subprocess.run(
        [folder / ".ci" / "newest"], cwd="/", env=inherited | environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stderr


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """What a job fetched: the first of two commits, when it was the only one."""
    origin, clone = tmp_path / "origin", tmp_path / "clone"
    _git(tmp_path, "init", "-q", "-b", "main", str(origin))
    (origin / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "newest", origin / ".ci")
    _git(origin, "add", "-A")
    _git(origin, "commit", "-q", "-m", "First")
    _git(tmp_path, "clone", "-q", "--depth=1", origin.as_uri(), str(clone))
    _git(clone, "checkout", "-q", "--detach")
    return clone


def _goes_on(run: Path, branch: str = "main") -> None:
    _git(run.parent / "origin", "checkout", "-q", "-B", branch)
    _git(run.parent / "origin", "commit", "-q", "--allow-empty", "-m", "Withdraw")


def test_the_newest_commit_goes_on(run: Path) -> None:
    assert _newest(run) == (0, "")
    _goes_on(run, "proposal")
    assert _newest(run) == (0, "")
    _goes_on(run, "a/refs/heads/main")  # git tells of it too, and first
    assert _newest(run) == (0, "")


def test_a_run_of_an_older_commit_stops(run: Path) -> None:
    _git(run.parent / "origin", "branch", "a/refs/heads/main")
    _goes_on(run)
    status, said = _newest(run)
    assert status == 1
    assert "main has a newer commit than this run, so nothing is published." in said


def test_where_nobody_can_tell_the_run_stops(run: Path) -> None:
    shutil.rmtree(run.parent / "origin")
    status, said = _newest(run)
    assert status == 1
    assert "the newest commit of main could not be asked for, so nothing is published." in said


def test_the_branch_is_the_one_that_gitlab_publishes(run: Path) -> None:
    assert _newest(run, CI_DEFAULT_BRANCH="trunk")[0] == 1
    _git(run.parent / "origin", "branch", "-q", "-m", "main", "trunk")
    assert _newest(run, CI_DEFAULT_BRANCH="trunk") == (0, "")
    assert _newest(run)[0] == 1
