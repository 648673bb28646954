import subprocess
from datetime import date
from pathlib import Path

import pytest

from plugins.commit import commit, day_of_build
from tests.sites import TestSite, committed_site


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


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> TestSite:
    return committed_site(tmp_path_factory.mktemp("commit") / "site")


def _changed(site: TestSite) -> tuple[str, ...]:
    found = commit(site.root)
    assert found
    return found.changed


@pytest.mark.parametrize(
    "name",
    [
        "content/en/pages/extra.md",
        "content/__pycache__/extra.md",
        "data/extra.csv",
        "data/extra.mo",
        "theme/static/a/extra.css",
    ],
)
def test_a_file_that_only_this_clone_ignores_differs_from_the_commit(site: TestSite, name: str) -> None:
    (site.root / ".git" / "info" / "exclude").write_text("extra.*\n")
    file = site.write(name, "x")
    assert _changed(site) == (name,)
    file.unlink()
    assert _changed(site) == ()


def test_a_file_that_the_persons_own_settings_ignore_differs_from_the_commit(
    site: TestSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ignored").write_text("*.md\n")
    (tmp_path / "config").write_text(f"[core]\n\texcludesFile = {tmp_path}/ignored\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    file = site.write("content/en/pages/another.md", "x")
    assert _changed(site) == ("content/en/pages/another.md",)
    file.unlink()


@pytest.mark.parametrize("mark", ["assume-unchanged", "skip-worktree"])
def test_a_file_at_which_git_is_told_not_to_look_differs_from_the_commit(site: TestSite, mark: str) -> None:
    name = "content/en/pages/about.md"
    subprocess.run(["git", "update-index", f"--{mark}", name], cwd=site.root, check=True)
    assert _changed(site) == (name,)
    subprocess.run(["git", "update-index", f"--no-{mark}", name], cwd=site.root, check=True)
    assert _changed(site) == ()


@pytest.mark.parametrize(
    "name", ["theme/__pycache__/a.cpython-311.pyc", "theme/translations/ko/messages.mo", "content/.DS_Store"]
)
def test_what_programs_leave_behind_differs_from_nothing(site: TestSite, name: str) -> None:
    (site.root / ".git" / "info" / "exclude").write_text("*\n")
    site.write(name, "x")
    assert _changed(site) == ()


def test_code_without_its_source_differs_from_the_commit(tmp_path: Path) -> None:
    site = committed_site(tmp_path / "site").with_own_code()
    site.write(".gitignore", "__pycache__/\n*.pyc\n.cache/\n")
    site.commit()
    assert _changed(site) == ()
    site.write("plugins/extra.pyc", "x")  # Python imports it, unlike one in __pycache__
    assert _changed(site) == ("plugins/extra.pyc",)
