import csv

import pytest

from plugins.problems import Problem
from plugins.records.loading import Records, records
from plugins.site import Site

COUNT = "must be a whole number, digits only, without separator, sign or word"
AMOUNT = "must be an amount in digits, with a point before cents and no separator, sign or symbol"
DEGREES = "must be degrees with a point and at most 3 decimals, such as 37.573"
COUNTRY = "must be a country in two capital letters (ISO 3166-1), such as KR"
CURRENCY = "must be a currency in three capital letters (ISO 4217), such as KRW"
ZONE = "must be a time zone of the IANA list, such as Asia/Seoul"
DATE = "must be a date as YYYY, YYYY-MM or YYYY-MM-DD"
MOMENT = "must be a date, with the time of the place as 2026-05-03T14:30 where it is known"
ADDRESS = "must be a web address that begins with https:// or http://"
SYMBOL = "must be the symbol of a United Nations document, such as A/HRC/25/63 or CRC/C/PRK/CO/5"
SLUG = "must be lower-case ASCII letters, digits and single hyphens"


def load(site: Site, name: str, row: str, **cells: str) -> tuple[Records, list[str]]:
    """The tiny site's data after these cells were written into the row whose first cell is `row`, and what is told."""
    path = site.data / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        columns, *rows = csv.reader(file)
    found = next(cells_of for cells_of in rows if cells_of[0] == row)
    for column, cell in cells.items():
        found[columns.index(column)] = cell
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
    problems: list[Problem] = []
    return records(site, problems), [problem.message for problem in problems]


def value(loaded: Records, name: str, row: str, field: str) -> object:
    return next(getattr(record, field) for record in getattr(loaded, name) if record.id == row)


@pytest.mark.parametrize(
    ("cell", "number"),
    [("0", 0), ("12", 12), ("1200", 1200), (" 5 ", 5), ("007", 7), ("", None), ("  ", None)],
)
def test_a_count_is_digits_and_empty_is_not_known(checked_site: Site, cell: str, number: int | None) -> None:
    loaded, told = load(checked_site, "campaigns", "ca-2016-street", leaflets=cell)
    assert told == []
    assert value(loaded, "campaigns", "ca-2016-street", "leaflets") == number


@pytest.mark.parametrize(
    "cell",
    [
        "1,200",
        "1.200",
        "1 200",
        "약 200명",
        "200명",
        "-5",
        "+5",
        "5.0",
        "1e3",
        "about 5",
        "١٢",
        "１２",
        "²",
        "?",
        "5\n6",
    ],
)
def test_what_is_no_count_is_told(checked_site: Site, cell: str) -> None:
    assert load(checked_site, "campaigns", "ca-2016-street", leaflets=cell)[1] == [f"leaflets {COUNT}; it is '{cell}'"]


@pytest.mark.parametrize("cell", ["650,000", "₩650000", "-5", "5.", ".5", "5,50", "1e5", "650000원", "NaN", "٥"])
def test_what_is_no_amount_is_told(checked_site: Site, cell: str) -> None:
    _, told = load(checked_site, "campaigns", "ca-2016-concert", funds=cell)
    assert told == [f"funds {AMOUNT}; it is '{cell}'"]


@pytest.mark.parametrize(
    ("cell", "currency", "told"),
    [
        ("650000", "KRW", []),
        ("650000.5", "KRW", ["funds must have no more decimals than KRW has; it is '650000.5'"]),
        ("650000.00", "KRW", ["funds must have no more decimals than KRW has; it is '650000.00'"]),
        ("10.25", "USD", []),
        ("10.255", "USD", ["funds must have no more decimals than USD has; it is '10.255'"]),
    ],
)
def test_an_amount_has_the_decimals_of_its_currency(
    checked_site: Site, cell: str, currency: str, told: list[str]
) -> None:
    assert load(checked_site, "campaigns", "ca-2016-concert", funds=cell, funds_currency=currency)[1] == told


@pytest.mark.parametrize("cell", ["37", "37.5", "37.557", "38.700", "33.0"])
def test_degrees_have_three_decimals_at_most_and_keep_them(checked_site: Site, cell: str) -> None:
    loaded, told = load(checked_site, "venues", "hongdae", lat=cell)
    assert told == []
    assert str(value(loaded, "venues", "hongdae", "lat")) == cell


@pytest.mark.parametrize("cell", ["37.5571", "37,557", "37.", "+37.557", "37°33", "37.557N", "3755.7", "북위 37"])
def test_what_are_no_degrees_is_told(checked_site: Site, cell: str) -> None:
    assert load(checked_site, "venues", "hongdae", lat=cell)[1] == [f"lat {DEGREES}; it is '{cell}'"]


@pytest.mark.parametrize("cell", ["KR", "CH", "US", "KP", "VA", "PS", "TL"])
def test_a_country_is_two_capital_letters(checked_site: Site, cell: str) -> None:
    assert load(checked_site, "un_engagements", "un-2012-status", country=cell)[1] == []


