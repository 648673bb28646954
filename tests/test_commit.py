import os
import shutil
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
        "extra.py",  # Python looks here first: such a brotli.py would write the site
        "extra/__init__.py",
    ],
)
def test_a_file_that_only_this_clone_ignores_differs_from_the_commit(site: TestSite, name: str) -> None:
    (site.root / ".git" / "info" / "exclude").write_text("extra*\n")
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


def test_a_file_that_a_clones_settings_show_as_it_was_differs_from_the_commit(site: TestSite) -> None:
    """Another program tells git what has changed, only size and whole seconds are looked at, or a filter brings the old text."""
    file = site.root / "content/en/pages/about.md"
    before, when = file.read_bytes(), file.stat()
    silent = site.write(".git/silent", "#!/bin/sh\nprintf 'token\\0'\n")
    silent.chmod(0o755)
    tracked = subprocess.run(["git", "ls-files", "-s", file], cwd=site.root, check=True, capture_output=True, text=True)
    settings = {
        "core.fsmonitor": str(silent),
        "core.trustctime": "false",
        "core.checkStat": "minimal",
        "filter.old.clean": f"git cat-file blob {tracked.stdout.split()[1]}",
    }
    for name, value in settings.items():
        subprocess.run(["git", "config", name, value], cwd=site.root, check=True)
    site.write(".git/info/attributes", "*.md filter=old\n")
    subprocess.run(["git", "status"], cwd=site.root, check=True, capture_output=True)
    file.write_bytes(before.swapcase())
    os.utime(file, ns=(when.st_atime_ns, when.st_mtime_ns))
    seen = subprocess.run(["git", "status", "--porcelain"], cwd=site.root, check=True, capture_output=True, text=True)
    found = _changed(site)
    file.write_bytes(before)
    (site.root / ".git/info/attributes").unlink()
    for name in settings:
        subprocess.run(["git", "config", "--unset", name], cwd=site.root, check=True)
    assert seen.stdout == ""
    assert found == ("content/en/pages/about.md",)


def test_a_file_of_a_tree_that_stands_for_the_commits_in_this_clone_alone_differs_from_it(tmp_path: Path) -> None:
    site = committed_site(tmp_path / "site")
    site.write("content/en/pages/about.md", "x")
    subprocess.run(["git", "add", "content"], cwd=site.root, check=True)
    other = subprocess.run(["git", "write-tree"], cwd=site.root, check=True, capture_output=True, text=True)
    subprocess.run(["git", "replace", "HEAD^{tree}", other.stdout.strip()], cwd=site.root, check=True)
    seen = subprocess.run(["git", "status", "--porcelain"], cwd=site.root, check=True, capture_output=True, text=True)
    assert seen.stdout == ""
    assert _changed(site) == ("content/en/pages/about.md",)


def test_other_ends_of_lines_differ_from_the_commit_also_where_git_makes_the_same_of_them(site: TestSite) -> None:
    """A file of the theme is published as it lies there."""
    file, attributes = site.root / "theme/static/js/map.js", site.write(".git/info/attributes", "*.js text eol=lf\n")
    before = file.read_bytes()
    file.write_bytes(before.replace(b"\n", b"\r\n"))
    subprocess.run(["git", "add", file], cwd=site.root, check=True, capture_output=True)
    seen = subprocess.run(["git", "status", "--porcelain"], cwd=site.root, check=True, capture_output=True, text=True)
    found = _changed(site)
    file.write_bytes(before)
    attributes.unlink()
    subprocess.run(["git", "add", file], cwd=site.root, check=True)
    assert seen.stdout == ""
    assert found == ("theme/static/js/map.js",)


def test_a_folder_of_the_commit_that_is_a_link_to_another_differs_from_it(site: TestSite, tmp_path: Path) -> None:
    """All that the commit holds lies there too, and something more."""
    folder = site.root / "theme"
    names = subprocess.run(["git", "ls-files", "-z", "theme"], cwd=site.root, check=True, capture_output=True).stdout

    def told_to_git(mark: str) -> None:
        subprocess.run(["git", "update-index", mark, "-z", "--stdin"], cwd=site.root, check=True, input=names)

    told_to_git("--assume-unchanged")
    (site.root / ".git" / "info" / "exclude").write_text("/theme\n")
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "more.html").write_text("x")
    found = _changed(site)
    folder.unlink()
    shutil.move(tmp_path / "elsewhere", folder)
    (folder / "more.html").unlink()
    told_to_git("--no-assume-unchanged")
    assert found == ("theme",)


def test_a_name_that_is_no_text_is_told_as_one(tmp_path: Path) -> None:
    site = committed_site(tmp_path / "site")
    (site.root / "data" / os.fsdecode(b"\xff.csv")).write_text("x")
    for do in (list, site.commit):
        do()
        names = _changed(site)
        assert names
        assert all(name.isprintable() for name in names)


@pytest.mark.parametrize("mark", ["assume-unchanged", "skip-worktree"])
def test_a_change_at_which_git_is_told_not_to_look_differs_from_the_commit(site: TestSite, mark: str) -> None:
    file = site.root / "content/en/pages/about.md"
    before = file.read_bytes()
    subprocess.run(["git", "update-index", f"--{mark}", file], cwd=site.root, check=True)
    file.write_bytes(before + b"x")
    found = _changed(site)
    file.write_bytes(before)
    subprocess.run(["git", "update-index", f"--no-{mark}", file], cwd=site.root, check=True)
    assert found == ("content/en/pages/about.md",)
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
