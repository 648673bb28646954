"""Details that together point at one person: an exact age with a village, and the unit of a camp somebody was in."""

import re
from collections.abc import Iterator

from plugins.privacy.text.reading import Reading

_AGE = re.compile(r"[1-9](?<![0-9].)[0-9]? ?(?:(?:세|살)(?![가-힣]{3})|岁|ans\b|-?years?[ -]old\b)", re.IGNORECASE)
_AGED = re.compile(r"(?:aged?|âgée? de) [1-9][0-9]?\b")
# `She was 19`, `나이 19`: the number says an age by what stands before it.
_SAID = re.compile(
    r" (?:was|is|turned) (?:only |just |about |then |already )?[1-9][0-9]?(?![0-9%]|[.,:-][0-9]| (?:per|%|km|of)\b)"
    r"|(?:나이|연령)[은는이가]?[ :=]{0,3}(?:만 ?)?[1-9][0-9]?(?![0-9%]|[.,:-][0-9])"
)
_SAID_BEFORE = ("나이", "연령", " was ", " is ", " turned ")
_WHO = re.compile(r"(?<![a-z])(?:s?he|i|who|girl|boy|(?:wo)?man|mother|father|sister|brother|daughter|son)\Z")
# Below the county: ri, dong, up, workers' district. In Korean only after a city, county or district, because many
# everyday words end in these syllables.
_VILLAGE = re.compile(
    r"[가-힣]{1,5}(?:시|군|구역) ?[가-힣]{1,6}(?:리|동|읍|노동자구|로동자구)"
    r"|[A-Z][a-z]{1,20}(?:-[a-z]{1,20})?[- ](?:ri|dong|up|rodongjagu|nodongjagu)\b|[A-Z][a-z]{1,20} (?:village|workers' district)"
)
_REACH = 60

# Units in which prisoners work are told by the word alone; others only in a sentence about a camp.
_WORK_UNITS = ("작업반", "분조", "소대", "작업소")
_UNITS = (
    "unit",
    "team",
    "brigade",
    "squad",
    "section",
    "block",
    "barrack",
    "zone",
    "platoon",
    "équipe",
    "구역",
    "호동",
)
_SUB_CAMPS = ("subcamp", "sub-camp")
# The number follows, unless it begins a date, a sum or a count of things.
_FOLLOWS = re.compile(
    r"[^\W0-9]{2,8}(?:-camp)? ?(?:de travail )?(?:no\.? ?|n° ?|number |numéro |#|제 ?)?[0-9]{1,3}(?![0-9개명번]|[.,-][0-9])"
)
_PRECEDES = re.compile(r"(?<![0-9.,-])[0-9]{1,3} ?\Z")
_ORDINAL = re.compile(r"(?<![0-9.,-])[0-9]{1,3}(?:st|nd|rd|th|er|e|ème) \Z")
# After a camp in Korean the number comes before the word for the unit; these words are too short to look for alone.
_IN_CAMP = re.compile(
    r"(?:관리소|교화소|수용소|단련대)(?:의|에서|에|내|안)?[ ,]{0,2}(?:제 ?)?[0-9]{1,3} ?(?:반|갱|호실|감방|소대|중대|분대|대대)(?!대)"
)
# A part of something that is seen or read: of an exhibition, a report, a law.
_ELSEWHERE = re.compile(
    r"\A ?(?:of|de|du) (?:the |an? |la |l'|this |our )?(?:exhibit|museum|gallery|(?:hall|report|book|act|law|convention|rapport|loi)\b)"
)
_SENTENCE_END = re.compile(r"(?<!\bno)\.[ \n]|\n ")
_WORK = re.compile(r"(?:work|labou?r)[ -]?\Z")
_CAMP = re.compile(
    r"(?:kwa|gwa)(?:n-?l|ll)i-?so|kyo-?hwa-?so|관리소|교화소|수용소|\bcamps? (?:no\.? ?|n° ?|number )?[0-9]"
    r"|(?:prison|labou?r|political|education|detention|concentration|penal|internment)[a-z ]{0,20} camps?\b|\bcamps? de (?:travail|prison|déten|réédu|concen)"
)


def ages_with_places(reading: Reading) -> Iterator[int]:
    """An exact age within a line of a place smaller than a county."""
    ages = [match.start() for match in _AGE.finditer(reading.text)]
    ages += [place for place in reading.occurrences(("age", "âgé")) if _AGED.match(reading.lower, place)]
    ages += [place for place in reading.occurrences(_SAID_BEFORE) if _says_age(reading, place)]
    for place in ages:
        if _VILLAGE.search(reading.near(place, place + 8, _REACH)):
            yield place


def camp_units(reading: Reading) -> Iterator[int]:
    """The number of a unit within a camp; that there is a camp, and its own number, is public."""
    for place in reading.occurrences(_SUB_CAMPS):
        if _FOLLOWS.match(reading.lower, place):
            yield place
    for place in reading.occurrences(_WORK_UNITS):
        if _FOLLOWS.match(reading.lower, place) or _PRECEDES.search(_sentence_before(reading, place)):
            yield place
    for place in reading.occurrences(("관리소", "교화소", "수용소", "단련대")):
        if _IN_CAMP.match(reading.lower, place):
            yield place
    for place in reading.occurrences(_UNITS):
        number = _FOLLOWS.match(reading.lower, place)
        counted = _PRECEDES if _is_korean(reading, place) else _ORDINAL
        if number or counted.search(reading.lower[max(place - 8, 0) : place]):
            before = _sentence_before(reading, place)
            after = _sentence_after(reading, number.end() if number else place)
            camp = _CAMP.search(before) or _CAMP.search(after)
            if _WORK.search(before) or (camp and not _ELSEWHERE.search(after)):
                yield place


def _says_age(reading: Reading, place: int) -> bool:
    """Whether a number follows that is an age: in Korean by the word for it, else by who is spoken of."""
    if not _SAID.match(reading.lower, place):
        return False
    return _is_korean(reading, place) or bool(_WHO.search(reading.lower[max(place - 10, 0) : place]))


def _sentence_before(reading: Reading, place: int) -> str:
    return _SENTENCE_END.split(reading.lower[max(place - 60, 0) : place])[-1]


def _sentence_after(reading: Reading, place: int) -> str:
    return _SENTENCE_END.split(reading.lower[place : place + 40])[0]


def _is_korean(reading: Reading, place: int) -> bool:
    """Whether the word is one before which its number stands, as in Korean."""
    return "가" <= reading.lower[place] <= "힣"
