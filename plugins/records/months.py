"""The book month by month: what each fund held, received and spent, in its currency and in won."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from plugins.records.balances import MonthBalance
from plugins.records.closing_rules import movements
from plugins.records.ledger import FUNDS, Entry
from plugins.records.money import WON, won

Pot = tuple[str, str, str]


@dataclass(frozen=True)
class MonthLine:
    """One month of a fund in one currency, as it is, and in whole won.

    Balances are None where none was counted yet. In won a balance is worth the last rate that the book holds by that day, else the
    first one after it, None where it holds none; `revaluation_krw` is what the exchange rate alone made of it, so that opening + received - spent +
    revaluation = closing also in won.
    """

    month: str
    fund: str
    currency: str
    opening: Decimal | None
    received: Decimal
    spent: Decimal
    closing: Decimal | None
    opening_krw: Decimal | None
    received_krw: Decimal
    spent_krw: Decimal
    closing_krw: Decimal | None

    @property
    def revaluation_krw(self) -> Decimal | None:
        if self.opening_krw is None or self.closing_krw is None:
            return None
        return self.closing_krw - (self.opening_krw + self.received_krw - self.spent_krw)


def month_lines(entries: Sequence[Entry], balances: Sequence[MonthBalance]) -> list[MonthLine]:
    """A line per month, fund and currency that has a row or a balance, in the order of months, funds and currencies."""
    moved, moved_krw = movements(entries), _movements_in_won(entries)
    counted: dict[Pot, MonthBalance] = {(row.month, row.fund, row.currency): row for row in balances}
    rates = _rates(entries)
    nothing = (Decimal(0), Decimal(0))
    lines = []
    for pot in sorted({*moved, *counted}, key=lambda pot: (pot[0], FUNDS.index(pot[1]), pot[2] != WON, pot[2])):
        month, fund, currency = pot
        balance = counted.get(pot)
        known = rates.get(currency, {})
        lines.append(
            MonthLine(
                month,
                fund,
                currency,
                balance.opening if balance else None,
                *moved.get(pot, nothing),
                balance.closing if balance else None,
                _worth(balance.opening, currency, _rate_before(month, known)) if balance else None,
                *moved_krw.get(pot, nothing),
                _worth(balance.closing, currency, _rate_until(month, known)) if balance else None,
            )
        )
    return lines


def month_total(lines: Sequence[MonthLine]) -> MonthLine:
    """All funds of one month together, in won; a balance is None where one of theirs is. `lines` are one month's, at least one."""
    opening, closing = _sum([line.opening_krw for line in lines]), _sum([line.closing_krw for line in lines])
    received = sum((line.received_krw for line in lines), Decimal(0))
    spent = sum((line.spent_krw for line in lines), Decimal(0))
    month = lines[0].month
    return MonthLine(month, "", WON, opening, received, spent, closing, opening, received, spent, closing)


def _movements_in_won(entries: Sequence[Entry]) -> Mapping[Pot, tuple[Decimal, Decimal]]:
    sums: dict[Pot, tuple[Decimal, Decimal]] = {}
    for entry in entries:
        pot = (entry.month, entry.fund, entry.currency)
        received, spent = sums.get(pot, (Decimal(0), Decimal(0)))
        into = entry.direction == "in"
        sums[pot] = (received + entry.amount_krw, spent) if into else (received, spent + entry.amount_krw)
    return sums


def _rates(entries: Sequence[Entry]) -> dict[str, dict[str, Decimal]]:
    """Currency -> month -> the last rate that the book holds in it."""
    rates: dict[str, dict[str, Decimal]] = {}
    for entry in sorted(entries, key=lambda entry: (entry.month, entry.fx_date or "", entry.id)):
        if entry.fx_rate is not None:
            rates.setdefault(entry.currency, {})[entry.month] = entry.fx_rate
    return rates


def _rate_until(month: str, known: Mapping[str, Decimal]) -> Decimal | None:
    """The last rate by the end of the month, else the first one known later."""
    earlier = [found for found in known if found <= month]
    return known[max(earlier)] if earlier else known[min(known)] if known else None


def _rate_before(month: str, known: Mapping[str, Decimal]) -> Decimal | None:
    """The rate at which the month before closed."""
    earlier = [found for found in known if found < month]
    return known[max(earlier)] if earlier else known[min(known)] if known else None


def _worth(amount: Decimal, currency: str, rate: Decimal | None) -> Decimal | None:
    if currency == WON or not amount:
        return amount.quantize(Decimal(1))
    return won(amount, rate) if rate is not None else None


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None
