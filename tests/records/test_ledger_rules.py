"""Every rule of the book with what breaks it, and the sentence that people then see."""

import unicodedata

import pytest

from plugins.records import closing_rules, ledger_rules, rules
from plugins.records.ledger_rules import LEDGER_RULES
from plugins.records.loading import Records
from plugins.records.tables import Rule, Tables
from plugins.site import Site
from tests.records.test_rules import Change, again, cells, load, messages, table, without

B24, B25 = "ledger/2024", "ledger/2025"

# Rows of the tiny site's book that the changes name.
GIVING, PAY, RENT, DOLLARS, LESSONS, SCHOOL, DECEMBER, FEES, DOLLAR_FEES, INSURANCE, CONCERT = range(11)
JANUARY, SHELTER, EURO_GRANT, FEBRUARY, FEBRUARY_PAY = range(5)
PERSON = "Hong Gildong (invented)"
FEW = "payments must be at least 5 for gifts and for what individuals or staff were paid; they are not"


def together(*changes: Change) -> Change:
    def change(site: Site) -> None:
        for one in changes:
            one(site)

    return change


def cut(name: str, row: int) -> Change:
    """A table without one of its rows."""
    return lambda site: table(site.data / f"{name}.csv", lambda rows: rows.pop(row))


def moved(row: int, name: str, to: str) -> Change:
    """A row taken out of one table and put at the end of another."""

    def change(site: Site) -> None:
        taken: list[dict[str, str]] = []
        table(site.data / f"{name}.csv", lambda rows: taken.append(rows.pop(row)))
        table(site.data / f"{to}.csv", lambda rows: rows.extend(taken))

    return change


YEN = {"currency": "JPY", "fx_date": "2025-02-14", "fx_source": "Invented rate (example)"}

