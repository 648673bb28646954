"""What must hold for the account book, row by row: each rule is one function, and LEDGER_RULES is the specification.

What a row says of a payee is never repeated: it may be a person's name.
"""

import re
import unicodedata
from decimal import Decimal
from pathlib import PurePosixPath

from plugins.messages import say
from plugins.records.closing_rules import CLOSING_RULES
from plugins.records.ledger import FUNCTIONS, GIFTS, INCOME, NAMED, PAYEE_CLASSES, SPENDING
from plugins.records.money import RATES, WON, has_all_digits, won, written
from plugins.records.tables import Finding, Findings, Rule, Tables

FEWEST = 5  # people of whom a group may be told
NAME = re.compile(r"[가-힣]{2,4}")  # as long as a Korean name
ORGANISATION = re.compile(r"(재단|협회|은행|인쇄|대학|센터|주식회사|법인|사|원|청|부|국)$")
# Given names end in 원 and 국 too; after one of the most common surnames they are taken for names.
PERSON = re.compile(r"[김이박최정강조윤장임한오서신권황안송전홍][가-힣][원국]")


def entries_stand_in_the_file_of_their_year(tables: Tables) -> Findings:
    """The file of a year is the book of that year: what stands elsewhere would be missed when it is audited."""
    for number, entry in tables.ledger.rows:
        stem = PurePosixPath(tables.ledger.files[number]).stem
        if entry.year != stem:
            message = say(
                "month must be in the year of its file, %(year)s; it is %(month)s", year=stem, month=entry.month
            )
            fix = say("Move the row to data/ledger/%(year)s.csv, or mend the month.", year=entry.year)
            yield Finding("ledger", (number, "month"), message, fix)


def categories_go_with_their_direction(tables: Tables) -> Findings:
    """Money that came in is of another kind than money that went out."""
    for number, entry in tables.ledger.rows:
        known = INCOME if entry.direction == "in" else SPENDING
        if entry.category not in known:
            message = say(
                "category must be one for direction %(direction)s; %(category)s is not",
                direction=entry.direction,
                category=entry.category,
            )
            fix = say("Known: %(choices)s.", choices=", ".join(known))
            yield Finding("ledger", (number, "category"), message, fix)


def spending_has_a_function_and_a_kind_of_payee(tables: Tables) -> Findings:
    """Without them nobody can say what a won did."""
    for number, entry in tables.ledger.rows:
        if entry.direction == "out" and entry.function is None:
            message = say("function must be given for what went out; it is empty")
            fix = say("Known: %(choices)s.", choices=", ".join(FUNCTIONS))
            yield Finding("ledger", (number, "function"), message, fix)
        if entry.direction == "out" and entry.payee_class is None:
            message = say("payee_class must be given for what went out; it is empty")
            fix = say("Known: %(choices)s.", choices=", ".join(PAYEE_CLASSES))
            yield Finding("ledger", (number, "payee_class"), message, fix)


def income_has_no_payee_and_no_function(tables: Tables) -> Findings:
    """Who gave is never told, so where money came in the columns about who was paid stay empty."""
    for number, entry in tables.ledger.rows:
        for field in ("function", "payee_class", "payee", "beneficiaries"):
            if entry.direction == "in" and getattr(entry, field) is not None:
                message = say("%(field)s must be empty for what came in; it is not", field=field)
                fix = say("Empty the cell. Donors are never named.")
                yield Finding("ledger", (number, field), message, fix)


def only_organisations_are_named(tables: Tables) -> Findings:
    """A person who was paid is never named, whether staff, speaker or somebody who was helped."""
    for number, entry in tables.ledger.rows:
        if entry.direction == "out" and entry.payee is not None and entry.payee_class not in (*NAMED, None):
            message = say("payee must be empty for payee_class %(kind)s; it is not", kind=entry.payee_class)
            fix = say(
                "Empty the cell: people are never named. If git has seen a name, tell whoever keeps the repository."
            )
            yield Finding("ledger", (number, "payee"), message, fix)


def nobody_who_was_paid_for_a_rescue_is_named(tables: Tables) -> Findings:
    """Whoever shelters or leads people is in danger by it, an organisation as well."""
    for number, entry in tables.ledger.rows:
        if entry.fund == "rescue" and entry.payee is not None and entry.payee_class in NAMED:
            message = say("payee must be empty for the fund rescue; it is not")
            fix = say("Empty the cell. If git has seen a name, tell whoever keeps the repository.")
            yield Finding("ledger", (number, "payee"), message, fix)


def named_organisations_are_no_people(tables: Tables) -> Findings:
    """A Korean name of a person, booked as an organisation by mistake; a name in another script needs a human check."""
    for number, entry in tables.ledger.rows:
        if entry.payee is None or entry.payee_class not in NAMED or entry.fund == "rescue":
            continue
        name = re.sub(r"\s", "", unicodedata.normalize("NFC", entry.payee))
        if NAME.fullmatch(name) and (PERSON.fullmatch(name) or not ORGANISATION.search(name)):
            message = say("payee must be the name of an organisation; it may be that of a person")
            fix = say(
                "Empty the cell if it is a person. Write the organisation's name in full, such as %(example)s.",
                example="주식회사 … / … 재단",
            )
            yield Finding("ledger", (number, "payee"), message, fix)


def people_are_told_of_in_groups(tables: Tables) -> Findings:
    """Of fewer than five people helped, somebody could be known."""
    for number, entry in tables.ledger.rows:
        if entry.beneficiaries is not None and entry.beneficiaries < FEWEST:
            message = say("beneficiaries must be empty or at least %(fewest)s; it is not", fewest=FEWEST)
            yield Finding("ledger", (number, "beneficiaries"), message, say("Empty the cell."))


