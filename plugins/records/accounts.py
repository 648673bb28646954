"""What the pages about money show: a year's sums by kind, month by month, in won and in the currency in which they came.

Every sum is a sum of `amount_krw`, which was rounded once per row, so no view of the book holds a won more or less than another.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TypeVar

from plugins.records.balances import MonthBalance
from plugins.records.filings import Filing
from plugins.records.ledger import CATEGORIES, FUNCTIONS, FUNDS, STATUSES, Entry, Status
from plugins.records.money import WON
from plugins.records.months import MonthLine, month_lines, month_total

KeyT = TypeVar("KeyT", bound=Hashable)


@dataclass(frozen=True)
class Sum:
    """Money in whole won, the sums by currency that make it up, and how many gifts or payments they were."""

    krw: Decimal
    originals: Mapping[str, Decimal]
    payments: int

    @property
    def foreign(self) -> dict[str, Decimal]:
        """What of it came or went in another currency."""
        return {currency: amount for currency, amount in self.originals.items() if currency != "KRW"}


@dataclass(frozen=True)
class Change:
    """A sum in won and what it was in the same months of the year before; `percent` to one decimal, None after nothing."""

    krw: Decimal
    before: Decimal

    @property
    def difference(self) -> Decimal:
        return self.krw - self.before

    @property
    def percent(self) -> Decimal | None:
        if not self.before:
            return None
        return (self.difference * 100 / self.before).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Difference:
    """A filed total beside the book's; `off` is what was filed more (or less than 0: less)."""

    filing: Filing
    direction: str
    filed: Decimal
    found: Decimal

    @property
    def off(self) -> Decimal:
        return self.filed - self.found


