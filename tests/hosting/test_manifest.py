from datetime import date
from pathlib import Path

import pytest

from plugins.hosting.manifest import NAME, SUMS, Difference, Manifest, differences, entries, sums


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ko").mkdir()
    (tmp_path / "index.html").write_bytes(b"a")
    (tmp_path / "ko" / "index.html").write_bytes(b"b")
    return tmp_path


def _manifest(folder: Path) -> Manifest:
    day = date(2026, 11, 20)
    return Manifest(site="https://www.example.org", commit="0" * 40, day=day, example=True, files=entries(folder))


def test_a_manifest_comes_back_as_it_was_written(folder: Path) -> None:
    manifest = _manifest(folder)
    (folder / NAME).write_bytes(manifest.content)
    assert Manifest.read(folder / NAME) == manifest
    assert differences(manifest, folder) == []


def test_every_way_to_differ_is_told(folder: Path) -> None:
    manifest = _manifest(folder)
    (folder / "index.html").write_bytes(b"c")
    (folder / "ko" / "index.html").unlink()
    (folder / "new.html").write_bytes(b"d")
    assert differences(manifest, folder) == [
        Difference("index.html", "changed"),
        Difference("ko/index.html", "missing"),
        Difference("new.html", "not listed"),
    ]


def test_the_sums_hold_the_manifest_but_not_themselves(folder: Path) -> None:
    (folder / NAME).write_bytes(_manifest(folder).content)
    (folder / SUMS).write_bytes(sums(folder))
    assert [line.split("  ")[1] for line in sums(folder).decode().splitlines()] == [
        "index.html",
        "ko/index.html",
        NAME,
    ]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('"https://www.example.org"', '"https://www.example.org\\u001b[2J"'),
        ('"commit": "0', '"commit": "x'),
        ('"day": "2026', '"day": "\\u001b[2J'),
        ('"bytes": 1', '"bytes": -1'),
        ('"bytes": 1', '"bytes": 1000000001'),
        ('"sha256": "', '"sha256": "g'),
    ],
)
def test_a_manifest_of_a_stranger_can_command_nothing(folder: Path, right: str, wrong: str) -> None:
    written = _manifest(folder).content.decode()
    assert right in written
    (folder / NAME).write_text(written.replace(right, wrong))
    with pytest.raises(ValueError, match="validation error"):
        Manifest.read(folder / NAME)


def test_a_manifest_says_whether_files_differed_from_the_commit(folder: Path) -> None:
    for changed in (True, False):
        (folder / NAME).write_bytes(_manifest(folder).model_copy(update={"changed": changed}).content)
        assert f'"changed": {str(changed).lower()}' in (folder / NAME).read_text()
        assert Manifest.read(folder / NAME).changed is changed


def test_an_older_manifest_that_does_not_say_it_can_still_be_read(folder: Path) -> None:
    written = _manifest(folder).content
    assert written.count(b'"changed": false,\n') == 1
    (folder / NAME).write_bytes(written.replace(b'"changed": false,\n', b""))
    assert Manifest.read(folder / NAME) == _manifest(folder)


def test_a_manifest_tells_where_pages_at_old_addresses_lead_and_nothing_where_there_are_none(folder: Path) -> None:
    assert b"moved" not in _manifest(folder).content
    manifest = _manifest(folder).model_copy(update={"moved": {"old.html": "index.html"}})
    (folder / NAME).write_bytes(manifest.content)
    assert Manifest.read(folder / NAME) == manifest


def test_what_a_later_manifest_also_says_is_passed_over(folder: Path) -> None:
    content = _manifest(folder).content
    (folder / NAME).write_bytes(content.replace(b'"version"', b'"later": [1],\n"version"', 1))
    assert Manifest.read(folder / NAME) == _manifest(folder)
    assert b'"later"' in (folder / NAME).read_bytes()


def test_a_manifest_tells_the_day_and_an_older_one_stays_what_it_was(folder: Path) -> None:
    written = _manifest(folder).content
    assert written.count(b'"day": "2026-11-20",\n') == 1
    older = written.replace(b'"day": "2026-11-20",\n', b"")
    (folder / NAME).write_bytes(older)
    assert Manifest.read(folder / NAME).day is None
    assert Manifest.read(folder / NAME).content == older  # after a rollback it is compared with what is served
