"""The commands that work on what may be published, as `./inv` runs them, in a project of their own."""

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.privacy import example_raw
from tests.privacy.gate.test_pictures import exif, picture
from tests.privacy.gate.test_portable_documents import document
from tests.sites import ROOT, TestSite

NEW = "content/en/testimonies/another-voice.md"
ACCOUNT = (
    "Title: Another voice\nSummary: Invented for the tests.\nWarning: Being alone.\n\n## First {#first}\n\nWords.\n"
)
SIGNED = ["--pseudonym", "Haneul", "--consent", "C-2026-001"]


@pytest.fixture
def project(site: TestSite) -> TestSite:
    """The tiny site with the menu."""
    shutil.copy(ROOT / "tasks.py", site.root)
    return site


def inv(project: TestSite, *arguments: object) -> subprocess.CompletedProcess[str]:
    """`./inv …` in the project."""
    command = [sys.executable, "-m", "plugins.menu", *map(str, arguments)]
    return subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)


def ids(project: TestSite) -> list[str]:
    with (project.root / "data" / "incidents.csv").open(newline="", encoding="utf-8") as table:
        return [row["id"] for row in csv.DictReader(table)]


def test_files_are_cleaned_until_the_check_takes_them(project: TestSite) -> None:
    names = ["content/files/photo.jpg", "content/files/leaflet.pdf"]
    project.write(names[0], picture("JPEG", exif=exif()))
    project.write(names[1], document(lambda made, page: made.set_metadata({"author": "x"})))
    assert inv(project, "check").returncode == 1
    done = inv(project, "clean", *names)
    assert (done.returncode, done.stdout) == (0, f"{names[0]}: written anew\n{names[1]}: written anew\n")
    assert inv(project, "check").returncode == 0
    assert inv(project, "clean", "content/en/pages/about.md").returncode == 1


def test_several_raw_files_become_a_release_and_the_same_ones_the_same(project: TestSite, tmp_path: Path) -> None:
    shutil.rmtree(project.root / "data" / "releases")
    (project.root / "data" / "incidents.csv").unlink()
    raw = example_raw.write(tmp_path / "raw", 400, 1)
    options = ["--as-of", "2026-10-01", "--release", "2026Q4", "--vault", tmp_path / "vault"]
    trial = inv(project, "sanitise", *raw, *options, "--dry-run")
    assert (trial.returncode, ids_there(project)) == (0, False), trial.stderr
    assert "    400 records read" in trial.stdout
    done = inv(project, "sanitise", *raw, *options)
    assert done.returncode == 0, done.stderr
    before = ids(project)
    assert before
    named = [part for path in reversed(raw) for part in ("--raw", path)]
    assert inv(project, "sanitise", *named, *options).returncode == 0
    assert ids(project) == before
    assert inv(project, "check").returncode == 0


def ids_there(project: TestSite) -> bool:
    return (project.root / "data" / "incidents.csv").exists()


def test_a_raw_file_inside_the_project_is_refused(project: TestSite, tmp_path: Path) -> None:
    raw = project.write("data/raw.csv", "source\n")
    options = ["--as-of", "2026-11-22", "--release", "2026Q4", "--vault", tmp_path / "vault"]
    done = inv(project, "sanitise", raw, *options)
    assert done.returncode == 1
    assert "raw files, the vault and the table of columns must lie outside the project; one lies inside" in done.stderr


def test_rows_are_withdrawn_and_the_site_is_built_without_them(project: TestSite) -> None:
    first, second, *rest = ids(project)
    done = inv(project, "withdraw", second, first)
    assert done.returncode == 0, done.stderr
    assert "Withdrawn: 2." in done.stdout
    assert ids(project) == rest
    assert project.build().status == 0
    published = (project.output / "data" / "incidents.csv").read_text("utf-8-sig")
    assert rest[0] in published
    assert first not in published
    assert inv(project, "withdraw", first).returncode == 1


def test_a_testimony_is_published_when_two_people_have_signed_the_words_that_stand_there(project: TestSite) -> None:
    text = project.write(NEW, ACCOUNT)
    assert inv(project, "review", NEW, "--reviewer", "r-01").returncode == 1
    assert inv(project, "review", NEW, "--reviewer", "r-01", *SIGNED).returncode == 0
    assert inv(project, "check").returncode == 1
    assert inv(project, "review", NEW, "--reviewer", "r-01").returncode == 1
    assert inv(project, "review", NEW, "--reviewer", "r-02").returncode == 0
    assert project.build().status == 0
    assert "Haneul" in (project.output / "testimonies" / "another-voice.html").read_text("utf-8")
    text.write_text(f"{ACCOUNT}\nMore words.\n", "utf-8")
    done = project.build()
    assert done.status == 1
    assert "the review must be of the present text; the text was changed after it" in done.complained
    assert "More words" not in (project.output / "testimonies" / "another-voice.html").read_text("utf-8")
    assert inv(project, "review", NEW, "--reviewer", "r-02").returncode == 0
    assert inv(project, "check").returncode == 1
    assert inv(project, "review", NEW, "--reviewer", "r-03").returncode == 0
    assert inv(project, "check").returncode == 0


@pytest.mark.parametrize("task", ["clean", "withdraw", "sanitise", "review"])
def test_a_command_without_what_it_needs_ends_with_status_2(project: TestSite, task: str) -> None:
    done = inv(project, task)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
