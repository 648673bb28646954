"""`data/ledger/YYYY.csv`: the account book. What came in and what went out, one file per year."""

from typing import Annotated, ClassVar, Literal

from plugins.messages import say
from plugins.records.cells import Count, Currency, Slug, Text, Words, formed
from plugins.records.money import Day, HowMany, Month, Price, Rate, Won
from plugins.records.validation import Record

Direction = Literal["in", "out"]
Fund = Literal["general", "education", "rescue", "un", "campaign", "grant"]
Function = Literal["program", "admin", "fundraising"]
PayeeClass = Literal["organisation", "individual", "staff", "government"]
Scope = Literal["domestic", "overseas"]
# From the weakest to the strongest; a year is as strong as the weakest of its months.
Status = Literal["provisional", "closed", "audited"]

# In the order in which pages and charts show them.
Category = Literal[
    "monthly-debit",
    "bank-transfer",
    "card",
    "one-off",
    "grant",
    "event",
    "other",
    "salaries",
    "severance",
    "social-insurance",
    "rent",
    "programmes",
    "welfare",
    "office",
    "payment-fees",
]
CATEGORIES: tuple[str, ...] = Category.__args__  # type: ignore[attr-defined]
INCOME = CATEGORIES[:7]
SPENDING = CATEGORIES[7:]
FUNDS: tuple[str, ...] = Fund.__args__  # type: ignore[attr-defined]
FUNCTIONS: tuple[str, ...] = Function.__args__  # type: ignore[attr-defined]
STATUSES: tuple[str, ...] = Status.__args__  # type: ignore[attr-defined]
PAYEE_CLASSES: tuple[str, ...] = PayeeClass.__args__  # type: ignore[attr-defined]
NAMED: tuple[PayeeClass, ...] = ("organisation", "government")
GIFTS: tuple[Category, ...] = ("monthly-debit", "bank-transfer", "card", "one-off")

# As PSCORE's own statements have called them; other categories have no Korean original.
KOREAN = {
    "monthly-debit": "CMS회비",
    "bank-transfer": "자동이체회비",
    "one-off": "후원금",
    "grant": "외부지원금",
    "other": "잡수입",
    "salaries": "급여",
    "severance": "퇴직금 적립",
    "social-insurance": "4대보험",
    "rent": "임차·관리비",
    "programmes": "사업비",
    "welfare": "복리후생비",
    "office": "운영비",
}


class Entry(Record):
    """One kind of money that came in or went out in a month: `payments` gifts or payments that make up `amount`.

    `payee` names an organisation or an authority, never a person; who gave is never told. `amount_krw` is the amount at
    `fx_rate` in whole won. `beneficiaries` are people; fewer than five are never told, nor fewer than five gifts or
    payments to people.
    """

    # A cell may hold a name that belongs nowhere: messages never say what was found.
    quiet: ClassVar[bool] = True

    # Digits only: an id is told in messages, and is no place for a name.
    id: Annotated[
        str, formed(r"le-[0-9]{4}-[0-9]{2}-[0-9]{2,4}", say("an id such as %(example)s", example="le-2025-01-07"))
    ]
    month: Month
    direction: Direction
    fund: Fund
    category: Category
    function: Function | None
    project_id: Slug | None
    payee_class: PayeeClass | None
    payee: Text | None
    purpose: Words
    payments: HowMany
    beneficiaries: Count | None
    scope: Scope
    amount: Price
    currency: Currency
    fx_rate: Rate | None
    fx_date: Day | None
    fx_source: Text | None
    amount_krw: Won
    channel: Literal["cms", "bank", "card", "paypal", "stripe", "cash", "other"]
    status: Status
    evidence: Annotated[str, formed(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", say("the number of a voucher"))] | None

    @property
    def year(self) -> str:
        return self.month[:4]
