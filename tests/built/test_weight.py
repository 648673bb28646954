import gzip
from pathlib import Path

import pytest

from plugins.addresses import address
from plugins.languages import CODES
from tests.built.pages import Page, pages
from tests.sites import Built

# Pages with a live map: Leaflet alone is 42 kilobytes.
LIVE = ("map.html", "campaigns.html")


def weight(content: bytes) -> int:
    return len(gzip.compress(content, 9, mtime=0))


def test_the_stylesheet_is_under_12_kilobytes(built: Built) -> None:
    assert weight((built.output / "theme" / "css" / "site.css").read_bytes()) < 12_000


def loaded(page: Page) -> list[Path]:
    """The page, its sheets and its scripts."""
    links = [link.attrib["href"] for link in page.metadata("stylesheet")]
    links += [script.attrib["src"] for script in page.all("script") if "src" in script.attrib]
    return [page.path, *(page.output / page.target(link)[0] for link in links)]


def test_every_page_with_all_it_loads_but_pictures_is_under_40_kilobytes(built: Built) -> None:
    for page in pages(built.output):
        if page.path.name not in LIVE:
            assert sum(weight(path.read_bytes()) for path in loaded(page)) < 40_000, page.address


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", LIVE)
def test_a_live_map_is_under_150_kilobytes_with_all_it_loads_and_its_page_under_35(
    built: Built, name: str, code: str
) -> None:
    page = Page(built.output / address(name, code), built.output)
    assert weight(page.path.read_bytes()) < 35_000
    assert sum(weight(path.read_bytes()) for path in loaded(page)) < 150_000
