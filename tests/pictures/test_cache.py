from pathlib import Path

import pytest

from plugins.pictures import cache as cache_module
from plugins.pictures.cache import Cache
from plugins.pictures.encoding import code, recipe
from plugins.site import Site
from tests.pictures.pictures import corners, picture_of
from tests.sites import ROOT


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


def test_changed_code_is_another_recipe(tmp_path: Path) -> None:
    (tmp_path / "encoding.py").write_text("one")
    before = code(tmp_path)
    (tmp_path / "encoding.py").write_text("other")
    assert code(tmp_path) != before
    assert code(ROOT / "plugins" / "pictures") in recipe()


def test_the_key_follows_the_source_the_size_the_format_and_the_recipe(
    cache: Cache, checked_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = picture_of(checked_site, "x.png", corners(1000, 10))
    turned = picture_of(
        checked_site,
        "y.png",
        corners(1000, 10),
        exif=b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x03\0\0\0\0\0\0",
    )
    assert turned.orientation == 3
    keys = [*cache.keys(b"a", wide).values(), *cache.keys(b"b", wide).values(), *cache.keys(b"a", turned).values()]
    monkeypatch.setattr(cache_module, "recipe", lambda: "another")
    keys += cache.keys(b"a", wide).values()
    assert len(keys) == 20
    assert len(set(keys)) == 20
