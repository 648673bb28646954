"""What is wrong in a file, said so that an editor can mend it."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One problem: `path` as the editor knows it (from the project's folder), line and column from 1 (0: the whole file)."""

    path: str
    line: int
    column: int
    message: str
    fix: str

    def __str__(self) -> str:
        place = ":".join([self.path, *(str(number) for number in (self.line, self.column) if number)])
        return f"{place}: {self.message}\n    {self.fix}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`Did you mean 'x'?` when one of the known words is close, then all of them."""
    choices = sorted(known)
    close = difflib.get_close_matches(word.lower(), choices, n=1, cutoff=0.6)
    guess = f"Did you mean '{close[0]}'? " if close else ""
    return f"{guess}Known: {', '.join(choices)}."


def listing(problems: Iterable[Problem], undone: str) -> str:
    """All problems in the order of files and lines, how many there are, and what was not done because of them."""
    ordered = sorted(set(problems))
    count = "1 problem" if len(ordered) == 1 else f"{len(ordered)} problems"
    return "\n".join([*(str(problem) for problem in ordered), "", f"{count} found. {undone}"])
