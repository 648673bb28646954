"""A site of which nothing is told yet: the map says so, and offers nothing that would do nothing."""

import pytest

from plugins.languages import CODES
from tests.built.pages import text_of
from tests.built.test_record_pages import main_of, page
from tests.sites import Built


def test_the_map_says_that_nothing_is_published_and_has_no_controls(bare: Built) -> None:
    found = page(bare, "map.html")
    assert "No entries have been published yet." in text_of(main_of(found))
    assert [one.tag for one in main_of(found).iter() if one.tag in ("select", "button", "table", "svg")] == []
    assert not found.all("script")


@pytest.mark.parametrize("name", ["statistics.html", "glossary.html"])
@pytest.mark.parametrize("code", CODES)
def test_statistics_and_glossary_are_there_and_count_nothing(bare: Built, name: str, code: str) -> None:
    assert page(bare, name, code).path.is_file()
    assert not any("maps/" in link.attrib["href"] for link in main_of(page(bare, name, code)).iter("a"))


def test_there_are_no_pages_of_parts_and_no_files_of_a_drawing(bare: Built) -> None:
    assert not (bare.output / "map").exists()
    assert not (bare.output / "maps").exists()


def test_the_home_page_does_not_offer_an_empty_map(bare: Built) -> None:
    home = page(bare, "index.html")
    assert "map.html" not in [home.target(link.attrib["href"])[0] for link in main_of(home).iter("a")]
