"""What a detector is given: the plain text, what is allowed, and which points lie in North Korea."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from plugins.privacy.allowed import Allowed

Inside = Callable[[float, float], bool]
"""Whether a point (latitude, longitude in degrees) lies in North Korea."""

# Seven digits or more with no more than three other signs between them: any number of a person or an account is one.
_NUMBER = re.compile(r"[0-9](?:[ ().,:;/+'°_~·x-]{0,3}[0-9]){6,}")

# How many letters before its match a pattern for numbers may look at; a test compares.
BEHIND = 8

# Most long numbers of a site are days, and a day that stands alone is nothing else.
_DAY = re.compile(r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:[0-2][0-9]|3[01])")


@dataclass(frozen=True)
class Reading:
    """One normalised text under examination."""

    text: str
    allowed: Allowed
    inside: Inside

    @cached_property
    def numbers(self) -> tuple[tuple[int, int], ...]:
        """Where long numbers begin and end, so that the detectors of numbers need not read the rest."""
        return tuple(match.span() for match in _NUMBER.finditer(self.text) if not _DAY.fullmatch(match.group()))

    @cached_property
    def lower(self) -> str:
        """The text in small letters, each place the same as in the text."""
        small = self.text.lower()
        # A few letters, such as the Turkish İ, are two when they are small.
        return small if len(small) == len(self.text) else "".join(letter.lower()[:1] for letter in self.text)

    def occurrences(self, words: Iterable[str]) -> Iterator[int]:
        """Where words in small letters occur, parts of other words too; finding words is much faster than a pattern."""
        for word in words:
            place = self.lower.find(word)
            while place >= 0:
                yield place
                place = self.lower.find(word, place + 1)

    def matches(self, pattern: re.Pattern[str], margin: int = 3) -> Iterator[re.Match[str]]:
        """The matches of a pattern that begin in a long number or within `margin` letters before it, each once."""
        done = 0
        for begin, end in self.numbers:
            place = max(begin - margin, done)
            first, last = max(place - BEHIND, 0), min(end + 24, len(self.text))
            if place > end or not _is_found(pattern, self.text[first:last], place - first):
                continue
            while place <= end and (match := pattern.search(self.text, place, last)):
                if match.start() > end:
                    break
                yield match
                place = done = max(match.end(), match.start() + 1)

    def near(self, begin: int, end: int, distance: int) -> str:
        """The text around a place, within its distance on both sides."""
        return self.text[max(begin - distance, 0) : end + distance]


@lru_cache(maxsize=1 << 17)
def _is_found(pattern: re.Pattern[str], piece: str, place: int) -> bool:
    """Whether there is a match from a place on. The numbers of a site are much the same on all its pages."""
    return pattern.search(piece, place) is not None


def stands_alone(text: str, begin: int, end: int) -> bool:
    """Whether digits are a number by themselves, at most with letters before or after, and no piece of a hash or an id."""
    before = re.search(r"[0-9A-Za-z]*\Z", text[max(begin - 24, 0) : begin])
    after = re.match(r"[0-9A-Za-z]*", text[end : end + 24])
    around = (before.group() if before else "") + (after.group() if after else "")
    # Of a hash in small letters the digits may all stand before: `9001…567a`. A word before a number says what it is.
    return not (re.search(r"[0-9]", around) or (after and re.fullmatch(r"[a-f]+", after.group())))
