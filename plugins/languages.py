"""Which languages the site has, and how each writes dates and numbers.

Adding a language is an entry in LANGUAGES, a catalogue in `theme/translations/` and a folder in `content/`.
Nothing here reads the clock or the machine's locale: Babel carries its own data, so every machine writes the same text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Literal

from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_currency, format_decimal, format_percent


@dataclass(frozen=True)
class Language:
    """One language of the site; `code` is BCP 47, `locale` the form that Babel and Open Graph use."""

    code: str
    name: str
    locale: str
    direction: Literal["ltr", "rtl"] = "ltr"


# The first one is the main language: it lives at the top of the site, the others under their code.
LANGUAGES = (
    Language("en", "English", "en_GB"),
    Language("ko", "한국어", "ko_KR"),
    Language("fr", "Français", "fr_FR"),
)
MAIN = LANGUAGES[0]
CODES = tuple(language.code for language in LANGUAGES)


def language(code: str) -> Language:
    """The language with this code; KeyError when the site has none."""
    for candidate in LANGUAGES:
        if candidate.code == code:
            return candidate
    raise KeyError(code)


def date_text(when: str | date, code: str) -> str:
    """A date as the language writes it, with no more precision than `when` has.

    `when` is a date or ISO 8601 text: `2026`, `2026-05`, `2026-05-03` or `2026-05-03T14:30`, a time of the place itself.
    """
    locale = language(code).locale
    iso = when.isoformat()[:10] if isinstance(when, date) else when
    if len(iso) == 16:
        return f"{date_text(iso[:10], code)}, {format_time(time.fromisoformat(iso[11:]), 'short', locale=locale)}"
    day = date.fromisoformat((iso + "-01-01")[:10])
    match len(iso):
        case 4:
            return format_skeleton("y", day, locale=locale)
        case 7:
            return format_skeleton("yMMMM", day, locale=locale)
        case _:
            return format_date(day, "long", locale=locale)


def short_month_text(month: str, code: str) -> str:
    """The name of a month (`2026-05`) where there is room for a few letters."""
    return format_skeleton("MMM", date.fromisoformat(f"{month}-01"), locale=language(code).locale)


def number_text(number: int | Decimal, code: str) -> str:
    """A number with the language's separators."""
    return format_decimal(number, locale=language(code).locale)


def money_text(amount: Decimal, currency: str, code: str) -> str:
    """An amount with the sign of its currency, as the language writes it."""
    return format_currency(amount, currency, locale=language(code).locale)


def rate_text(rate: Decimal, code: str) -> str:
    """An exchange rate with all of its decimals, at least two, so that points stand under points."""
    return format_decimal(rate, "#,##0.00####", locale=language(code).locale)


def percent_text(percent: Decimal, code: str) -> str:
    """A share of a hundred with the decimals that it has."""
    return format_percent(percent / 100, locale=language(code).locale, decimal_quantization=False)


def wording(words: Mapping[str, str], code: str) -> tuple[str, str]:
    """The text in the language asked for, or else the first one there is, with the code of the language it is in."""
    for candidate in (code, *CODES, *sorted(words)):
        if words.get(candidate):
            return words[candidate], candidate
    return "", code
