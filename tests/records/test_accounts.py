"""What the pages about money show: no view of the book holds a won more or less than another."""

import csv
import io
import random
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.data_files import data_files
from plugins.open_data import table_file
from plugins.records.accounts import Change, Year, apportioned, total, years
from plugins.records.closing_rules import CLOSING_RULES
from plugins.records.filings import Filing
from plugins.records.ledger import FUNCTIONS, Entry
from plugins.records.ledger_rules import sums_have_the_digits_of_their_currency, won_are_the_amount_at_its_rate
from plugins.records.loading import Records, records
from plugins.records.money import won
from plugins.records.months import month_lines
from plugins.records.statement import COLUMNS, Statement, statement, statement_rows
from plugins.site import Site
from tests.records.books import Book, closing_books, entry, tables
from tests.sites import ROOT, TINY

AMOUNT = COLUMNS.index("amount_krw")
SOME = settings(max_examples=100, deadline=None, derandomize=True)


def findings(book: Book) -> list[str]:
    rules = (*CLOSING_RULES, sums_have_the_digits_of_their_currency, won_are_the_amount_at_its_rate)
    return [found.message for rule in rules for found in rule(tables(*book))]


def split(row: Entry, chance: random.Random) -> list[Entry]:
    """The row as two that say the same together, where it can be split; each is converted for itself."""
    step = Decimal(1).scaleb(int(row.amount.as_tuple().exponent))
    units = int(row.amount / step)
    if units < 2:
        return [row]
    first = chance.randint(1, units - 1) * step
    return [_of(row, first), _of(row, row.amount - first)]


def _of(row: Entry, amount: Decimal) -> Entry:
    return row.model_copy(update={"amount": amount, "amount_krw": won(amount, row.fx_rate or Decimal(1))})


# Any book that closes stays closed


@given(closing_books())
@SOME
def test_a_book_that_closes_is_accepted(book: Book) -> None:
    assert findings(book) == []


@given(closing_books(), st.randoms(use_true_random=False))
@SOME
def test_a_book_that_closes_stays_closed_when_it_is_sorted_in_another_way(book: Book, chance: random.Random) -> None:
    entries, balances = list(book[0]), list(book[1])
    chance.shuffle(entries)
    chance.shuffle(balances)
    assert findings((entries, balances)) == []
    assert years(entries, balances, []) == years(*book, [])


@given(closing_books(), st.randoms(use_true_random=False))
@SOME
def test_a_book_that_closes_stays_closed_when_its_rows_are_split(book: Book, chance: random.Random) -> None:
    entries = [part for row in book[0] for part in split(row, chance)]
    assert [said for said in findings((entries, book[1])) if "close" in said] == []
    assert [(line.received, line.spent) for line in month_lines(entries, book[1])] == [
        (line.received, line.spent) for line in month_lines(*book)
    ]


@given(closing_books())
@SOME
def test_a_book_that_closes_stays_closed_when_it_is_converted(book: Book) -> None:
    last: dict[tuple[str, str], Decimal] = {}
    for line in month_lines(*book):
        if line.opening_krw is None or line.closing_krw is None or line.revaluation_krw is None:
            assert line.currency not in {row.currency for row in book[0]}
            continue
        assert line.opening_krw + line.received_krw - line.spent_krw + line.revaluation_krw == line.closing_krw
        assert line.opening_krw == last.get((line.fund, line.currency), line.opening_krw)
        assert line.closing_krw == line.closing_krw.to_integral_value()
        if line.currency == "KRW":
            assert line.revaluation_krw == 0
        last[line.fund, line.currency] = line.closing_krw


@given(closing_books(), st.data())
@SOME
def test_a_book_with_one_unit_too_much_anywhere_does_not_close(book: Book, data: st.DataObject) -> None:
    entries, balances = book
    if not entries:
        return
    place = data.draw(st.integers(0, len(entries) - 1))
    row = entries[place]
    step = Decimal(1).scaleb(int(row.amount.as_tuple().exponent))
    wrong = row.model_copy(update={"amount": row.amount + step})
    said = findings(([*entries[:place], wrong, *entries[place + 1 :]], balances))
    sign = "-" if row.direction == "in" else ""
    assert any("must close: " in text and text.endswith(f"off by {sign}{step} {row.currency}") for text in said)