BROKEN: list[tuple[Rule, Change, str]] = [
    (ledger_rules.entries_stand_in_the_file_of_their_year, moved(JANUARY, B25, B24), "month must be in the year of its file, 2024; it is 2025-01"),
    (ledger_rules.categories_go_with_their_direction, cells(B24, GIVING, category="salaries"), "category must be one for direction in; salaries is not"),
    (ledger_rules.categories_go_with_their_direction, cells(B24, PAY, category="event"), "category must be one for direction out; event is not"),
    (ledger_rules.spending_has_a_function_and_a_kind_of_payee, cells(B24, PAY, function=""), "function must be given for what went out; it is empty"),
    (ledger_rules.spending_has_a_function_and_a_kind_of_payee, cells(B24, PAY, payee_class=""), "payee_class must be given for what went out; it is empty"),
    (ledger_rules.spending_has_a_function_and_a_kind_of_payee, cells(B24, RENT, payee_class=""), "payee_class must be given for what went out; it is empty"),
    (ledger_rules.income_has_no_payee_and_no_function, cells(B24, CONCERT, payee=PERSON), "payee must be empty for what came in; it is not"),
    (ledger_rules.income_has_no_payee_and_no_function, cells(B24, CONCERT, payee_class="individual"), "payee_class must be empty for what came in; it is not"),
    (ledger_rules.income_has_no_payee_and_no_function, cells(B24, CONCERT, function="program"), "function must be empty for what came in; it is not"),
    (ledger_rules.income_has_no_payee_and_no_function, cells(B24, CONCERT, beneficiaries="9"), "beneficiaries must be empty for what came in; it is not"),
    (ledger_rules.only_organisations_are_named, cells(B24, PAY, payee=PERSON), "payee must be empty for payee_class staff; it is not"),
    (ledger_rules.only_organisations_are_named, cells(B24, LESSONS, payee=PERSON), "payee must be empty for payee_class individual; it is not"),
    (ledger_rules.people_are_told_of_in_groups, cells(B24, LESSONS, beneficiaries="4"), "beneficiaries must be empty or at least 5; it is not"),
    (ledger_rules.people_are_told_of_in_groups, cells(B24, LESSONS, beneficiaries="1"), "beneficiaries must be empty or at least 5; it is not"),
    (ledger_rules.people_are_told_of_in_groups, cells(B24, LESSONS, beneficiaries="0"), "beneficiaries must be empty or at least 5; it is not"),
    *((ledger_rules.rows_stand_for_several_gifts_or_payments_to_people, change, FEW) for change in (
        cells(B25, SHELTER, payee_class="individual"),
        cells(B24, PAY, payments="4"),
        cells(B24, LESSONS, payments="1"),
        cells(B24, GIVING, payments="4"),
        cells(B24, GIVING, category="bank-transfer", payments="4"),
        cells(B24, GIVING, category="card", payments="4"),
        cells(B24, DOLLARS, payments="1"),
    )),
    (ledger_rules.nobody_who_was_paid_for_a_rescue_is_named, cells(B25, SHELTER, payee="Example House (invented)"), "payee must be empty for the fund rescue; it is not"),
    (ledger_rules.nobody_who_was_paid_for_a_rescue_is_named, cells(B25, SHELTER, payee="홍길동"), "payee must be empty for the fund rescue; it is not"),
    *((ledger_rules.named_organisations_are_no_people, cells(B24, RENT, payee=name), "payee must be the name of an organisation; it may be that of a person")
      for name in ("홍길동", "홍 길동", "남궁길동", "홍길", "홍길원", "홍길국", unicodedata.normalize("NFD", "홍길동"))),
    (ledger_rules.sums_have_the_digits_of_their_currency, cells(B24, GIVING, amount="1200000.00"), "amount must have as many decimals as KRW has; it has not"),
    (ledger_rules.sums_have_the_digits_of_their_currency, cells(B24, DOLLARS, amount="100.5"), "amount must have as many decimals as USD has; it has not"),
    (ledger_rules.sums_have_the_digits_of_their_currency, cells("balances", 0, opening="5000000.0"), "opening must have as many decimals as KRW has; it has not"),
    (ledger_rules.sums_have_the_digits_of_their_currency, cells("balances", -1, closing="80"), "closing must have as many decimals as EUR has; it has not"),
    (ledger_rules.foreign_money_has_a_rate_and_won_have_none, cells(B24, DOLLARS, fx_rate=""), "fx_rate must be given for USD; it is empty"),
    (ledger_rules.foreign_money_has_a_rate_and_won_have_none, cells(B24, DOLLARS, fx_date=""), "fx_date must be given for USD; it is empty"),
    (ledger_rules.foreign_money_has_a_rate_and_won_have_none, cells(B24, DOLLARS, fx_source=""), "fx_source must be given for USD; it is empty"),
    (ledger_rules.foreign_money_has_a_rate_and_won_have_none, cells(B24, GIVING, fx_rate="1300"), "fx_rate must be empty for KRW; it is not"),
    (ledger_rules.rates_are_won_for_one_unit, cells(B24, DOLLARS, fx_rate="0.000714"), "fx_rate must be won for one USD, between 500 and 5000; it is upside down"),
    (ledger_rules.rates_are_won_for_one_unit, cells(B24, DOLLARS, fx_rate="14000"), "fx_rate must be won for one USD, between 500 and 5000; it is not"),
    (ledger_rules.rates_are_won_for_one_unit, cells(B25, EURO_GRANT, fx_rate="15.00255"), "fx_rate must be won for one EUR, between 500 and 5000; it is not"),
    (ledger_rules.rates_are_won_for_one_unit, cells(B25, FEBRUARY, **YEN, fx_rate="900"), "fx_rate must be won for one JPY, between 3 and 50; it is not"),
    (ledger_rules.rates_are_won_for_one_unit, cells(B25, FEBRUARY, **{**YEN, "currency": "ISK"}, fx_rate="9.8"), "currency must be one whose rates are known; ISK is not"),
    (ledger_rules.won_are_the_amount_at_its_rate, cells(B24, CONCERT, amount_krw="250001"), "amount_krw of 2024-12, fund campaign, must be the amount at its rate, 250,000 KRW; it is off by 1 KRW"),
    (ledger_rules.won_are_the_amount_at_its_rate, cells(B24, DOLLAR_FEES, amount_krw="14866"), "amount_krw of 2024-12, fund general, must be the amount at its rate, 14,867 KRW; it is off by -1 KRW"),
    (ledger_rules.projects_that_are_campaigns_exist, cells(B24, CONCERT, project_id="ca-2016-consert"), "project_id must be an id of data/campaigns.csv where it begins with ca-; it is not"),
    (closing_rules.balances_are_told_once, again("balances", -1), "2025-01, fund un in EUR, must have one balance; a row before has it"),
    (closing_rules.months_close, cells("balances", -1, closing="80.01"), "2025-01, fund un in EUR, must close: opening 0.00 + in 80.00 - out 0 = 80.00; the closing is off by 0.01 EUR"),
    (closing_rules.months_close, cut(B25, SHELTER), "2025-01, fund rescue in KRW, must close: opening 1,000,000 + in 0 - out 0 = 1,000,000; the closing is off by -400,000 KRW"),
    (closing_rules.months_close, cells(B25, JANUARY, amount="1350000", amount_krw="1350000"), "2025-01, fund general in KRW, must close: opening 6,465,000 + in 1,350,000 - out 0 = 7,815,000; the closing is off by -100,000 KRW"),
    (closing_rules.closings_carry_over, cells("balances", 12, opening="999000", closing="599000"), "2025-01, fund rescue in KRW, must open with the closing of 2024-12, 1,000,000 KRW; it is off by -1,000 KRW"),
    (closing_rules.closings_carry_over, without("balances", month="2024-12", fund="rescue"), "fund rescue in KRW must have a balance for every month; 2024-12 has none"),
    (closing_rules.funds_begin_and_end_with_nothing, cells("balances", -1, opening="5.00", closing="85.00"), "2025-01, fund un in EUR, must open with 0, because no balance stands before it; it is off by 5.00 EUR"),
    (closing_rules.funds_begin_and_end_with_nothing, without("balances", month="2025-01", fund="education"), "2024-12, fund education in KRW, must close with 0, because no balance stands after it; it is off by 200,000 KRW"),
    (closing_rules.closed_months_have_balances, cells(B25, FEBRUARY, status="closed"), "2025-02, fund general in KRW, must have a balance, because its status is closed; it has none"),
    (closing_rules.closed_months_have_balances, without("balances", fund="un"), "2025-01, fund un in EUR, must have a balance, because its status is closed; it has none"),
    (closing_rules.campaign_funds_are_in_the_ledger, cells(B24, CONCERT, project_id="ca-2016-concert"), "funds must be the sum of its rows in data/ledger, 250,000 KRW; it is off by 400,000 KRW"),
    (closing_rules.filings_are_told_once, again("filings", 0), "form must stand once for 2024; a row before has it"),
    (closing_rules.filed_totals_are_the_books_or_say_why, cells("filings", 0, reason_en="", reason_ko="", reason_fr=""), "total_out of 2024 must be that of the ledger, 1,349,867 KRW, or reason say why not; it is off by -14,867 KRW"),
    (closing_rules.filed_totals_are_the_books_or_say_why, cells("filings", 0, total_in="3390701", total_out="1349867", reason_en="", reason_ko="", reason_fr=""), "total_in of 2024 must be that of the ledger, 3,390,700 KRW, or reason say why not; it is off by 1 KRW"),
]  # fmt: skip

