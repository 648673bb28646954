"""Books of account for tests: any that closes, and single rows."""

import random
from collections.abc import Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from plugins.records.balances import MonthBalance
from plugins.records.closing_rules import following
from plugins.records.ledger import CATEGORIES, FUNCTIONS, INCOME, SPENDING, Entry
from plugins.records.money import won
from plugins.records.tables import Tables
from plugins.records.validation import Table

POTS = [("general", "KRW"), ("general", "USD"), ("education", "KRW"), ("un", "EUR"), ("un", "JPY")]
DIGITS = {"KRW": 0, "USD": 2, "EUR": 2, "JPY": 0}
LEAST = {"USD": 700_00, "EUR": 700_00, "JPY": 4_00}

Book = tuple[list[Entry], list[MonthBalance]]


def entry(**values: Any) -> Entry:
    """A row that is right in itself, with these values; a foreign one at 1,300 won when no rate is given."""
    direction = values.get("direction", "in")
    row: dict[str, Any] = {
        "id": "le-2024-01-01", "month": "2024-01", "direction": direction, "fund": "general",
        "category": INCOME[0] if direction == "in" else SPENDING[0], "function": None if direction == "in" else "program",
        "project_id": None, "payee_class": None if direction == "in" else "staff", "payee": None, "purpose": {"en": "Test"},
        "payments": 1, "beneficiaries": None, "scope": "domestic", "amount": Decimal(1000), "currency": "KRW", "fx_rate": None,
        "fx_date": None, "fx_source": None, "channel": "bank", "status": "closed", "evidence": None,
    } | values  # fmt: skip
    if row["currency"] != "KRW":
        row = {"fx_rate": Decimal(1300), "fx_date": f"{row['month']}-15", "fx_source": "Invented"} | {
            name: value for name, value in row.items() if value is not None
        }
    for name in Entry.model_fields:
        row.setdefault(name, None)
    if row["amount_krw"] is None:
        row["amount_krw"] = won(row["amount"], row["fx_rate"] or Decimal(1))
    return Entry.model_validate(row)


def whole_table(records: Sequence[Any]) -> Table[Any]:
    files = tuple(f"data/ledger/{record.month[:4]}.csv" for record in records)
    return Table(tuple(enumerate(records)), frozenset(), whole=True, files=files)


def tables(entries: Sequence[Entry], balances: Sequence[MonthBalance]) -> Tables:
    """These records, and every other dataset unread."""
    unread: dict[str, Any] = {field.name: Table() for field in fields(Tables)}
    return Tables(**unread | {"ledger": whole_table(entries), "balances": whole_table(balances)})


@st.composite
def closing_books(draw: st.DrawFn) -> Book:
    """A few months of a few funds that close, with amounts of any size and rates of any plausible height."""
    chance = random.Random(draw(st.integers(0, 2**32)))
    pots = draw(st.lists(st.sampled_from(POTS), min_size=1, unique=True))
    largest = draw(st.sampled_from([9, 999, 5_000_000, 10**11]))
    month = draw(st.sampled_from(["2023-11", "2024-01", "2024-12"]))
    held = {(fund, currency): _units(chance.randint(0, largest), currency) for fund, currency in pots}
    entries: list[Entry] = []
    balances: list[MonthBalance] = []
    for _ in range(draw(st.integers(1, 5))):
        opening = dict(held)
        for number in range(draw(st.integers(0, 8))):
            fund, currency = chance.choice(pots)
            direction = chance.choice(["in", "out"])
            amount = _units(chance.randint(1, largest), currency)
            if direction == "out" and amount > held[fund, currency]:
                direction = "in"
            held[fund, currency] += amount if direction == "in" else -amount
            entries.append(_row(chance, month, number, direction, fund, currency, amount))
        for fund, currency in pots:
            values = {"opening": opening[fund, currency], "closing": held[fund, currency]}
            balances.append(MonthBalance.model_validate({"month": month, "fund": fund, "currency": currency, **values}))
        month = following(month)
    return entries, balances


def _row(
    chance: random.Random, month: str, number: int, direction: str, fund: str, currency: str, amount: Decimal
) -> Entry:
    rate = None
    if currency != "KRW":
        rate = Decimal(LEAST[currency] + chance.randint(0, LEAST[currency])).scaleb(-2)
    out = direction == "out"
    return entry(
        id=f"le-{month}-{number:02}", month=month, direction=direction, fund=fund, currency=currency, amount=amount,
        fx_rate=rate, category=chance.choice(CATEGORIES[7:] if out else CATEGORIES[:7]),
        function=chance.choice(FUNCTIONS) if out else None, scope=chance.choice(["domestic", "overseas"]),
        payments=chance.randint(1, 40), status=chance.choice(["provisional", "closed", "audited"]),
    )  # fmt: skip


def _units(number: int, currency: str) -> Decimal:
    return Decimal(number).scaleb(-DIGITS[currency])