# Rounding never loses a won


@given(closing_books())
@SOME
def test_every_view_of_a_year_holds_the_same_won(book: Book) -> None:
    for year in years(*book, []):
        of_year = [row for row in book[0] if row.year == year.year]
        received = sum(int(row.amount_krw) for row in of_year if row.direction == "in")
        spent = sum(int(row.amount_krw) for row in of_year if row.direction == "out")
        assert year.received.krw == received
        assert year.spent.krw == spent
        for view, whole in (
            (year.received_by_category, received),
            (year.received_by_fund, received),
            (year.spent_by_category, spent),
            (year.spent_by_fund, spent),
            (year.spent_by_function, spent),
        ):
            assert sum(part.krw for part in view.values()) == whole
        assert sum(line.received_krw for line in year.lines) == received
        assert sum(line.spent_krw for line in year.lines) == spent
        found = statement(year.year, book[0])
        assert found.received_krw == received
        assert found.domestic_krw + found.overseas_krw == spent
        assert sum(year.thousandths.values()) == (1000 if spent else 0)


@given(closing_books())
@SOME
def test_the_original_sums_of_a_view_are_those_of_its_rows(book: Book) -> None:
    for year in years(*book, []):
        for currency in ("KRW", "USD", "EUR", "JPY"):
            rows = [row.amount for row in book[0] if row.year == year.year and row.currency == currency and row.direction == "in"]  # fmt: skip
            assert year.received.originals.get(currency, Decimal(0)) == sum(rows, Decimal(0))


@given(st.integers(0, 10**6), st.lists(st.decimals(0, 10**12, places=2), max_size=12))
@SOME
def test_shares_sum_to_the_whole_and_each_is_less_than_one_off(whole: int, sums: list[Decimal]) -> None:
    parts = dict(enumerate(sums))
    shares = apportioned(whole, parts)
    if not sum(sums):
        assert shares == {}
        return
    assert sum(shares.values()) == whole
    for key, part in parts.items():
        assert abs(shares[key] - whole * part / sum(sums)) < 1 + Decimal("1e-9")
        assert part or not shares[key]


@pytest.mark.parametrize(
    ("parts", "shares"),
    [
        ((1, 1, 1), (334, 333, 333)),
        ((2, 1, 0), (667, 333, 0)),
        ((996_499, 1_750, 1_751), (996, 2, 2)),
        ((7, 0, 0), (1000, 0, 0)),
    ],
)
def test_what_a_thousand_won_did_goes_to_the_largest_remainders(
    parts: tuple[int, ...], shares: tuple[int, ...]
) -> None:
    spent = dict(zip(FUNCTIONS, map(Decimal, parts), strict=True))
    assert tuple(apportioned(1000, spent).values()) == shares


# What a year says


def year_of(*rows: Entry, filings: tuple[Filing, ...] = ()) -> Year:
    (found,) = years(rows, [], filings)
    return found


def test_a_sum_keeps_the_money_as_it_came() -> None:
    found = total([entry(payments=3), entry(amount=Decimal("10.50"), currency="USD"), entry(amount=Decimal("1.25"), currency="USD")])  # fmt: skip
    assert (found.krw, found.payments) == (Decimal(1000 + 13650 + 1625), 5)
    assert found.originals == {"KRW": Decimal(1000), "USD": Decimal("11.75")}
    assert found.foreign == {"USD": Decimal("11.75")}


@pytest.mark.parametrize(
    ("statuses", "state"),
    [
        (("audited", "audited"), "audited"),
        (("audited", "closed"), "closed"),
        (("provisional", "audited", "closed"), "provisional"),
    ],
)
def test_a_year_is_as_final_as_its_weakest_month(statuses: tuple[str, ...], state: str) -> None:
    rows = [entry(month=f"2024-0{number}", status=status) for number, status in enumerate(statuses, 1)]
    found = year_of(*rows)
    assert found.state == state
    assert tuple(found.months.values()) == statuses


