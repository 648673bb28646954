"""The pages about money: what stands on them, in the files to download and on paper is what stands in the ledger."""

import csv
import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from xml.etree.ElementTree import Element

import pytest

from plugins.languages import CODES, date_text, money_text, rate_text
from plugins.records.accounts import Year, years
from plugins.records.ledger import GIFTS, NAMED
from plugins.records.loading import Records, records
from plugins.records.statement import SpendingLine, statement, statement_rows
from plugins.site import Site
from tests.built.pages import Page, pages, text_of
from tests.built.test_record_pages import classed, main_of, page, plain
from tests.sites import Built, TestSite

Row = dict[str, str]


def book(built: Built) -> list[Row]:
    """The rows of the ledger as an editor wrote them, read without our own code."""
    files = sorted((built.output.parent / "data" / "ledger").glob("*.csv"))
    return [row for path in files for row in csv.DictReader(path.read_text("utf-8-sig").splitlines())]


def years_of(rows: list[Row]) -> list[str]:
    return sorted({row["month"][:4] for row in rows})


def won(rows: list[Row], year: str, direction: str, **more: str) -> int:
    """The sum of what came in or went out in a year, of rows with these values."""
    return sum(
        int(row["amount_krw"])
        for row in rows
        if row["month"].startswith(year)
        and row["direction"] == direction
        and all(row[name] == value for name, value in more.items())
    )


def loaded(built: Built) -> Records:
    found = records(Site(built.output.parent), [])
    assert found.ledger
    return found


def accounts(built: Built) -> tuple[Year, ...]:
    found = loaded(built)
    return years(found.ledger, found.balances, found.filings)


def within(found: Page, heading: str) -> Element:
    """The section whose heading has this id."""
    return next(section for section in found.all("section") if any(h.attrib.get("id") == heading for h in section))


def cells(element: Element, part: str = "tbody") -> list[list[str]]:
    """The texts of the cells of all rows of the first table."""
    table = next(element.iter("table"))
    return [[text_of(cell) for cell in row if cell.tag in ("th", "td")] for row in _parts(table, part)]


def _parts(table: Element, part: str) -> Iterator[Element]:
    return (row for group in table if group.tag == part for row in group if row.tag == "tr")


def number(text: str) -> int:
    """The whole number that a sum says, in whatever language."""
    digits = re.sub(r"[^0-9-]", "", text)
    return int(digits)


def shown(amount: int | Decimal, code: str, currency: str = "KRW") -> str:
    return plain(money_text(Decimal(amount), currency, code))


def downloaded(built: Built, name: str) -> list[Row]:
    return list(csv.DictReader(io.StringIO((built.output / "data" / name).read_text("utf-8-sig"))))


# The same sums everywhere


@pytest.mark.parametrize("code", CODES)
def test_the_totals_on_the_pages_are_those_of_the_ledger(built: Built, code: str) -> None:
    rows = book(built)
    by_year = {
        number(text_of(row[0])): row for row in _parts(first_table(page(built, "expenditures.html", code)), "tbody")
    }
    for year in years_of(rows):
        received, spent = won(rows, year, "in"), won(rows, year, "out")
        own = page(built, f"expenditures/{year}.html", code)
        told = [text_of(strong) for strong in next(classed(own.tree, "totals")).iter("strong")]
        assert told == [shown(received, code), shown(spent, code)]
        assert [number(cell.text or "") for cell in list(by_year[int(year)])[2:]] == [received, spent]


def first_table(found: Page) -> Element:
    return next(main_of(found).iter("table"))


