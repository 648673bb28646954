"""The kinds of value of an account book: months, years, sums with every digit of their currency, rates."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from babel.numbers import get_currency_precision
from pydantic import AfterValidator, BeforeValidator

from plugins.messages import Message, say
from plugins.records.cells import Count, formed

WON = "KRW"
# Won for one unit, generously: a rate outside is a slip of the point, of another currency, or upside down.
# A ledger in another currency needs a line here.
RATES = {
    "CHF": (Decimal(500), Decimal(5000)),
    "EUR": (Decimal(500), Decimal(5000)),
    "GBP": (Decimal(500), Decimal(5000)),
    "JPY": (Decimal(3), Decimal(50)),
    "USD": (Decimal(500), Decimal(5000)),
}


def won(amount: Decimal, rate: Decimal) -> Decimal:
    """An amount at a rate in whole won, half a won rounded up."""
    return (amount * rate).quantize(Decimal(1), ROUND_HALF_UP)


def has_all_digits(amount: Decimal, currency: str) -> bool:
    """Whether an amount has exactly as many decimals as its currency (KRW 0, USD 2; CLDR)."""
    return amount.as_tuple().exponent == -get_currency_precision(currency)


def written(amount: Decimal, currency: str) -> str:
    """A sum for a message, such as `1,234,500 KRW`."""
    return f"{amount:,} {currency}"


def _digits(pattern: str, words: Message) -> BeforeValidator:
    """Digits as a Decimal; the sizes of the patterns keep every product within the 28 digits of Decimal."""

    def right(cell: object) -> object:
        if not isinstance(cell, str):
            return cell
        if not re.fullmatch(pattern, cell, re.ASCII):
            raise ValueError(say("must be %(words)s", words=words))
        return Decimal(cell)

    return BeforeValidator(right)


def _more_than_nothing(number: Decimal) -> Decimal:
    if number <= 0:
        raise ValueError(say("must be more than 0"))
    return number


def _at_least_one(number: int) -> int:
    if number < 1:
        raise ValueError(say("must be at least 1"))
    return number


def _day(text: str) -> str:
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError
        date.fromisoformat(text)
    except ValueError:
        raise ValueError(say("must be a day as YYYY-MM-DD")) from None
    return text


_SUM = r"(0|[1-9][0-9]{0,11})(\.[0-9]{1,4})?"
_SUM_WORDS = say("a sum in digits, with a point before cents and no separator, sign or symbol")

Month = Annotated[str, formed(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])", say("a month as YYYY-MM"))]
Year = Annotated[str, formed(r"(19|20)[0-9]{2}", say("a year as YYYY"))]
Day = Annotated[str, AfterValidator(_day)]

Balance = Annotated[Decimal, _digits(_SUM, _SUM_WORDS)]
"""Money that is there, in whole units of its currency; may be 0, never less."""

Price = Annotated[Decimal, _digits(_SUM, _SUM_WORDS), AfterValidator(_more_than_nothing)]
"""Money that came in or went out; always more than 0, the direction stands elsewhere."""

_WON_WORDS = say("whole won in digits, without separator, sign, symbol or decimals")
TotalWon = Annotated[Decimal, _digits(r"0|[1-9][0-9]{0,14}", _WON_WORDS)]
Won = Annotated[TotalWon, AfterValidator(_more_than_nothing)]

Rate = Annotated[
    Decimal,
    _digits(r"[0-9]{1,6}(\.[0-9]{1,6})?", say("a rate in digits, won for one unit of the currency, such as 1305.40")),
    AfterValidator(_more_than_nothing),
]

HowMany = Annotated[Count, AfterValidator(_at_least_one)]
"""A count of what was there; none is no row."""
