"""A process that publishes a site again and again, each time in a process of its own, whole or only from the written pages on.

The way from the written pages on is quick enough to be killed at many moments. Real in it: the lock, the clearing of what an earlier
run left, the new names of the theme's files, the offline editions, the files for hosts, the compression (at a lower level), manifest
and sums, the comparison with the commit, and the exchange with the old site. Put in place of the real ones: the check of the sources
(done once, by the same function), the writing of pages by Pelican (a copy of what it wrote once, its largest files cut, with the
asked address), and the last look, which only reads.
"""

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.hosting.tries import Ended, Tries, serve, tries
from tests.sites import TestSite

_CHANGES = frozenset(["os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree"])
_WRITING = os.O_WRONLY | os.O_RDWR
_LARGEST = 12_000  # bytes of a page or a file of data that is worth its compression here
EXCHANGE, CHANGE = b"x", b"."


@dataclass(frozen=True)
class Publisher:
    tries: Tries
    site: TestSite
    moments: Path

    def whole(self, address: str, kill_at: int = 0, room: int | None = None) -> Ended:
        """Publish as `./inv publish` does; the whole group is killed just before its change of that number to the disk."""
        return self.tries.run(address=address, part="whole", moment=kill_at, room=room)

    def pages(self, address: str) -> Ended:
        """Publish, keep what Pelican writes, and die as soon as it is written."""
        return self.tries.run(address=address, part="pages", moment=0)

    def from_pages_on(self, address: str, kill_at: int = 0) -> Ended:
        """Publish with the kept pages."""
        return self.tries.run(address=address, part="from pages on", moment=kill_at)

    @property
    def changes(self) -> bytes:
        """The changes to the disk that the last run had reached, one byte for each."""
        return self.moments.read_bytes()


@contextmanager
def publisher(site: TestSite, folder: Path) -> Iterator[Publisher]:
    with tries("tests.hosting.publisher", folder, str(site.root), str(folder)) as running:
        yield Publisher(running, site, folder / "moments")


class _Process:
    """What the process keeps: the checked site, and the folder with the pages that Pelican wrote."""

    def __init__(self, root: Path, folder: Path) -> None:
        from plugins.checks import check
        from plugins.site import Site

        os.chdir(root)
        for name in ("CI", "SITEURL"):
            os.environ.pop(name, None)
        self.written, self.moments = folder / "written", folder / "moments"
        self.checked = check(Site(root))

    def run(self, asked: dict[str, Any]) -> int:
        from plugins.hosting import publish

        match asked["part"]:
            case "pages":
                _kill_at(0, self.moments)
                self._keep_what_is_written()
            case "from pages on":
                self._replace_what_is_slow(asked["address"], asked["moment"])
            case _:
                _kill_at(asked["moment"], self.moments)
        return publish.main(["--siteurl", asked["address"], "--demo"])

    def _keep_what_is_written(self) -> None:
        from plugins.building.steps import write_site as real

        def write_site(checked: Any, settings: str, folder: Path, *rest: Any) -> None:
            real(checked, settings, folder, *rest)
            shutil.copytree(folder, self.written)
            _cut_what_is_large(self.written)
            os.killpg(0, signal.SIGKILL)

        _put("publication.write_site", write_site)

    def _replace_what_is_slow(self, address: str, moment: int) -> None:
        from plugins.building.steps import compiled_words
        from plugins.catalogues import compile_to

        def write_site(checked: Any, settings: str, folder: Path, workshop: Path, *_: Any) -> None:
            compile_to(checked.site, compiled_words(workshop))
            _kill_at(moment, self.moments)  # from here on each run makes the same changes
            shutil.copytree(self.written, folder)
            for page in folder.rglob("*.html"):
                page.write_bytes(page.read_bytes() + f"<!-- {address} -->\n".encode())

        _put("compression._BROTLI_QUALITY", 1)
        _put("publication.write_site", write_site)
        _put("publication.refuse_what_must_not_go_out", lambda *_: None)
        _put("publish.check", lambda _: self.checked)


def _put(name: str, new: object) -> None:
    """Put something in the place of what a module of `plugins/hosting/` uses, as long as this process lives."""
    patch(f"plugins.hosting.{name}", new).start()


def _cut_what_is_large(folder: Path) -> None:
    """Time is saved with pages and data that are cut; the theme stays whole, because its files are named by what they hold."""
    for path in folder.rglob("*"):
        if path.is_file() and path.stat().st_size > _LARGEST and "theme" not in path.relative_to(folder).parts:
            path.write_bytes(path.read_bytes()[:_LARGEST].decode("utf-8", "ignore").encode())


def _kill_at(moment: int, counted: Path) -> None:
    """Write a byte for each change that this process or its children are about to make, and kill them all at one."""
    file = os.open(counted, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND)

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        exchange = event == "ctypes.dlsym" and arguments[1] == "renameat2"
        if exchange or event in _CHANGES or (event == "open" and (arguments[2] or 0) & _WRITING):
            os.write(file, EXCHANGE if exchange else CHANGE)
            if os.fstat(file).st_size == moment:
                os.killpg(0, signal.SIGKILL)

    sys.addaudithook(hear)


if __name__ == "__main__":
    serve(_Process(Path(sys.argv[1]), Path(sys.argv[2])).run)
