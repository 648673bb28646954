"""One step of making a text plain: what is replaced by what, and the way back to the places before it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol


class Step(Protocol):
    """Something that changes a text and can tell where each place of the result was before."""

    def applied(self, text: str) -> str: ...

    def origins(self, text: str, offsets: Sequence[int]) -> list[int]:
        """For each place in `applied(text)`, the place in `text`; `offsets` are sorted."""


@dataclass(frozen=True)
class Replacement:
    """Every match of a pattern is replaced; `by_letter` when the replacement is made of those of the single letters.

    The way back is walked only when something was found, so an innocent text costs one substitution.
    """

    pattern: re.Pattern[str]
    replacement: Callable[[str], str]
    by_letter: bool = False

    def applied(self, text: str) -> str:
        return self.pattern.sub(lambda match: self.replacement(match.group()), text)

    def origins(self, text: str, offsets: Sequence[int]) -> list[int]:
        found: list[int] = []
        waiting = list(reversed(offsets))
        before = after = 0  # the same place in the text before and after
        for match in self.pattern.finditer(text):
            new = self.replacement(match.group())
            begins = after + match.start() - before
            while waiting and waiting[-1] < begins:
                found.append(before + waiting.pop() - after)
            while waiting and waiting[-1] < begins + len(new):
                found.append(match.start() + self._within(match.group(), waiting.pop() - begins))
            before, after = match.end(), begins + len(new)
            if not waiting:
                break
        return found + [before + offset - after for offset in reversed(waiting)]

    def _within(self, old: str, offset: int) -> int:
        """The place in a replaced piece of a place in its replacement: the letter that it came from, else the begin."""
        if self.by_letter:
            for number, letter in enumerate(old):
                offset -= len(self.replacement(letter))
                if offset < 0:
                    return number
        return 0