@pytest.mark.parametrize("cell", ["kr", "KOR", "UK", "Korea", "한국", "K", "410", "ZZ", "XA", "EU", "UN", "EZ"])
def test_what_is_no_country_is_told(checked_site: Site, cell: str) -> None:
    _, told = load(checked_site, "un_engagements", "un-2012-status", country=cell)
    assert told == [f"country {COUNTRY}; it is '{cell}'"]


@pytest.mark.parametrize("cell", ["krw", "WON", "₩", "KR", "원", "Krw"])
def test_what_is_no_currency_is_told(checked_site: Site, cell: str) -> None:
    _, told = load(checked_site, "campaigns", "ca-2016-concert", funds_currency=cell)
    assert told == [f"funds_currency {CURRENCY}; it is '{cell}'"]


@pytest.mark.parametrize("cell", ["Seoul", "KST", "asia/seoul", "+09:00", "Asia/Seol", "../Asia/Seoul"])
def test_what_is_no_time_zone_is_told(checked_site: Site, cell: str) -> None:
    assert load(checked_site, "venues", "hongdae", timezone=cell)[1] == [f"timezone {ZONE}; it is '{cell}'"]


@pytest.mark.parametrize(
    "cell", ["2016", "2016-05", "2016-05-07", "2016-02-29", "2016-05-07T00:00", "2016-05-07T23:59"]
)
def test_a_moment_is_kept_with_the_precision_that_is_known(checked_site: Site, cell: str) -> None:
    loaded, told = load(checked_site, "campaigns", "ca-2016-street", date_start=cell)
    assert told == []
    assert value(loaded, "campaigns", "ca-2016-street", "date_start") == cell
    assert value(loaded, "campaigns", "ca-2016-street", "year") == "2016"


@pytest.mark.parametrize(
    "cell",
    ["2016-13", "2016-02-30", "2015-02-29", "16-05-07", "2016/05/07", "7 May 2016", "2016-W01", "1899", "2016-5"],
)
def test_what_is_no_date_is_told(checked_site: Site, cell: str) -> None:
    _, told = load(checked_site, "campaigns", "ca-2016-street", date_start=cell)
    assert told == [f"date_start {DATE}; it is '{cell}'"]


@pytest.mark.parametrize(
    "cell",
    [
        "2016-05-07T14",
        "2016-05-07T24:00",
        "2016-05-07T14:60",
        "2016-05-07T14:30:00",
        "2016-05-07T14:30Z",
        "2016-05-07T14:30+09:00",
        "2016-05-07T2:30",
        "2016-05T14:30",
        "2016T14:30",
        "2016-02-30T14:30",
        "2016-05-07T1430Z",
        "2016-05-07T14+09",
        "2016-05-07T14.30",
        "2016-05-07TT1430",
        "2016-05-07T",
        "2016-05-07 14:30T",
    ],
)
def test_what_is_no_time_of_a_day_is_told(checked_site: Site, cell: str) -> None:
    _, told = load(checked_site, "campaigns", "ca-2016-street", date_start=cell)
    assert told == [f"date_start {MOMENT}; it is '{cell}'"]


@pytest.mark.parametrize(
    "cell",
    [
        "https://example.org",
        "http://example.org/a?b=c&d=%EC%84%B1#e",
        "https://xn--9p4b.example/성통만사",
        "https://example.org:8443/",
    ],
)
def test_a_web_address_is_accepted(checked_site: Site, cell: str) -> None:
    loaded, told = load(checked_site, "campaigns", "ca-2016-street", sources=cell)
    assert told == []
    assert value(loaded, "campaigns", "ca-2016-street", "sources") == (cell,)


@pytest.mark.parametrize(
    "cell",
    [
        "example.org",
        "//example.org",
        "ftp://example.org",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "https://localhost",
        "https:/example.org",
        "https://[x",
        'https://example.org/"x',
        "https://example.org/<x>",
        "https://example.org:port/",
        "https://example.org:99999/",
    ],
)
def test_what_is_no_web_address_is_told(checked_site: Site, cell: str) -> None:
    _, told = load(checked_site, "campaigns", "ca-2016-street", sources=cell)
    assert told == [f"sources[0] {ADDRESS}; it is '{cell}'"]


def test_addresses_and_ids_stand_with_spaces_and_names_with_semicolons_between(checked_site: Site) -> None:
    loaded, told = load(
        checked_site,
        "campaigns",
        "ca-2016-street",
        sources="https://example.org/a  https://example.org/b\nhttps://example.org/c",
        report_ids=" r-first  r-second ",
        partners=" A partner, with a comma ;; Another one; ",
    )
    assert told == []
    assert [value(loaded, "campaigns", "ca-2016-street", field) for field in ("sources", "report_ids", "partners")] == [
        ("https://example.org/a", "https://example.org/b", "https://example.org/c"),
        ("r-first", "r-second"),
        ("A partner, with a comma", "Another one"),
    ]


