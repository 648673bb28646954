import datetime
from decimal import Decimal

import pytest

from plugins.languages import (
    LANGUAGES,
    MAIN,
    date_text,
    language,
    money_text,
    number_text,
    percent_text,
    rate_text,
    short_month_text,
    wording,
)


@pytest.mark.parametrize(
    ("iso", "code", "text"),
    [
        ("2019", "en", "2019"),
        ("2019", "ko", "2019년"),
        ("2019-03", "en", "March 2019"),
        ("2019-03", "ko", "2019년 3월"),
        ("2019-03", "fr", "mars 2019"),
        ("2019-03-05", "en", "5 March 2019"),
        ("2019-03-05", "ko", "2019년 3월 5일"),
        ("2019-03-05", "fr", "5 mars 2019"),
    ],
)
def test_a_date_is_written_with_the_precision_it_has(iso: str, code: str, text: str) -> None:
    assert date_text(iso, code) == text


def test_a_date_object_is_a_whole_day() -> None:
    assert date_text(datetime.datetime(2019, 3, 5, 23, 59), "en") == "5 March 2019"


@pytest.mark.parametrize(("code", "text"), [("en", "1,234,567"), ("ko", "1,234,567"), ("fr", "1\u202f234\u202f567")])
def test_numbers_have_the_separators_of_the_language(code: str, text: str) -> None:
    assert number_text(1234567, code) == text


@pytest.mark.parametrize(
    ("code", "won", "share", "rate", "month"),
    [
        ("en", "₩1,234,500", "-1.8%", "1,305.40", "Sept"),
        ("ko", "₩1,234,500", "-1.8%", "1,305.40", "9월"),
        ("fr", "1\u202f234\u202f500\u00a0₩", "-1,8\u00a0%", "1\u202f305,40", "sept."),
    ],
)
def test_money_shares_rates_and_months_are_written_as_the_language_does(
    code: str, won: str, share: str, rate: str, month: str
) -> None:
    assert money_text(Decimal(1234500), "KRW", code) == won
    assert percent_text(Decimal("-1.8"), code) == share
    assert rate_text(Decimal("1305.4"), code) == rate
    assert short_month_text("2026-09", code) == month


def test_a_rate_keeps_all_of_its_decimals() -> None:
    assert rate_text(Decimal("1500.255123"), "en") == "1,500.255123"


def test_a_text_falls_back_to_another_language_and_says_which() -> None:
    assert wording({"ko": "서울", "en": "Seoul"}, "ko") == ("서울", "ko")
    assert wording({"en": "Seoul"}, "fr") == ("Seoul", "en")
    assert wording({"fr": "Séoul", "ko": ""}, "ko") == ("Séoul", "fr")
    assert wording({}, "fr") == ("", "fr")


def test_the_main_language_is_one_of_the_languages_and_an_unknown_code_is_an_error() -> None:
    assert language(MAIN.code) is LANGUAGES[0]
    with pytest.raises(KeyError):
        language("xx")
