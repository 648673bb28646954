import datetime

import pytest

from plugins.languages import LANGUAGES, MAIN, date_text, language, number_text, wording


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


def test_a_text_falls_back_to_another_language_and_says_which() -> None:
    assert wording({"ko": "서울", "en": "Seoul"}, "ko") == ("서울", "ko")
    assert wording({"en": "Seoul"}, "fr") == ("Seoul", "en")
    assert wording({"fr": "Séoul", "ko": ""}, "ko") == ("Séoul", "fr")
    assert wording({}, "fr") == ("", "fr")


def test_the_main_language_is_one_of_the_languages_and_an_unknown_code_is_an_error() -> None:
    assert language(MAIN.code) is LANGUAGES[0]
    with pytest.raises(KeyError):
        language("xx")
