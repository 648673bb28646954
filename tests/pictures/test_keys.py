from pathlib import Path

import pytest

from plugins.pictures import keys as module
from plugins.pictures.encoding import code, recipe
from plugins.pictures.keys import keys as keys_of
from plugins.site import Site
from tests.pictures.pictures import corners, picture_of
from tests.sites import ROOT


def test_changed_code_is_another_recipe(tmp_path: Path) -> None:
    (tmp_path / "encoding.py").write_text("one")
    before = code(tmp_path)
    (tmp_path / "encoding.py").write_text("other")
    assert code(tmp_path) != before
    assert code(ROOT / "plugins" / "pictures") in recipe()


def test_the_key_follows_the_source_the_size_the_format_and_the_recipe(
    checked_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = picture_of(checked_site, "x.png", corners(1000, 10))
    turned = picture_of(
        checked_site,
        "y.png",
        corners(1000, 10),
        exif=b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x03\0\0\0\0\0\0",
    )
    assert turned.orientation == 3
    keys = [*keys_of(b"a", wide).values(), *keys_of(b"b", wide).values(), *keys_of(b"a", turned).values()]
    monkeypatch.setattr(module, "recipe", lambda: "another")
    keys += keys_of(b"a", wide).values()
    assert len(keys) == 20
    assert len(set(keys)) == 20
