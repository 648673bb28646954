"""Writes what draws the incident map: the script of the live map, one for all languages, and a picture in each of them."""

from pathlib import Path

from pelican import Pelican, signals

from plugins.checks import Checked
from plugins.languages import CODES, MAIN
from plugins.maps.entries import IncidentMap
from plugins.maps.live import ADDRESS, incident_script
from plugins.publishing.incident_drawings import closed, picture_address, picture_of


def write(pelican: Pelican) -> None:
    """The main site is finished last and writes the files of all languages."""
    if pelican.settings["DEFAULT_LANG"] != MAIN.code:
        return
    checked: Checked = pelican.settings["CHECKED"]
    if not checked.records.incidents:
        return
    output = Path(pelican.output_path)
    (output / ADDRESS).parent.mkdir(parents=True, exist_ok=True)
    entries = IncidentMap(checked.records).entries
    (output / ADDRESS).write_bytes(incident_script(entries, closed(checked), checked.site.root))
    for code in CODES:
        (output / picture_address(code)).write_bytes(picture_of(checked, pelican.settings["CATALOGUES"], code))


def register() -> None:
    signals.finalized.connect(write)
