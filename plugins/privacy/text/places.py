"""Where in a text a place is, as an editor counts."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True)
class Lines:
    """The places at which the lines of a text begin."""

    begins: tuple[int, ...]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        line = bisect_right(self.begins, offset)
        return line, offset - self.begins[line - 1] + 1


def lines(text: str) -> Lines:
    """The lines of a text; LF ends a line."""
    return Lines((0, *accumulate(len(line) + 1 for line in text.split("\n")[:-1])))
