"""The charts of the pages about money: sums from the account book, words from the template that shows them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from jinja2 import pass_context
from jinja2.runtime import Context

from plugins import languages
from plugins.charts import Bars, Series
from plugins.records.accounts import Sum, Year
from plugins.records.money import WON


@pass_context
def money_by_year(context: Context, title: str, received: str, spent: str, years: Sequence[Year]) -> Bars:
    """What came in and what went out in each year."""
    rows = {year.year: _two(year.received.krw, year.spent.krw) for year in years}
    return _bars(context, "money-by-year", title, _received_and_spent(received, spent), rows)


@pass_context
def money_by_month(context: Context, title: str, received: str, spent: str, year: Year) -> Bars:
    """What came in and what went out in each month that has a row."""
    code = str(context["DEFAULT_LANG"])
    rows = {
        languages.short_month_text(month, code): _two(line.received_krw, line.spent_krw)
        for month, line in year.month_totals.items()
        if month in year.months
    }
    return _bars(context, "money-by-month", title, _received_and_spent(received, spent), rows)


@pass_context
def money_by_kind(
    context: Context, name: str, title: str, series: str, colour: int, sums: Mapping[str, Sum], names: Mapping[str, str]
) -> Bars:
    """What came in or went out of each kind."""
    rows = _one((names[kind], int(found.krw)) for kind, found in sums.items())
    return _bars(context, name, title, [Series("sum", series, colour)], rows, above=True)


@pass_context
def of_a_thousand(
    context: Context, title: str, series: str, thousandths: Mapping[str, int], names: Mapping[str, str]
) -> Bars:
    """Of each 1,000 won how many went where."""
    rows = _one((names[function], share) for function, share in thousandths.items())
    return _bars(context, "of-a-thousand", title, [Series("sum", series, 2)], rows, above=True)


def _one(named: Iterable[tuple[str, int]]) -> dict[str, dict[str, int]]:
    """A row per name, with a capital; kinds that a language calls the same share a row, so that nothing is lost."""
    rows: dict[str, dict[str, int]] = {}
    for name, amount in named:
        row = rows.setdefault(name[:1].upper() + name[1:], {"sum": 0})
        row["sum"] += amount
    return rows


def _two(received: Decimal, spent: Decimal) -> dict[str, int]:
    return {"received": int(received), "spent": int(spent)}


def _received_and_spent(received: str, spent: str) -> list[Series]:
    return [Series("received", received, 1), Series("spent", spent, 2)]


def _bars(
    context: Context,
    name: str,
    title: str,
    series: Sequence[Series],
    rows: Mapping[str, Mapping[str, int]],
    above: bool = False,
) -> Bars:
    written = _in_won(str(context["DEFAULT_LANG"]))
    said = (
        f"{label}: " + ", ".join(f"{entry.name} {written(row[entry.key])}" for entry in series)
        for label, row in rows.items()
    )
    return Bars(name, title, "; ".join(said), series, rows, written=written, above=above)


def _in_won(code: str) -> Callable[[int], str]:
    return lambda amount: languages.money_text(Decimal(amount), WON, code)


FUNCTIONS = {
    "money_by_year": money_by_year,
    "money_by_month": money_by_month,
    "money_by_kind": money_by_kind,
    "of_a_thousand": of_a_thousand,
}