ACCEPTED: list[Change] = [
    cells(B24, LESSONS, beneficiaries=""),
    cells(B24, LESSONS, beneficiaries="5"),
    cells(B25, SHELTER, payee_class="individual", payments="5"),
    *(cells(B24, RENT, payee=name) for name in ("통일부", "우체국", "국세청", "예시재단", "예시은행", "주식회사 예시", "(주)예시", "가상의 예시 인쇄소", "Example House")),
    cells(B24, RENT, payee=""),
    cells(B25, FEBRUARY, status="provisional"),
    cells(B24, CONCERT, project_id="ca-2016-street"),
    together(cells(B24, CONCERT, project_id="ca-2016-concert"), cells("campaigns", 1, funds="250000")),
    together(cells(B24, CONCERT, project_id="ca-2016-concert"), cells("campaigns", 1, funds="900.00", funds_currency="USD")),
    cells("filings", 0, total_out="1349867", reason_en="", reason_ko="", reason_fr=""),
    cells("filings", 0, reason_en="", reason_fr=""),
    cells("filings", 0, year="2019", reason_en="", reason_ko="", reason_fr=""),
    cells(B25, FEBRUARY, **YEN, fx_rate="9.12", amount="138158", amount_krw="1260001"),
    without("filings", year="2024"),
    # A month that is provisional may wait for the balances of some of its funds.
    lambda site: table(site.data / "balances.csv", lambda rows: rows.append({"month": "2025-02", "fund": "general", "currency": "KRW", "opening": "7715000", "closing": "8325000"})),
    lambda site: table(site.data / "balances.csv", lambda rows: rows.reverse()),
    lambda site: table(site.data / f"{B24}.csv", lambda rows: rows.reverse()),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "change", "message"), BROKEN)
def test_what_breaks_a_rule_is_told_once_and_nothing_is_loaded(
    checked_site: Site, rule: Rule, change: Change, message: str
) -> None:
    found, problems = load(checked_site, change)
    assert [problem.message for problem in problems] == [message]
    assert found == Records()
    assert problems[0].fix
    assert problems[0].line


