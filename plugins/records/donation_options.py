"""`data/donation_options.json`: the ways to give. Each payment address is pinned whole; see plugins/giving."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator

from plugins.giving.addresses import host_of, wrong_form
from plugins.messages import Message, say
from plugins.records.acts import Fault
from plugins.records.cells import (
    Amount,
    Country,
    Currency,
    Listed,
    Positive,
    Text,
    Words,
    formed,
    identified,
    too_many_decimals,
)
from plugins.records.validation import Record

# In the order in which the page shows them.
Type = Literal["one-off", "monthly", "education", "bank-transfer", "in-kind", "bequest", "corporate", "other"]
TYPES: tuple[str, ...] = Type.__args__  # type: ignore[attr-defined]
LONGEST_TRUST = timedelta(days=400)  # a year, and time to meet
Fund = Literal["general", "education", "rescue", "un", "campaign", "grant"]


def _payment_address(text: str) -> str:
    wrong = wrong_form(text)
    if wrong:
        raise ValueError(wrong, say("Copy the address from the provider's own page, without anything before or after."))
    return text


def _day(text: str) -> str:
    try:
        if date.fromisoformat(text).isoformat() != text:
            raise ValueError
    except ValueError:
        raise ValueError(say("must be a day as YYYY-MM-DD")) from None
    return text


def _day_of_month(number: int) -> int:
    if not 1 <= number <= 31:
        raise ValueError(say("must be a day of the month, 1 to 31"))
    return number


PaymentAddress = Annotated[str, AfterValidator(_payment_address)]
Day = Annotated[str, AfterValidator(_day)]
DayOfMonth = Annotated[int, AfterValidator(_day_of_month)]
DaysOfMonth = Annotated[tuple[DayOfMonth, ...], Listed]
ParameterName = Annotated[str, formed(r"[A-Za-z][A-Za-z0-9._-]{0,39}", say("the name of a parameter"))]


class LocaleParameter(Record):
    """How the provider is told the language: the parameter's name, and its value for each language of the site."""

    name: ParameterName
    values: Words


class CampaignReference(Record):
    """The reference that tells the provider's statement which campaign a gift came from."""

    campaign_id: Text
    reference: Annotated[str, formed(r"CMP-[0-9]{4}-[0-9]{2,3}", say("a reference such as CMP-2026-05"))]


class Recurring(Record):
    """When a monthly gift is taken: days of the month, also for the second attempt; the last day for a change, in days before."""

    debit_days: DaysOfMonth
    retry_days: DaysOfMonth
    cutoff_days: Positive


class Manage(Record):
    """How a monthly gift is changed or stopped: on a page of the provider (`url`), or by a letter or call to `contact`."""

    method: Literal["url", "email", "phone"]
    url: PaymentAddress | None
    contact: Text | None
    text: Words


class Receipt(Record):
    """Whether a receipt for taxes is given in South Korea and in the United States; null where it is not known."""

    KR: Literal["yes", "no"] | None
    US: Literal["yes", "no"] | None
    text: Words


class BankAccount(Record):
    """Where a bank transfer goes. `account` stays null until it is confirmed and stands in data/allowed.toml."""

    bank: Words
    holder: Words
    account: Text | None


class DonationOption(Record):
    """A way to give. `verified_on` is the day on which two people compared the address with the provider's own page."""

    id: Annotated[str, identified("do-", "do-monthly")]
    type: Type
    provider: Text | None
    fund: Fund
    mode: Literal["live", "test"] | None
    url: PaymentAddress | None
    currency: Currency | None
    amounts: Annotated[tuple[Amount, ...], Listed]
    locale_param: LocaleParameter | None
    reference_param: ParameterName | None
    campaigns: Annotated[tuple[CampaignReference, ...], Listed]
    recurring: Recurring | None
    manage: Manage | None
    bank: BankAccount | None
    receipt: Receipt | None
    processor_country: Country | None
    label: Words
    text: Words
    verified_on: Day | None
    expires_on: Day | None

    @property
    def host(self) -> str | None:
        return host_of(self.url) if self.url else None

    def is_open(self, day: date | None) -> bool:
        """Whether its link may be shown: it was verified, and has not expired. Where no day is known, nothing is open."""
        if day is None or not (self.url and self.verified_on and self.expires_on):
            return False
        return self.verified_on <= day.isoformat() < self.expires_on


