import json
from itertools import pairwise
from typing import Any

import pytest

from tests.built.pages import Page, pages, text_of
from tests.sites import Built


def structured(page: Page) -> dict[str, Any]:
    (script,) = [one for one in page.all("script") if "src" not in one.attrib]
    found: dict[str, Any] = json.loads(script.text or "")
    return found


def test_every_page_has_a_title_a_description_and_one_first_heading(built: Built) -> None:
    titles: dict[tuple[str, str], str] = {}
    for page in pages(built.output):
        (title,) = page.all("title")
        assert title.text
        assert titles.setdefault((page.language, title.text), page.address) == page.address
        assert page.meta("description"), page.address
        assert len(page.all("h1")) == 1, page.address


def test_headings_go_down_one_step_at_a_time(built: Built) -> None:
    for page in pages(built.output):
        levels = [int(element.tag[1]) for element in page.all("h1", "h2", "h3", "h4")]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels)), (page.address, levels)


def test_a_preview_elsewhere_has_all_it_needs(built: Built) -> None:
    for page in pages(built.output):
        for name in ("og:title", "og:description", "og:url", "og:image", "og:type", "og:locale", "og:site_name"):
            assert page.meta(name), (page.address, name)
    assert (built.output / "theme" / "images" / "share.png").is_file()


def test_the_home_page_says_who_publishes_the_site(built: Built) -> None:
    found = structured(Page(built.output / "index.html", built.output))
    assert (found["@type"], found["name"]) == ("NGO", "PSCORE")


def test_a_news_item_is_described_as_one(tiny: Built) -> None:
    found = structured(Page(tiny.output / "news" / "2024-02-29-leap-day.html", tiny.output))
    assert (found["@type"], found["datePublished"], found["inLanguage"]) == ("NewsArticle", "2024-02-29", "en")
    assert found["publisher"]["@type"] == "NGO"


def test_a_report_is_described_with_its_translations(tiny: Built) -> None:
    found = structured(Page(tiny.output / "ko" / "reports" / "first-report.html", tiny.output))
    assert (found["@type"], found["name"], found["datePublished"]) == ("Report", "The first report", "2016")
    assert found["alternateName"] == ["첫 보고서"]
    assert found["workTranslation"] == [{"@type": "Report", "name": "첫 보고서", "inLanguage": "ko"}]


def test_what_is_not_known_is_left_out_of_the_description(tiny: Built) -> None:
    found = structured(Page(tiny.output / "reports" / "second-report.html", tiny.output))
    assert "datePublished" not in found
    assert "</script> in English" in found["name"]


@pytest.mark.parametrize(
    ("address", "trail"),
    [
        ("about.html", ["Home"]),
        ("ko/news/2024-02-29-leap-day.html", ["처음", "소식"]),
        ("fr/reports/first-report.html", ["Accueil", "Rapports"]),
    ],
)
def test_every_page_shows_where_it_is(tiny: Built, address: str, trail: list[str]) -> None:
    page = Page(tiny.output / address, tiny.output)
    breadcrumbs = next(element for element in page.all("nav") if element.attrib.get("class") == "breadcrumbs")
    items = [text_of(element) for element in breadcrumbs.iter("li")]
    assert items[:-1] == trail
    assert items[-1] == text_of(page.all("h1")[0])
