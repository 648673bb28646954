"""Points that are written as codes: plus codes, geohashes, three words, and short links that hide a point."""

import re
from collections.abc import Iterator
from decimal import Decimal

from plugins.privacy.text.grid import is_exact_inside
from plugins.privacy.text.reading import Reading

_SIGNS = "23456789CFGHJMPQRVWX"
# A whole plus code in the country begins with 8Q; a short one is a point only beside the name of a place.
_PLUS = re.compile(
    rf"8(?<![0-9A-Za-z].)Q[{_SIGNS}]{{4}}(?:[{_SIGNS}]{{2}}|00)\+[{_SIGNS}]{{0,7}}(?![0-9A-Za-z])", re.IGNORECASE
)
_SHORT = re.compile(
    rf"\+(?<=[{_SIGNS}]{{4}}.)(?<![0-9A-Za-z][{_SIGNS}]{{4}}.)[{_SIGNS}]{{2,4}}(?![0-9A-Za-z])", re.IGNORECASE
)
_COUNTRY = re.compile(
    r"north korea|dprk|corée du nord|북한|조선|平壤|朝鲜|평양|함경|평안|황해|량강|양강|자강|강원도|라선|라진|회령|혜산|무산|온성|신의주|청진|함흥|개성|남포"
    r"|pyongyang|hamgyong|pyongan|hwanghae|ryanggang|chagang|kangwon|rason|hoeryong|hyesan|musan|onsong|sinuiju|chongjin|hamhung|kaesong|nampo",
    re.IGNORECASE,
)
# Cities, counties and border places, and the endings of villages. Some have namesakes in the South: refused as well.
_PLACES = frozenset([
    "namyang", "samjiyon", "kyongsong", "kimchaek", "tanchon", "sinpo", "wonsan", "sariwon", "haeju", "songrim",
    "pyongsong", "kaechon", "anju", "tokchon", "kusong", "manpo", "kanggye", "huichon", "jongju", "chongju",
    "ryongchon", "uiju", "sakju", "rajin", "sonbong", "undok", "saebyol", "kyongwon", "kyonghung", "puryong",
    "yonsa", "hwadae", "myongchon", "kilju", "orang", "paegam", "taehongdan", "pochon", "unhung", "kapsan",
    "junggang", "chunggang", "chasong", "yodok", "kumya", "jongpyong", "hongwon", "pukchong", "riwon", "hochon",
    "toksong", "sinhung", "anbyon", "pyonggang", "munchon", "tongchon", "chongsong", "jongsong", "pukchang",
    "changsong",
    "-ri", "-up", "-gun", "-rodongjagu", "-nodongjagu",
])  # fmt: skip
_KOREAN_PLACES = (
    "남양", "삼지연", "경성", "김책", "단천", "신포", "원산", "사리원", "해주", "송림", "평성", "개천", "안주", "덕천", "구성", "만포", "강계", "희천",
    "정주", "룡천", "용천", "의주", "삭주", "라진", "나진", "선봉", "은덕", "새별", "경원", "경흥", "부령", "연사", "화대", "명천", "길주", "어랑",
    "백암", "대홍단", "보천", "운흥", "갑산", "중강", "자성", "요덕", "금야", "정평", "홍원", "북청", "리원", "허천", "덕성", "신흥", "안변", "평강",
    "문천", "통천", "종성", "북창", "창성",
)  # fmt: skip
_KOREAN_VILLAGES = ("리", "읍", "로동자구", "노동자구")
_PLACE_WORD = re.compile(r"-?[a-z]+|[가-힣]+")
_GEOHASH = re.compile(
    r"geohash[^0-9A-Za-z]{0,12}(?:org/|is |of |code )?\W{0,3}([0-9b-hjkmnp-z]{5,12})(?![0-9A-Za-z])", re.IGNORECASE
)
_GEOHASH_SIGNS = "0123456789bcdefghjkmnpqrstuvwxyz"
_WORD_BEGINS = ("///", "what3words", "w3w")
_WORDS = re.compile(
    r"(?:///(?<![\w:/]///)|(?:what3words|w3w)(?:\.com?/|\W{1,4}))[^\W\d_]{2,24}\.[^\W\d_]{2,24}\.[^\W\d_]{2,24}(?![\w.])",
    re.IGNORECASE,
)
_SHORT_LINKS = (
    "maps.app.goo.gl/",
    "goo.gl/maps/",
    "earth.app.goo.gl/",
    "naver.me/",
    "kko.to/",
    "kko.kakao.com/",
    "osm.org/go/",
    "openstreetmap.org/go/",
    "map.baidu.com/s?",
)

