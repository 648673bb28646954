"""The rule over the sources, on the tiny site: in whichever file an address is planted, it is refused with its line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.giving.links_rule import LOOK_ALIKE, NOT_PINNED, SERVICE
from plugins.giving.sources_rule import giving_is_safe
from plugins.records.loading import Records, records
from plugins.site import Site
from tests.sites import ROOT

PINNED = "https://give.example.org/pscore/once?lang=en&ref=WEB-en"
ADDRESS_CHANGED = "the file must hold exactly the addresses of data/donation_options.json; it does not"


def told(site: Site) -> list[tuple[str, int, str]]:
    problems = giving_is_safe(site, records(site, []))
    return [(problem.path, problem.line, str(problem.message)) for problem in problems]


def test_the_tiny_site_and_the_project_are_safe(checked_site: Site) -> None:
    assert told(checked_site) == []
    assert told(Site(ROOT)) == []


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("content/en/pages/donate.md", "[Give]({address})"),
        ("content/ko/news/2024-02-29-leap-day.md", '<a href="{address}">x</a>'),
        ("content/en/testimonies/a-voice.md", "{address}"),
        ("theme/templates/base.html", '<a href="{address}">x</a>'),
        ("theme/static/css/site.css", "/* {address} */"),
        ("theme/translations/ko/LC_MESSAGES/messages.po", '#~ msgid "{address}"'),
        ("data/campaigns.csv", "{address}"),
        ("data/allowed.toml", "# {address}"),
        ("pelicanconf.py", "# {address}"),
    ],
)
@pytest.mark.parametrize(
    ("address", "message"),
    [
        (PINNED, NOT_PINNED),
        ("https://give.example.org/pscore/twice", NOT_PINNED),
        ("https://gіve.example.org/pscore/once", LOOK_ALIKE),
        ("https://www.paypal.com/donate", SERVICE),
    ],
)
def test_an_address_planted_in_a_source_is_refused_with_its_line(
    checked_site: Site, name: str, line: str, address: str, message: str
) -> None:
    path = checked_site.root / name
    before = path.read_text("utf-8")
    path.write_text(f"{before}\n{line.format(address=address)}\n", "utf-8")
    found = list(giving_is_safe(checked_site, records(Site(ROOT / "tests" / "site"), [])))
    number = before.count("\n") + 2
    assert (name, number, message) in [(problem.path, problem.line, str(problem.message)) for problem in found]


def change(name: str, was: str, becomes: str) -> Callable[[Path], None]:
    def act(data: Path) -> None:
        path = data / name
        text = path.read_text("utf-8")
        assert was in text
        path.write_text(text.replace(was, becomes, 1), "utf-8")

    return act


@pytest.mark.parametrize(
    "swap",
    [
        change("donation_options.json", "give.example.org/pscore/once", "give.example.net/pscore/once"),
        change("donation_options.json", '"name": "lang"', '"name": "to"'),
        change("donation_options.json", "CMP-2099-05", "CMP-2099-06"),
        change("donation_options.json", "pscore/my-gift", "thief/my-gift"),
        change("donation_options.json", '"expires_on": "2027-11-01"', '"expires_on": "2027-11-02"'),
        change("donation_options.json", '"account": null', '"account": "the one I say"'),
        change("donation_options.json", '"Example Bank"', '"Another Bank"'),
        change("donation_options.json", '"processor_country": "KR"', '"processor_country": "US"'),
        change("donation_options.json", "You can change", "You cannot change"),
        change("donation_options.json", "A donation receipt", "No receipt"),
        change("donation_options.json", '"en": "Give once"', '"en": "Give twice"'),
        change("donation_options.json", "One gift for", "No gift for"),
        change("donations.json", "WEB-ko", "WEB-k0"),
    ],
)
def test_what_was_swapped_after_signing_is_refused(checked_site: Site, swap: Callable[[Path], None]) -> None:
    swap(checked_site.data)
    assert ("data/donations.json", 0, ADDRESS_CHANGED) in told(checked_site)


def test_a_thief_who_writes_both_files_lacks_the_key(checked_site: Site) -> None:
    for name in ("donation_options.json", "donations.json"):
        path = checked_site.data / name
        path.write_text(path.read_text("utf-8").replace("give.example.org", "give.example.net"), "utf-8")
    message = "the signature must be that of the file by the key in donations.pub; it is not"
    assert told(checked_site) == [("data/donations.json.minisig", 0, message)]


@pytest.mark.parametrize("name", ["donations.json", "donations.json.minisig", "donations.pub"])
def test_without_a_signature_nothing_is_built(checked_site: Site, name: str) -> None:
    (checked_site.data / name).unlink()
    assert told(checked_site)


def test_a_file_that_cannot_be_read_is_refused(checked_site: Site) -> None:
    (checked_site.data / "notes.md").write_bytes(b"\xff\xfe\x00")
    message = "the file must be one that can be searched for payment addresses; it is not"
    assert ("data/notes.md", 0, message) in told(checked_site)


def test_without_data_the_known_services_are_still_refused(checked_site: Site) -> None:
    path = checked_site.content / "en" / "pages" / "about.md"
    path.write_text(f"{path.read_text('utf-8')}\nhttps://www.paypal.com/x\n", "utf-8")
    assert [str(problem.message) for problem in giving_is_safe(checked_site, Records())] == [SERVICE]
