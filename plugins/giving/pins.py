"""The pinned set: every payment address that may stand anywhere, as an exact string, and which page shows which of them.

Language and reference are passed as the provider documents it. Everything is enumerated, so the set is finite: what is not in it
is no address of ours.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from plugins.addresses import address
from plugins.giving.addresses import wrong_form
from plugins.languages import CODES
from plugins.records.campaigns import Campaign
from plugins.records.donation_options import DonationOption

PAGE = "donate.html"


@dataclass(frozen=True, order=True)
class Pin:
    """One address and what it is for; without language and reference it is the provider's page itself."""

    option: str
    language: str
    reference: str
    address: str


@dataclass(frozen=True)
class Pins:
    """All pinned addresses, and those that each page of the built site must link to (`links`) and show as QR codes (`codes`).

    A page that is not named must hold none.
    """

    addresses: frozenset[str]
    links: Mapping[str, frozenset[str]]
    codes: Mapping[str, frozenset[str]]


def general_reference(code: str) -> str:
    """The reference of a gift that belongs to no campaign: WEB-ko."""
    return f"WEB-{code}"


def campaign_reference(option: DonationOption, campaign_id: str, code: str) -> str | None:
    """The reference of a campaign that collects through this option: CMP-2026-05-ko."""
    found = {entry.campaign_id: entry.reference for entry in option.campaigns}.get(campaign_id)
    return f"{found}-{code}" if found else None


def payment_address(option: DonationOption, code: str, reference: str) -> str:
    """The option's address with language and reference appended; ValueError when that gives no payment address."""
    if not option.url:
        raise ValueError(option.id)
    parameters = []
    if option.locale_param and code in option.locale_param.values:
        parameters.append(f"{option.locale_param.name}={option.locale_param.values[code]}")
    if option.reference_param:
        parameters.append(f"{option.reference_param}={reference}")
    whole = option.url
    for parameter in parameters:
        whole += f"{'&' if '?' in whole else '?'}{parameter}"
    wrong = wrong_form(whole)
    if wrong:
        raise ValueError(wrong)
    return whole


def pins_of(option: DonationOption) -> Iterator[Pin]:
    """Every address of one option: bare, for changing a gift, and for each language and reference."""
    if not option.url:
        return
    yield Pin(option.id, "", "", option.url)
    if option.manage and option.manage.url:
        yield Pin(option.id, "", "manage", option.manage.url)
    for code in CODES:
        named = (campaign_reference(option, entry.campaign_id, code) for entry in option.campaigns)
        for reference in (general_reference(code), *named):
            if reference:
                yield Pin(option.id, code, reference, payment_address(option, code, reference))


def pins(options: Iterable[DonationOption], campaigns: Iterable[Campaign], day: date | None) -> Pins:
    """The pinned set of all options, and what each page shows on a day; without a day every link is hidden."""
    ways = list(options)
    addresses = frozenset(pin.address for option in ways for pin in pins_of(option))
    links: dict[str, frozenset[str]] = {}
    codes: dict[str, frozenset[str]] = {}
    collecting = list(campaigns)
    for code in CODES:
        shown = [option for option in ways if option.is_open(day)]
        given = frozenset(payment_address(option, code, general_reference(code)) for option in shown)
        managed = frozenset(option.manage.url for option in shown if option.manage and option.manage.url)
        links[address(PAGE, code)], codes[address(PAGE, code)] = given | managed, given
        for campaign in collecting:
            name = address(f"campaigns/{campaign.slug}.html", code)
            links[name] = frozenset(pin.address for _, pin in campaign_links(ways, campaign.id, code, day))
    return Pins(addresses, _filled(links), _filled(codes))


def campaign_links(
    options: Iterable[DonationOption], campaign_id: str, code: str, day: date | None
) -> list[tuple[DonationOption, Pin]]:
    """The options through which a campaign collects on a day, each with the address that carries its reference."""
    found = []
    for option in options:
        reference = campaign_reference(option, campaign_id, code)
        if reference and option.is_open(day):
            found.append((option, Pin(option.id, code, reference, payment_address(option, code, reference))))
    return found


def _filled(pages: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    return {page: addresses for page, addresses in pages.items() if addresses}
