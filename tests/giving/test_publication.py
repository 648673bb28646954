from datetime import date
from typing import Any

import pytest

from plugins.giving.publication import day_of_links, hidden, unpublishable
from tests.giving.given import BANK, DAY, MONTHLY, option

REAL: dict[str, Any] = {"mode": "live", "url": "https://donate.gives.kr/once"}


def told(state: str = "real", **changes: Any) -> list[str]:
    return [str(problem.message) for problem in unpublishable([option(**{**REAL, **changes})], state)]


def test_real_options_with_live_addresses_may_be_published() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"state": "example"}, "the ways to give must be real; they are an example"),
        ({"mode": "test"}, "do-once must be in the mode live; it is a test"),
        ({"url": "https://give.example.org/once"}, "do-once must lead to a provider that exists; its host is one for examples"),
        ({"url": "https://pay.test/once"}, "do-once must lead to a provider that exists; its host is one for examples"),
        ({"verified_on": None, "expires_on": None}, "do-once must have been verified; it never was"),
        ({"url": "https://buy.gives.kr/test_abc"}, "do-once must lead to where money is taken; its address is one of the provider's tests"),
        ({"url": "https://buy.gives.kr/pay/TEST-abc"}, "do-once must lead to where money is taken; its address is one of the provider's tests"),
        ({"url": "https://buy.gives.kr/pay?key=test_abc"}, "do-once must lead to where money is taken; its address is one of the provider's tests"),
        ({"url": "https://www.sandbox.gives.kr/once"}, "do-once must lead to where money is taken; its address is one of the provider's tests"),
        ({"url": "https://staging.gives.kr/once"}, "do-once must lead to where money is taken; its address is one of the provider's tests"),
    ],
)  # fmt: skip
def test_what_is_no_real_way_to_give_is_not_published(changes: dict[str, Any], message: str) -> None:
    assert told(**changes) == [message]


def test_the_page_for_changing_a_gift_must_exist_too() -> None:
    (problem,) = unpublishable([option(**{**MONTHLY, **REAL})], "real")
    assert problem.message == "do-monthly must lead to a provider that exists; its host is one for examples"


def test_the_page_for_changing_a_gift_is_no_test_either() -> None:
    manage = {**MONTHLY["manage"], "url": "https://sandbox.gives.kr/mine"}
    (problem,) = unpublishable([option(**{**MONTHLY, **REAL, "manage": manage})], "real")
    assert "its address is one of the provider's tests" in problem.message


def test_a_word_that_only_begins_like_a_test_is_no_test() -> None:
    assert told(url="https://testament.gives.kr/testimony?fund=testament") == []


def test_an_expired_link_is_published_hidden_and_told() -> None:
    options = [option(**REAL)]
    assert unpublishable(options, "real") == []
    assert hidden(options, DAY) == []
    for day in (date(2027, 11, 1), None):
        (message,) = hidden(options, day)
        assert message.startswith("do-once is not valid on the day of the build: its link is hidden")


def test_without_a_link_nothing_is_hidden() -> None:
    assert hidden([option(**BANK)], None) == []


@pytest.mark.parametrize(
    ("committed", "day", "same_since"),
    [
        (date(2026, 10, 1), date(2026, 10, 31), date(2026, 10, 1)),
        (date(2026, 10, 1), date(2026, 11, 1), date(2026, 11, 1)),  # verified
        (date(2026, 10, 1), date(2027, 10, 31), date(2026, 11, 1)),
        (date(2026, 11, 20), date(2027, 10, 31), date(2026, 11, 20)),
        (date(2026, 11, 20), date(2027, 11, 1), date(2027, 11, 1)),  # expired
        (date(2026, 11, 20), date(2029, 1, 1), date(2027, 11, 1)),
        (date(2028, 1, 1), date(2029, 1, 1), date(2028, 1, 1)),
    ],
)
def test_the_day_of_links_is_the_first_since_the_commit_that_shows_the_same(
    committed: date, day: date, same_since: date
) -> None:
    link = option()
    assert day_of_links([link], committed, day) == same_since
    assert link.is_open(same_since) is link.is_open(day)


def test_without_links_the_day_is_that_of_the_commit() -> None:
    assert day_of_links([], date(2026, 10, 1), date(2029, 1, 1)) == date(2026, 10, 1)
