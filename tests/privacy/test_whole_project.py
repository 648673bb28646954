"""The gate reads the whole project's folder: git publishes every file, wherever it lies."""

import hashlib
import subprocess
from pathlib import Path

import pytest

from plugins.checks import check
from plugins.privacy.sources import MAPS, NOT_IN_GIT, project_files
from plugins.site import Site
from tests.sites import ROOT, TestSite

SECRET = "900101-1234567"
NUMBER = "the text must hold no resident or foreigner number; it does"
TYPE = "the file must be of a type that the gate can read; it is not"


def told(site: TestSite) -> list[tuple[str, int, str]]:
    problems = check(Site(site.root)).problems
    assert not any(SECRET in str(problem) for problem in problems)
    return [(problem.path, problem.line, problem.message) for problem in problems]


@pytest.mark.parametrize(
    ("path", "line", "message"),
    [
        ("README.md", 2, NUMBER),
        ("notes/interview.md", 2, NUMBER),
        ("interviews.csv", 2, NUMBER),
        ("settings.py", 2, NUMBER),
        ("LICENSE", 2, NUMBER),
        (".notes/a.txt", 2, NUMBER),
        ("content/files/.gitkeep", 2, NUMBER),
        ("tests/site/data/a.csv", 2, NUMBER),
        ("interviews.kml", 0, TYPE),
        ("raw.xlsx", 0, TYPE),
        ("docs/field.docx", 0, "the file must be of a type that documents may have; it is 'field.docx'"),
        ("data/voice.mp3", 0, "the file must be of a type that data may have; it is 'voice.mp3'"),
        ("theme/NOTES", 0, TYPE),
    ],
)
def test_a_leak_is_found_wherever_it_lies(site: TestSite, path: str, line: int, message: str) -> None:
    site.write(path, f"x\n{SECRET}\n")
    assert (path, line, message) in told(site)


def test_columns_of_a_table_that_are_a_point_together_are_found_in_the_source(site: TestSite) -> None:
    site.write("data/notes.csv", "id,lat,note,lon\n1,41.7967,x,129.7756\n")
    assert {path for path, _, _ in told(site)} == {"data/notes.csv"}


def test_the_project_is_safe_as_it_is() -> None:
    assert check(Site(ROOT)).problems == ()


def test_what_the_gate_leaves_out_is_kept_out_of_git() -> None:
    command = ["git", "check-ignore", "--no-index", *(f"{name}/" for name in sorted(NOT_IN_GIT) if name != ".git")]
    ignored = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    assert {*(name.removesuffix("/") for name in ignored), ".git"} == NOT_IN_GIT


def test_every_file_that_git_holds_is_read() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    here = {name for name in listed.split("\0") if name and (ROOT / name).is_file()}
    assert here <= {path.relative_to(ROOT).as_posix() for path in project_files(ROOT)}


@pytest.mark.parametrize("name", ["basemap.geojson", "parts.json", "world.geojson"])
def test_the_outlines_of_the_maps_are_exempt_by_their_hash(name: str) -> None:
    raw = Path(ROOT / "plugins/maps/basemap" / name).read_bytes()
    assert hashlib.sha256(raw).hexdigest() in MAPS
