"""Where money goes on the built sites: exactly the pinned addresses, and nothing else that leads to a provider."""

import html
import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from plugins.giving import qr
from plugins.giving.signed_file import FILES, wrong_signature
from plugins.languages import CODES
from plugins.records.loading import records
from plugins.site import Site
from tests.built.pages import Page, pages, text_of
from tests.giving.qr_reader import drawn, text_of_code
from tests.sites import ROOT, TINY, Built, TestSite, snapshot

HOSTS = {"give.example.org", "give.example.com"}
COLLECTING = ("2099-next.html", "recurring-streets.html")  # of the tiny site, of the real one


def page(built: Built, name: str, code: str) -> Page:
    return Page(built.output / name if code == "en" else built.output / code / name, built.output)


def payments(shown: Page) -> set[str]:
    """Every address on the page that leads to a provider, in whichever attribute."""
    values = {value for element in shown.all() for value in element.attrib.values()}
    return {value for value in values if any(host in value for host in HOSTS)}


def signed(built: Built, code: str, general: bool) -> set[str]:
    """The addresses of a language as the published file has them: for everybody, or for campaigns."""
    options = json.loads((built.output / "data" / "donations.json").read_text("utf-8"))["options"]
    entries = [entry for option in options for entry in option["addresses"]]
    given = {
        entry["address"] for entry in entries if entry["language"] == code and ("WEB" in entry["reference"]) == general
    }
    return given | {entry["address"] for entry in entries if general and entry["reference"] == "manage"}


@pytest.mark.parametrize("code", CODES)
def test_the_page_for_giving_links_to_exactly_the_signed_addresses(built: Built, code: str) -> None:
    assert payments(page(built, "donate.html", code)) == signed(built, code, general=True)


@pytest.mark.parametrize("code", CODES)
def test_a_collecting_campaign_links_to_the_address_with_its_own_reference(built: Built, code: str) -> None:
    (name,) = [name for name in COLLECTING if (built.output / "campaigns" / name).is_file()]
    found = payments(page(built, f"campaigns/{name}", code))
    assert found == signed(built, code, general=False)
    assert all(address.endswith(f"-{code}") for address in found)


def test_no_other_page_leads_to_a_provider(built: Built) -> None:
    leading = {shown.address.rpartition("/")[2] for shown in pages(built.output) if payments(shown)}
    assert leading in ({"donate.html", "2099-next.html"}, {"donate.html", "recurring-streets.html"})


def test_no_feed_picture_script_or_calendar_holds_an_address(built: Built) -> None:
    for path in built.output.rglob("*"):
        if path.suffix in (".xml", ".svg", ".js", ".css", ".ics", ".bib", ".ris", ".txt"):
            assert not any(host in path.read_text("utf-8") for host in HOSTS), path.name


@pytest.mark.parametrize("code", CODES)
def test_each_link_is_plain_and_names_its_host_beside_it(built: Built, code: str) -> None:
    shown = page(built, "donate.html", code)
    by_id = {element.attrib["id"]: element for element in shown.all() if "id" in element.attrib}
    for link in shown.all("a"):
        if urlsplit(link.attrib["href"]).hostname in HOSTS:
            assert link.attrib["rel"] == "noopener noreferrer external"
            assert "target" not in link.attrib
            if "aria-describedby" in link.attrib:
                beside = text_of(by_id[link.attrib["aria-describedby"]])
                assert str(urlsplit(link.attrib["href"]).hostname) in beside
    assert not shown.all("form", "iframe", "script", "object", "embed", "input", "button")


@pytest.mark.parametrize("code", CODES)
def test_each_code_says_the_address_of_its_button_and_stands_over_its_host(built: Built, code: str) -> None:
    cards = [
        element
        for element in page(built, "donate.html", code).all("article")
        if "with-code" in element.attrib.get("class", "")
    ]
    assert cards
    for card in cards:
        (button,) = [link for link in card.iter("a") if link.attrib.get("class") == "pay-link"]
        (figure,) = card.iter("figure")
        (path,) = [element for element in figure.iter() if element.attrib.get("class") == qr.MARK]
        (picture,) = [element for element in figure.iter() if "viewBox" in element.attrib]
        side = int(picture.attrib["viewBox"].split()[2])
        assert text_of_code(drawn(path.attrib["d"], side, qr.QUIET)) == button.attrib["href"]
        assert text_of(next(figure.iter("figcaption"))) == urlsplit(button.attrib["href"]).hostname


