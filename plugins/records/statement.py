"""The yearly statement in the shape of Korea's form on the use of donations, made from the ledger.

It has income by month, and spending as month, purpose, number of payments, representative payee and amount, at home and abroad
apart. The exact official layout, and which money belongs into it, are to be confirmed by the accountant.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from plugins.records.ledger import CATEGORIES, NAMED, PAYEE_CLASSES, Category, Entry, PayeeClass, Scope


@dataclass(frozen=True)
class IncomeLine:
    """What came in in a month, in won, and from how many gifts or payments."""

    month: str
    payments: int
    amount_krw: Decimal


@dataclass(frozen=True)
class SpendingLine:
    """What went out in a month for a purpose (a category), in won.

    `payee` is the organisation or authority that received most of it, None where none was named; `others` is how many more
    were named. A person is never among them: `people` are the kinds of people who were paid.
    """

    month: str
    scope: Scope
    purpose: Category
    payments: int
    payee: str | None
    others: int
    people: tuple[PayeeClass, ...]
    amount_krw: Decimal


@dataclass(frozen=True)
class Statement:
    """One year: income by month, and spending at home and abroad."""

    year: str
    income: tuple[IncomeLine, ...]
    domestic: tuple[SpendingLine, ...]
    overseas: tuple[SpendingLine, ...]

    @property
    def received_krw(self) -> Decimal:
        return _total(self.income)

    @property
    def domestic_krw(self) -> Decimal:
        return _total(self.domestic)

    @property
    def overseas_krw(self) -> Decimal:
        return _total(self.overseas)


COLUMNS = ("part", "month", "purpose", "payments", "payee", "other_payees", "amount_krw", "source", "layout")
# In every row, because rows are copied without the page that says it: made from the ledger, not what was filed.
MARKS = ("ledger", "unconfirmed")


def statement(year: str, entries: Iterable[Entry]) -> Statement:
    """The statement of a year of the book."""
    into: dict[str, list[Entry]] = defaultdict(list)
    out: dict[tuple[Scope, str, Category], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.year == year and entry.direction == "in":
            into[entry.month].append(entry)
        elif entry.year == year:
            out[entry.scope, entry.month, entry.category].append(entry)
    ordered = sorted(out, key=lambda key: (key[1], CATEGORIES.index(key[2])))
    lines = [_spending(key, out[key]) for key in ordered]
    return Statement(
        year,
        tuple(IncomeLine(month, _payments(into[month]), _won(into[month])) for month in sorted(into)),
        tuple(line for line in lines if line.scope == "domestic"),
        tuple(line for line in lines if line.scope == "overseas"),
    )


def statement_rows(found: Statement) -> list[tuple[object, ...]]:
    """The lines of a statement under COLUMNS, income first, as a table for everybody has them."""
    return [
        *(("income", line.month, None, line.payments, None, None, line.amount_krw, *MARKS) for line in found.income),
        *(
            (line.scope, line.month, line.purpose, line.payments, line.payee, line.others, line.amount_krw, *MARKS)
            for line in (*found.domestic, *found.overseas)
        ),
    ]


def _spending(key: tuple[Scope, str, Category], entries: Sequence[Entry]) -> SpendingLine:
    scope, month, purpose = key
    paid: dict[str, Decimal] = defaultdict(Decimal)
    for entry in entries:
        if entry.payee is not None:
            paid[entry.payee] += entry.amount_krw
    payee = min(paid, key=lambda name: (-paid[name], name), default=None)
    met = {entry.payee_class for entry in entries}
    people: tuple[PayeeClass, ...] = tuple(kind for kind in PAYEE_CLASSES if kind in met and kind not in NAMED)
    return SpendingLine(month, scope, purpose, _payments(entries), payee, max(len(paid) - 1, 0), people, _won(entries))


def _payments(entries: Iterable[Entry]) -> int:
    return sum(entry.payments for entry in entries)


def _won(entries: Iterable[Entry]) -> Decimal:
    return sum((entry.amount_krw for entry in entries), Decimal(0))


def _total(lines: Iterable[IncomeLine | SpendingLine]) -> Decimal:
    return sum((line.amount_krw for line in lines), Decimal(0))