def rows_stand_for_several_gifts_or_payments_to_people(tables: Tables) -> Findings:
    """One gift, or one person's pay, in a row of its own tells of somebody; foreign money is shown row by row."""
    for number, entry in tables.ledger.rows:
        of_people = entry.category in GIFTS or entry.payee_class in ("individual", "staff")
        if of_people and entry.payments < FEWEST:
            message = say(
                "payments must be at least %(fewest)s for gifts and for what individuals or staff were paid; they are not",
                fewest=FEWEST,
            )
            fix = say("Put the row together with another one of this month and fund.")
            yield Finding("ledger", (number, "payments"), message, fix)


def sums_have_the_digits_of_their_currency(tables: Tables) -> Findings:
    """A won has no cents, and 10.5 dollars may be 10.50 or a slip for 105."""
    for dataset, fields in (("ledger", ("amount",)), ("balances", ("opening", "closing"))):
        for number, record in getattr(tables, dataset).rows:
            for field in fields:
                if not has_all_digits(getattr(record, field), record.currency):
                    message = say(
                        "%(field)s must have as many decimals as %(currency)s has; it has not",
                        field=field,
                        currency=record.currency,
                    )
                    fix = say("KRW has none: 12500. USD and EUR have two: 12.50.")
                    yield Finding(dataset, (number, field), message, fix)


def foreign_money_has_a_rate_and_won_have_none(tables: Tables) -> Findings:
    """A reader can compute every sum again; a row holds one currency, and the won that it was worth."""
    for number, entry in tables.ledger.rows:
        for field in ("fx_rate", "fx_date", "fx_source"):
            given = getattr(entry, field) is not None
            if given and entry.currency == WON:
                message = say("%(field)s must be empty for KRW; it is not", field=field)
                fix = say("Empty the cell, or write the currency in which the money came.")
                yield Finding("ledger", (number, field), message, fix)
            elif not given and entry.currency != WON:
                message = say(
                    "%(field)s must be given for %(currency)s; it is empty", field=field, currency=entry.currency
                )
                fix = say("Write the rate of the day, the day, and who published it.")
                yield Finding("ledger", (number, field), message, fix)


def rates_are_won_for_one_unit(tables: Tables) -> Findings:
    """An exchange rate turned upside down makes a million of a gift, or nothing."""
    for number, entry in tables.ledger.rows:
        if entry.fx_rate is None or entry.currency == WON:
            continue
        if entry.currency not in RATES:
            message = say("currency must be one whose rates are known; %(currency)s is not", currency=entry.currency)
            yield Finding("ledger", (number, "currency"), message, say("Add its rates to plugins/records/money.py."))
        elif not _is_plausible(entry.fx_rate, entry.currency):
            least, most = RATES[entry.currency]
            upside_down = least <= 1 / entry.fx_rate <= most
            message = say(
                "fx_rate must be won for one %(currency)s, between %(least)s and %(most)s; it is %(wrong)s",
                currency=entry.currency,
                least=least,
                most=most,
                wrong=say("upside down") if upside_down else say("not"),
            )
            yield Finding(
                "ledger", (number, "fx_rate"), message, say("Write how many won one unit was worth that day.")
            )


def won_are_the_amount_at_its_rate(tables: Tables) -> Findings:
    """`amount_krw` is rounded once, per row, half a won up; every total is a sum of these and loses nothing."""
    for number, entry in tables.ledger.rows:
        rate = Decimal(1) if entry.currency == WON else entry.fx_rate
        plausible = rate is not None and (entry.currency == WON or _is_plausible(rate, entry.currency))
        if rate is None or not plausible or not has_all_digits(entry.amount, entry.currency):
            continue
        right = won(entry.amount, rate)
        if entry.amount_krw != right:
            message = say(
                "amount_krw of %(month)s, fund %(fund)s, must be the amount at its rate, %(right)s; it is off by %(off)s",
                month=entry.month,
                fund=entry.fund,
                right=written(right, WON),
                off=written(entry.amount_krw - right, WON),
            )
            yield Finding("ledger", (number, "amount_krw"), message, say("Mend it, the amount or the rate."))


def projects_that_are_campaigns_exist(tables: Tables) -> Findings:
    """A project that begins with ca- is a campaign, and its page shows the money."""
    for number, entry in tables.ledger.rows:
        project = entry.project_id
        if project and project.startswith("ca-") and not tables.campaigns.has(project):
            message = say("project_id must be an id of data/campaigns.csv where it begins with ca-; it is not")
            yield Finding(
                "ledger", (number, "project_id"), message, say("Mend the id, or begin it with something else.")
            )


def _is_plausible(rate: Decimal, currency: str) -> bool:
    least, most = RATES.get(currency, (Decimal(0), Decimal(0)))
    return least <= rate <= most


LEDGER_RULES: tuple[Rule, ...] = (
    entries_stand_in_the_file_of_their_year,
    categories_go_with_their_direction,
    spending_has_a_function_and_a_kind_of_payee,
    income_has_no_payee_and_no_function,
    only_organisations_are_named,
    nobody_who_was_paid_for_a_rescue_is_named,
    named_organisations_are_no_people,
    people_are_told_of_in_groups,
    rows_stand_for_several_gifts_or_payments_to_people,
    sums_have_the_digits_of_their_currency,
    foreign_money_has_a_rate_and_won_have_none,
    rates_are_won_for_one_unit,
    won_are_the_amount_at_its_rate,
    projects_that_are_campaigns_exist,
    *CLOSING_RULES,
)