@pytest.mark.parametrize("code", CODES)
def test_examples_say_so_where_money_is_asked_for(built: Built, code: str) -> None:
    words = {"en": "Example data", "ko": "예시 자료", "fr": "Données d’exemple"}[code]
    assert words in page(built, "donate.html", code).text
    for shown in pages(built.output):
        if payments(shown) and shown.language == code:
            assert words in shown.text, shown.address


@pytest.mark.parametrize("code", CODES)
def test_every_page_has_the_same_button_for_giving(built: Built, code: str) -> None:
    for shown in pages(built.output):
        if shown.language == code:
            buttons = [link for link in shown.all("a") if link.attrib.get("class") == "give"]
            assert len(buttons) == 1, shown.address
            if shown.path.name != "404.html":
                assert shown.target(buttons[0].attrib["href"])[0] == page(built, "donate.html", code).address


def test_the_signed_file_is_published_with_signature_and_key(built: Built) -> None:
    assert wrong_signature(built.output / "data") is None
    sources = [TINY / "data", ROOT / "data"]
    assert any(
        all((built.output / "data" / name).read_bytes() == (source / name).read_bytes() for name in FILES)
        for source in sources
    )


def test_only_pages_that_ask_for_money_load_its_style(built: Built) -> None:
    for shown in pages(built.output):
        loads = any("giving.css" in link.attrib.get("href", "") for link in shown.all("link"))
        assert loads == (shown.path.name == "donate.html" or bool(payments(shown))), shown.address


def test_an_address_that_is_not_valid_on_the_day_is_hidden_and_the_bank_transfer_shown(bare: Built) -> None:
    assert not any(payments(shown) for shown in pages(bare.output))
    text = page(bare, "donate.html", "en").text
    assert "Please give by bank transfer instead." in text
    assert 'id="do-bank"' in text
    assert qr.MARK not in text
    assert "Support this campaign" not in page(bare, "campaigns/2099-next.html", "en").text


def replace(path: Path, was: str, becomes: str) -> None:
    text = path.read_text("utf-8")
    assert was in text
    path.write_text(text.replace(was, becomes, 1), "utf-8")


def test_a_template_that_drops_or_adds_an_address_is_stopped_before_the_site_is_exchanged(
    site: TestSite, stood: dict[str, bytes]
) -> None:
    template = site.root / "theme" / "templates" / "parts" / "giving.html"
    text = template.read_text("utf-8")
    # Each on the pages of one language, so that one build tells of all three.
    for code, was, becomes in (
        ("ko", '<a class="pay-link" href="{{ way.address }}"', "<a"),
        ("en", 'href="{{ way.address }}"', 'href="{{ way.option.url }}"'),
        ("fr", 'd="{{ way.code_path }}"', 'd="M4 4h1v1h-1z"'),
    ):
        assert was in text
        text = text.replace(was, f'{{% if DEFAULT_LANG == "{code}" %}}{becomes}{{% else %}}{was}{{% endif %}}')
    template.write_text(text, "utf-8")
    built = site.build()
    assert built.status == 1
    for said in (
        "\ndonate.html:",
        "a payment address must be exactly one that is pinned",
        "ko/donate.html: the page must link to exactly the payment addresses",
        "fr/donate.html: the QR codes of the page must be exactly those",
    ):
        assert said in f"\n{built.complained}"
    assert "give.example" not in built.complained
    assert snapshot(site.output) == stood


def test_an_address_in_a_text_is_refused_before_anything_is_built(site: TestSite) -> None:
    about = site.root / "content" / "en" / "pages" / "about.md"
    address = html.unescape(next(iter(signed_of_source(site))))
    about.write_text(f"{about.read_text('utf-8')}\n[Give]({address})\n", "utf-8")
    built = site.build()
    assert built.status == 1
    assert re.search(r"content/en/pages/about\.md:\d+:\d+: a payment address must be exactly one", built.complained)


def signed_of_source(site: TestSite) -> list[str]:
    found = records(Site(site.root), []).donation_options
    return [option.url for option in found if option.url]
