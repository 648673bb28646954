"""Resident registration and foreigner numbers of the South, and passports."""

import re
from calendar import monthrange
from collections.abc import Iterator

from plugins.privacy.text.reading import Reading, stands_alone

# Seven digits after a date; the first tells sex, century and nationality. Since October 2020 there is no check digit.
_RESIDENT = re.compile(
    r"(?<![0-9])(?:(?:19|20)(?=[0-9]{6}\s{0,3}-))?([0-9]{2})([0-9]{2})([0-9]{2})"
    r"(?:(?P<sign>\s{0,3}[-/_·.:~]\s{0,3}|\s{1,3})|)"
    r"[0-9](?:[0-9]{6}(?![0-9])|[*●○•■□#xX]{4,})"
)
# Digits one by one, as forms with a box for each are copied.
_SPACED = re.compile(r"(?<![0-9])(?<![0-9] )[0-9](?: [0-9]){5} ?-? ?[0-9](?: [0-9]){6}(?! ?[0-9])")
_PASSPORT_WORDS = ("passport", "passeport", "여권", "護照", "护照", "旅券")
_PASSPORT = re.compile(r"[MSRGDO](?<![0-9A-Za-z].)(?:[0-9]{8}|[0-9]{3}[A-Z][0-9]{4})(?![0-9A-Za-z])")
_ANY_PASSPORT = re.compile(
    r"(?<![0-9A-Za-z])(?:[A-Za-z]{1,2} ?[0-9]{6,9}|[A-Za-z][0-9]{3}[A-Za-z][0-9]{4}|[0-9]{8,9})(?![0-9A-Za-z])"
)
# The line that machines read at the foot of a passport.
_MACHINE_LINE = re.compile(r"P[A-Z<][A-Z]{3}[A-Z]{1,39}<<[A-Z<]{2}")


def resident_numbers(reading: Reading) -> Iterator[int]:
    """A date of birth and seven digits, written together or apart, or with the last ones hidden."""
    for match in reading.matches(_RESIDENT, margin=14):  # the two halves may stand on two lines
        whole = match.group("sign") is not None or stands_alone(reading.text, match.start(), match.end())
        if whole and _is_date(match.group(1), match.group(2), match.group(3)):
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


def _is_date(year: str, month: str, day: str) -> bool:
    """Whether it is a day in either century; 1904 and 2000 have every leap day that a year of two digits may have."""
    if not 1 <= int(month) <= 12:
        return False
    leap = 2000 if int(year) % 4 == 0 else 2001
    return 1 <= int(day) <= monthrange(leap, int(month))[1]


def _is_day(digits: str) -> bool:
    """Whether eight digits are a day, such as 20190314."""
    return bool(re.fullmatch(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])", digits))
