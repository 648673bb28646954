"""Telephone numbers of the South, of China and of the North: those of witnesses, relatives, helpers and brokers."""

import re
from collections.abc import Iterator

from plugins.privacy.text.reading import Reading, stands_alone

_GAP = r"[-. ()/]{1,3}"
_MAYBE = r"[-. ()/]{0,3}"
# Not the rest of another number: a date, an ISBN, a decimal (`-.016…` in a drawing).
_ALONE = r"(?<![0-9])(?<![0-9][-./,])(?<![\s\-,=:(\[0-9]\.)"
# A number goes on as long as digits go on after a hyphen, so that an allowed one never hides a longer one.
_REST = r"(?:-[0-9]+)*(?![0-9])"
_INTERNATIONAL = re.compile(
    rf"(?<![0-9])(?:\+{_MAYBE}|00{_MAYBE})(?:82|86|850){_MAYBE}(?:\(0\))?{_MAYBE}[0-9](?:{_MAYBE}[0-9]){{6,11}}{_REST}"
)
# The code of the country without a sign before it counts only with hyphens or points, because numbers in a row have spaces.
_UNSIGNED = re.compile(rf"{_ALONE}(?:82|86|850)[-.]{{1,2}}(?:\(0\))?[0-9]{{1,4}}[-.][0-9]{{3,4}}[-.]?[0-9]{{4}}{_REST}")
_SOUTH = re.compile(
    rf"{_ALONE}\(?0(?:2|[3-6][1-5]|70|60|80|50[0-9]?|1[016-9]){_GAP}[0-9]{{3,4}}{_GAP}[0-9]{{4,7}}{_REST}"
)
_SOUTH_MOBILE = re.compile(rf"{_ALONE}01[016-9]{_MAYBE}[0-9]{{3,4}}{_MAYBE}[0-9]{{4}}{_REST}")
_CHINA_MOBILE = re.compile(rf"{_ALONE}1[3-9][0-9](?:[0-9]{{8}}|[- ][0-9]{{4}}[- ][0-9]{{4}}){_REST}(?![.,][0-9])")
_CHINA_LINE = re.compile(rf"{_ALONE}\(?0[1-9][0-9]{{1,2}}\)?[- ][0-9]{{7,8}}{_REST}")
# A number of the South without any sign in it is one only where something says so.
_BARE = re.compile(rf"(?<![0-9])(?:82|0)(?:2|[3-6][1-5]|70|1[016-9])[0-9]{{7,8}}{_REST}")
_WORDS = re.compile(
    r"tel|phone|mobile|fax|call|전화|연락|휴대|핸드폰|번호|팩스|문자|kakao|카톡|wechat|위챗|微信|电话|手机|☎|📞|📱",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(r"(?:₩|￦|\$|€|¥|KRW|USD|EUR|CNY|won)\s{0,2}\Z", re.IGNORECASE)
_MONEY_AFTER = re.compile(r"\s{0,2}(?:원|won|KRW|USD|EUR|CNY|위안|달러|₩)", re.IGNORECASE)


def telephones(reading: Reading) -> Iterator[int]:
    """Every number that is not one of the allowed ones, compared as a whole."""
    for pattern in (_INTERNATIONAL, _UNSIGNED, _SOUTH, _SOUTH_MOBILE, _CHINA_MOBILE, _CHINA_LINE, _BARE):
        for match in reading.matches(pattern):
            if reading.allowed.holds("telephone", match.group()) or not _is_telephone(reading, match, pattern):
                continue
            yield match.start()


def _is_telephone(reading: Reading, match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    digits = match.group().isdigit()
    if digits and not stands_alone(reading.text, match.start(), match.end()):
        return False
    if pattern is _BARE:
        return bool(_WORDS.search(reading.near(match.start(), match.end(), 20)))
    if pattern is _CHINA_MOBILE and digits:
        before, after = (
            reading.text[max(match.start() - 8, 0) : match.start()],
            reading.text[match.end() : match.end() + 8],
        )
        return not (_MONEY_BEFORE.search(before) or _MONEY_AFTER.match(after))
    return True
