"""A site of which nothing is told yet: the map says so, and offers nothing that would do nothing."""

import shutil
from pathlib import Path

import pytest

from plugins.languages import CODES
from plugins.records.incidents import COLUMNS
from tests.built.pages import text_of
from tests.built.test_record_pages import main_of, page
from tests.sites import Built, tiny_site


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The tiny site before its first release."""
    site = tiny_site(Path(tmp_path_factory.mktemp("empty")) / "site")
    shutil.rmtree(site.root / "data" / "releases")
    site.write("data/incidents.csv", ",".join(COLUMNS) + "\n")
    built = site.build()
    assert built.status == 0, built.complained
    return built


def test_the_map_says_that_nothing_is_published_and_has_no_controls(empty: Built) -> None:
    found = page(empty, "map.html")
    assert "No entries have been published yet." in text_of(main_of(found))
    assert [one.tag for one in main_of(found).iter() if one.tag in ("select", "button", "table", "svg")] == []
    assert not found.all("script")


@pytest.mark.parametrize("name", ["statistics.html", "glossary.html"])
@pytest.mark.parametrize("code", CODES)
def test_statistics_and_glossary_are_there_and_count_nothing(empty: Built, name: str, code: str) -> None:
    assert page(empty, name, code).path.is_file()
    assert not any("maps/" in link.attrib["href"] for link in main_of(page(empty, name, code)).iter("a"))


def test_there_are_no_pages_of_parts_and_no_files_of_a_drawing(empty: Built) -> None:
    assert not (empty.output / "map").exists()
    assert [path.name for path in (empty.output / "maps").iterdir()] == ["venues.js"]  # that of the campaigns


def test_the_home_page_does_not_offer_an_empty_map(empty: Built) -> None:
    home = page(empty, "index.html")
    assert "map.html" not in [home.target(link.attrib["href"])[0] for link in main_of(home).iter("a")]
