"""What must hold between the account book, the balances, the filings and the campaigns: the book closes.

A sum is compared only when every row of its tables is right in itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import pairwise

from plugins.messages import say
from plugins.records.balances import MonthBalance
from plugins.records.ledger import Entry
from plugins.records.money import WON, written
from plugins.records.tables import Finding, Findings, Rule, Tables

# Fund and currency: what has balances of its own.
Pot = tuple[str, str]


def following(month: str) -> str:
    """The month after this one."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12}-{number % 12 + 1:02}"


def movements(entries: Iterable[Entry]) -> Mapping[tuple[str, str, str], tuple[Decimal, Decimal]]:
    """What came in and what went out, by month, fund and currency, in that currency."""
    sums: dict[tuple[str, str, str], tuple[Decimal, Decimal]] = {}
    for entry in entries:
        key = (entry.month, entry.fund, entry.currency)
        received, spent = sums.get(key, (Decimal(0), Decimal(0)))
        if entry.direction == "in":
            sums[key] = (received + entry.amount, spent)
        else:
            sums[key] = (received, spent + entry.amount)
    return sums


def balances_are_told_once(tables: Tables) -> Findings:
    """A fund holds one sum in a currency at a time."""
    met: set[tuple[str, str, str]] = set()
    for number, row in tables.balances.rows:
        key = (row.month, row.fund, row.currency)
        if key in met:
            message = say(
                "%(month)s, fund %(fund)s in %(currency)s, must have one balance; a row before has it", **_named(row)
            )
            yield Finding("balances", (number, "month"), message, say("Keep one of the rows."))
        met.add(key)


def months_close(tables: Tables) -> Findings:
    """Opening + received - spent = closing, for every month, fund and currency."""
    if not tables.ledger.whole:
        return
    moved = movements(tables.ledger.records)
    for number, row in tables.balances.rows:
        received, spent = moved.get((row.month, row.fund, row.currency), (Decimal(0), Decimal(0)))
        right = row.opening + received - spent
        if row.closing != right:
            message = say(
                "%(month)s, fund %(fund)s in %(currency)s, must close: opening %(opening)s + in %(received)s - out %(spent)s = %(right)s; the closing is off by %(off)s",
                **_named(row),
                opening=f"{row.opening:,}",
                received=f"{received:,}",
                spent=f"{spent:,}",
                right=f"{right:,}",
                off=written(row.closing - right, row.currency),
            )
            fix = say("A row of data/ledger is missing, doubled or mistyped, or this balance is.")
            yield Finding("balances", (number, "closing"), message, fix)


def closings_carry_over(tables: Tables) -> Findings:
    """What was there in the evening is there in the morning: no month is left out, and each opens as the last one closed."""
    if not tables.balances.whole:
        return
    for rows in _pots(tables).values():
        for (_, before), (number, row) in pairwise(rows):
            due = following(before.month)
            if row.month != before.month and row.month != due:
                message = say(
                    "fund %(fund)s in %(currency)s must have a balance for every month; %(due)s has none",
                    **_named(row),
                    due=due,
                )
                yield Finding("balances", (number, "month"), message, say("Add the months between."))
            elif row.month == due and row.opening != before.closing:
                message = say(
                    "%(month)s, fund %(fund)s in %(currency)s, must open with the closing of %(last)s, %(right)s; it is off by %(off)s",
                    **_named(row),
                    last=before.month,
                    right=written(before.closing, before.currency),
                    off=written(row.opening - before.closing, row.currency),
                )
                yield Finding("balances", (number, "opening"), message, say("Mend one of the two balances."))


def funds_begin_and_end_with_nothing(tables: Tables) -> Findings:
    """Money does not appear in a fund that had no balance the month before, nor vanish with its last one."""
    pots = _pots(tables)
    if not (tables.balances.whole and tables.ledger.whole and pots):
        return
    first = min(rows[0][1].month for rows in pots.values())
    # The last months may wait for their balances.
    counted = max(rows[-1][1].month for rows in pots.values())
    settled = max((entry.month for entry in tables.ledger.records if entry.status != "provisional"), default="")
    for rows in pots.values():
        (number, begin), (last, end) = rows[0], rows[-1]
        if begin.month != first and begin.opening:
            message = say(
                "%(month)s, fund %(fund)s in %(currency)s, must open with 0, because no balance stands before it; it is off by %(off)s",
                **_named(begin),
                off=written(begin.opening, begin.currency),
            )
            yield Finding("balances", (number, "opening"), message, say("Add the balances of the months before."))
        if end.month < min(settled, counted) and end.closing:
            message = say(
                "%(month)s, fund %(fund)s in %(currency)s, must close with 0, because no balance stands after it; it is off by %(off)s",
                **_named(end),
                off=written(end.closing, end.currency),
            )
            yield Finding("balances", (last, "closing"), message, say("Add the balances of the months after."))


