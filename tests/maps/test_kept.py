"""What is kept between builds is made anew when anything that decides about it has changed."""

import ast
import shutil
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from plugins.maps import kept as module
from plugins.maps.kept import ASIDE, code_and_data, kept
from tests.maps.told import words
from tests.sites import ROOT


def imported_by(name: str, seen: set[str]) -> set[str]:
    """Every module of ours that a module needs, by its dotted name, itself too."""
    base = ROOT / name.replace(".", "/")
    file = base.with_suffix(".py") if base.with_suffix(".py").is_file() else base / "__init__.py"
    if name in seen or not file.is_file():
        return seen
    seen.add(name)
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for wanted in (node.module, *(f"{node.module}.{entry.name}" for entry in node.names)):
                imported_by(wanted, seen)
        elif isinstance(node, ast.Import):
            for entry in node.names:
                imported_by(entry.name, seen)
    return {found for found in seen if found.startswith("plugins.")}


def test_what_is_left_aside_is_imported_by_no_module_of_the_maps() -> None:
    seen: set[str] = set()
    for path in (ROOT / "plugins" / "maps").glob("*.py"):
        imported_by(f"plugins.maps.{path.stem}", seen)
    assert "plugins.privacy.areas" in seen
    assert {name for name in seen if name.split(".")[1:2] and name.split(".")[1] in ASIDE} == set()


@pytest.mark.parametrize(
    ("file", "was", "becomes", "decides"),
    [
        ("maps/units.csv", "Ryanggang", "Yanggang", True),
        ("maps/backdrop.py", "import", "import  ", True),
        ("privacy/areas.py", "class", "class ", True),
        ("languages.py", "ko_KR", "ko_KP", True),
        ("hosting/manifest.py", "class", "class ", False),
    ],
)
def test_changed_code_or_data_is_another_recipe(
    tmp_path: Path, file: str, was: str, becomes: str, decides: bool
) -> None:
    plugins = tmp_path / "plugins"
    shutil.copytree(ROOT / "plugins", plugins, ignore=shutil.ignore_patterns("__pycache__"))
    before = code_and_data(plugins)
    assert before == code_and_data(ROOT / "plugins")
    text = (plugins / file).read_text("utf-8")
    assert was in text
    (plugins / file).write_text(text.replace(was, becomes, 1), "utf-8")
    assert (code_and_data(plugins) != before) is decides


def test_a_word_that_is_drawn_is_part_of_the_key(tmp_path: Path) -> None:
    made: list[str] = []

    def drawn(closed: str) -> bytes:
        given = words("ko", closed=closed)
        return kept(tmp_path, given, lambda: made.append(closed) or closed.encode())  # type: ignore[func-returns-value]

    assert [drawn("one"), drawn("one"), drawn("other")] == [b"one", b"one", b"other"]
    assert made == ["one", "other"]


def test_the_code_that_asks_is_part_of_the_key(tmp_path: Path) -> None:
    def asking(content: str) -> Callable[[], bytes]:
        file = tmp_path / f"{content}.py"
        file.write_text(f"def make() -> bytes:\n    return b'{content}'\n")
        spec = spec_from_file_location("asking", file)
        assert spec
        assert spec.loader
        found = module_from_spec(spec)
        spec.loader.exec_module(found)
        make: Callable[[], bytes] = found.make
        return make

    assert [kept(tmp_path, "the same", asking(content)) for content in ("one", "other")] == [b"one", b"other"]


def test_another_version_of_a_library_is_another_recipe(monkeypatch: pytest.MonkeyPatch) -> None:
    module._recipe.cache_clear()
    before = module._recipe()
    module._recipe.cache_clear()
    monkeypatch.setattr(module, "version", lambda name: f"{name} other")
    try:
        assert module._recipe() != before
    finally:
        module._recipe.cache_clear()
