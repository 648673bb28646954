import pytest

from plugins.languages import CODES, language
from tests.built.pages import SITE_URL, Page, pages, text_of
from tests.sites import Built


def hreflang(page: Page) -> dict[str, str]:
    return {
        link.attrib["hreflang"]: link.attrib["href"] for link in page.metadata("alternate") if "hreflang" in link.attrib
    }


def whole(address: str) -> str:
    return f"{SITE_URL}/{address}".removesuffix("index.html")


def test_every_page_says_its_language_and_direction(built: Built) -> None:
    for page in pages(built.output):
        html = page.tree.attrib
        assert (html["lang"], html["dir"]) == (page.language, language(page.language).direction), page.address


def test_every_page_names_itself_as_canonical(built: Built) -> None:
    for page in pages(built.output):
        if not page.address.endswith("404.html"):
            assert [link.attrib["href"] for link in page.metadata("canonical")] == [whole(page.address)]


def test_translations_name_each_other_and_a_default(built: Built) -> None:
    by_address = {whole(page.address): page for page in pages(built.output) if not page.address.endswith("404.html")}
    for address, page in by_address.items():
        translations = hreflang(page)
        assert translations[page.language] == address
        assert translations["x-default"] == translations[next(code for code in CODES if code in translations)]
        for other in translations.values():
            assert hreflang(by_address[other]) == translations, (address, other)


def switch(page: Page) -> dict[str, tuple[str, str]]:
    """For each language of the switch the link (empty for the page's own) and the words on it."""
    navigation = next(element for element in page.all("nav") if "languages" in element.attrib.get("class", ""))
    return {
        element.attrib["lang"]: (element.attrib.get("href", ""), text_of(element))
        for element in navigation.iter()
        if element.tag in ("a", "span") and "lang" in element.attrib
    }


def test_the_switch_leads_to_the_same_page_where_there_is_one(built: Built) -> None:
    for page in pages(built.output):
        if page.address.endswith("404.html"):
            continue
        links = switch(page)
        assert set(links) == set(CODES)
        assert links[page.language][0] == ""
        for code, address in hreflang(page).items():
            if code not in (page.language, "x-default"):
                assert whole(page.target(links[code][0])[0]) == address, (page.address, code)


@pytest.mark.parametrize(
    ("address", "code", "target", "words"),
    [
        ("news/2025-01-05-only-english.html", "fr", "fr/news.html", "Cette page n’existe pas encore en français."),
        ("news/2025-01-05-only-english.html", "ko", "ko/news.html", "이 글은 아직 한국어로 나오지 않았습니다."),
        ("fr/news/2025-03-01-only-french.html", "en", "news.html", "This page does not exist in English yet."),
        ("about.html", "fr", "fr/index.html", "Cette page n’existe pas encore en français."),
    ],
)
def test_where_there_is_none_the_switch_says_so_and_leads_to_the_section(
    tiny: Built, address: str, code: str, target: str, words: str
) -> None:
    page = Page(tiny.output / address, tiny.output)
    link, said = switch(page)[code]
    assert page.target(link)[0] == target
    assert words in said
    assert words in text_of(next(element for element in page.all("aside")))


def test_words_from_another_language_are_marked_with_it(tiny: Built) -> None:
    page = Page(tiny.output / "ko" / "reports" / "second-report.html", tiny.output)
    (heading,) = page.all("h1")
    assert heading.attrib["lang"] == "en"


def test_dates_and_interface_are_in_the_language_of_the_page(tiny: Built) -> None:
    assert "2024년 2월 29일" in (tiny.output / "ko" / "news" / "2024-02-29-leap-day.html").read_text()
    assert "본문으로 바로 가기" in (tiny.output / "ko" / "index.html").read_text()
    assert "1 mars 2025" in (tiny.output / "fr" / "news.html").read_text()


def test_the_page_for_a_wrong_address_helps_in_every_language(built: Built) -> None:
    for address in ("404.html", "ko/404.html", "fr/404.html"):
        page = Page(built.output / address, built.output)
        assert {element.attrib["lang"] for element in page.all("section") if "lang" in element.attrib} == set(CODES)
        assert page.meta("robots") == "noindex"
        for words in ("Page not found", "페이지를 찾을 수 없습니다", "Page introuvable"):
            assert words in page.text


def test_the_page_for_a_wrong_address_works_at_any_depth(built: Built) -> None:
    """Its links start from the host's top, because nobody knows where it is shown."""
    for address in ("404.html", "ko/404.html"):
        page = Page(built.output / address, built.output)
        for element in page.all("a", "link"):
            link = element.attrib["href"]
            if link != "#main" and not link.startswith("http"):
                assert link.startswith("/"), link
                assert (built.output / link.removeprefix("/")).is_file(), link
