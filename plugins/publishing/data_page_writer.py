"""Writes the pages that are made from data alone, one of each per language.

They are most of the site's pages and depend on nothing that Pelican still has to do, so each language's are written by a
child process while the main one goes on: on a machine with two cores that is nearly half the time.
"""

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.writers import Writer

from plugins.checks import Checked
from plugins.languages import MAIN
from plugins.parallel import CAN_FORK, begun, went_well


class DataPageGenerator(Generator):  # type: ignore[misc]
    """Pelican's generator of the data pages; which there are is told by `plugins/data_pages.py`."""

    def generate_output(self, writer: Writer) -> None:
        """Begin to write this language's pages; `finish` waits for them."""
        if CAN_FORK:
            _WRITING.append((begun(lambda: self._write_all(writer)), self, writer))
        else:
            self._write_all(writer)

    def _write_all(self, writer: Writer) -> bool:
        checked: Checked = self.settings["CHECKED"]
        for page in checked.data_pages:
            writer.write_file(
                page.name, self.get_template(page.template), self.context, relative_urls=True, **page.shown
            )
        return True


_WRITING: list[tuple[int, DataPageGenerator, Writer]] = []


def finish(pelican: Pelican) -> None:
    """Wait for the children. Where one failed, its pages are written here again, so that the error comes with its place."""
    if pelican.settings["DEFAULT_LANG"] != MAIN.code:
        return
    while _WRITING:
        child, generator, writer = _WRITING.pop()
        if not went_well(child):
            generator._write_all(writer)


def generators(pelican: object) -> type[DataPageGenerator]:
    return DataPageGenerator


def register() -> None:
    signals.get_generators.connect(generators)
    signals.finalized.connect(finish)
