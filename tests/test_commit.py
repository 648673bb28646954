import subprocess
from datetime import date
from pathlib import Path

import pytest

from plugins.commit import day_of_build


def test_the_day_is_that_of_the_setting_in_universal_time(tmp_path: Path) -> None:
    assert day_of_build(tmp_path, {"SOURCE_DATE_EPOCH": "1795305600"}) == date(2026, 11, 22)
    assert day_of_build(tmp_path, {"SOURCE_DATE_EPOCH": "1795305599"}) == date(2026, 11, 21)


@pytest.mark.parametrize("value", ["", "soon", "-1", "1e9", "９９", "9" * 30])
def test_a_setting_that_is_no_number_shows_no_link(tmp_path: Path, value: str) -> None:
    assert day_of_build(tmp_path, {"SOURCE_DATE_EPOCH": value}) is None


def test_the_day_is_never_before_the_newest_commit_and_is_its_day_without_a_setting(tmp_path: Path) -> None:
    identity = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a"}
    when = {"GIT_AUTHOR_DATE": "2020-01-01T00:00:00Z", "GIT_COMMITTER_DATE": "2024-02-29T23:30:00-05:00", "HOME": "/"}
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True, env={**identity, **when})
    command = ["git", "-C", str(tmp_path), "commit", "-q", "--allow-empty", "-m", "x"]
    subprocess.run(command, check=True, env={**identity, **when})
    assert day_of_build(tmp_path, {}) == date(2024, 3, 1)
    assert day_of_build(tmp_path, {"SOURCE_DATE_EPOCH": "1795305600"}) == date(2026, 11, 22)
    assert day_of_build(tmp_path, {"SOURCE_DATE_EPOCH": "0"}) == date(2024, 3, 1)  # no expired link comes back
    assert day_of_build(tmp_path, {"SOURCE_DATE_EPOCH": "soon"}) is None


def test_a_folder_without_a_commit_has_no_day(tmp_path: Path) -> None:
    assert day_of_build(tmp_path, {}) is None