def test_the_page_the_downloads_and_the_statement_say_the_same(built: Built) -> None:
    rows = book(built)
    as_json = json.loads((built.output / "data" / "ledger.json").read_text("utf-8"))
    as_csv = downloaded(built, "ledger.csv")
    for year in years_of(rows):
        right = {direction: won(rows, year, direction) for direction in ("in", "out")}
        form = downloaded(built, f"statement-{year}.csv")
        printed = page(built, f"expenditures/statement-{year}.html")
        ends = [number(cells(within(printed, part), "tfoot")[0][-1]) for part in parts_of(printed)]
        for direction, total in right.items():
            assert won(as_csv, year, direction) == total
            assert sum(int(row["amount_krw"]) for row in as_json if of(row, year, direction)) == total
        assert sum(int(row["amount_krw"]) for row in form if row["part"] == "income") == right["in"] == ends[0]
        assert sum(int(row["amount_krw"]) for row in form if row["part"] != "income") == right["out"] == sum(ends[1:])


def of(row: dict[str, str], year: str, direction: str) -> bool:
    return row["month"].startswith(year) and row["direction"] == direction


def parts_of(printed: Page) -> list[str]:
    """The parts of a statement that have a table."""
    return [part for part in ("income", "domestic", "overseas") if list(within(printed, part).iter("table"))]


@pytest.mark.parametrize("code", CODES)
def test_funds_and_functions_add_up_to_the_totals(built: Built, code: str) -> None:
    rows = book(built)
    for year in years_of(rows):
        own = page(built, f"expenditures/{year}.html", code)
        funds, functions = within(own, "funds").iter("table")
        sums = [[number(text_of(cell)) for cell in row if cell.tag == "td"] for row in _parts(funds, "tbody")]
        assert [sum(column) for column in zip(*sums, strict=True)] == [won(rows, year, "in"), won(rows, year, "out")]
        assert len(sums) == len({row["fund"] for row in rows if row["month"].startswith(year)})
        shares = [[number(text_of(cell)) for cell in row if cell.tag == "td"] for row in _parts(functions, "tbody")]
        assert [sum(column) for column in zip(*shares, strict=True)] == [won(rows, year, "out"), 1000]


@pytest.mark.parametrize("code", CODES)
def test_each_kind_has_a_bar_and_its_sum_in_the_table_beside_it(built: Built, code: str) -> None:
    rows = book(built)
    for year in years_of(rows):
        received, spent = (
            figure for figure in within(page(built, f"expenditures/{year}.html", code), "kinds").iter("figure")
        )
        for figure, direction in ((received, "in"), (spent, "out")):
            kinds = {row["category"] for row in rows if of(row, year, direction)}
            right = sorted(won(rows, year, direction, category=kind) for kind in kinds)
            assert sorted(number(row[1]) for row in cells(figure)) == right
            drawn = [text_of(text) for text in figure.iter() if text.tag.endswith("text")]
            assert {shown(total, code) for total in right} <= set(drawn)


# Months


@pytest.mark.parametrize("code", CODES)
def test_each_month_on_the_page_closes(built: Built, code: str) -> None:
    for year in accounts(built):
        table = within(page(built, f"expenditures/{year.year}.html", code), "months")
        table = next(element for element in table.iter("table") if "months" in element.attrib.get("class", ""))
        rows = [[text_of(cell) for cell in row] for row in (*_parts(table, "tbody"), *_parts(table, "tfoot"))]
        assert [row[0] for row in rows[:-1]] == [plain(date_text(month, code)) for month in year.month_totals]
        for row, line in zip(rows, [*year.month_totals.values(), year.whole], strict=True):
            assert [number(row[3]), number(row[4])] == [line.received_krw, line.spent_krw]
            if line.opening_krw is not None and line.closing_krw is not None:
                opening, received, spent, rates, closing = (number(text) for text in (*row[2:5], *rest(row)))
                assert opening + received - spent + rates == closing == line.closing_krw
            else:
                assert not re.search("[0-9]", row[-1])


def rest(row: list[str]) -> list[str]:
    """What the rates changed, nothing where there is no such column, and the closing."""
    return row[5:] if len(row) == 7 else ["0", *row[5:]]


def test_how_final_each_month_and_year_is_stands_in_words(built: Built) -> None:
    for year in accounts(built):
        own = page(built, f"expenditures/{year.year}.html")
        first, *months = [text_of(mark) for mark in classed(own.tree, "finality")]
        assert first == year.state
        assert months == [*year.months.values(), year.state]


