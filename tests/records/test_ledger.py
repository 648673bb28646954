"""The cells of the book, and how its files are read."""

import csv
import io
from decimal import Decimal

import pytest

from plugins.records.ledger import CATEGORIES, GIFTS, INCOME, KOREAN, SPENDING, Entry
from plugins.records.loading import Records, records
from plugins.records.mending import mend
from plugins.records.money import RATES, has_all_digits, won
from plugins.site import Site
from tests import example_ledger
from tests.records.test_ledger_rules import B24, B25, DOLLARS, GIVING, RENT
from tests.records.test_rules import cells, load, messages
from tests.sites import ROOT, TINY

SUM = "amount must be a sum in digits, with a point before cents and no separator, sign or symbol; it is not"
WHOLE = "amount_krw must be whole won in digits, without separator, sign, symbol or decimals; it is not"
RATE = "fx_rate must be a rate in digits, won for one unit of the currency, such as 1305.40; it is not"
COUNT = "payments must be a whole number, digits only, without separator, sign or word; it is not"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"amount": "1.234.500"}, SUM),
        ({"amount": "1,234,500"}, SUM),
        ({"amount": "1 234 500"}, SUM),
        ({"amount": "-1200000"}, SUM),
        ({"amount": "+1200000"}, SUM),
        ({"amount": "₩1200000"}, SUM),
        ({"amount": "1200000원"}, SUM),
        ({"amount": "120만"}, SUM),
        ({"amount": "1.2e6"}, SUM),
        ({"amount": "NaN"}, SUM),
        ({"amount": "Infinity"}, SUM),
        ({"amount": "０１２"}, SUM),
        ({"amount": "٣"}, SUM),
        ({"amount": "1_000"}, SUM),
        ({"amount": "01200000"}, SUM),
        ({"amount": "1200000."}, SUM),
        ({"amount": ".5"}, SUM),
        ({"amount": "9999999999999"}, SUM),
        ({"amount": "100 USD"}, SUM),
        ({"amount": "0"}, "amount must be more than 0; it is not"),
        ({"amount": "0.00"}, "amount must be more than 0; it is not"),
        ({"amount": ""}, "amount must be given; it is empty"),
        ({"amount_krw": "1200000.0"}, WHOLE),
        ({"amount_krw": "1.200.000"}, WHOLE),
        ({"amount_krw": "0"}, "amount_krw must be more than 0; it is not"),
        ({"currency": "KRW USD"}, "currency must be a currency in three capital letters (ISO 4217), such as KRW; it is not"),
        ({"currency": "KRW/USD"}, "currency must be a currency in three capital letters (ISO 4217), such as KRW; it is not"),
        ({"currency": "won"}, "currency must be a currency in three capital letters (ISO 4217), such as KRW; it is not"),
        ({"currency": ""}, "currency must be given; it is empty"),
        ({"fx_rate": "0"}, "fx_rate must be more than 0; it is not"),
        ({"fx_rate": "0.0"}, "fx_rate must be more than 0; it is not"),
        ({"fx_rate": "-1300"}, RATE),
        ({"fx_rate": "1,300.5"}, RATE),
        ({"fx_rate": "1300/1"}, RATE),
        ({"fx_date": "2024-11"}, "fx_date must be a day as YYYY-MM-DD; it is not"),
        ({"fx_date": "2024-02-30"}, "fx_date must be a day as YYYY-MM-DD; it is not"),
        ({"month": "2024"}, "month must be a month as YYYY-MM; it is not"),
        ({"month": "2024-13"}, "month must be a month as YYYY-MM; it is not"),
        ({"month": "2024-11-02"}, "month must be a month as YYYY-MM; it is not"),
        ({"direction": "both"}, "direction must be one of the known values; it is not"),
        ({"fund": "genral"}, "fund must be one of the known values; it is not"),
        ({"category": "gifts"}, "category must be one of the known values; it is not"),
        ({"status": "final"}, "status must be one of the known values; it is not"),
        ({"channel": "bitcoin"}, "channel must be one of the known values; it is not"),
        ({"payments": "0"}, "payments must be at least 1; it is not"),
        ({"payments": "1,200"}, COUNT),
        ({"purpose_en": "", "purpose_ko": "", "purpose_fr": ""}, "purpose must be filled in one language at least; it is empty"),
        ({"id": "le-2024-11-gildong"}, "id must be an id such as le-2025-01-07; it is not"),
        ({"evidence": "see the letter"}, "evidence must be the number of a voucher; it is not"),
    ],
)  # fmt: skip
def test_what_is_no_money_is_refused(checked_site: Site, values: dict[str, str], message: str) -> None:
    assert messages(checked_site, cells(B24, GIVING, **values)) == [message]


