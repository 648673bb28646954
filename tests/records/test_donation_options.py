import json
from datetime import date
from typing import Any

import pytest

from plugins.problems import Problem
from plugins.records.donation_options import TYPES, DonationOption, Fund
from plugins.records.loading import Records, records
from plugins.site import Site
from tests.giving.given import BANK, FIELDS, MONTHLY, option
from tests.sites import ROOT


def told(site: Site, *options: dict[str, Any]) -> list[str]:
    """The messages about these options in the tiny site; a bank transfer stands beside them."""
    rows = [*({**FIELDS, **changes} for changes in options), {**FIELDS, **BANK}]
    (site.data / "donation_options.json").write_text(json.dumps(rows, indent=1))
    problems: list[Problem] = []
    found = records(site, problems)
    assert (found == Records()) == bool(problems)
    assert {problem.path for problem in problems} <= {"data/donation_options.json"}
    assert all(problem.line for problem in problems)
    return [str(problem.message) for problem in problems]


def test_an_option_of_each_kind_is_right(checked_site: Site) -> None:
    kind = {**BANK, "id": "do-things", "type": "in-kind", "bank": None, "currency": None, "amounts": []}
    assert told(checked_site, {}, MONTHLY, kind) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": "once"}, "id must be an id such as do-monthly; it is 'once'"),
        ({"type": "weekly"}, "type must be one of the known values; it is 'weekly'"),
        ({"url": "http://give.example.org/once"}, "url must begin with https:// in small letters; it is 'http://give.example.org/once'"),
        ({"url": "https://a@give.example.org/once"}, "url must have no user name before the host (@); it is 'https://a@give.example.org/once'"),
        ({"url": None, "mode": None, "campaigns": []}, "url must be given for a gift made online; it is empty"),
        ({"provider": None}, "provider must be given where url is; it is empty"),
        ({"mode": None}, "mode must be given where url is; it is empty"),
        ({"currency": None, "amounts": []}, "currency must be given where url is; it is empty"),
        ({"processor_country": None}, "processor_country must be given where url is; it is empty"),
        ({"receipt": None}, "receipt must be given where url is; it is empty"),
        ({"currency": "WON"}, "currency must be a currency in three capital letters (ISO 4217), such as KRW; it is 'WON'"),
        ({"amounts": ["10000.50"]}, "amounts must have no more decimals than KRW has; they do"),
        ({"amounts": ["10,000"]}, "amounts[0] must be an amount in digits, with a point before cents and no separator, sign or symbol; it is '10,000'"),
        ({"amounts": ["-5"]}, "amounts[0] must be an amount in digits, with a point before cents and no separator, sign or symbol; it is '-5'"),
        ({"locale_param": {"name": "lang", "values": {"ko": "ko&to=x"}}}, "locale_param must have values of letters, digits, hyphens and underscores; it does not"),
        ({"locale_param": {"name": "la ng", "values": {"ko": "ko"}}}, "locale_param.name must be the name of a parameter; it is 'la ng'"),
        ({"reference_param": "ref=x&y"}, "reference_param must be the name of a parameter; it is 'ref=x&y'"),
        ({"reference_param": None}, "campaigns must be given only where url and reference_param are; they are not"),
        ({"campaigns": [{"campaign_id": "ca-none", "reference": "CMP-2099-05"}]}, "campaign_id must be an id of data/campaigns.csv; 'ca-none' is none"),
        ({"campaigns": [{"campaign_id": "ca-2099-next", "reference": "x"}]}, "campaigns[0].reference must be a reference such as CMP-2026-05; it is 'x'"),
        ({"campaigns": [{"campaign_id": "ca-2099-next", "reference": f"CMP-2099-0{n}"} for n in (1, 2)]}, "campaigns must name each campaign and each reference once; one stands twice"),
        ({"verified_on": None}, "verified_on and expires_on must be given together, the earlier first; they are not"),
        ({"verified_on": "2028-01-01"}, "verified_on and expires_on must be given together, the earlier first; they are not"),
        ({"expires_on": "2027-12-07"}, "expires_on must be at most 400 days after verified_on; it is later"),
        ({"expires_on": "9999-12-31"}, "expires_on must be at most 400 days after verified_on; it is later"),
        ({"expires_on": "2027-11"}, "expires_on must be a day as YYYY-MM-DD; it is '2027-11'"),
        ({"type": "monthly"}, "recurring and manage must be given for a monthly gift, and only there; it is not so"),
        ({"bank": BANK["bank"]}, "bank must be given for a bank transfer, and only there; it is not so"),
        ({**MONTHLY, "recurring": {**MONTHLY["recurring"], "debit_days": [32]}}, "recurring.debit_days[0] must be a day of the month, 1 to 31; it is '32'"),
        ({**MONTHLY, "manage": {**MONTHLY["manage"], "method": "email"}}, "manage must hold url for the method url, and contact for the others; it does not"),
    ],
)  # fmt: skip
def test_a_wrong_option_is_told(checked_site: Site, changes: dict[str, Any], message: str) -> None:
    assert told(checked_site, changes) == [message]


def test_an_option_is_trusted_for_400_days(checked_site: Site) -> None:
    assert told(checked_site, {"expires_on": "2027-12-06"}) == []


def test_a_reference_belongs_to_one_campaign(checked_site: Site) -> None:
    other = {"id": "do-other", "campaigns": [{"campaign_id": "ca-2016-street", "reference": "CMP-2099-05"}]}
    assert told(checked_site, {}, other) == [
        "a reference must name one campaign; another option gives it to another campaign"
    ]


def test_where_there_is_a_link_a_bank_transfer_remains(checked_site: Site) -> None:
    (checked_site.data / "donation_options.json").write_text(json.dumps([FIELDS]))
    problems: list[Problem] = []
    records(checked_site, problems)
    assert [problem.message for problem in problems] == [
        "there must be an option of the type bank-transfer, which is shown when a link expires; it is missing"
    ]


def test_a_link_is_open_from_its_check_to_the_day_before_it_expires() -> None:
    found = option(verified_on="2026-01-01", expires_on="2026-02-01")
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1)]
    assert [found.is_open(day) for day in days] == [False, True, True, False]
    assert not found.is_open(None)


def test_the_examples_cannot_take_money_from_anybody() -> None:
    loaded = records(Site(ROOT), [])
    assert loaded.states["donation_options"] == "example"
    for found in loaded.donation_options:
        assert found.mode in ("test", None)
        assert found.host in ("give.example.org", "give.example.com", None)
        assert not (found.bank and found.bank.account)
    assert {found.type for found in loaded.donation_options} == set(TYPES) - {"other"}


def test_the_funds_are_those_of_the_ledger() -> None:
    assert Fund.__args__ == ("general", "education", "rescue", "un", "campaign", "grant")  # type: ignore[attr-defined]
    assert DonationOption.model_fields["fund"].is_required()
