"""What a visitor must see on the pages, stated once for each fact."""

from xml.etree import ElementTree

from tests.built.pages import Page, text_of
from tests.sites import Built


def page(built: Built, address: str) -> Page:
    return Page(built.output / address, built.output)


def test_a_content_warning_stands_before_the_facts(tiny: Built) -> None:
    text = page(tiny, "reports/first-report.html").text
    assert "It deals with violence." in text
    assert text.index("It deals with violence.") < text.index('<dl class="facts wide">')
    assert 'class="warning"' not in page(tiny, "reports/second-report.html").text


def test_example_data_says_so_in_every_language(tiny: Built) -> None:
    for address, words in (
        ("history.html", "Example data"),
        ("ko/history.html", "예시 자료"),
        ("fr/history.html", "Données d’exemple"),
    ):
        assert words in page(tiny, address).text
    assert "Example data" not in page(tiny, "reports.html").text


def test_the_home_page_shows_the_newest_news_first(tiny: Built) -> None:
    titles = [text_of(link) for link in page(tiny, "index.html").all("a") if link.attrib["href"].startswith("news/")]
    assert titles == ["Only in English", "Another item of the same day", "A day that is not in every year"]


def test_the_neighbours_of_a_news_item_are_the_earlier_and_the_later_one(tiny: Built) -> None:
    links = {
        link.attrib["rel"]: link.attrib["href"]
        for link in page(tiny, "news/2024-02-29-same-day.html").all("a")
        if "rel" in link.attrib
    }
    assert links == {"prev": "2024-02-29-leap-day.html", "next": "2025-01-05-only-english.html"}


def test_the_sitemap_tells_when_a_text_was_changed(tiny: Built) -> None:
    maps = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ElementTree.fromstring((tiny.output / "sitemap.xml").read_bytes())
    changed = {url.findtext(f"{maps}loc"): url.findtext(f"{maps}lastmod") for url in root.iter(f"{maps}url")}
    assert changed["http://127.0.0.1:8000/about.html"] == "2026-01-02"
    assert changed["http://127.0.0.1:8000/news/2024-02-29-leap-day.html"] == "2024-02-29"


def test_the_menu_marks_the_page_and_its_section(tiny: Built) -> None:
    def marked(address: str) -> set[tuple[str, str]]:
        menu = next(element for element in page(tiny, address).all("nav") if element.attrib.get("class") == "menu-wide")
        return {
            (text_of(link), link.attrib["aria-current"]) for link in menu.iter("a") if "aria-current" in link.attrib
        }

    assert marked("reports.html") == {("Reports", "page")}
    assert marked("reports/first-report.html") == {("Reports", "true")}
    assert marked("index.html") == set()


def test_a_feed_keeps_signs_in_titles(tiny: Built) -> None:
    assert "Fish &amp;amp; chips &amp;lt; caviar." in (tiny.output / "feed.xml").read_text()