def test_a_wrong_word_is_answered_with_the_right_ones(checked_site: Site) -> None:
    _, (problem,) = load(checked_site, cells(B24, GIVING, fund="genral"))
    assert problem.fix == "Known: campaign, education, general, grant, rescue, un."


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("balances", {"month": "2024"}, "month must be a month as YYYY-MM; it is '2024'"),
        ("balances", {"fund": "school"}, "fund must be one of the known values; it is 'school'"),
        ("balances", {"closing": "1.234.500"}, "closing must be a sum in digits, with a point before cents and no separator, sign or symbol; it is '1.234.500'"),
        ("filings", {"year": "24"}, "year must be a year as YYYY; it is '24'"),
        ("filings", {"total_in": "1,000"}, "total_in must be whole won in digits, without separator, sign, symbol or decimals; it is '1,000'"),
        ("filings", {"filed_on": "2025"}, "filed_on must be a day as YYYY-MM-DD; it is '2025'"),
        ("filings", {"authority": ""}, "authority must be given; it is empty"),
    ],
)  # fmt: skip
def test_a_wrong_balance_or_filing_is_told_with_what_is_there(
    checked_site: Site, name: str, values: dict[str, str], message: str
) -> None:
    assert messages(checked_site, cells(name, 0, **values)) == [message]


def test_the_digits_of_a_sum_are_kept(checked_site: Site) -> None:
    found, problems = load(checked_site)
    assert problems == []
    (dollars,) = [entry for entry in found.ledger if entry.id == "le-2024-11-04"]
    assert str(dollars.amount) == "100.50"
    assert isinstance(dollars.amount_krw, Decimal)


def test_all_years_are_one_dataset_in_the_order_of_months(checked_site: Site) -> None:
    found, _ = load(checked_site)
    assert len(found.ledger) == 16
    assert [entry.month for entry in found.ledger] == sorted(entry.month for entry in found.ledger)
    assert {entry.year for entry in found.ledger} == {"2024", "2025"}


def test_a_problem_stands_in_the_file_and_line_of_its_row(checked_site: Site) -> None:
    _, problems = load(checked_site, cells(B25, 1, amount="x"), cells(B24, RENT, amount="x"))
    assert [(problem.path, problem.line) for problem in sorted(problems)] == [
        ("data/ledger/2024.csv", 4),
        ("data/ledger/2025.csv", 3),
    ]


def test_what_a_rule_finds_stands_in_the_file_and_line_of_its_row(checked_site: Site) -> None:
    _, (problem,) = load(checked_site, cells(B25, 4, function=""))
    assert (problem.path, problem.line) == ("data/ledger/2025.csv", 6)
    header = (checked_site.data / "ledger" / "2025.csv").read_text("utf-8").split("\n")[0].split(",")
    assert header[problem.column - 1] == "function"


def test_a_year_that_cannot_be_read_is_one_problem_and_the_others_are_still_read(checked_site: Site) -> None:
    (checked_site.data / "ledger" / "2024.csv").write_text("")
    _, problems = load(checked_site, cells(B25, 0, amount="x"))
    assert {problem.path for problem in problems} == {"data/ledger/2024.csv", "data/ledger/2025.csv"}
    assert [problem.message for problem in problems if problem.path.endswith("2025.csv")] == [SUM]


@pytest.mark.parametrize("name", ["ledger/2024.csv", "balances.csv"])
def test_sums_are_not_compared_when_a_file_cannot_be_read(checked_site: Site, name: str) -> None:
    (checked_site.data / name).write_text("")
    _, problems = load(checked_site)
    assert {problem.path for problem in problems} == {f"data/{name}"}


@pytest.mark.parametrize("name", ["ledger/2024.csv", "balances.csv"])
def test_sums_are_not_compared_when_a_row_has_too_few_cells(checked_site: Site, name: str) -> None:
    path = checked_site.data / name
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines[:2], lines[2].rpartition(",")[0], *lines[3:]]), "utf-8")
    (message,) = messages(checked_site)
    assert message.startswith("the row must have ")


@pytest.mark.parametrize("name", ["2024-copy.csv", "2024.csv.bak", "notes.md", "24.csv", "２０２４.csv"])
def test_only_tables_of_years_lie_in_the_folder(checked_site: Site, name: str) -> None:
    (checked_site.data / "ledger" / name).write_text("x")
    _, (problem,) = load(checked_site)
    assert (problem.path, problem.message) == (
        f"data/ledger/{name}", "the file must be the table of a year; it is not",
    )  # fmt: skip


@pytest.mark.parametrize("name", [".DS_Store", ".~lock.2024.csv#", "~$2024.csv", "Thumbs.db"])
def test_what_a_file_manager_or_an_open_spreadsheet_left_behind_is_not_read(checked_site: Site, name: str) -> None:
    (checked_site.data / "ledger" / name).write_text("x")
    assert messages(checked_site) == []


def test_a_year_may_not_be_a_link(checked_site: Site) -> None:
    (checked_site.data / "ledger" / "2023.csv").symlink_to(checked_site.data / "ledger" / "2024.csv")
    assert messages(checked_site) == ["the file must be the table of a year; it is not"]


