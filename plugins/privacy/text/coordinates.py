"""Points in North Korea that are written as degrees: pairs of decimals, and degrees with minutes and seconds."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from plugins.privacy.text.grid import is_exact_inside
from plugins.privacy.text.reading import Reading

# What may stand between the two numbers of one point: signs, and words that name them. Other words part two numbers.
_WORDS = (
    "latitude|lat|longitude|long|lng|lon|north|nord|east|est|degrees|degrés|deg|and a|and|et|geo|point|marker|center"
)
# In a sentence: `latitude is`, `de longitude`, `Long.`, `경도는`.
_NAMES = "latitude|longitude|lat|long|lng|lon"
_SPOKEN = (
    rf"(?<![A-Za-z])(?i:(?:(?:of|de) )?(?:{_NAMES})(?:\.| (?:is|of|at|de|est))?)(?![A-Za-z])"
    rf"|\.\s{{1,2}}(?=(?i:{_NAMES})|위도|경도)|(?<=[0-9][sm])[NSEWnsew](?![A-Za-z])|[위경]도[는가]|이고|이며"
)
_GAP = (
    rf"(?:[\s,;:/|°'\"=&?!()\[\]{{}}<>+*_~-]|(?<![A-Za-z])(?i:m?(?:{_WORDS})|[neswoxyd])(?![A-Za-z])|[34]d"
    rf"|{_SPOKEN}|위도|경도|북위|동경|도|와|과|纬|经|度|北|东)"
)
_REACH = 48
_NORTH, _EAST = "(?:3[789]|4[0-3])", "1(?:2[3-9]|3[01])"

Point = tuple[int, Decimal, Decimal]
"""Place in the text, latitude, longitude."""

Joined = Callable[[str, str, str], bool]


@dataclass(frozen=True)
class Notation:
    """One way of writing degrees: how a number looks (`d`, `m`, `s`: its parts), and whether numbers and gap make a point."""

    number: Callable[[str], str]
    joined: Joined = lambda north, gap, east: True

    @cached_property
    def east(self) -> re.Pattern[str]:
        return re.compile(self.number(_EAST))

    @cached_property
    def before(self) -> re.Pattern[str]:
        """The northern number with all that parts it from the eastern one, which begins where the match ends."""
        return re.compile(rf"(?P<all>{self.number(_NORTH)})(?P<gap>{_GAP}{{1,40}})\Z")

    @cached_property
    def after(self) -> re.Pattern[str]:
        return re.compile(rf"(?P<gap>{_GAP}{{1,40}}?)(?P<all>{self.number(_NORTH)})")

    def points(self, text: str, begin: int) -> Iterator[Point]:
        """The pairs, in either order, of the eastern number that may begin here."""
        east = self.east.match(text, begin)
        if east is None:
            return
        for pair in (self.before.search(text, max(begin - _REACH, 0), begin), self.after.match(text, east.end())):
            if pair and self.joined(pair["all"], pair["gap"], east.group()):
                yield min(pair.start(), begin), _degrees(pair), _degrees(east)


def _degrees(match: re.Match[str]) -> Decimal:
    """Decimal degrees from degrees, minutes and seconds, to the seventh place (a centimetre)."""
    parts = [Decimal((match[part] or "0").replace(",", ".")) for part in "dms"]
    return round(parts[0] + parts[1] / 60 + parts[2] / 3600, 7)


def _decimal(degrees: str) -> str:
    return rf"(?<![0-9])(?<![0-9]\.)(?P<d>{degrees}\.[0-9]{{1,20}})[0-9]*(?P<m>(?P<s>))"


def _comma(degrees: str) -> str:
    return rf"(?<![0-9])(?<![0-9],)(?P<d>{degrees},[0-9]{{2,20}})[0-9]*(?![.,][0-9])(?P<m>(?P<s>))"


def _angle(degrees: str) -> str:
    return (
        rf"(?<![0-9.])(?P<d>{degrees})\s?(?:°|도|度|deg(?:rees?)?|degrés?|d|:)\s?(?P<m>[0-5]?[0-9](?:[.,][0-9]{{1,9}})?)"
        rf"\s?(?:'(?!')|분|分|min(?:utes?)?|m|:)?"
        # Seconds may have no sign, unless the degrees of the next number begin there.
        r"\s?(?:(?P<s>[0-5]?[0-9](?:[.,][0-9]{1,9})?)\s?(?:''|\"|초|秒|sec(?:ond(?:e?s)?)?|s|(?![0-9]|\.[0-9]|\s?[°도度d:])))?"
    )


def _letters(degrees: str) -> str:
    """`39 01 12 N`, `39-01-12N`, `N39 01 12`, `390112N`: degrees for the letter that stands beside."""
    number = rf"(?P<d>{degrees})[ -]?(?P<m>[0-5][0-9](?:\.[0-9]{{1,9}})?)(?:[ -]?(?P<s>[0-5][0-9](?:\.[0-9]{{1,9}})?))?"
    beside = "[NSns]" if degrees == _NORTH else "[EWOewo]"
    return rf"(?<![0-9.])(?:(?<={beside})|(?<={beside} )|(?=[0-9. -]{{4,24}}{beside})){number}(?![0-9.])"


def _is_european(north: str, gap: str, east: str) -> bool:
    """Whether two numbers with commas are a point, and no thousands in two cells or four whole numbers in a row."""
    if gap == "," or "\n" in gap:
        return False
    return bool(re.search(r"[^\s\"']", gap)) or not len(north.partition(",")[2]) == len(east.partition(",")[2]) == 3


NOTATIONS = (Notation(_decimal), Notation(_comma, _is_european), Notation(_angle), Notation(_letters))

# The two numbers of a record, with other fields between them.
_LABEL = r"(?i:{words})[\"']?\s{{0,2}}[:=]?\s{{0,2}}[\"']?(?P<d>{degrees}[.,][0-9]{{2,20}})(?P<m>(?P<s>))"
_LATITUDE = re.compile(_LABEL.format(words="latitude|lat|위도|북위|纬度|北纬", degrees=_NORTH))
_LONGITUDE = re.compile(_LABEL.format(words="longitude|long|lng|lon|경도|동경|经度|东经", degrees=_EAST))
# Location histories hold ten-millionths of a degree.
_MILLIONTHS = re.compile(
    r"(?<![0-9])(3[789]|4[0-3])([0-9]{7})[^0-9]{1,30}(?:E7[^0-9]{1,8})?(1(?:2[3-9]|3[01]))([0-9]{7})(?![0-9])"
)
# As programs write numbers: 4.17967e1, 1.297756E+02.
_NORTH_POWER, _EAST_POWER = r"([34]\.[0-9]{3,20})e\+?0?1(?![0-9])", r"(1\.[23][0-9]{2,20})e\+?0?2(?![0-9])"
_POWERS = (
    (re.compile(rf"{_NORTH_POWER}[^0-9]{{1,60}}{_EAST_POWER}"), (1, 2)),
    (re.compile(rf"{_EAST_POWER}[^0-9]{{1,60}}{_NORTH_POWER}"), (2, 1)),
)
# Every notation has an eastern number; few texts have one, and the sign after it leaves fewer.
_ANY_EAST = re.compile(r"1(?<![0-9].)(?:2[3-9]|3[01])[0-9.,°도度dD: -]")


def points(reading: Reading) -> Iterator[int]:
    """Every pair of degrees that lies in North Korea and says more than the grid."""
    for place, latitude, longitude in _pairs(reading):
        if (
            is_exact_inside(latitude, longitude, reading.inside)
            and not reading.allowed.holds("point", f"{latitude},{longitude}")
            and not _is_drawing(reading.text, place)
        ):
            yield place


def _pairs(reading: Reading) -> Iterator[Point]:
    text = reading.text
    for begin in (match.start() for match in _ANY_EAST.finditer(text)):
        for notation in NOTATIONS:
            yield from notation.points(text, begin)
        label = max(begin - 20, 0)
        for east in _LONGITUDE.finditer(text, label, begin + 24):
            for north in _LATITUDE.finditer(text, max(begin - 300, 0), begin + 300):
                yield min(north.start(), east.start()), _degrees(north), _degrees(east)
    if "e7" in reading.lower:
        for match in _MILLIONTHS.finditer(text):
            yield match.start(), Decimal(f"{match[1]}.{match[2]}"), Decimal(f"{match[3]}.{match[4]}")
    for pattern, (latitude, longitude) in _POWERS if "e1" in reading.lower or "e+" in reading.lower else ():
        for match in pattern.finditer(reading.lower):
            yield match.start(), Decimal(match[latitude]) * 10, Decimal(match[longitude]) * 100


_DRAWING = re.compile(
    r"\s(?:d|points|transform|viewbox|[xy][12]?|c[xy]|r[xy]?|d[xy]|width|height)=[\"']\Z", re.IGNORECASE
)


def _is_drawing(text: str, place: int) -> bool:
    """Whether the number stands in an attribute with which SVG draws: those are places on paper."""
    quote = max(text.rfind('"', 0, place), text.rfind("'", 0, place))
    return quote >= 0 and _DRAWING.search(text, max(quote - 12, 0), quote + 1) is not None