# Links that can lead anywhere: beside a word for a map they lead to a place.
_ANY_SHORT_LINKS = (".ly/", ".gl/", "tinyurl.com/", "me2.do/", "url.kr/", "buly.kr/", "t.cn/", "dwz.cn/")
_MAP_WORDS = re.compile(
    r"(?<![a-z])(?:maps?|locations?|coordinates?|gps|carte|coordonnées)(?![a-z])|지도|위치|좌표|약도|地图|位置|坐标"
)
_MAP_REACH = 40


def coded_points(reading: Reading) -> Iterator[int]:
    """Every code of a point in North Korea; what cannot be decoded here is refused wherever it lies."""
    text = reading.text
    if "+" in text:
        for match in _PLUS.finditer(text):
            if _is_inside(_plus_code(match.group().upper()), reading):
                yield match.start()
        for match in _SHORT.finditer(text):
            if _names_a_place(reading.near(match.start(), match.end(), 40)):
                yield match.start() - 4
    if "geohash" in reading.lower:
        for match in _GEOHASH.finditer(text):
            if _is_inside(_geohash(match[1].lower()), reading):
                yield match.start(1)


def hidden_points(reading: Reading) -> Iterator[int]:
    """Three words and short links: they name a point that nobody sees before it is opened."""
    for begin in reading.occurrences(_WORD_BEGINS):
        if _WORDS.match(reading.text, begin):
            yield begin
    yield from reading.occurrences(_SHORT_LINKS)
    for begin in reading.occurrences(_ANY_SHORT_LINKS):
        if _MAP_WORDS.search(reading.lower, max(begin - _MAP_REACH, 0), begin + _MAP_REACH):
            yield begin


def _is_inside(point: tuple[float, float], reading: Reading) -> bool:
    return is_exact_inside(Decimal(f"{point[0]:.7f}"), Decimal(f"{point[1]:.7f}"), reading.inside)


def _names_a_place(around: str) -> bool:
    words = _PLACE_WORD.findall(around.lower())
    if any(word in _PLACES or word.startswith(_KOREAN_PLACES) or word.endswith(_KOREAN_VILLAGES) for word in words):
        return True
    return _COUNTRY.search(around) is not None


def _plus_code(code: str) -> tuple[float, float]:
    """The middle of the area of a whole plus code, as far as its first ten digits tell."""
    digits = code.replace("+", "").partition("0")[0][:10]
    digits = digits[: len(digits) // 2 * 2]
    south, west, size = -90.0, -180.0, 20.0
    for row, column in zip(digits[::2], digits[1::2], strict=True):
        south += _SIGNS.index(row) * size
        west += _SIGNS.index(column) * size
        size /= 20
    return south + size * 10, west + size * 10


def _geohash(code: str) -> tuple[float, float]:
    """The middle of the area: each bit halves it, longitude and latitude in turn."""
    bounds = [[-180.0, 180.0], [-90.0, 90.0]]
    bits = "".join(f"{_GEOHASH_SIGNS.index(sign):05b}" for sign in code)
    for number, bit in enumerate(bits):
        low, high = bounds[number % 2]
        bounds[number % 2][1 - int(bit)] = (low + high) / 2
    return sum(bounds[1]) / 2, sum(bounds[0]) / 2
