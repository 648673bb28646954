"""How much room a name takes in a drawing, without asking a font: the reader's own is not known here, so wide ones are assumed."""

from itertools import combinations

ELLIPSIS = "…"
MOST_LINES = 3
# In ems. A name up to BREAK stands on one line; a line longer than LONGEST is cut, and the whole name is told elsewhere.
BREAK = 5.2
LONGEST = 9.0

_NARROW, _SMALL, _CAPITAL, _FULL = 0.34, 0.58, 0.74, 1.0


def breadth(text: str) -> float:
    """The width of a line in ems."""
    return sum(_letter(letter) for letter in text)


def lines_of(name: str) -> tuple[str, ...]:
    """The name in one to three lines, as even as its spaces allow."""
    words = name.split()
    most = 1 if breadth(name) <= BREAK else min(len(words), MOST_LINES)
    ways = [
        tuple(" ".join(words[begin:end]) for begin, end in zip((0, *cuts), (*cuts, len(words)), strict=True))
        for count in range(most)
        for cuts in combinations(range(1, min(len(words), 40)), count)
    ]
    # A line more is worth it when it makes the widest line shorter by more than an em.
    best = min(ways, key=lambda lines: max(map(breadth, lines), default=0) + 1.0 * len(lines))
    return tuple(_cut(line) for line in best)


def _cut(line: str) -> str:
    if breadth(line) <= LONGEST:
        return line
    while breadth(line + ELLIPSIS) > LONGEST:
        line = line[:-1]
    return line.rstrip() + ELLIPSIS


def _letter(letter: str) -> float:
    if letter in " .,'’-()ijltfrI":
        return _NARROW
    if ord(letter) >= 0x1100 and not 0x1E00 <= ord(letter) < 0x2100:  # Hangul, Chinese, Japanese
        return _FULL
    return _CAPITAL if letter.isupper() or letter in "mw%" else _SMALL