def test_a_ledger_without_years_is_told(checked_site: Site) -> None:
    for path in (checked_site.data / "ledger").iterdir():
        path.unlink()
    assert messages(checked_site) == ["the folder must hold a file per year; it holds none"]
    (checked_site.data / "ledger").rmdir()
    assert messages(checked_site) == ["the folder must hold a file per year; it holds none"]


@pytest.mark.parametrize("encoding", ["cp949", "utf-8-sig"])
def test_a_year_that_a_spreadsheet_saved_is_the_same_after_mending(checked_site: Site, encoding: str) -> None:
    path = checked_site.data / "ledger" / "2025.csv"
    before, _ = load(checked_site)
    text = path.read_text("utf-8").replace("é", "e").replace("è", "e").replace("É", "E")
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    assert mend(checked_site.data) == ["ledger/2025.csv"]
    after, problems = load(checked_site)
    assert problems == []
    assert [(entry.id, entry.amount_krw) for entry in after.ledger] == [
        (entry.id, entry.amount_krw) for entry in before.ledger
    ]


def test_a_byte_order_mark_is_read(checked_site: Site) -> None:
    path = checked_site.data / "ledger" / "2025.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert messages(checked_site) == []


@pytest.mark.parametrize(
    ("amount", "rate", "worth"),
    [("10.25", "1450.40", "14867"), ("0.01", "1350.00", "14"), ("80.00", "1500.255", "120020"), ("1.00", "1300.5", "1301"),
     ("1.00", "1300.499999", "1300"), ("3.00", "1300.5", "3902"), ("999999999999.99", "4999.999999", "4999999998999950")],
)  # fmt: skip
def test_half_a_won_is_rounded_up(amount: str, rate: str, worth: str) -> None:
    assert won(Decimal(amount), Decimal(rate)) == Decimal(worth)


@pytest.mark.parametrize(
    ("amount", "currency", "right"),
    [("1", "KRW", True), ("1.0", "KRW", False), ("1.00", "USD", True), ("1", "USD", False), ("1.000", "EUR", False), ("7", "JPY", True)],
)  # fmt: skip
def test_a_sum_has_exactly_the_digits_of_its_currency(amount: str, currency: str, right: bool) -> None:
    assert has_all_digits(Decimal(amount), currency) is right


@pytest.mark.parametrize("currency", RATES)
def test_no_plausible_rate_is_plausible_upside_down(currency: str) -> None:
    least, most = RATES[currency]
    assert not least <= 1 / most <= most
    assert not least <= 1 / least <= most


def test_every_category_came_in_or_went_out() -> None:
    assert INCOME + SPENDING == CATEGORIES
    assert (INCOME[-1], SPENDING[0]) == ("other", "salaries")
    assert set(KOREAN) <= set(CATEGORIES)


@pytest.fixture(scope="module")
def real() -> Records:
    return records(Site(ROOT), [])


def test_the_example_is_what_its_script_writes(checked_site: Site) -> None:
    """After a change to the script: python -m tests.example_ledger."""
    folder = checked_site.root / "made"
    example_ledger.write(folder)
    for path in folder.rglob("*.csv"):
        assert path.read_bytes() == (ROOT / "data" / path.relative_to(folder)).read_bytes(), path.name


def test_the_example_says_that_it_is_one(real: Records) -> None:
    assert {real.states[name] for name in ("ledger", "balances", "filings")} == {"example"}
    for entry in real.ledger:
        assert entry.payee is None or entry.payee.endswith("(invented)")
        assert entry.evidence is None or entry.evidence.startswith("EX-")
        assert entry.project_id is None or entry.project_id.startswith("example-")
    assert all("invented" in filing.authority for filing in real.filings)


def test_no_row_of_the_example_tells_of_fewer_than_five_gifts_or_of_who_is_paid_for_a_rescue(real: Records) -> None:
    for entry in real.ledger:
        if entry.category in GIFTS or entry.payee_class in ("individual", "staff"):
            assert entry.payments >= 5, entry.id
        assert entry.fund != "rescue" or entry.payee is None, entry.id


def test_no_invented_money_belongs_to_a_campaign(real: Records) -> None:
    campaigns = {campaign.id for campaign in real.campaigns}
    assert campaigns.isdisjoint(entry.project_id for entry in real.ledger)


@pytest.mark.parametrize("root", [ROOT, TINY])
def test_the_columns_stand_in_the_order_of_the_model(root: type[object]) -> None:
    for path in sorted((Site(root).data / "ledger").glob("*.csv")):  # type: ignore[arg-type]
        (header, *_) = csv.reader(io.StringIO(path.read_text("utf-8")))
        stems = dict.fromkeys(name.removesuffix("_en").removesuffix("_ko").removesuffix("_fr") for name in header)
        assert list(stems) == list(Entry.model_fields)


def test_the_dollars_of_the_tiny_book_are_worth_what_it_says(checked_site: Site) -> None:
    assert messages(checked_site, cells(B24, DOLLARS, fx_rate="1400.004976")) == [
        "amount_krw of 2024-11, fund general, must be the amount at its rate, 140,701 KRW; it is off by -1 KRW"
    ]
