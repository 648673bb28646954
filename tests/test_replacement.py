import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from plugins import replacement
from plugins.replacement import recover, replace


def folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "index.html").write_text(text)
    return path


@pytest.fixture(params=[True, False], ids=["exchanging names", "moving aside"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of replacing: in one step where the system can, in two where it cannot."""
    if not request.param:
        monkeypatch.setattr(replacement, "_exchange", lambda first, second: False)


@pytest.mark.usefixtures("way")
def test_the_new_folder_takes_the_place_and_nothing_else_is_left(tmp_path: Path) -> None:
    new, old = folder(tmp_path / "new", "new"), folder(tmp_path / "site", "old")
    replace(new, old)
    assert (old / "index.html").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_where_nothing_was_the_new_folder_is_simply_moved(tmp_path: Path) -> None:
    replace(folder(tmp_path / "new", "new"), tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text() == "new"


def test_this_system_exchanges_names_in_one_step(tmp_path: Path) -> None:
    one, two = folder(tmp_path / "one", "one"), folder(tmp_path / "two", "two")
    assert replacement._exchange(one, two)
    assert ((one / "index.html").read_text(), (two / "index.html").read_text()) == ("two", "one")


def test_an_old_folder_moved_aside_by_a_killed_build_comes_back(tmp_path: Path) -> None:
    folder(tmp_path / ".site.previous", "old")
    recover(tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text() == "old"


def test_an_old_folder_is_cleared_away_when_the_new_one_stands(tmp_path: Path) -> None:
    folder(tmp_path / ".site.previous", "old")
    folder(tmp_path / "site", "new")
    recover(tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert (tmp_path / "site" / "index.html").read_text() == "new"


class Killed(BaseException):
    """Stands for a process that ends at this very step."""


@pytest.mark.parametrize("exchanging", [True, False])
@pytest.mark.parametrize("steps", range(4))
def test_killed_after_any_step_one_of_the_two_is_there_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchanging: bool, steps: int
) -> None:
    new, old = folder(tmp_path / "new", "new"), folder(tmp_path / "site", "old")
    left = steps

    def counted(step: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object, **options: object) -> object:
            nonlocal left
            if left == 0:
                raise Killed
            left -= 1
            return step(*arguments, **options)

        return run

    with monkeypatch.context() as killing:
        killing.setattr(Path, "rename", counted(Path.rename))
        killing.setattr(shutil, "rmtree", counted(shutil.rmtree))
        exchange = replacement._exchange if exchanging else lambda first, second: False
        killing.setattr(replacement, "_exchange", counted(exchange))
        with suppress(Killed):
            replace(new, old)
    if exchanging:  # then there is no moment without a site
        assert (old / "index.html").read_text() in ("old", "new")
    recover(old)
    assert (old / "index.html").read_text() in ("old", "new")
