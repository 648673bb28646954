"""An account book of an organisation that does not exist, for the example datasets: `python -m tests.example_ledger`.

Every sum, payee, rate and number of people is made from a seed. The same seed gives the same bytes. Nothing was taken from the
books of PSCORE or of anybody else.
"""

import csv
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from plugins.records.csv_source import columns_of
from plugins.records.filings import Filing
from plugins.records.ledger import Entry
from plugins.records.money import won
from tests.sites import ROOT

SEED = 20230101
MONTHS = [f"{year}-{month:02}" for year in (2023, 2024, 2025) for month in range(1, 13)]
LAST_CLOSED = "2025-09"
RATES = {"USD": 1310, "EUR": 1430}
CODES = ("en", "ko", "fr")

PURPOSES = {
    "giving": ("Monthly giving", "정기 후원", "Dons mensuels"),
    "transfers": ("Gifts by standing order", "자동이체 후원", "Dons par virement permanent"),
    "cards": ("Gifts by card", "카드 후원", "Dons par carte"),
    "gifts": ("Single gifts", "일시 후원", "Dons ponctuels"),
    "school": ("Gifts for the school", "교육 후원", "Dons pour l’école"),
    "rescue": ("Gifts for rescue", "구출 후원", "Dons pour le sauvetage"),
    "abroad": ("Gifts from abroad", "해외 후원", "Dons de l’étranger"),
    "grant": ("Grant for the study of records", "기록 연구 지원금", "Subvention pour l’étude des archives"),
    "concert": ("Benefit concert", "자선 공연", "Concert caritatif"),
    "interest": ("Interest of the bank", "은행 이자", "Intérêts de la banque"),
    "pay": ("Pay of the staff", "직원 급여", "Salaires de l’équipe"),
    "severance": ("Severance pay set aside", "퇴직금 적립", "Provision pour indemnités de départ"),
    "insurance": ("Social insurance", "4대 보험료", "Cotisations sociales"),
    "rent": ("Rent and upkeep of the office", "사무실 임차·관리비", "Loyer et entretien du bureau"),
    "lessons": ("Pay of tutors", "강사료", "Rémunération des enseignants"),
    "books": ("Books and materials", "교재와 학용품", "Livres et matériel"),
    "shelter": ("Shelter and food", "숙소와 식사", "Hébergement et repas"),
    "leaflets": ("Leaflets and boards", "전단과 안내판", "Tracts et panneaux"),
    "hall": ("Hall of the concert", "공연장 대관", "Salle du concert"),
    "geneva": ("Room of a side event", "부대행사 회의실", "Salle d’un événement parallèle"),
    "study": ("Study and translation", "연구와 번역", "Étude et traduction"),
    "travel": ("Travel to a hearing", "청문회 출장", "Déplacement à une audition"),
    "welfare": ("Meals of the staff", "직원 식대", "Repas de l’équipe"),
    "office": ("Telephone, paper and post", "통신비와 사무용품", "Téléphone, papier et poste"),
    "fees": ("Fees of the payment service", "결제 수수료", "Frais du service de paiement"),
    "letters": ("Letters to donors", "후원자 소식지", "Lettres aux donateurs"),
}


