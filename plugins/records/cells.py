"""The kinds of value that a table's cell or a JSON field can hold, each with a message that tells an editor what is right.

A cell arrives as text, or as None when it is empty; unknown is empty, never 0.
"""

import re
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_precision, list_currencies
from pydantic import AfterValidator, BeforeValidator

from plugins.languages import CODES
from plugins.messages import Message, say

# CLDR also has codes for what is no country: unions, pseudo-locales, islands reserved by the postal union.
_NO_COUNTRIES = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"])
_COUNTRIES = frozenset(str(code) for code in Locale("en").territories if len(str(code)) == 2) - _NO_COUNTRIES
_CURRENCIES = frozenset(list_currencies())


def formed(pattern: str, words: Message) -> AfterValidator:
    """A check that a text has a form, which `words` tells an editor better than the pattern could."""

    def right(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(say("must be %(words)s", words=words))
        return text

    return AfterValidator(right)


def _partial_date(text: str) -> str:
    try:
        if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text) or text < "1900":
            raise ValueError
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        raise ValueError(say("must be a date as YYYY, YYYY-MM or YYYY-MM-DD"), *_meant_date(text)) from None
    return text


def _meant_date(text: str) -> list[Message]:
    """What to write for a date in another form, year first: 2014.5.3, 2014/05/03, 2014년 5월 3일."""
    numbers = re.findall(r"[0-9]+", text) if re.fullmatch(r"[0-9./년월일\s-]+", text) else []
    if not 1 <= len(numbers) <= 3 or len(numbers[0]) != 4 or any(len(number) > 2 for number in numbers[1:]):
        return []
    written = "-".join(number.zfill(2) for number in numbers)
    try:
        date.fromisoformat((written + "-01-01")[:10])
    except ValueError:
        return []
    return [say("Write %(right)s.", right=written)]


def _moment(text: str) -> str:
    if "T" not in text:
        return _partial_date(text)
    day, _, clock = text.partition("T")
    try:
        if len(day) != 10 or not re.fullmatch(r"[0-9]{2}:[0-9]{2}", clock):
            raise ValueError
        time.fromisoformat(clock)
        return f"{_partial_date(day)}T{clock}"
    except ValueError:
        raise ValueError(
            say("must be a date, with the time of the place as 2026-05-03T14:30 where it is known")
        ) from None


def _words(words: dict[str, str]) -> dict[str, str]:
    unknown = sorted(set(words) - set(CODES))
    if unknown:
        raise ValueError(
            say("must be in languages of the site (%(codes)s), not '%(code)s'", codes=", ".join(CODES), code=unknown[0])
        )
    if not any(text.strip() for text in words.values()):
        raise ValueError(say("must be filled in one language at least"))
    return words


def is_web_address(text: str) -> bool:
    """Whether a text is a whole http(s) address with a host, as a browser would take it."""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        _ = parts.port  # a port that is no number is an error of its own
    except ValueError:
        return False
    plain = not any(letter.isspace() or letter in "<>\"'`" for letter in text)
    return parts.scheme in ("http", "https") and "." in host and plain


def _web_address(text: str) -> str:
    if not is_web_address(text):
        raise ValueError(say("must be a web address that begins with https:// or http://"))
    return text


def _count(cell: object) -> object:
    if isinstance(cell, str):
        if not re.fullmatch(r"[0-9]+", cell):
            message = say("must be a whole number, digits only, without separator, sign or word")
            raise ValueError(message, *_meant_count(cell))
        return int(cell)
    return cell


def _meant_count(cell: str) -> list[Message]:
    """What to write for a number with separators or words, such as 1,200 or 약 200명; none for a sign or a fraction."""
    found = re.findall(r"(?<![0-9.,-])([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?![0-9.,])", cell)
    return [say("Write %(right)s.", right=found[0].replace(",", ""))] if len(found) == 1 else []


def _amount(cell: object) -> object:
    if isinstance(cell, str):
        if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", cell):
            raise ValueError(
                say("must be an amount in digits, with a point before cents and no separator, sign or symbol")
            )
        return Decimal(cell)
    return cell


def _degrees(cell: object) -> object:
    if isinstance(cell, str):
        if not re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,3})?", cell):
            raise ValueError(say("must be degrees with a point and at most 3 decimals, such as 37.573"))
        return Decimal(cell)
    return cell


def _within(most: int) -> Callable[[Decimal], Decimal]:
    def right(degrees: Decimal) -> Decimal:
        if abs(degrees) > most:
            raise ValueError(say("must be degrees between -%(most)s and %(most)s", most=most))
        return degrees

    return right


def _country(code: str) -> str:
    if code not in _COUNTRIES:
        raise ValueError(say("must be a country in two capital letters (ISO 3166-1), such as KR"))
    return code


def _currency(code: str) -> str:
    if code not in _CURRENCIES:
        raise ValueError(say("must be a currency in three capital letters (ISO 4217), such as KRW"))
    return code


def _time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(say("must be a time zone of the IANA list, such as Asia/Seoul")) from None
    return name


def _spaced(cell: object) -> object:
    return tuple(cell.split()) if isinstance(cell, str) else () if cell is None else _listed(cell)


