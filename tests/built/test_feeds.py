from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from plugins.languages import CODES
from tests.built.pages import SITE_URL, pages
from tests.sites import Built

ATOM = "{http://www.w3.org/2005/Atom}"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def feed(built: Built, code: str) -> ElementTree.Element:
    folder = "" if code == "en" else f"{code}/"
    return ElementTree.fromstring((built.output / f"{folder}feed.xml").read_bytes())


@pytest.mark.parametrize("code", CODES)
def test_a_feed_has_one_language_and_all_its_news(built: Built, code: str) -> None:
    root = feed(built, code)
    assert root.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == code
    links = [entry.find(f"{ATOM}link").attrib["href"] for entry in root.iter(f"{ATOM}entry")]  # type: ignore[union-attr]
    folder = "" if code == "en" else f"{code}/"
    news = [f"{SITE_URL}/{page.address}" for page in pages(built.output) if page.address.startswith(f"{folder}news/")]
    assert sorted(links) == sorted(news)
    assert links == sorted(links, reverse=True)


@pytest.mark.parametrize("code", CODES)
def test_every_address_in_a_feed_is_whole(built: Built, code: str) -> None:
    text = ElementTree.tostring(feed(built, code), "unicode")
    for piece in text.split('href="')[1:] + text.split("href=&quot;")[1:]:
        assert urlsplit(piece.split('"')[0].split("&quot;")[0]).scheme in ("http", "https"), piece[:80]


def test_a_feed_names_itself_and_its_home(tiny: Built) -> None:
    links = {link.attrib["rel"]: link.attrib["href"] for link in feed(tiny, "ko").findall(f"{ATOM}link")}
    assert links == {"alternate": f"{SITE_URL}/ko/", "self": f"{SITE_URL}/ko/feed.xml"}


def test_the_sitemap_has_every_page_with_its_translations_and_no_other(built: Built) -> None:
    root = ElementTree.fromstring((built.output / "sitemap.xml").read_bytes())
    mapped = {url.findtext(f"{MAPS}loc"): url for url in root.iter(f"{MAPS}url")}
    expected = {}
    for page in pages(built.output):
        if page.meta("robots") != "noindex":
            alternates = {
                link.attrib["hreflang"]: link.attrib["href"]
                for link in page.metadata("alternate")
                if "hreflang" in link.attrib
            }
            expected[page.metadata("canonical")[0].attrib["href"]] = alternates
    assert {
        address: {link.attrib["hreflang"]: link.attrib["href"] for link in url.iter(f"{XHTML}link")}
        for address, url in mapped.items()
    } == expected