def test_each_year_says_what_changed_since_the_one_before(real: Built) -> None:
    later, middle, first = _parts(first_table(page(real, "expenditures.html")), "tbody")
    assert [text_of(change) for change in classed(middle, "change")] == ["-₩7,259,551 (-1.8%)", "-₩29,641"]
    assert [text_of(change) for change in classed(later, "change")] == ["+₩1,974,534 (+0.5%)", "-₩1,053,310 (-0.3%)"]
    assert [text_of(change) for change in classed(first, "change")] == ["cannot be compared"] * 2


# Languages, currencies, filings


@pytest.mark.parametrize(
    ("code", "won_of_2024", "dollars"),
    [
        ("en", "₩400,071,320", "US$34,011.31"),
        ("ko", "₩400,071,320", "US$34,011.31"),
        ("fr", "400\u202f071\u202f320\u00a0₩", "34\u202f011,31\u00a0$US"),
    ],
)
def test_sums_are_written_as_each_language_does(real: Built, code: str, won_of_2024: str, dollars: str) -> None:
    for name in ("expenditures/2024.html", "expenditures/statement-2024.html", "expenditures.html"):
        assert won_of_2024 in page(real, name, code).text
    assert dollars in page(real, "expenditures/2024.html", code).text


@pytest.mark.parametrize("code", CODES)
def test_foreign_money_is_shown_as_it_came_with_its_rate(built: Built, code: str) -> None:
    for year in accounts(built):
        rows = cells(within(page(built, f"expenditures/{year.year}.html", code), "rates"))
        assert len(rows) == len(year.foreign)
        for row, entry in zip(rows, year.foreign, strict=True):
            assert row[2] == shown(entry.amount, code, entry.currency)
            assert entry.fx_rate is not None
            assert row[3] == plain(rate_text(entry.fx_rate, code))
            assert entry.fx_source is not None
            assert entry.fx_source in row[4]
            assert number(row[5]) == entry.amount_krw


@pytest.mark.parametrize("code", CODES)
def test_a_filing_that_differs_says_by_how_much_and_why(real: Built, code: str) -> None:
    filing = next(filing for filing in loaded(real).filings if filing.year == "2024")
    section = within(page(real, "expenditures/2024.html", code), "filed")
    received, spent = cells(section)
    assert number(received[2]) - number(received[3]) == number(received[4]) == -280790
    assert number(spent[2]) == number(spent[3])
    assert not re.search("[0-9]", spent[4])
    assert filing.reason is not None
    assert plain(filing.reason[code]) in text_of(section)


# The statement


@pytest.mark.parametrize("code", CODES)
def test_the_statement_to_print_holds_every_row_of_its_table(built: Built, code: str) -> None:
    for year in accounts(built):
        printed = page(built, f"expenditures/statement-{year.year}.html", code)
        rows = [(part, row) for part in parts_of(printed) for row in cells(within(printed, part))]
        right = statement_rows(statement(year.year, loaded(built).ledger))
        assert [(part, row[0], number(row[-1])) for part, row in rows] == [
            (line[0], plain(date_text(str(line[1]), code)), line[6]) for line in right
        ]
        assert [number(row[1 if part == "income" else 2]) for part, row in rows] == [line[3] for line in right]


def test_only_organisations_and_authorities_are_named_on_the_statement(built: Built) -> None:
    classes = {"individuals", "staff", "not named"}
    for year in years_of(book(built)):
        printed = page(built, f"expenditures/statement-{year}.html")
        names = {row["payee"] for row in book(built) if row["payee_class"] in NAMED}
        for part in set(parts_of(printed)) - {"income"}:
            for row in cells(within(printed, part)):
                told = re.sub(r" and (one other|[0-9]+ others)", "", row[3])
                assert set(re.split(", ", told)) <= names | classes, row


