"""Writes the files that the site offers beside its pages: citations, calendars, open data, and PDFs as they are."""

import shutil
from pathlib import Path

from pelican import Pelican, signals

from plugins.checks import Checked
from plugins.languages import MAIN
from plugins.publishing.offered_files import Build, offered_files


def write(pelican: Pelican) -> None:
    """The main site is finished last and writes the files of all languages."""
    settings = pelican.settings
    if settings["DEFAULT_LANG"] != MAIN.code:
        return
    checked: Checked = settings["CHECKED"]

    build = Build(settings["CATALOGUES"], settings["SITEURL"], settings["SITENAME"], checked)
    for file in offered_files(build):
        path = Path(pelican.output_path) / file.address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content())
    for source in checked.files:
        path = Path(pelican.output_path) / source.relative_to(checked.site.content)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, path)


def register() -> None:
    signals.finalized.connect(write)