def closed_months_have_balances(tables: Tables) -> Findings:
    """Only what was counted can be called closed or audited; a provisional row may wait for its balance."""
    if not tables.balances.whole:
        return
    there = {(row.month, row.fund, row.currency) for row in tables.balances.records}
    for number, entry in tables.ledger.rows:
        key = (entry.month, entry.fund, entry.currency)
        if entry.status != "provisional" and key not in there:
            there.add(key)  # told once, at the first row
            message = say(
                "%(month)s, fund %(fund)s in %(currency)s, must have a balance, because its status is %(status)s; it has none",
                month=entry.month,
                fund=entry.fund,
                currency=entry.currency,
                status=entry.status,
            )
            fix = say("Add a row to data/balances.csv, or write provisional.")
            yield Finding("ledger", (number, "status"), message, fix)


def campaign_funds_are_in_the_ledger(tables: Tables) -> Findings:
    """What a campaign says it raised is what the book received for it, where both are known in one currency."""
    if not tables.ledger.whole:
        return
    received: dict[str, list[Entry]] = defaultdict(list)
    for entry in tables.ledger.records:
        if entry.direction == "in" and entry.project_id:
            received[entry.project_id].append(entry)
    for number, campaign in tables.campaigns.rows:
        entries = received.get(campaign.id, [])
        if campaign.funds is None or {entry.currency for entry in entries} != {campaign.funds_currency}:
            continue
        total = sum((entry.amount for entry in entries), Decimal(0))
        if total != campaign.funds:
            message = say(
                "funds must be the sum of its rows in data/ledger, %(total)s; it is off by %(off)s",
                total=written(total, entries[0].currency),
                off=written(campaign.funds - total, entries[0].currency),
            )
            yield Finding("campaigns", (number, "funds"), message, say("Mend funds, or the rows with this project_id."))


def filings_are_told_once(tables: Tables) -> Findings:
    """A form is filed once for a year; a correction takes the place of what it corrects."""
    met: set[tuple[str, str]] = set()
    for number, filing in tables.filings.rows:
        if (filing.year, filing.form) in met:
            message = say("form must stand once for %(year)s; a row before has it", year=filing.year)
            yield Finding("filings", (number, "form"), message, say("Keep what was filed last."))
        met.add((filing.year, filing.form))


def filed_totals_are_the_books_or_say_why(tables: Tables) -> Findings:
    """Readers compare: a total that differs from the one filed is explained before somebody asks."""
    if not tables.ledger.whole:
        return
    totals: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for entry in tables.ledger.records:
        totals[entry.year, entry.direction] += entry.amount_krw
    years = {year for year, _ in totals}
    for number, filing in tables.filings.rows:
        for direction, filed in (("in", filing.total_in), ("out", filing.total_out)):
            total = totals[filing.year, direction]
            if filing.year in years and filed != total and not filing.reason:
                message = say(
                    "total_%(direction)s of %(year)s must be that of the ledger, %(total)s, or reason say why not; it is off by %(off)s",
                    direction=direction,
                    year=filing.year,
                    total=written(total, WON),
                    off=written(filed - total, WON),
                )
                fix = say("Mend the total, or write in reason_ko and reason_en why the two differ.")
                yield Finding("filings", (number, f"total_{direction}"), message, fix)


def _named(row: MonthBalance) -> dict[str, object]:
    return {"month": row.month, "fund": row.fund, "currency": row.currency}


def _pots(tables: Tables) -> Mapping[Pot, list[tuple[int, MonthBalance]]]:
    """The balances of each fund and currency in the order of months, with their numbers."""
    pots: dict[Pot, list[tuple[int, MonthBalance]]] = defaultdict(list)
    for number, row in sorted(tables.balances.rows, key=lambda found: found[1].month):
        pots[row.fund, row.currency].append((number, row))
    return pots


CLOSING_RULES: tuple[Rule, ...] = (
    balances_are_told_once,
    months_close,
    closings_carry_over,
    funds_begin_and_end_with_nothing,
    closed_months_have_balances,
    campaign_funds_are_in_the_ledger,
    filings_are_told_once,
    filed_totals_are_the_books_or_say_why,
)
