"""Letters as a search needs them: one form for each digit, dash, quote and degree sign, and nothing invisible."""

import re
import unicodedata
from functools import lru_cache

from plugins.privacy.text.steps import Replacement

# What people type for one and the same sign, where Unicode's compatibility forms do not say so.
_SIGNS = {
    **dict.fromkeys("−⁃─━ー﹘", "-"),
    **dict.fromkeys("‘’‚′ʹʼ´", "'"),
    **dict.fromkeys("“”„″ʺ〃", '"'),
    **dict.fromkeys("˚º∘゜", "°"),
    **dict.fromkeys("、،", ","),
    **dict.fromkeys("ㆍ・･‧∙⋅", "·"),
    "。": ".",
    "∶": ":",
    "⁄": "/",
    "＠": "@",
}
# Letters that are seen as nothing: fillers of Hangul, the joiner of graphemes, Khmer's inherent vowels.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")


@lru_cache(maxsize=1 << 16)
def plain_letter(letter: str) -> str:
    """The letter's plain form, empty for what cannot be seen (format signs, marks, controls)."""
    if letter in _SIGNS:
        return _SIGNS[letter]
    category = unicodedata.category(letter)
    if letter in _BLANK or category in ("Cf", "Mn", "Me", "Cc", "Cs"):
        return ""
    if category == "Pd":
        return "-"
    digit = unicodedata.digit(letter, None)
    if digit is not None:
        return str(digit)
    forms = unicodedata.normalize("NFKC", letter)
    if forms == letter:
        return letter
    return "".join(_SIGNS.get(form, "" if unicodedata.category(form) in ("Mn", "Me", "Cf") else form) for form in forms)


@lru_cache(maxsize=1 << 16)
def plain_letters(word: str) -> str:
    return "".join(plain_letter(letter) for letter in word)


# The back quote stays for Markdown to take away; line ends and tabs stay what they are.
PLAIN_LETTERS = Replacement(re.compile(r"[^\t\n\r\f\x20-\x7e]{1,64}"), plain_letters, by_letter=True)
