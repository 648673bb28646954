"""Writes the script of the live map: one for all languages, because it has no words."""

from pathlib import Path

from pelican import Pelican, signals

from plugins.checks import Checked
from plugins.languages import MAIN
from plugins.maps.entries import IncidentMap
from plugins.maps.live import ADDRESS, incident_script


def write(pelican: Pelican) -> None:
    """The main site is finished last and writes the files of all languages."""
    if pelican.settings["DEFAULT_LANG"] != MAIN.code:
        return
    checked: Checked = pelican.settings["CHECKED"]
    openness = checked.method.provinces if checked.method else {}
    closed = [code for code, openness in openness.items() if openness == "nothing"]
    path = Path(pelican.output_path) / ADDRESS
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(incident_script(IncidentMap(checked.records).entries, closed, checked.site.root))


def register() -> None:
    signals.finalized.connect(write)
