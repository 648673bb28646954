"""Writes the pages that are made from data alone, one of each per language."""

from pelican import signals
from pelican.generators import Generator
from pelican.writers import Writer

from plugins.checks import Checked


class DataPageGenerator(Generator):  # type: ignore[misc]
    """Pelican's generator of the data pages; which there are is told by `plugins/data_pages.py`."""

    def generate_output(self, writer: Writer) -> None:
        checked: Checked = self.settings["CHECKED"]
        for page in checked.data_pages:
            writer.write_file(
                page.name, self.get_template(page.template), self.context, relative_urls=True, **page.shown
            )


def generators(pelican: object) -> type[DataPageGenerator]:
    return DataPageGenerator


def register() -> None:
    signals.get_generators.connect(generators)
