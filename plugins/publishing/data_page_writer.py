"""Writes the pages that are made from data alone, one of each per language.

They are most of the site's pages and depend on nothing that Pelican still has to do, so each language's are written by a
child process while the main one goes on: on a machine with two cores that is nearly half the time.
"""

import os
import signal
from collections.abc import Callable
from typing import NoReturn

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.writers import Writer

from plugins.checks import Checked
from plugins.languages import MAIN


class DataPageGenerator(Generator):  # type: ignore[misc]
    """Pelican's generator of the data pages; which there are is told by `plugins/data_pages.py`."""

    def generate_output(self, writer: Writer) -> None:
        """Begin to write this language's pages; `finish` waits for them."""
        child = os.fork() if hasattr(os, "fork") else -1
        if child == 0:
            _end_with(self._write_all, writer)
        elif child > 0:
            _CHILDREN.append((child, self, writer))
        else:
            self._write_all(writer)

    def _write_all(self, writer: Writer) -> None:
        checked: Checked = self.settings["CHECKED"]
        for page in checked.data_pages:
            writer.write_file(
                page.name, self.get_template(page.template), self.context, relative_urls=True, **page.shown
            )


_CHILDREN: list[tuple[int, DataPageGenerator, Writer]] = []


def _end_with(write_all: Callable[[Writer], None], writer: Writer) -> NoReturn:
    """Write and end the process at once: nothing of the main process may run a second time in its copy."""
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        write_all(writer)
        status = 0
    finally:
        os._exit(status)


def finish(pelican: Pelican) -> None:
    """Wait for the children. Where one failed, its pages are written here again, so that the error comes with its place."""
    if pelican.settings["DEFAULT_LANG"] != MAIN.code:
        return
    while _CHILDREN:
        child, generator, writer = _CHILDREN.pop()
        _, status = os.waitpid(child, 0)
        if status:
            generator._write_all(writer)


def generators(pelican: object) -> type[DataPageGenerator]:
    return DataPageGenerator


def register() -> None:
    signals.get_generators.connect(generators)
    signals.finalized.connect(finish)