def test_kinds_stand_in_the_order_of_their_vocabulary_without_the_empty_ones() -> None:
    found = year_of(entry(category="other"), entry(category="card"), entry(category="monthly-debit"))
    assert list(found.received_by_category) == ["monthly-debit", "card", "other"]
    assert found.spent_by_function == {}
    assert found.thousandths == {}


def test_a_year_is_compared_with_the_same_months_of_the_year_before() -> None:
    rows = [
        entry(month="2023-01", amount=Decimal(800)),
        entry(month="2023-02", amount=Decimal(5000)),
        entry(month="2024-01", amount=Decimal(1000)),
    ]
    before, now = years(rows, [], [])
    assert before.received_change is None
    assert now.received_change == Change(Decimal(1000), Decimal(800))
    assert (now.received_change.difference, now.received_change.percent) == (Decimal(200), Decimal("25.0"))
    assert now.spent_change == Change(Decimal(0), Decimal(0))
    assert now.spent_change.percent is None


def test_a_year_is_not_compared_with_months_that_are_not_in_the_book() -> None:
    _, now = years([entry(month="2023-02"), entry(month="2024-01")], [], [])
    assert now.received_change is None
    _, later = years([entry(month="2022-01"), entry(month="2024-01")], [], [])
    assert later.received_change is None


def test_a_filed_total_that_differs_is_told_with_its_reason() -> None:
    filing = Filing(
        year="2024", form="F", authority="A", filed_on="2025-03-29", total_in=Decimal(900), total_out=Decimal(0), url=None,
        reason={"en": "Because."},
    )  # fmt: skip
    found = year_of(entry(), filings=(filing,))
    assert len(found.filed) == 2
    (difference,) = found.differences
    assert (difference.direction, difference.off, difference.filing.reason) == ("in", Decimal(-100), {"en": "Because."})


def test_the_months_of_all_funds_are_summed_in_won_when_all_balances_are_known() -> None:
    found = records(Site(TINY), [])
    months = {
        name: line for year in years(found.ledger, found.balances, []) for name, line in year.month_totals.items()
    }
    assert list(months) == ["2024-11", "2024-12", "2025-01", "2025-02"]
    # 20.00 and 120.50 dollars at 1,400 won.
    november = months["2024-11"]
    assert november.opening_krw == 5_000_000 + 28_000 + 1_000_000
    assert november.closing_krw == 5_300_000 + 168_700 + 200_000 + 1_000_000
    assert november.revaluation_krw == 0
    # 110.25 dollars at 1,450.40 won, of 120.50 at 1,400 less the 14,867 won of 10.25.
    december = months["2024-12"]
    assert december.opening_krw == november.closing_krw
    assert december.revaluation_krw == 159_907 - (168_700 - 14_867)
    february = months["2025-02"]
    assert (february.opening_krw, february.received_krw, february.closing_krw) == (None, Decimal(1_260_000), None)
    assert february.revaluation_krw is None


def test_the_months_of_a_year_together_open_with_the_first_and_close_with_the_last() -> None:
    found = records(Site(TINY), [])
    closed, provisional = years(found.ledger, found.balances, [])
    whole = closed.whole
    assert [whole.opening_krw, whole.received_krw, whole.spent_krw] == [6_028_000, 3_390_700, 1_349_867]
    assert closed.whole.closing_krw == closed.month_totals["2024-12"].closing_krw
    assert closed.whole.revaluation_krw == sum(line.revaluation_krw or 0 for line in closed.month_totals.values())
    assert provisional.whole.closing_krw is None
    assert [entry.currency for entry in provisional.foreign] == ["EUR"]


# The statement


def paid(payee: str | None, amount: int, **values: Any) -> Entry:
    kind = "organisation" if payee else "individual"
    return entry(
        direction="out", payee=payee, payee_class=kind, amount=Decimal(amount), category="programmes", **values
    )