@dataclass
class Book:
    """The rows and balances so far; what a fund does not hold cannot be spent."""

    chance: random.Random
    entries: list[dict[str, str]] = field(default_factory=list)
    balances: list[dict[str, str]] = field(default_factory=list)
    held: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    month: str = ""
    rates: dict[str, str] = field(default_factory=dict)

    def sum(self, low: int, high: int, currency: str) -> Decimal:
        """A sum between two bounds, to ten won or to the cent."""
        if currency == "KRW":
            return Decimal(self.chance.randint(low // 10, high // 10) * 10)
        return Decimal(self.chance.randint(low * 100, high * 100)).scaleb(-2)

    def enter(self, direction: str, fund: str, category: str, purpose: str, amount: Decimal, **more: str) -> None:
        currency = more.get("currency", "KRW")
        pot = (fund, currency)
        sign = 1 if direction == "in" else -1
        self.held[pot] = self.held.get(pot, amount * 0) + sign * amount
        number = sum(entry["month"] == self.month for entry in self.entries) + 1
        row = {
            "id": f"le-{self.month}-{number:02}", "month": self.month, "direction": direction, "fund": fund,
            "category": category, "payments": "1", "scope": "domestic", "amount": str(amount), "currency": "KRW",
            "amount_krw": str(amount), "channel": "bank", "status": status(self.month),
            "evidence": f"EX-{self.month}-{number:02}",
        }  # fmt: skip
        row |= {f"purpose_{code}": text for code, text in zip(CODES, PURPOSES[purpose], strict=True)}
        if currency != "KRW":
            rate = self.rates[currency]
            row |= {"fx_rate": rate, "fx_date": f"{self.month}-15", "fx_source": "Invented rate (example)"}
            row["amount_krw"] = str(won(amount, Decimal(rate)))
        self.entries.append(row | more)

    def receive(self, fund: str, category: str, purpose: str, low: int, high: int, **more: str) -> None:
        self.enter("in", fund, category, purpose, self.sum(low, high, more.get("currency", "KRW")), **more)

    def spend(self, fund: str, category: str, purpose: str, low: int, high: int, function: str, **more: str) -> None:
        """Pay from a fund, or nothing where it holds too little."""
        currency = more.get("currency", "KRW")
        amount = self.sum(low, high, currency)
        if self.held.get((fund, currency), Decimal(0)) >= amount:
            self.enter("out", fund, category, purpose, amount, function=function, **more)

    def count(self, low: int, high: int) -> str:
        return str(self.chance.randint(low, high))


def status(month: str) -> str:
    """The first year is audited, the second closed, the last months of the third provisional."""
    return "audited" if month < "2024" else "closed" if month <= LAST_CLOSED else "provisional"


def income(book: Book, number: int) -> None:
    """What comes in in a month; `number` is its number in the year."""
    book.receive(
        "general", "monthly-debit", "giving", 9_000_000, 11_000_000, channel="cms", payments=book.count(480, 560)
    )
    book.receive("general", "bank-transfer", "transfers", 2_000_000, 3_000_000, payments=book.count(50, 70))
    book.receive("general", "card", "cards", 1_200_000, 2_200_000, channel="card", payments=book.count(30, 60))
    generous = 3 if number == 12 else 1
    book.receive("general", "one-off", "gifts", 1_000_000 * generous, 3_000_000 * generous, payments=book.count(12, 40))
    book.receive(
        "education", "monthly-debit", "school", 3_500_000, 4_300_000, channel="cms", payments=book.count(140, 170)
    )
    book.receive("rescue", "one-off", "rescue", 1_200_000, 2_600_000, payments=book.count(15, 45))
    book.receive(
        "general",
        "one-off",
        "abroad",
        400,
        1_500,
        currency="USD",
        scope="overseas",
        channel="paypal",
        payments=book.count(8, 25),
    )
    book.receive(
        "un",
        "one-off",
        "abroad",
        150,
        600,
        currency="EUR",
        scope="overseas",
        channel="stripe",
        payments=book.count(5, 15),
    )
    if number % 3 == 1:
        book.receive("grant", "grant", "grant", 15_000_000, 22_000_000, project_id="example-study")
        book.receive("general", "other", "interest", 30_000, 90_000, channel="other")
    if number in (2, 8):
        book.receive(
            "grant", "grant", "grant", 9_000, 13_000, currency="USD", scope="overseas", project_id="example-study"
        )
    if number in (5, 10):
        book.receive(
            "campaign",
            "event",
            "concert",
            4_000_000,
            7_000_000,
            channel="card",
            payments=book.count(90, 160),
            project_id="example-concert",
        )


def paid(name: str, **more: str) -> dict[str, str]:
    """An organisation that does not exist."""
    return {"payee_class": "organisation", "payee": f"{name} (invented)", **more}


def people(kind: str, payments: str, **more: str) -> dict[str, str]:
    """People who were paid, whom no row names."""
    return {"payee_class": kind, "payments": payments, **more}


def spending(book: Book, number: int) -> None:
    """What goes out in a month."""
    office = {"payee_class": "government", "payee": "Example Insurance Office (invented)"}
    abroad = {"scope": "overseas"}
    # One row, under the function of most of it: by function there would be rows of two or three people.
    kinds = ((5_200_000, 5_600_000), (2_600_000, 2_900_000), (1_300_000, 1_500_000))
    pay = sum((book.sum(low, high, "KRW") for low, high in kinds), Decimal(0))
    book.enter("out", "general", "salaries", "pay", pay, function="program", **people("staff", "7"))
    book.spend(
        "grant", "salaries", "pay", 3_800_000, 4_200_000, "program", **people("staff", "5", project_id="example-study")
    )
    book.spend("general", "severance", "severance", 800_000, 900_000, "admin", **paid("Example Pension Fund"))
    book.spend("general", "social-insurance", "insurance", 1_000_000, 1_200_000, "admin", **office)
    book.spend("general", "rent", "rent", 1_500_000, 1_600_000, "program", **paid("Example Building Company"))
    book.spend("general", "rent", "rent", 700_000, 800_000, "admin", **paid("Example Building Company"))
    book.spend(
        "education",
        "programmes",
        "lessons",
        2_400_000,
        3_200_000,
        "program",
        **people("individual", book.count(12, 20), beneficiaries=book.count(18, 34)),
    )
    book.spend(
        "education",
        "programmes",
        "books",
        200_000,
        600_000,
        "program",
        **paid("Example Bookshop", payments=book.count(1, 4)),
    )
    book.spend(
        "rescue",
        "programmes",
        "shelter",
        900_000,
        2_000_000,
        "program",
        payee_class="organisation",
        **abroad,
    )
    book.spend(
        "general",
        "programmes",
        "leaflets",
        300_000,
        900_000,
        "program",
        **paid("Example Printing House", payments=book.count(1, 3)),
    )
    book.spend(
        "grant",
        "programmes",
        "study",
        1_400_000,
        2_600_000,
        "program",
        **people("individual", book.count(5, 9), project_id="example-study"),
    )
    book.spend("general", "welfare", "welfare", 250_000, 400_000, "admin", **people("staff", book.count(5, 9)))
    book.spend(
        "general",
        "office",
        "office",
        500_000,
        900_000,
        "admin",
        **paid("Example Telephone Company", payments=book.count(3, 7)),
    )
    book.spend(
        "general",
        "payment-fees",
        "fees",
        180_000,
        320_000,
        "fundraising",
        **paid("Example Payment Company", payments="2"),
    )
    book.spend(
        "general",
        "payment-fees",
        "fees",
        12,
        45,
        "fundraising",
        **paid("Example Payment Company", currency="USD", channel="paypal", **abroad),
    )
    if number % 3 == 0:
        book.spend(
            "un",
            "programmes",
            "geneva",
            500,
            1_100,
            "program",
            **paid("Example Conference House", currency="EUR", **abroad),
        )
        book.spend("general", "office", "letters", 400_000, 700_000, "fundraising", **paid("Example Printing House"))
        book.spend(
            "grant",
            "programmes",
            "travel",
            3_000,
            4_500,
            "program",
            **paid("Example Travel Agency", currency="USD", **abroad),
        )
    if number in (5, 10):
        book.spend(
            "campaign",
            "programmes",
            "hall",
            1_500_000,
            2_500_000,
            "program",
            **paid("Example Concert Hall", project_id="example-concert"),
        )
        book.spend(
            "campaign",
            "programmes",
            "leaflets",
            1_000_000,
            1_500_000,
            "fundraising",
            **paid("Example Printing House", project_id="example-concert"),
        )


def book() -> Book:
    """The whole book; each month opens with what the last one left."""
    made = Book(random.Random(SEED))
    made.held = {
        ("general", "KRW"): Decimal(18_400_000), ("general", "USD"): Decimal("2150.00"), ("education", "KRW"): Decimal(6_250_000),
        ("rescue", "KRW"): Decimal(3_120_000), ("un", "EUR"): Decimal("840.00"), ("campaign", "KRW"): Decimal(1_000_000),
        ("grant", "KRW"): Decimal(9_500_000), ("grant", "USD"): Decimal("4000.00"),
    }  # fmt: skip
    for month in MONTHS:
        made.month = month
        drift = MONTHS.index(month) * 3
        made.rates = {
            code: f"{rate + drift + made.chance.randint(-3000, 3000) / 100:.2f}" for code, rate in RATES.items()
        }
        opening = dict(made.held)
        income(made, int(month[5:]))
        spending(made, int(month[5:]))
        if month <= LAST_CLOSED:
            for (fund, currency), held in opening.items():
                closing = str(made.held[fund, currency])
                made.balances.append(
                    {"month": month, "fund": fund, "currency": currency, "opening": str(held), "closing": closing}
                )
    return made


def total(entries: list[dict[str, str]], wanted: Callable[[dict[str, str]], bool]) -> int:
    return sum(int(entry["amount_krw"]) for entry in entries if wanted(entry))


def filings(entries: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """The first year as in the book; in the second the form leaves out what the bank paid."""
    for year in ("2023", "2024"):
        into = total(entries, lambda entry: entry["month"][:4] == year and entry["direction"] == "in")  # noqa: B023  called at once
        out = total(entries, lambda entry: entry["month"][:4] == year and entry["direction"] == "out")  # noqa: B023
        row = {
            "year": year, "form": "Example of a form on the use of donations", "authority": "Example Tax Office (invented)",
            "filed_on": f"{int(year) + 1}-03-29", "total_in": str(into), "total_out": str(out),
        }  # fmt: skip
        if year == "2024":
            interest = total(entries, lambda entry: entry["month"][:4] == "2024" and entry["category"] == "other")
            row["total_in"] = str(into - interest)
            row["reason_en"] = (
                "Invented example: the form counts no interest of the bank; the ledger does, as other income."
            )
            row["reason_ko"] = "가상의 예시입니다. 서식에는 은행 이자가 들어가지 않지만 장부에는 잡수입으로 들어갑니다."
            row["reason_fr"] = (
                "Exemple fictif : le formulaire ne compte pas les intérêts de la banque ; le registre les compte parmi les autres recettes."
            )
        yield row


def write(folder: Path) -> None:
    """The tables of the book, in a data folder."""
    made = book()
    (folder / "ledger").mkdir(parents=True, exist_ok=True)
    for year in ("2023", "2024", "2025"):
        _table(
            folder / "ledger" / f"{year}.csv",
            _columns(Entry),
            [row for row in made.entries if row["month"][:4] == year],
        )
    _table(folder / "balances.csv", ["month", "fund", "currency", "opening", "closing"], made.balances)
    _table(folder / "filings.csv", _columns(Filing), list(filings(made.entries)))


def _columns(model: type[Entry] | type[Filing]) -> list[str]:
    _, translated = columns_of(model)
    names = [[f"{name}_{code}" for code in CODES] if name in translated else [name] for name in model.model_fields]
    return [column for some in names for column in some]


def _table(path: Path, columns: list[str], rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    write(ROOT / "data")