def wrong_options(rows: Iterable[tuple[int, DonationOption]]) -> Iterator[Fault]:
    """What must hold within each way to give."""
    for number, option in rows:
        for name, message, fix in _wrong(option):
            yield (number, name), message, fix


def _wrong(option: DonationOption) -> Iterator[tuple[str, Message, Message]]:
    if option.type in ("one-off", "monthly", "education") and not option.url:
        yield "url", say("url must be given for a gift made online; it is empty"), say("Write the provider's address.")
    for name in ("provider", "mode", "currency", "processor_country", "receipt"):
        if option.url and not getattr(option, name):
            message = say("%(name)s must be given where url is; it is empty", name=name)
            yield name, message, say("Donors are told who takes their money, where, and in which currency.")
    if option.mode and not option.url:
        yield "mode", say("mode must be given only where url is; it is not so"), say("Write null.")
    if (option.type == "monthly") != bool(option.recurring and option.manage):
        message = say("recurring and manage must be given for a monthly gift, and only there; it is not so")
        yield "recurring", message, say("Donors are told when money is taken, and how to change or stop it.")
    manage = option.manage
    if manage and (bool(manage.url), bool(manage.contact)) != (manage.method == "url", manage.method != "url"):
        message = say("manage must hold url for the method url, and contact for the others; it does not")
        yield "manage", message, say("Fill one of the two, and write null for the other.")
    if (option.type == "bank-transfer") != bool(option.bank):
        yield "bank", say("bank must be given for a bank transfer, and only there; it is not so"), say("Mend the type.")
    if option.amounts and not option.currency:
        yield "amounts", say("amounts must have a currency; it is empty"), say("Write a currency, such as KRW.")
    if option.currency and any(too_many_decimals(amount, option.currency) for amount in option.amounts):
        message = say("amounts must have no more decimals than %(currency)s has; they do", currency=option.currency)
        yield "amounts", message, say("Take the decimals out.")
    if bool(option.verified_on) != bool(option.expires_on) or (option.expires_on or "") < (option.verified_on or ""):
        message = say("verified_on and expires_on must be given together, the earlier first; they are not")
        yield "verified_on", message, say("Write both days, or null for both: then the link is not shown.")
    elif (
        option.verified_on
        and option.expires_on
        and date.fromisoformat(option.expires_on) - date.fromisoformat(option.verified_on) > LONGEST_TRUST
    ):
        message = say("expires_on must be at most 400 days after verified_on; it is later")
        yield "expires_on", message, say("Write an earlier day; two people compare the address again before it.")
    yield from _wrong_parameters(option)


def _wrong_parameters(option: DonationOption) -> Iterator[tuple[str, Message, Message]]:
    values = option.locale_param.values.values() if option.locale_param else ()
    if not all(re.fullmatch(r"[A-Za-z0-9_-]{1,20}", value) for value in values):
        message = say("locale_param must have values of letters, digits, hyphens and underscores; it does not")
        yield "locale_param", message, say("Write them as the provider documents them, such as ko or ko_KR.")
    if option.campaigns and not (option.url and option.reference_param):
        message = say("campaigns must be given only where url and reference_param are; they are not")
        yield "campaigns", message, say("Without a reference the gifts of a campaign cannot be counted.")
    names = [entry.campaign_id for entry in option.campaigns]
    references = [entry.reference for entry in option.campaigns]
    if len(set(names)) < len(names) or len(set(references)) < len(references):
        message = say("campaigns must name each campaign and each reference once; one stands twice")
        yield "campaigns", message, say("Give each campaign a reference of its own.")


def a_bank_transfer_remains(rows: Iterable[tuple[int, DonationOption]]) -> Iterator[Fault]:
    """What takes the place of a link that has expired."""
    options = list(rows)
    if any(option.url for _, option in options) and not any(option.bank for _, option in options):
        message = say(
            "there must be an option of the type bank-transfer, which is shown when a link expires; it is missing"
        )
        yield (options[0][0],), message, say("Add one, with or without the number of the account.")


def references_name_one_campaign(rows: Iterable[tuple[int, DonationOption]]) -> Iterator[Fault]:
    """The provider's statement knows a campaign by its reference only."""
    campaigns: dict[str, str] = {}
    for number, option in rows:
        for entry in option.campaigns:
            if campaigns.setdefault(entry.reference, entry.campaign_id) != entry.campaign_id:
                message = say("a reference must name one campaign; another option gives it to another campaign")
                yield (number, "campaigns"), message, say("Give one of the campaigns another reference.")
