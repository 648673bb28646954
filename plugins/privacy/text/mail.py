"""E-mail addresses that are not the organisation's or an institution's."""

import re
from collections.abc import Iterator

from plugins.privacy.text.reading import Reading

_BEFORE = re.compile(r"[\w.!#$%&'*+/=?^{|}~-]{1,64}\Z")
_AFTER = re.compile(r"(?:[^\W_]|-){1,63}(?:\.(?:[^\W_]|-){1,63}){1,8}")
# `name (at) host.org`, `name [at] host (dot) org`, `name 골뱅이 host.org`: hidden from machines, not from people.
_SPELT = re.compile(
    r"[\w.+-]{1,64}\s{0,2}(?:[(\[{]\s?(?:at|à|골뱅이|앳)\s?[)\]}]|골뱅이)\s{0,2}"
    r"[\w-]{1,63}\s{0,2}(?:\.|[(\[{]\s?(?:dot|point|점)\s?[)\]}]|닷)\s{0,2}[A-Za-z]{2,24}",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"[\w.+-]{1,64} at [\w-]{1,63} dot (?:co dot )?(?:kr|com|net|org|cn|jp|fr|de|ch|uk|eu|us|info|io)\b", re.IGNORECASE
)
_SPELT_WORDS = ("(at)", "[at]", "{at}", "( at )", "[ at ]", "골뱅이", "(앳)", "(à)")
# Names that can belong to nobody (RFC 2606), and endings of pictures and programs (`icon@2x.png`).
_NOBODYS = re.compile(r"(?:\A|\.)(?:example\.(?:com|org|net)|example|invalid|test|localhost)\Z", re.IGNORECASE)
_FILE = re.compile(r"\.(?:png|jpe?g|webp|avif|gif|svg|css|js)\Z|\.[0-9]+\Z", re.IGNORECASE)


def addresses(reading: Reading) -> Iterator[int]:
    """Every address that is not allowed; the ids of events in our calendars only look like addresses."""
    text = reading.text
    place = text.find("@")
    while place >= 0:
        gap = 1 if text[place - 1 : place + 2] == " @ " else 0
        before = _BEFORE.search(text[max(place - gap - 64, 0) : place - gap])
        after = _AFTER.match(text, place + gap + 1)
        if before and after and not _is_free(reading, before.group(), after.group(), place):
            yield place - gap - len(before.group())
        place = text.find("@", place + 1)
    for words, pattern in ((_SPELT_WORDS, _SPELT), ((" dot ",), _SPOKEN)):
        for word in reading.occurrences(words):
            for match in pattern.finditer(text, max(word - 132, 0), word + 132):
                yield match.start()


def _is_free(reading: Reading, name: str, host: str, place: int) -> bool:
    if _NOBODYS.search(host) or _FILE.search(host):
        return True
    line = reading.text[max(place - 80, 0) : place].rpartition("\n")[2]
    if line.startswith("UID:") and reading.allowed.holds("calendar", host):
        return True
    return any(reading.allowed.holds("mail", f"{word}@{host}") for word in {name, name.lstrip("/'=:")})
