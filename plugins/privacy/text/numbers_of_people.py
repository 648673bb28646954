"""Resident registration and foreigner numbers of the South, and passports."""

import re
from calendar import monthrange
from collections.abc import Iterator

from plugins.privacy.text.reading import Reading, stands_alone

# Seven digits after a date; the first tells sex, century and nationality. Since October 2020 there is no check digit.
# Two cells of a table, or only a space, stand between the halves as well; then the second one may be another number.
_RESIDENT = re.compile(
    r"(?<![0-9])(?<![0-9]\.)(?P<century>(?:19|20)(?=[0-9]{2}(?:[0-9]{4}|[-./][0-9]{2}[-./])))?"
    r"([0-9]{2})(?P<parted>[-./]?)([0-9]{2})(?P=parted)([0-9]{2})"
    r"(?:(?P<sign>\s{0,3}[-/_·.:~]\s{0,3})|(?P<cells>[\s|,;=\"']{1,16})|)"
    r"(?P<kind>[0-9])(?:(?P<rest>[0-9]{6})(?![0-9])|[0-9]{0,2}[*●○•■□#xX]{4,})"
)
_CELLS_MARGIN = 28
_MONEY_BEFORE = re.compile(r"(?:[₩￦$€¥]|KRW|USD|EUR|CNY)\s{0,2}\Z", re.IGNORECASE)
_AMOUNT_AFTER = re.compile(r"\.[0-9]|\s{0,2}(?:원|won|KRW|USD|EUR|CNY|위안|달러|[₩￦$€¥%]|명|건|people)", re.IGNORECASE)
# Digits one by one, as forms with a box for each are copied.
_SPACED = re.compile(r"(?<![0-9])(?<![0-9] )[0-9](?: [0-9]){5} ?-? ?[0-9](?: [0-9]){6}(?! ?[0-9])")
_PASSPORT_WORDS = ("passport", "passeport", "여권", "護照", "护照", "旅券")
_PASSPORT = re.compile(
    r"[MSRGDOP](?<![0-9A-Za-z].)(?:[0-9]{8}|[0-9]{3}[A-Z][0-9]{4}|(?<=P)[MSRGDOT][0-9]{7})(?![0-9A-Za-z])"
)
_ANY_PASSPORT = re.compile(
    r"(?<![0-9A-Za-z])(?:[A-Za-z]{1,2} ?[0-9]{6,9}|[A-Za-z][0-9]{3}[A-Za-z][0-9]{4}|[0-9]{8,9}(?! ?(?:people|persons|personnes|won|명|인|원|건)))(?![0-9A-Za-z])"
)
# The line that machines read at the foot of a passport.
_MACHINE_LINE = re.compile(r"P[A-Z<][A-Z]{3}[A-Z]{1,39}<<[A-Z<]{2}")


def resident_numbers(reading: Reading) -> Iterator[int]:
    """A date of birth and seven digits, written together or apart, or with the last ones hidden."""
    for match in reading.matches(_RESIDENT, margin=_CELLS_MARGIN):  # the two halves may stand on two lines
        if _is_date(match.group(2), match.group(4), match.group(5)) and _is_resident(reading.text, match):
            yield match.start()
    for match in reading.matches(_SPACED):
        digits = re.sub(r"[^0-9]", "", match.group())
        if _is_date(digits[:2], digits[2:4], digits[4:6]):
            yield match.start()


def passports(reading: Reading) -> Iterator[int]:
    """The forms of the South's passports anywhere, and any number that could be one near the word."""
    for match in _PASSPORT.finditer(reading.text):
        yield match.start()
    for match in _MACHINE_LINE.finditer(reading.text):
        yield match.start()
    for word in reading.occurrences(_PASSPORT_WORDS):
        for match in _ANY_PASSPORT.finditer(reading.text, max(word - 40, 0), word + 48):
            if not _is_day(match.group()):
                yield match.start()


def _is_resident(text: str, match: re.Match[str]) -> bool:
    century, kind, rest = match.group("century"), match.group("kind"), match.group("rest")
    # The first digit of the second half says the century again: a number whose year disagrees is a file's or a letter's.
    if century and kind not in {"19": "1256", "20": "3478"}[century]:
        return False
    if match.group("sign"):
        return True
    if match.group("parted"):
        return False
    if match.group("cells") is None:
        return stands_alone(text, match.start(), match.end())
    before, after = text[max(match.start() - 6, 0) : match.start()], text[match.end() : match.end() + 10]
    is_amount = rest is not None and rest.endswith("0000")
    return kind in "12345678" and not (is_amount or _MONEY_BEFORE.search(before) or _AMOUNT_AFTER.match(after))


def _is_date(year: str, month: str, day: str) -> bool:
    """Whether it is a day in either century; 1904 and 2000 have every leap day that a year of two digits may have."""
    if not 1 <= int(month) <= 12:
        return False
    leap = 2000 if int(year) % 4 == 0 else 2001
    return 1 <= int(day) <= monthrange(leap, int(month))[1]


def _is_day(digits: str) -> bool:
    """Whether eight digits are a day, such as 20190314."""
    return bool(re.fullmatch(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])", digits))
