from datetime import date

import pytest

from plugins.giving.pins import general_reference, payment_address, pins, pins_of
from plugins.giving.ways import campaign_ways, ways
from plugins.records.campaigns import Campaign
from plugins.records.loading import records
from plugins.site import Site
from tests.giving.given import BANK, DAY, MONTHLY, ONCE, PINNED, option
from tests.sites import TINY


def campaigns() -> tuple[Campaign, ...]:
    return records(Site(TINY), []).campaigns


def test_language_and_reference_are_appended_as_the_provider_documents_it() -> None:
    assert payment_address(option(), "ko", general_reference("ko")) == PINNED
    assert payment_address(option(), "fr", "WEB-fr") == f"{ONCE}?ref=WEB-fr"  # the provider has no French
    assert payment_address(option(locale_param=None, reference_param=None, campaigns=[]), "ko", "WEB-ko") == ONCE
    within = option(url="https://give.example.org/?id=7")
    assert payment_address(within, "en", "WEB-en") == "https://give.example.org/?id=7&lang=en&ref=WEB-en"


def test_the_pinned_set_is_every_language_with_every_reference() -> None:
    assert [pin.address for pin in pins_of(option())] == [
        ONCE,
        f"{ONCE}?lang=en&ref=WEB-en",
        f"{ONCE}?lang=en&ref=CMP-2099-05-en",
        f"{ONCE}?lang=ko&ref=WEB-ko",
        f"{ONCE}?lang=ko&ref=CMP-2099-05-ko",
        f"{ONCE}?ref=WEB-fr",
        f"{ONCE}?ref=CMP-2099-05-fr",
    ]
    assert list(pins_of(option(**BANK))) == []


def test_each_page_has_its_own_addresses_and_every_other_page_none() -> None:
    found = pins([option(), option(**MONTHLY), option(**BANK)], campaigns(), DAY)
    monthly = "https://give.example.org/monthly?lang=ko&ref=WEB-ko"
    assert found.links["ko/donate.html"] == {PINNED, monthly, "https://give.example.org/my-gift"}
    assert found.codes["ko/donate.html"] == {PINNED, monthly}
    assert found.links["fr/campaigns/2099-next.html"] == {f"{ONCE}?ref=CMP-2099-05-fr"}
    assert sorted(found.links) == [
        "campaigns/2099-next.html", "donate.html", "fr/campaigns/2099-next.html", "fr/donate.html",
        "ko/campaigns/2099-next.html", "ko/donate.html",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("verified", "expires", "day"),
    [
        ("2026-11-01", "2026-11-22", DAY),
        ("2026-11-23", "2027-11-01", DAY),
        (None, None, DAY),
        ("2026-11-01", "2027-11-01", None),
    ],
)
def test_an_address_that_is_not_verified_or_has_expired_is_shown_nowhere(
    verified: str | None, expires: str | None, day: date | None
) -> None:
    given = option(verified_on=verified, expires_on=expires)
    assert pins([given], campaigns(), day).links == {}
    assert pins([given], campaigns(), day).codes == {}
    (way,) = ways([given], "ko", day)
    assert (way.address, way.is_hidden, way.code_path) == (None, True, "")
    assert campaign_ways([given], "ca-2099-next", "ko", day) == []


def test_an_address_is_shown_until_the_day_before_it_expires() -> None:
    given = option(verified_on="2026-11-22", expires_on="2026-11-23")
    assert ways([given], "ko", date(2026, 11, 22))[0].address == PINNED
    assert ways([given], "ko", date(2026, 11, 23))[0].address is None


def test_a_campaign_carries_its_own_reference() -> None:
    (way,) = campaign_ways([option(), option(**BANK)], "ca-2099-next", "ko", DAY)
    assert (way.address, way.reference) == (f"{ONCE}?lang=ko&ref=CMP-2099-05-ko", "CMP-2099-05-ko")
    assert campaign_ways([option()], "ca-2016-street", "ko", DAY) == []


def test_a_monthly_gift_is_stopped_where_it_is_pinned_and_hidden_with_its_link() -> None:
    assert ways([option(**MONTHLY)], "ko", DAY)[0].manage_address == "https://give.example.org/my-gift"
    assert ways([option(**MONTHLY)], "ko", None)[0].manage_address is None
