"""The files of the map in the built site, and what its pages say of them."""

import hashlib
import re

from plugins.languages import CODES
from tests.sites import Built


def test_every_language_tells_the_checksum_of_every_file_of_the_map(tiny: Built) -> None:
    files = sorted((tiny.output / "data").glob("incidents.*"))
    assert len(files) == 3 + len(CODES)
    for page in (tiny.output / "data.html", tiny.output / "ko" / "data.html", tiny.output / "fr" / "data.html"):
        told = dict(
            re.findall(r'data/(incidents\.[a-z.]+)">.*?<code>([0-9a-f]{64})</code>', page.read_text("utf-8"), re.DOTALL)
        )
        assert told == {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_the_map_leads_to_its_files(tiny: Built) -> None:
    page = (tiny.output / "fr" / "map.html").read_text("utf-8")
    assert 'href="../data/incidents.geojson"' in page
    assert 'href="../data/incidents.fr.kml"' in page