@dataclass(frozen=True)
class Year:
    """One year of the book. Kinds stand in the order of their vocabulary; those without money are left out.

    `thousandths` says of each 1,000 won spent how many went to programme, administration and fundraising: the function that
    each row of spending names. They are exactly 1,000 together; empty where nothing was spent.
    """

    year: str
    state: Status
    months: Mapping[str, Status]
    received: Sum
    spent: Sum
    received_by_category: Mapping[str, Sum]
    received_by_fund: Mapping[str, Sum]
    spent_by_category: Mapping[str, Sum]
    spent_by_fund: Mapping[str, Sum]
    spent_by_function: Mapping[str, Sum]
    thousandths: Mapping[str, int]
    lines: tuple[MonthLine, ...]
    received_change: Change | None
    spent_change: Change | None
    filed: tuple[Difference, ...]
    entries: tuple[Entry, ...]

    @property
    def by_month(self) -> dict[str, tuple[MonthLine, ...]]:
        """The lines of each month."""
        found: dict[str, tuple[MonthLine, ...]] = {}
        for line in self.lines:
            found[line.month] = (*found.get(line.month, ()), line)
        return found

    @property
    def month_totals(self) -> dict[str, MonthLine]:
        """All funds of each month together, in won."""
        return {month: month_total(lines) for month, lines in self.by_month.items()}

    @property
    def whole(self) -> MonthLine:
        """The months together, in won, from the first one's opening to the last one's closing."""
        months = list(self.month_totals.values())
        opening, closing = months[0].opening_krw, months[-1].closing_krw
        received, spent = self.received.krw, self.spent.krw
        return MonthLine(self.year, "", WON, opening, received, spent, closing, opening, received, spent, closing)

    @property
    def foreign(self) -> tuple[Entry, ...]:
        """The rows in other currencies than won, each with the rate at which it counts."""
        return tuple(entry for entry in self.entries if entry.currency != WON)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The filed totals that are not those of the book."""
        return tuple(total for total in self.filed if total.off)


def total(entries: Iterable[Entry]) -> Sum:
    """The sum of rows, whatever their direction."""
    krw, payments, originals = Decimal(0), 0, defaultdict[str, Decimal](Decimal)
    for entry in entries:
        krw += entry.amount_krw
        payments += entry.payments
        originals[entry.currency] += entry.amount
    return Sum(krw, dict(sorted(originals.items())), payments)


def apportioned(whole: int, parts: Mapping[KeyT, Decimal]) -> dict[KeyT, int]:
    """The whole shared out in proportion to the parts, in integers that sum to it (largest remainder, ties by order)."""
    every = sum(map(Fraction, parts.values()))
    if not every:
        return {}
    exact = {key: whole * Fraction(part) / every for key, part in parts.items()}
    shares = {key: int(share) for key, share in exact.items()}
    left = whole - sum(shares.values())
    for key in sorted(exact, key=lambda key: shares[key] - exact[key])[:left]:
        shares[key] += 1
    return shares


def years(entries: Iterable[Entry], balances: Sequence[MonthBalance], filings: Sequence[Filing]) -> tuple[Year, ...]:
    """Every year of the book, the oldest first."""
    by_year: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: (entry.month, entry.id)):
        by_year[entry.year].append(entry)
    lines = month_lines([entry for year in by_year.values() for entry in year], balances)
    return tuple(
        _year(
            year, of_year, [line for line in lines if line.month[:4] == year], filings, by_year.get(_before(year), [])
        )
        for year, of_year in by_year.items()
    )


def _year(
    year: str, entries: list[Entry], lines: list[MonthLine], filings: Sequence[Filing], before: list[Entry]
) -> Year:
    into = [entry for entry in entries if entry.direction == "in"]
    out = [entry for entry in entries if entry.direction == "out"]
    received, spent = total(into), total(out)
    functions = _by(out, FUNCTIONS, lambda entry: entry.function)
    months = _months(entries)
    return Year(
        year=year,
        state=_weakest(months.values()),
        months=months,
        received=received,
        spent=spent,
        received_by_category=_by(into, CATEGORIES, lambda entry: entry.category),
        received_by_fund=_by(into, FUNDS, lambda entry: entry.fund),
        spent_by_category=_by(out, CATEGORIES, lambda entry: entry.category),
        spent_by_fund=_by(out, FUNDS, lambda entry: entry.fund),
        spent_by_function=functions,
        thousandths=apportioned(1000, {name: found.krw for name, found in functions.items()}),
        lines=tuple(lines),
        received_change=_change("in", entries, before),
        spent_change=_change("out", entries, before),
        filed=tuple(
            Difference(filing, direction, filed, found)
            for filing in filings
            if filing.year == year
            for direction, filed, found in (
                ("in", filing.total_in, received.krw),
                ("out", filing.total_out, spent.krw),
            )
        ),
        entries=tuple(entries),
    )


def _before(year: str) -> str:
    return str(int(year) - 1)


def _change(direction: str, entries: Iterable[Entry], before: Iterable[Entry]) -> Change | None:
    """None where the year before does not have all of the months: half a year is no change against a whole one."""
    now, then = _by_month(direction, entries), _by_month(direction, before)
    if not now.keys() <= then.keys():
        return None
    return Change(sum(now.values(), Decimal(0)), sum((then[month] for month in now), Decimal(0)))


def _by_month(direction: str, entries: Iterable[Entry]) -> dict[str, Decimal]:
    """What came in or went out, in won, in each month (`01`) that has a row of either."""
    sums: dict[str, Decimal] = {}
    for entry in entries:
        month = entry.month[5:]
        sums[month] = sums.get(month, Decimal(0)) + (entry.amount_krw if entry.direction == direction else 0)
    return sums


def _by(entries: Iterable[Entry], vocabulary: Sequence[str], kind: Callable[[Entry], str | None]) -> dict[str, Sum]:
    kinds: dict[str | None, list[Entry]] = defaultdict(list)
    for entry in entries:
        kinds[kind(entry)].append(entry)
    return {name: total(kinds[name]) for name in vocabulary if name in kinds}


def _months(entries: Iterable[Entry]) -> dict[str, Status]:
    """How final each month is: as its weakest row."""
    met: dict[str, list[Status]] = defaultdict(list)
    for entry in entries:
        met[entry.month].append(entry.status)
    return {month: _weakest(found) for month, found in sorted(met.items())}


def _weakest(found: Iterable[Status]) -> Status:
    return min(found, key=STATUSES.index)
