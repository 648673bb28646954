"""The pages of testimonies: closed by default, a way out on each, examples marked, reviews never published."""

import json
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest

from plugins.languages import CODES
from tests.built.pages import Page, pages, text_of
from tests.sites import Built, snapshot

OUT = {
    "en": "https://www.timeanddate.com/weather/",
    "ko": "https://www.weather.go.kr/",
    "fr": "https://meteofrance.com/",
}


def page(built: Built, address: str) -> Page:
    return Page(built.output / address, built.output)


def accounts(built: Built) -> list[Page]:
    return [found for found in pages(built.output) if "testimonies/" in found.address]


def with_way_out(built: Built) -> list[Page]:
    return [found for found in pages(built.output) if re.search(r"(^|/)testimonies(/|\.html)", found.address)]


def classed(found: Page, name: str) -> Iterator[Element]:
    return (element for element in found.all() if name in element.attrib.get("class", "").split())


def test_both_sites_have_testimonies(built: Built) -> None:
    assert len(accounts(built)) >= 2


def test_there_are_two_examples_in_each_language(real: Built) -> None:
    for code in CODES:
        assert len([found for found in accounts(real) if found.language == code]) == 2


def test_the_account_is_closed_and_all_of_it_is_inside(built: Built) -> None:
    for found in accounts(built):
        (account,) = classed(found, "account")
        assert account.tag == "details"
        assert "open" not in account.attrib
        assert account[0].tag == "summary"
        (main,) = found.all("main")
        outside = text_of(main).replace(text_of(account), "")
        told = text_of(account).removeprefix(text_of(account[0])).strip()
        assert told
        assert not [piece for piece in told.split(". ") if piece in outside], found.address


def test_the_warning_is_read_before_the_account_and_with_what_opens_it(built: Built) -> None:
    for found in accounts(built):
        (warning,) = classed(found, "warning")
        (summary,) = next(classed(found, "account")).iter("summary")
        assert summary.attrib["aria-describedby"] == warning.attrib["id"]
        assert found.text.index('id="warning"') < found.text.index("<summary aria-describedby")


def test_the_way_out_is_the_first_link_of_the_page(built: Built) -> None:
    for found in with_way_out(built):
        first = found.all("a")[0]
        assert first.attrib == {"class": "leave-now", "href": OUT[found.language], "rel": "noreferrer"}
        assert text_of(first)


def test_beside_the_way_out_stands_what_it_cannot_do(real: Built) -> None:
    for address, words, guide in (
        ("testimonies/the-empty-desk.html", "It cannot erase the browser’s history", "reading-safely.html"),
        ("ko/testimonies.html", "방문 기록이나 통신망에 남은 흔적은 지우지 못합니다", "ko/reading-safely.html"),
        ("fr/testimonies/the-empty-desk.html", "Ce lien n’efface ni l’historique", "fr/reading-safely.html"),
    ):
        found = page(real, address)
        (strip,) = classed(found, "leave")
        assert words in text_of(strip)
        assert found.target(list(strip.iter("a"))[-1].attrib["href"])[0] == guide


def test_no_other_page_asks_to_be_left(built: Built) -> None:
    others = {found.address for found in pages(built.output)} - {found.address for found in with_way_out(built)}
    assert not [address for address in others if list(classed(page(built, address), "leave"))]


def test_an_example_says_so_in_every_language_and_is_not_searched_for(real: Built) -> None:
    marks = {"en": ("Example:", "(example)"), "ko": ("예시:", "(예시)"), "fr": ("Exemple :", "(exemple)")}
    for found in accounts(real):
        banner, mark = marks[found.language]
        (example,) = classed(found, "example")
        assert text_of(example).replace("\xa0", " ").startswith(banner)
        assert mark in (found.meta("og:title") or "")
        assert found.meta("robots") == "noindex"
        (script,) = found.all("script")
        assert json.loads(script.text or "")["creativeWorkStatus"] == "Example: invented"
        assert found.address not in (real.output / "sitemap.xml").read_text()


def test_a_list_marks_each_example(real: Built) -> None:
    for address, mark in (("testimonies.html", "example"), ("ko/testimonies.html", "예시"), ("fr/testimonies.html", "exemple")):  # fmt: skip
        found = page(real, address)
        assert len(list(classed(found, "example"))) == 1
        assert [text_of(element) for element in classed(found, "uncertain")] == [mark, mark]


def test_an_account_that_is_no_example_is_searched_for_and_bears_no_mark(tiny: Built) -> None:
    found = page(tiny, "testimonies/a-voice.html")
    assert found.meta("robots") is None
    assert not list(classed(found, "example"))
    assert "creativeWorkStatus" not in found.text
    assert "Echo (name changed)" in found.text
    assert f"/{found.address}" in (tiny.output / "sitemap.xml").read_text()


def test_a_testimony_tells_no_day_and_shows_no_picture(built: Built) -> None:
    for found in accounts(built):
        (main,) = found.all("main")
        assert not [element for element in main.iter() if element.tag in ("time", "img")], found.address
        assert not re.search(r"(?:19|20)\d\d[-.]\d|\d월|(?:19|20)\d\d년 \d", text_of(main)), found.address
        assert "lastmod" not in "".join(
            url for url in (built.output / "sitemap.xml").read_text().split("<url>") if f"/{found.address}<" in url
        )


def test_nothing_of_a_review_but_the_pseudonym_is_published(built: Built) -> None:
    for name, content in snapshot(built.output).items():
        assert "review" not in name
        assert not re.search(rb"text_sha256|C-2026-\d{3}|\br-(?:01|02|98|99)\b", content), name


def test_the_feeds_do_not_have_them(built: Built) -> None:
    for code in CODES:
        feed = (built.output / ("feed.xml" if code == "en" else f"{code}/feed.xml")).read_text()
        assert "testimonies/" not in feed


def test_rights_and_testimonies_lead_to_each_other(built: Built) -> None:
    for found in accounts(built):
        section = next(
            element for element in found.all("section") if element.attrib.get("aria-labelledby") == "touched"
        )
        targets = [found.target(link.attrib["href"]) for link in section.iter("a")]
        assert targets
        for place, anchor in targets:
            if not anchor:
                links = {page(built, place).target(link.attrib["href"])[0] for link in page(built, place).all("a")}
                assert found.address in links, place


def test_a_language_that_lacks_a_testimony_leads_to_a_page_that_it_has(tiny: Built) -> None:
    assert not (tiny.output / "fr" / "testimonies").exists()
    found = page(tiny, "testimonies/a-voice.html")
    (aside,) = found.all("aside")
    assert [found.target(link.attrib["href"])[0] for link in aside.iter("a")] == ["fr/index.html"]


@pytest.mark.parametrize("address", ["rights/udhr-3.html", "ko/rights/udhr-3.html"])
def test_the_page_of_an_article_has_the_accounts_of_its_language(tiny: Built, address: str) -> None:
    found = page(tiny, address)
    section = next(element for element in found.all("section") if element.attrib.get("aria-labelledby") == "told")
    (link,) = section.iter("a")
    assert link.attrib["href"] == "../testimonies/a-voice.html"