@pytest.mark.parametrize(("rule", "change", "message"), BROKEN)
def test_no_other_rule_tells_it(
    checked_site: Site, rule: Rule, change: Change, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "RULES", tuple(other for other in rules.RULES if other is not rule))
    assert messages(checked_site, change) == []


@pytest.mark.parametrize("rule", LEDGER_RULES)
def test_every_rule_says_why_it_is_there_and_is_tested_here(rule: Rule) -> None:
    assert (rule.__doc__ or "").strip()
    assert rule in [tested for tested, _, _ in BROKEN]


def test_every_function_that_finds_something_is_a_rule() -> None:
    defined = {
        name
        for module in (ledger_rules, closing_rules)
        for name, found in vars(module).items()
        if getattr(found, "__module__", "") == module.__name__
        and getattr(found, "__annotations__", {}).get("tables") is Tables
        and not name.startswith("_")
    }
    assert defined == {rule.__name__ for rule in LEDGER_RULES}
    assert set(LEDGER_RULES) <= set(rules.RULES)


@pytest.mark.parametrize("change", ACCEPTED)
def test_what_keeps_the_rules_is_accepted(checked_site: Site, change: Change) -> None:
    assert messages(checked_site, change) == []


@pytest.mark.parametrize("row", range(11))
def test_a_row_that_is_lost_is_missed(checked_site: Site, row: int) -> None:
    """Whichever row of a closed month is taken out, its month does not close."""
    assert [said for said in messages(checked_site, cut(B24, row)) if "must close: " in said]


@pytest.mark.parametrize("row", range(11))
def test_a_row_that_is_doubled_is_refused(checked_site: Site, row: int) -> None:
    said = messages(checked_site, again(B24, row))
    assert any("id must be unique" in message for message in said)
    assert any("must close: " in message for message in said)


def test_one_id_in_two_years_is_doubled(checked_site: Site) -> None:
    _, (problem,) = load(checked_site, cells(B25, FEBRUARY_PAY, id="le-2024-12-05"))
    assert (problem.path, problem.line, problem.message) == (
        "data/ledger/2025.csv", 6, "id must be unique; 'le-2024-12-05' stands before",
    )  # fmt: skip


@pytest.mark.parametrize(
    "values", [{"payee": PERSON}, {"payee": PERSON, "payee_class": "individual"}, {"payee_class": PERSON}, {"fund": PERSON},
               {"month": PERSON}, {"amount": PERSON}, {"evidence": PERSON}, {"id": PERSON}, {"project_id": PERSON}, {"payments": PERSON},
               {"currency": PERSON}, {"fx_date": PERSON}, {"beneficiaries": "3"}, {"beneficiaries": f"3 {PERSON}"}]
)  # fmt: skip
def test_no_message_says_what_stood_in_a_cell_of_the_book(checked_site: Site, values: dict[str, str]) -> None:
    _, problems = load(checked_site, cells(B24, PAY, **values))
    assert problems
    for problem in problems:
        assert "Gildong" not in str(problem)
        assert "'3'" not in str(problem)
        assert "Write 3" not in str(problem)


@pytest.mark.parametrize("row", [RENT, INSURANCE])
def test_no_message_says_which_korean_name_stood_in_the_book(checked_site: Site, row: int) -> None:
    _, (problem,) = load(checked_site, cells(B24, row, payee="홍길동"))
    assert "길동" not in str(problem)


def test_no_message_says_who_was_paid_for_a_rescue(checked_site: Site) -> None:
    _, (problem,) = load(checked_site, cells(B25, SHELTER, payee=PERSON))
    assert "Gildong" not in str(problem)


def test_no_message_says_what_stood_in_a_row_without_its_header(checked_site: Site) -> None:
    path = checked_site.data / "ledger" / "2024.csv"
    _, *rows = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(rows).replace("2024-11,in", PERSON + ",in"), "utf-8")
    _, problems = load(checked_site)
    assert problems
    assert not any("Gildong" in str(problem) for problem in problems)


def test_sums_are_not_compared_when_a_row_is_wrong_itself(checked_site: Site) -> None:
    assert messages(checked_site, cells(B24, PAY, amount="1.234.500")) == [
        "amount must be a sum in digits, with a point before cents and no separator, sign or symbol; it is not"
    ]


def test_balances_are_not_compared_when_one_is_wrong_itself(checked_site: Site) -> None:
    assert messages(checked_site, cells("balances", 6, opening="-120.50")) == [
        "opening must be a sum in digits, with a point before cents and no separator, sign or symbol; it is '-120.50'"
    ]