def _semicolons(cell: object) -> object:
    if isinstance(cell, str):
        return tuple(part.strip() for part in cell.split(";") if part.strip())
    return () if cell is None else _listed(cell)


def _listed(value: object) -> object:
    """JSON has lists where a record that never changes has tuples."""
    return tuple(value) if isinstance(value, list) else value


PartialDate = Annotated[str, AfterValidator(_partial_date)]
"""ISO 8601 with the precision that is known: year, month or day."""

Moment = Annotated[str, AfterValidator(_moment)]
"""A date with the precision that is known, down to the minute of the clock at the place."""

Words = Annotated[dict[str, str], AfterValidator(_words)]
"""One text in several languages, by language code; one of them must be there."""

WordsOrNone = dict[str, str]
"""A text that may be missing altogether."""

Slug = Annotated[str, formed(r"[a-z0-9]+(-[a-z0-9]+)*", say("lower-case ASCII letters, digits and single hyphens"))]
"""The part of an address."""

WebAddress = Annotated[str, AfterValidator(_web_address)]

Count = Annotated[int, BeforeValidator(_count)]
"""How many; never negative."""

Amount = Annotated[Decimal, BeforeValidator(_amount)]
"""Money in whole units of its currency, with as many decimals as the currency has."""

Latitude = Annotated[Decimal, BeforeValidator(_degrees), AfterValidator(_within(90))]
"""Decimal degrees north of the equator, at most 3 decimals (about 100 metres)."""

Longitude = Annotated[Decimal, BeforeValidator(_degrees), AfterValidator(_within(180))]
"""Decimal degrees east of Greenwich, at most 3 decimals."""

TimeZone = Annotated[str, AfterValidator(_time_zone)]
"""An IANA time zone, such as Asia/Seoul."""


def identified(prefix: str, example: str) -> AfterValidator:
    """An id of one dataset: its prefix tells which, so that ids of different kinds never meet on a page."""
    return formed(rf"{prefix}[a-z0-9]+(-[a-z0-9]+)*", say("an id such as %(example)s", example=example))


def _text(text: str) -> str:
    if not text.strip():
        raise ValueError(say("must be filled"))
    return text


def _positive(number: int) -> int:
    if number < 1:
        raise ValueError(say("must be at least 1"))
    return number


def _language_code(code: str) -> str:
    try:
        Locale.parse(code, sep="-")
    except (ValueError, UnknownLocaleError):
        raise ValueError(say("must be a language (BCP 47), such as en, ko or zh-Hant")) from None
    return code


def _isbn(text: str) -> str:
    """ISBN-10 or ISBN-13 with its check digit (ISO 2108); hyphens are kept."""
    digits = text.replace("-", "").replace(" ", "").upper()
    if re.fullmatch(r"97[89][0-9]{10}", digits):
        right = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
    elif re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        values = [10 if digit == "X" else int(digit) for digit in digits]
        right = sum(value * (10 - place) for place, value in enumerate(values)) % 11 == 0
    else:
        right = False
    if not right:
        raise ValueError(say("must be an ISBN whose check digit is right"))
    return text


Text = Annotated[str, AfterValidator(_text)]
"""A text that is not empty."""

Positive = Annotated[int, AfterValidator(_positive)]
LanguageCode = Annotated[str, AfterValidator(_language_code)]
Isbn = Annotated[str, AfterValidator(_isbn)]
Doi = Annotated[
    str, formed(r"10\.[0-9]{4,9}/[^\s\"<>]+", say("a DOI without its https://doi.org/, such as 10.1000/182"))
]

Country = Annotated[str, AfterValidator(_country)]
Currency = Annotated[str, AfterValidator(_currency)]

Slugs = Annotated[tuple[Slug, ...], BeforeValidator(_spaced)]
WebAddresses = Annotated[tuple[WebAddress, ...], BeforeValidator(_spaced)]
Spaced = Annotated[tuple[str, ...], BeforeValidator(_spaced)]
RightReferences = Annotated[
    tuple[
        Annotated[
            str, formed(r"[A-Z]+:[0-9]{1,2}[a-z]?", "an instrument and an article of data/rights.csv, such as ICCPR:7")
        ],
        ...,
    ],
    BeforeValidator(_spaced),
]
"""Words with spaces between, such as names of columns."""

Names = Annotated[tuple[str, ...], BeforeValidator(_semicolons)]
"""Names of organisations; in a cell with semicolons between."""

Listed = BeforeValidator(_listed)

Symbol = Annotated[
    str,
    formed(
        r"(A|E|S|CRC|CCPR|CEDAW|CAT|CRPD|ST)(/[A-Z0-9][A-Za-z0-9.-]*)+",
        say("the symbol of a United Nations document, such as A/HRC/25/63 or CRC/C/PRK/CO/5"),
    ),
]
"""A/HRC/25/63, A/HRC/WG.6/33/PRK/3, CRC/C/PRK/CO/5, E/2012/32, A/RES/73/180, …/Rev.1"""

Symbols = Annotated[tuple[Symbol, ...], BeforeValidator(_spaced)]


def too_many_decimals(amount: Decimal, currency: str) -> bool:
    """Whether an amount has more decimals than its currency (KRW 0, USD 2; CLDR)."""
    exponent = amount.as_tuple().exponent
    return isinstance(exponent, int) and -exponent > get_currency_precision(currency)
