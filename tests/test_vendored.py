"""Libraries in the theme are byte for byte what their makers published."""

import hashlib

import pytest

from plugins.privacy.scan import TEXTS
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
