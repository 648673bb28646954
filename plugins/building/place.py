"""The place of a build: alone in it, with a fresh folder beside the old one, which is gone afterwards whatever happens."""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plugins.messages import say, tell
from plugins.parallel import children_are_gone
from plugins.replacement import recover

SOURCES = ("content", "data", "theme", "plugins", "tests", "docs", ".git")


def holds_sources(root: Path, output: Path) -> bool:
    """Whether writing there would touch what the site is made from."""
    sources = [root / name for name in SOURCES]
    return any(source.is_relative_to(output) or output.is_relative_to(source) for source in sources)


@contextmanager
def alone(output: Path) -> Iterator[None]:
    """One build at a time for a place; the lock goes with the process, however it ends."""
    output.parent.mkdir(parents=True, exist_ok=True)
    with (output.parent / f".{output.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            tell(say("Another build is under way; waiting for it …"))
            fcntl.flock(lock, fcntl.LOCK_EX)
        recover(output)
        for left_over in output.parent.glob(f".{output.name}.new-*"):
            shutil.rmtree(left_over)
        yield


@contextmanager
def new_folder(output: Path) -> Iterator[Path]:
    """A new folder beside the old one, on the same file system, gone afterwards whatever happens."""
    folder = Path(tempfile.mkdtemp(prefix=f".{output.name}.new-", dir=output.parent))
    try:
        yield folder
    finally:
        children_are_gone()  # one may still be writing pages; the folder can go only when it is done
        shutil.rmtree(folder, ignore_errors=True)
