"""Writes the files that the site offers beside its pages: citations, calendars, open data, and PDFs as they are."""

import shutil
from pathlib import Path

from pelican import Pelican, signals

from plugins import catalogues
from plugins.checks import Checked
from plugins.data_files import data_files
from plugins.languages import MAIN


def write(pelican: Pelican) -> None:
    """The main site is finished last and writes the files of all languages."""
    settings = pelican.settings
    if settings["DEFAULT_LANG"] != MAIN.code:
        return
    checked: Checked = settings["CHECKED"]

    def said_in(code: str, words: str) -> str:
        return catalogues.translations(settings["CATALOGUES"], code).gettext(words)

    def calendar_name(code: str) -> str:
        return f"{settings['SITENAME']}: {said_in(code, 'Campaigns')}"

    for file in data_files(checked.records, settings["SITEURL"], calendar_name, checked.method, said_in):
        path = Path(pelican.output_path) / file.address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content())
    for source in checked.files:
        path = Path(pelican.output_path) / source.relative_to(checked.site.content)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, path)


def register() -> None:
    signals.finalized.connect(write)