def test_the_payee_that_received_most_stands_for_all() -> None:
    rows = [paid("A house", 300), paid("B house", 200), paid("B house", 200, payments=4), paid(None, 9000, payments=7)]
    (line,) = statement("2024", rows).domestic
    assert (line.payee, line.others, line.payments, line.amount_krw) == ("B house", 1, 13, Decimal(9700))


def test_people_who_were_paid_are_counted_and_not_named() -> None:
    (line,) = statement("2024", [paid(None, 9000, payments=7)]).domestic
    assert (line.payee, line.others, line.payments, line.people) == (None, 0, 7, ("individual",))


def test_the_kinds_of_people_who_were_paid_are_told_once_each() -> None:
    staff = entry(direction="out", category="programmes", payee_class="staff")
    (line,) = statement("2024", [staff, staff, paid(None, 5), paid("A house", 3)]).domestic
    assert (line.payee, line.people) == ("A house", ("individual", "staff"))


def test_home_and_abroad_stand_apart_and_another_year_elsewhere() -> None:
    rows = [paid("A", 1), paid("B", 2, scope="overseas"), paid("C", 4, month="2023-01"), entry(amount=Decimal(8))]
    found = statement("2024", rows)
    assert (found.domestic_krw, found.overseas_krw, found.received_krw) == (Decimal(1), Decimal(2), Decimal(8))


def test_the_statement_is_a_table_in_which_nothing_is_run_as_a_formula() -> None:
    found = statement("2024", [paid("=HYPERLINK(1)", 5), entry()])
    content = table_file(COLUMNS, statement_rows(found), "real")
    assert content.startswith(b"\xef\xbb\xbf")
    income, spending = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert income == dict(
        zip(COLUMNS, ("income", "2024-01", "", "1", "", "", "1000", "ledger", "unconfirmed"), strict=True)
    )
    assert spending["payee"] == "'=HYPERLINK(1)"


@pytest.fixture(scope="module", params=[ROOT, TINY], ids=["real", "tiny"])
def found(request: pytest.FixtureRequest) -> Records:
    return records(Site(request.param), [])


def test_the_statement_of_each_year_holds_all_of_its_money(found: Records) -> None:
    for year in years(found.ledger, found.balances, found.filings):
        made: Statement = statement(year.year, found.ledger)
        rows = statement_rows(made)
        assert sum(row[AMOUNT] for row in rows if row[0] == "income") == year.received.krw  # type: ignore[misc]
        assert sum(row[AMOUNT] for row in rows if row[0] != "income") == year.spent.krw  # type: ignore[misc]


def test_the_statement_of_each_year_is_a_file(found: Records) -> None:
    files = {file.address: file for file in data_files(found, "https://example.org", str)}
    for year in {row.year for row in found.ledger}:
        rows = list(csv.reader(io.StringIO(files[f"data/statement-{year}.csv"].content().decode("utf-8-sig"))))
        assert rows[0] == [*COLUMNS, "state"]
        assert len(rows) - 1 == len(statement_rows(statement(year, found.ledger)))


def test_every_row_of_a_statement_says_that_it_is_not_what_was_filed(found: Records) -> None:
    files = {file.address: file for file in data_files(found, "https://example.org", str)}
    for year in {row.year for row in found.ledger}:
        text = files[f"data/statement-{year}.csv"].content().decode("utf-8-sig")
        for row in csv.DictReader(io.StringIO(text, newline="")):
            assert (row["source"], row["layout"]) == ("ledger", "unconfirmed")


def test_the_example_shows_every_state_and_one_difference() -> None:
    loaded = records(Site(ROOT), [])
    found = years(loaded.ledger, loaded.balances, loaded.filings)
    assert [(year.year, year.state) for year in found] == [
        ("2023", "audited"),
        ("2024", "closed"),
        ("2025", "provisional"),
    ]
    assert [len(year.differences) for year in found] == [0, 1, 0]
    assert set(found[-1].months.values()) == {"closed", "provisional"}
    assert all(250 <= len([row for row in loaded.ledger if row.year == year.year]) <= 400 for year in found)
