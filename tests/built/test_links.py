from urllib.parse import urlsplit

from plugins.checks import check
from plugins.data_pages import record_anchors
from plugins.editorial.complaints import THEME_ANCHORS
from plugins.site import Site
from tests.built.pages import SITE_URL, Page, pages
from tests.sites import ROOT, Built


def links(page: Page) -> list[str]:
    found = [element.attrib[name] for element in page.all() for name in ("href", "src") if name in element.attrib]
    absolute = {
        link.attrib["href"]
        for link in [*page.metadata("canonical"), *page.metadata("alternate")]
        if link.attrib["href"].startswith(SITE_URL)
    }
    return [link for link in found if link not in absolute]


def test_every_internal_link_is_relative_and_names_a_file_that_is_there(built: Built) -> None:
    for page in pages(built.output):
        if page.address.endswith("404.html"):
            continue  # shown at any depth: see test_languages.py
        for link in links(page):
            parts = urlsplit(link)
            if parts.scheme in ("http", "https", "mailto"):
                assert not link.startswith(SITE_URL), (page.address, link)
                continue
            assert not link.startswith("/"), (page.address, link)
            place, _ = page.target(link)
            assert (built.output / place).is_file(), (page.address, link)


def test_every_anchor_is_there(built: Built) -> None:
    by_address = {page.address: page for page in pages(built.output)}
    for page in by_address.values():
        if page.address.endswith("404.html"):
            continue
        for link in links(page):
            if not urlsplit(link).scheme and "#" in link:
                place, anchor = page.target(link)
                assert not anchor or anchor in by_address[place].ids, (page.address, link)


def test_no_id_stands_twice_on_a_page(built: Built) -> None:
    for page in pages(built.output):
        assert len(page.ids) == len(set(page.ids)), page.address


def test_every_page_can_be_reached_from_the_home_page(built: Built) -> None:
    by_address = {page.address: page for page in pages(built.output)}
    reached, waiting = set(), ["index.html"]
    while waiting:
        address = waiting.pop()
        if address in reached:
            continue
        reached.add(address)
        waiting += [
            place
            for anchor in by_address[address].all("a")
            if not urlsplit(anchor.attrib["href"]).scheme
            and (place := by_address[address].target(anchor.attrib["href"])[0]) in by_address
        ]
    assert {address for address in by_address if not address.endswith("404.html")} - reached == set()


def test_the_anchors_that_the_checks_know_are_the_ones_on_the_pages(built: Built) -> None:
    """Otherwise `./inv check` would refuse a good link to a list page."""
    checked = check(Site(built.output.parent))
    known = THEME_ANCHORS | record_anchors(checked.records)
    for path in (ROOT / "theme" / "templates" / "pages").glob("*.html"):
        document = checked.page("en", path.stem)
        if document and path.stem not in ("home", "news"):
            ids = set(Page(built.output / document.address, built.output).ids)
            assert ids - known - document.anchors == set(), path.stem
