"""Writes the script of the live campaign map: one for all languages, because it has no words."""

from pathlib import Path

from pelican import Pelican, signals

from plugins.checks import Checked
from plugins.languages import MAIN
from plugins.maps.gatherings import CampaignMap
from plugins.maps.venue_leaflet import ADDRESS, venue_script


def write(pelican: Pelican) -> None:
    """The main site is finished last and writes the files of all languages."""
    if pelican.settings["DEFAULT_LANG"] != MAIN.code:
        return
    checked: Checked = pelican.settings["CHECKED"]
    places = CampaignMap(checked.records)
    if places.shown:
        path = Path(pelican.output_path) / ADDRESS
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(venue_script(places, checked.site.root))


def register() -> None:
    signals.finalized.connect(write)
