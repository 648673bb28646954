from datetime import date
from typing import Any

import pytest

from plugins.giving.publication import unpublishable
from tests.giving.given import DAY, MONTHLY, option

REAL: dict[str, Any] = {"mode": "live", "url": "https://donate.gives.kr/once"}


def told(state: str = "real", day: date | None = DAY, **changes: Any) -> list[str]:
    return [str(problem.message) for problem in unpublishable([option(**{**REAL, **changes})], state, day)]


def test_real_options_with_live_addresses_may_be_published() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"state": "example"}, "the ways to give must be real; they are an example"),
        ({"mode": "test"}, "do-once must be in the mode live; it is a test"),
        ({"url": "https://give.example.org/once"}, "do-once must lead to a provider that exists; its host is one for examples"),
        ({"url": "https://pay.test/once"}, "do-once must lead to a provider that exists; its host is one for examples"),
        ({"day": date(2027, 11, 1)}, "do-once must be verified and not expired; it is not, and its link would be hidden"),
        ({"day": None}, "do-once must be verified and not expired; it is not, and its link would be hidden"),
        ({"verified_on": None, "expires_on": None}, "do-once must be verified and not expired; it is not, and its link would be hidden"),
    ],
)  # fmt: skip
def test_what_is_no_real_way_to_give_is_not_published(changes: dict[str, Any], message: str) -> None:
    assert told(**changes) == [message]


def test_the_page_for_changing_a_gift_must_exist_too() -> None:
    (problem,) = unpublishable([option(**{**MONTHLY, **REAL})], "real", DAY)
    assert problem.message == "do-monthly must lead to a provider that exists; its host is one for examples"
