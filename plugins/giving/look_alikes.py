"""Names of hosts that a person would take for another one: other alphabets, punycode, a letter or two changed."""

import unicodedata
from functools import lru_cache

# Letters and figures that look like a Latin letter (a choice from Unicode's table of confusables, UTS 39). Marks above and
# below letters are taken away before, and so are wide and ornate forms. `i` and `l` count as one.
_LOOKS = {
    "a": "аɑα",
    "b": "вьЬβƅ",
    "c": "сϲᴄ",
    "d": "ԁđժ",
    "e": "еεҽ",
    "g": "ɡցԍ",
    "h": "һհнħ",
    "I": "il1|!іӏıɩʟɪιłǀ",
    "j": "јյϳ",
    "k": "кκ",
    "m": "м",
    "n": "ոηпռ",
    "o": "оοօσ0øס",
    "p": "рρքþ",
    "q": "ԛզ",
    "r": "гᴦ",
    "s": "ѕꜱ",
    "t": "тτŧ",
    "u": "υսᴜ",
    "v": "νѵᴠ",
    "w": "ԝωѡա",
    "x": "хχ",
    "y": "уүγ",
    "z": "ᴢʐ",
    ".": "·‧․。﹒",
}
_SEEN_AS = str.maketrans({letter: plain for plain, letters in _LOOKS.items() for letter in letters})


@lru_cache(maxsize=1 << 16)
def seen(name: str) -> str:
    """What a name looks like: two names with one look cannot be told apart by everybody."""
    whole = ".".join(_unpacked(label) for label in name.casefold().split("."))
    plain = unicodedata.normalize("NFKD", whole).casefold()
    bare = "".join(letter for letter in plain if unicodedata.category(letter) not in ("Mn", "Me", "Cf", "Cc"))
    return bare.translate(_SEEN_AS).replace("rn", "m").replace("vv", "w")


def _unpacked(label: str) -> str:
    """A label in punycode in its own letters (RFC 3492)."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return label


def is_near(one: str, other: str, most: int) -> bool:
    """Whether at most so many letters must be changed, put in, left out, or exchanged with their neighbour."""
    if abs(len(one) - len(other)) > most:
        return False
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        present = [row]
        for column, wanted in enumerate(other, start=1):
            cost = min(last[column] + 1, present[-1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                cost = min(cost, before_last[column - 2] + 1)
            present.append(cost)
        if min(present) > most:
            return False
        before_last, last = last, present
    return last[-1] <= most
