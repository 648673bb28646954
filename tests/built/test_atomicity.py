import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.sites import TestSite, snapshot, tiny_site


@pytest.fixture(autouse=True)
def changed(site: TestSite) -> None:
    """Since the last good site was built, its text changed."""
    page = site.root / "content" / "en" / "pages" / "about.md"
    page.write_text(page.read_text() + "\nchanged-text\n")


def files_of_new_build(site: TestSite) -> int:
    return sum(1 for folder in site.root.glob(".output.new-*") for path in folder.rglob("*") if path.is_file())


def wait_for_files(site: TestSite, process: "subprocess.Popen[Any]", files: int) -> None:
    """Until that many files of the new site are written, or the build is at its end; it leaves the processors to the build."""
    while process.poll() is None and files_of_new_build(site) < files:
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.01)


@pytest.mark.parametrize("files", [0, 1, 3, 10, 30, 60, 100, 150, 200, 250])
def test_a_build_killed_at_any_moment_leaves_the_old_site_whole(
    site: TestSite, stood: dict[str, bytes], files: int
) -> None:
    """Killed (SIGKILL) when that many files of the new site are written; 0 is at the very start."""
    process = subprocess.Popen(site.command(), cwd=site.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for_files(site, process, files)
    process.send_signal(signal.SIGKILL)
    process.wait()
    after = snapshot(site.output)
    if process.returncode == 0:
        assert b"changed-text" in after["about.html"]
    else:
        assert process.returncode == -signal.SIGKILL
        assert after == stood


def test_a_full_disk_leaves_the_old_site_and_says_so(site: TestSite, stood: dict[str, bytes]) -> None:
    """The limit on a file's size stands for a disk that is full: both stop a write half-way."""

    # Set by a shell: what Python does between fork and exec may wait for ever where a test has threads.
    small_disk = ["sh", "-c", 'ulimit -f 8 && exec "$@"', "sh"]  # in blocks of 512 bytes
    done = subprocess.run([*small_disk, *site.command()], cwd=site.root, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "The site could not be written:" in done.stderr
    assert "Nothing was built; the last good site is untouched." in done.stderr
    assert "Traceback" not in done.stderr
    assert snapshot(site.output) == stood
    assert list(site.root.glob(".output.new-*")) == []


def test_a_template_that_fails_while_building_leaves_the_old_site(site: TestSite, stood: dict[str, bytes]) -> None:
    template = site.root / "theme" / "templates" / "report.html"
    template.write_text(template.read_text().replace("{{ report.publisher }}", "{{ report.publsher }}"))
    done = site.build()
    assert done.status == 1
    assert "theme/templates/report.html" in done.complained
    assert "publsher" in done.complained
    assert "Nothing was built; the last good site is untouched." in done.complained
    assert snapshot(site.output) == stood


def with_plugin(site: TestSite, code: str) -> None:
    """Let the site load one more plugin."""
    site.write("bad_plugin.py", code)
    settings = site.root / "pelicanconf.py"
    settings.write_text(settings.read_text() + '\nPLUGINS = [*PLUGINS, "bad_plugin"]\n')


def test_a_page_that_pelican_loses_stops_the_build(site: TestSite, stood: dict[str, bytes]) -> None:
    """A plugin that silently drops a page must not go unnoticed."""
    with_plugin(
        site,
        "from pelican import signals\n"
        "def lose(generator):\n    generator.pages[:] = [page for page in generator.pages if page.slug != 'about']\n"
        "def register():\n    signals.page_generator_finalized.connect(lose)\n",
    )
    done = site.build()
    assert done.status == 1
    assert "missing: about.html" in done.complained
    assert "missing: ko/about.html" in done.complained
    assert snapshot(site.output) == stood


def test_a_warning_of_pelican_stops_the_build(site: TestSite, stood: dict[str, bytes]) -> None:
    with_plugin(
        site,
        "import logging\ndef register():\n    logging.getLogger('pelican.x').warning('a page may be missing')\n",
    )
    done = site.build()
    assert done.status == 1
    assert "a page may be missing" in done.complained
    assert "Nothing was built; the last good site is untouched." in done.complained
    assert snapshot(site.output) == stood


def test_an_output_that_cannot_be_written_is_told(site: TestSite, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    done = site.build("--output", str(blocked / "site"))
    assert done.status == 1
    assert "The site could not be written" in done.complained
    assert "Traceback" not in done.complained


@pytest.mark.parametrize("place", ["content", ".", "theme/static", "data/out"])
def test_an_output_that_holds_the_sources_is_refused(site: TestSite, place: str) -> None:
    before = snapshot(site.root / "content")
    done = site.build("--output", place)
    assert done.status == 2
    assert "the output must be a folder of its own" in done.complained
    assert snapshot(site.root / "content") == before


@pytest.mark.usefixtures("interruptible")
def test_an_interrupted_build_says_so_and_leaves_the_old_site(site: TestSite, stood: dict[str, bytes]) -> None:
    process = subprocess.Popen(
        site.command(), cwd=site.root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    wait_for_files(site, process, 1)
    process.send_signal(signal.SIGINT)
    said = process.communicate()[1]
    assert process.returncode == 130
    assert said == "Stopped. Nothing was built; the last good site is untouched.\n"
    assert snapshot(site.output) == stood


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> TestSite:
    """Two builds at once, into an output that is a link, beside what a killed build left, of a page that names a draft in a title."""
    place = tmp_path_factory.mktemp("twice")
    site = tiny_site(place / "site")
    (place / "elsewhere" / "served").mkdir(parents=True)
    (place / "elsewhere" / "served" / "index.html").write_text("the last good one")
    site.output.symlink_to(place / "elsewhere" / "served")
    left = place / "elsewhere" / ".served.new-killed" / "site"
    left.mkdir(parents=True)
    (left / "half.html").write_text("half")
    # Pelican looks for its link markers in every attribute.
    text = "[x](https://www.un.org/ \"see href='{static}/en/news/2026-06-01-secret-draft.md'\")"
    site.write("content/en/pages/marked.md", f"Title: T\nSummary: S\n\n{text}\n")
    both = [
        subprocess.Popen(site.command(), cwd=site.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for _ in range(2)
    ]
    said = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    return site


def test_two_builds_at_once_wait_for_each_other(twice: TestSite) -> None:
    assert (twice.output / "marked.html").read_text().startswith("<!doctype html>")


def test_what_a_killed_build_left_behind_is_cleared_away_by_the_next(twice: TestSite) -> None:
    assert sorted(path.name for path in twice.output.resolve().parent.iterdir()) == [".served.lock", "served"]


def test_an_output_that_is_a_link_stays_one(twice: TestSite) -> None:
    assert twice.output.is_symlink()
    assert (twice.output / "index.html").read_text().startswith("<!doctype html>")


def test_a_marker_in_a_title_publishes_nothing(twice: TestSite) -> None:
    """A draft named there must not be copied to the site."""
    assert [name for name in snapshot(twice.output) if name.endswith(".md")] == []
