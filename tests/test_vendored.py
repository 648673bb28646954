"""Libraries in the theme are byte for byte what their makers published."""

import hashlib
from pathlib import Path

import pytest

from plugins.editorial.files import theme_files
from plugins.privacy.scan import TEXTS
from plugins.problems import Problem
from plugins.site import Site
from plugins.vendored import FOLDER, LIBRARIES, REVIEWED, Library
from tests.sites import ROOT

STATIC = ROOT / "theme" / "static"


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.name)
def test_the_files_of_a_library_have_the_recorded_hashes(library: Library) -> None:
    found = {name: hashlib.sha256((STATIC / library.folder / name).read_bytes()).hexdigest() for name in library.files}
    assert found == library.files


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.name)
def test_a_library_brings_its_licence(library: Library) -> None:
    assert "Redistribution and use" in (STATIC / library.folder / "LICENSE.txt").read_text()


def test_every_script_that_lies_there_is_recorded() -> None:
    scripts = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (STATIC / FOLDER).rglob("*.js")}
    assert scripts == REVIEWED
    assert {path.suffix for path in (STATIC / FOLDER).rglob("*") if path.is_file()} <= TEXTS


def test_no_other_text_may_lie_in_the_theme(tmp_path: Path) -> None:
    for name in ("content", "data", "theme/static/vendor/some-1.0"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("vendor/some-1.0/LICENSE.txt", "vendor/some-1.0/notes.txt", "LICENSE.txt"):
        (tmp_path / "theme" / "static" / name).write_text("x")
    problems: list[Problem] = []
    theme_files(Site(tmp_path), problems)
    assert [problem.path for problem in problems] == [
        "theme/static/LICENSE.txt",
        "theme/static/vendor/some-1.0/notes.txt",
    ]