@pytest.mark.parametrize(
    ("name", "row", "example"),
    [
        ("campaigns", "ca-undated", "ca-2026-itaewon"),
        ("petitions", "pe-first", "pe-2026-families"),
        ("un_engagements", "un-2012-status", "un-2026-hrc64-side"),
    ],
)
@pytest.mark.parametrize(
    "cell", ["2026-x", "r-x", "CA-x", "ca_x", "ca-", "pe--x", "un-x-", "ca-é", "un-../x", "pe-a b"]
)
def test_an_id_begins_with_the_letters_of_its_dataset(
    checked_site: Site, name: str, row: str, example: str, cell: str
) -> None:
    assert f"id must be an id such as {example}; it is '{cell}'" in load(checked_site, name, row, id=cell)[1]


@pytest.mark.parametrize("cell", ["Hongdae", "hong dae", "hong--dae", "-hongdae", "홍대"])
def test_the_id_of_a_venue_is_a_slug(checked_site: Site, cell: str) -> None:
    assert f"id {SLUG}; it is '{cell}'" in load(checked_site, "venues", "hongdae", id=cell)[1]


@pytest.mark.parametrize(
    "cell",
    [
        "A/HRC/25/63",
        "A/HRC/WG.6/33/PRK/3",
        "CRC/C/PRK/CO/5",
        "A/HRC/40/NGO/12",
        "A/RES/73/180",
        "A/HRC/RES/1/Rev.1",
        "E/2012/32",
        "CEDAW/C/PRK/CO/2-4",
        "S/PV.7830",
    ],
)
def test_the_symbol_of_a_document_is_accepted(checked_site: Site, cell: str) -> None:
    loaded, told = load(checked_site, "un_engagements", "un-2012-status", symbol=cell, cited_in=f"{cell} {cell}")
    assert told == []
    assert value(loaded, "un_engagements", "un-2012-status", "symbol") == cell
    assert value(loaded, "un_engagements", "un-2012-status", "cited_in") == (cell, cell)


@pytest.mark.parametrize(
    "cell",
    [
        "A HRC 25",
        "a/hrc/25/63",
        "A/HRC//63",
        "A/HRC/25/",
        "HRC/25/63",
        "A",
        "/A/HRC/25",
        "A/HRC/25/63, p. 4",
        "A/HRC/북한",
    ],
)
def test_what_is_no_symbol_is_told(checked_site: Site, cell: str) -> None:
    _, told = load(checked_site, "un_engagements", "un-2012-status", symbol=cell)
    assert told == [f"symbol {SYMBOL}; it is '{cell}'"]


@pytest.mark.parametrize(("field", "cell"), [("status", "Done"), ("kind", "streets"), ("people_method", "guessed")])
def test_a_word_outside_its_vocabulary_is_told(checked_site: Site, field: str, cell: str) -> None:
    (told,) = load(checked_site, "campaigns", "ca-2016-concert", **{field: cell})[1]
    assert told.startswith(f"{field} must be one of ")
    assert told.endswith(f"; it is '{cell}'")


def test_a_title_stands_in_one_language_at_least(checked_site: Site) -> None:
    _, told = load(checked_site, "campaigns", "ca-2016-street", title_en="", title_ko=" ", title_fr="")
    assert told == ["title must be filled in one language at least; it is empty"]


@pytest.mark.parametrize(
    ("column", "cell", "fix"),
    [
        ("signatures", "1,200", "Write 1200."),
        ("signatures", "1 200 000", "See data/README.md for what the field means."),
        ("signatures", "약 200명", "Write 200."),
        ("signatures", "-5", "See data/README.md for what the field means."),
        ("signatures", "1.5", "See data/README.md for what the field means."),
        ("signatures", "200 or 300", "See data/README.md for what the field means."),
        ("date_end", "2026.5.3", "Write 2026-05-03."),
        ("date_end", "2026/05", "Write 2026-05."),
        ("date_end", "2026년 5월 3일", "Write 2026-05-03."),
        ("date_end", "2026-13", "See data/README.md for what the field means."),
        ("date_end", "May 2026", "See data/README.md for what the field means."),
        ("date_end", "3.5.2026", "See data/README.md for what the field means."),
    ],
)
def test_the_fix_says_what_to_write_where_only_one_thing_can_be_meant(
    checked_site: Site, column: str, cell: str, fix: str
) -> None:
    path = checked_site.data / "campaigns.csv"
    with path.open(encoding="utf-8", newline="") as file:
        columns, *rows = csv.reader(file)
    rows[0][columns.index(column)] = cell
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
    problems: list[Problem] = []
    records(checked_site, problems)
    assert [problem.fix for problem in problems if problem.message.startswith(column)] == [fix]
