"""Telephone numbers of the South, of China and of the North: those of witnesses, relatives, helpers and brokers."""

import re
from collections.abc import Iterator

from plugins.privacy.text.reading import Reading, stands_alone

_GAP = r"[-. ()/]{1,3}"
_MAYBE = r"[-. ()/]{0,3}"
# After 010 nearly every sign is one that people put between the parts of a telephone number.
_MOBILE_GAP = r"(?:[-. ()/~_·]{0,3}|, ?)"
# Not the rest of another number: a date, an ISBN, a decimal (`-.016…` in a drawing).
_ALONE = r"(?<![0-9])(?<![0-9][-./,])(?<![\s\-,=:(\[0-9]\.)"
# A number goes on as long as digits go on after a hyphen, so that an allowed one never hides a longer one.
_REST = r"(?:-[0-9]+)*(?![0-9])"
# All digits after the code of the country; the number that may follow here says how many, less the first.
_DIGITS = rf"{_MAYBE}(?:\(0\))?{_MAYBE}[0-9](?:{_MAYBE}[0-9])"
# Numbers within the North are as short as five digits.
_INTERNATIONAL = re.compile(
    rf"(?<![0-9])(?:\+{_MAYBE}|00{_MAYBE})(?:8[26]{_DIGITS}{{6,11}}|850{_DIGITS}{{4,11}}){_REST}"
)
# The code of the country without a sign before it counts only with hyphens or points, because numbers in a row have spaces.
_UNSIGNED = re.compile(
    rf"{_ALONE}(?:(?:82|86|850)[-.]{{1,2}}(?:\(0\))?[0-9]{{1,4}}[-.][0-9]{{3,4}}[-.]?[0-9]{{4}}|86[-. ]1[3-9][0-9]{{9}}){_REST}"
)
# Mobile telephones with the code of the country, in one piece: as links to messengers hold them.
_WHOLE = re.compile(rf"(?<![0-9])(?:8210[0-9]{{8}}|861[3-9][0-9]{{9}}){_REST}")
_SOUTH = re.compile(
    rf"{_ALONE}\(?0(?:2|[3-6][1-5]|70|60|80|50[0-9]?|1[016-9]){_GAP}[0-9]{{3,4}}{_GAP}[0-9]{{4,7}}{_REST}"
)
_SOUTH_MOBILE = re.compile(rf"{_ALONE}01[016-9]{_MOBILE_GAP}[0-9]{{3,4}}{_MOBILE_GAP}[0-9]{{4}}{_REST}")
_CHINA_MOBILE = re.compile(rf"{_ALONE}1[3-9][0-9](?:[0-9]{{8}}|[- ][0-9]{{4}}[- ]?[0-9]{{4}}){_REST}(?![.,][0-9])")
_CHINA_LINE = re.compile(rf"{_ALONE}\(?0[1-9][0-9]{{1,2}}\)?[- ][0-9]{{7,8}}{_REST}")
# A number of the South without any sign in it is one only where something says so.
_BARE = re.compile(rf"(?<![0-9])(?:82|0)(?:2|[3-6][1-5]|70|1[016-9])[0-9]{{7,8}}{_REST}")
# Mobile telephones of the North.
_NORTH_MOBILE = re.compile(rf"{_ALONE}19[0-9][- .][0-9]{{3}}[- .][0-9]{{4}}{_REST}")
# A table or a list whose label says it: tables lose the zero with which a number begins.
_LABELLED = re.compile(r"(?<![0-9+])[0-9]{9,11}(?![0-9])")
_LABEL = r"(?<![a-z])(?:(?:tele)?phone|tel|mobile|cell)(?![a-z])|전화|연락처|휴대|핸드폰|手机|电话"
_LABEL_BEFORE = re.compile(rf"(?:{_LABEL})[^0-9\n]{{0,12}}\Z", re.IGNORECASE)
_HEADER_BEFORE = re.compile(rf"(?:\A|[,;|\t\n\"'])\s?(?:(?:{_LABEL})[\w ]{{0,10}})[,;|\t\n\"'][^\n]*\n", re.IGNORECASE)
_NO_ZERO = re.compile(r"1[016-9][0-9]{7,8}|(?:2|[3-6][1-5]|70)[0-9]{7,8}")
_HEADERS = ("phone", "tel", "mobile", "cell", "전화", "연락처", "휴대", "핸드폰", "手机", "电话")
_HEADER_REACH = 300
# A number at the end of an address is a page's, unless the address is one that calls or writes to it.
_PAGE_BEFORE = re.compile(r"\.[a-z]{2,6}/(?:[\w.-]{1,40}/){0,4}\Z", re.IGNORECASE)
_MESSENGER = re.compile(
    r"wa\.me|whatsapp|tel|phone|line\.me|t\.me|call|wechat|weixin|viber|signal|kakao", re.IGNORECASE
)
_WORDS = re.compile(
    r"tel|phone|mobile|fax|call|전화|연락|휴대|핸드폰|번호|팩스|문자|kakao|카톡|wechat|위챗|微信|电话|手机|☎|📞|📱",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(r"(?:₩|￦|\$|€|¥|KRW|USD|EUR|CNY|won)\s{0,2}\Z", re.IGNORECASE)
_MONEY_AFTER = re.compile(r"\s{0,2}(?:원|won|KRW|USD|EUR|CNY|위안|달러|₩)", re.IGNORECASE)
_PATTERNS = (
    _INTERNATIONAL,
    _UNSIGNED,
    _WHOLE,
    _SOUTH,
    _SOUTH_MOBILE,
    _CHINA_MOBILE,
    _CHINA_LINE,
    _NORTH_MOBILE,
    _BARE,
    _LABELLED,
)


def telephones(reading: Reading) -> Iterator[int]:
    """Every number that is not one of the allowed ones, compared as a whole."""
    for pattern in _PATTERNS:
        for match in reading.matches(pattern):
            if reading.allowed.holds("telephone", match.group()) or not _is_telephone(reading, match, pattern):
                continue
            yield match.start()


def _is_telephone(reading: Reading, match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    digits = match.group().isdigit()
    if digits and not stands_alone(reading.text, match.start(), match.end()):
        return False
    if pattern in (_BARE, _NORTH_MOBILE):
        return bool(_WORDS.search(reading.near(match.start(), match.end(), 20)))
    if pattern is _LABELLED:
        return _is_labelled(reading, match) and not reading.allowed.holds("telephone", f"0{match.group()}")
    return not (pattern is _CHINA_MOBILE and digits and _is_sum_or_page(reading.text, match))


def _is_labelled(reading: Reading, match: re.Match[str]) -> bool:
    if _LABEL_BEFORE.search(reading.text[max(match.start() - 32, 0) : match.start()]):
        return True
    if not _NO_ZERO.fullmatch(match.group()):
        return False
    before = reading.lower[max(match.start() - _HEADER_REACH, 0) : match.start()]
    return any(word in before for word in _HEADERS) and _HEADER_BEFORE.search(before) is not None


def _is_sum_or_page(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(match.start() - 80, 0) : match.start()], text[match.end() : match.end() + 8]
    if _MONEY_BEFORE.search(before) or _MONEY_AFTER.match(after):
        return True
    return bool(_PAGE_BEFORE.search(before)) and not _MESSENGER.search(before)
