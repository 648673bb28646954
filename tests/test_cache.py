from pathlib import Path

import pytest

from plugins.cache import Cache


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "not" / "yet")


def test_what_was_kept_is_found_again(cache: Cache) -> None:
    cache.keep("key", b"picture")
    assert cache.content("key") == b"picture"
    assert cache.content("other") is None
    assert [path.name for path in cache.folder.iterdir()] == ["key"]


@pytest.mark.parametrize("damage", [b"", b"planted", b"x" * 40, b"\0" * 32])
def test_what_is_not_what_was_kept_is_not_found(cache: Cache, damage: bytes) -> None:
    cache.keep("key", b"picture")
    (cache.folder / "key").write_bytes(damage)
    assert cache.content("key") is None


def test_a_single_other_bit_is_noticed(cache: Cache) -> None:
    cache.keep("key", b"picture")
    raw = bytearray((cache.folder / "key").read_bytes())
    raw[-1] ^= 1
    (cache.folder / "key").write_bytes(raw)
    assert cache.content("key") is None


def test_another_picture_under_this_name_is_noticed(cache: Cache) -> None:
    """It has a right seal, but for another key."""
    cache.keep("key", b"picture")
    cache.keep("other", b"another picture")
    (cache.folder / "other").replace(cache.folder / "key")
    assert cache.content("key") is None


def test_a_folder_that_cannot_be_written_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    cache = Cache(tmp_path / "file" / "pictures")
    cache.keep("key", b"picture")
    assert cache.content("key") is None