@pytest.mark.parametrize("code", CODES)
def test_no_page_tells_of_fewer_than_five_gifts_or_payments_to_people(built: Built, code: str) -> None:
    """Each row in another currency stands for several; a row of the statement with people in it too."""
    for year in accounts(built):
        for entry in year.foreign:
            assert entry.category not in GIFTS or entry.payments >= 5, entry.id
        printed = page(built, f"expenditures/statement-{year.year}.html", code)
        for line, row in zip(spending_of(built, year.year), spending_rows(printed), strict=True):
            assert not line.people or number(row[2]) >= 5, row


def spending_of(built: Built, year: str) -> list[SpendingLine]:
    found = statement(year, loaded(built).ledger)
    return [*found.domestic, *found.overseas]


def spending_rows(printed: Page) -> list[list[str]]:
    return [row for part in parts_of(printed) if part != "income" for row in cells(within(printed, part))]


def test_who_was_paid_for_a_rescue_stands_on_no_page(site: TestSite) -> None:
    ledger = site.root / "data" / "ledger" / "2025.csv"
    text = ledger.read_text("utf-8")
    site.write("data/ledger/2025.csv", text.replace("organisation,,Shelter", "organisation,Example House,Shelter"))
    built = site.build()
    assert built.status != 0
    assert "payee must be empty for the fund rescue" in built.complained
    assert "Example House" not in built.complained


def test_french_separators_stand_after_a_space_that_does_not_break(built: Built) -> None:
    for found in money_pages(built):
        if found.address.startswith("fr/"):
            told = [text_of(part) for part in main_of(found).iter() if part.tag in ("p", "li", "td", "th")]
            assert not [text for text in told if re.search("[^ \\u00a0\\u202f];", text)], found.address


def test_no_page_tells_the_number_of_a_voucher(built: Built) -> None:
    evidence = {row["evidence"] for row in book(built) if row["evidence"]}
    for found in money_pages(built):
        assert not [name for name in evidence if name in found.text], found.address


def money_pages(built: Built) -> list[Page]:
    return [found for found in pages(built.output) if "expenditures" in found.address]


# Around the figures


def test_every_page_about_money_wears_the_banner_of_example_data(built: Built) -> None:
    assert len(money_pages(built)) == len(CODES) * (1 + 2 * len(years_of(book(built))))
    for found in money_pages(built):
        assert list(classed(found.tree, "example")), found.address


def test_only_pages_about_money_load_their_stylesheet(built: Built) -> None:
    with_it = {found.address for found in pages(built.output) if "css/accounts.css" in found.text}
    assert with_it == {found.address for found in money_pages(built)}


@pytest.mark.parametrize("code", CODES)
def test_every_page_leads_to_the_accounts_and_they_lead_to_every_year_and_file(built: Built, code: str) -> None:
    listing = page(built, "expenditures.html", code)
    assert "expenditures.html" in page(built, "index.html", code).text
    targets = {listing.target(link.attrib["href"])[0] for link in listing.all("a") if "href" in link.attrib}
    prefix = "" if code == "en" else f"{code}/"
    for year in years_of(book(built)):
        assert f"{prefix}expenditures/{year}.html" in targets
        assert f"{prefix}expenditures/statement-{year}.html" in targets
        assert f"data/statement-{year}.csv" in targets
    assert {f"data/{name}.{ending}" for name in ("ledger", "balances") for ending in ("csv", "json")} <= targets


# Where something is missing


def test_without_a_ledger_the_page_says_so_and_there_is_no_year(bare: Built) -> None:
    assert "No account book has been published yet." in page(bare, "expenditures.html").text
    assert not list(bare.output.rglob("expenditures/*.html"))


def test_months_without_balances_and_months_with_nothing_else_say_so(rare: Built) -> None:
    first, *_ = months_table(page(rare, "expenditures/2024.html"))
    assert first[:5] == ["October 2024", "not published", "₩6,028,000", "not published", "not published"]
    for row in months_table(page(rare, "expenditures/2025.html")):
        assert row[2] == row[-1] == "not counted yet"


def months_table(found: Page) -> list[list[str]]:
    (table,) = classed(found.tree, "months")
    return [[text_of(cell) for cell in row] for row in _parts(table, "tbody")]
