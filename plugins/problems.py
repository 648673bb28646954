"""What is wrong in a file, said so that an editor can mend it."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from plugins.messages import NOTHING, Message, say, sentences, spoken


@dataclass(frozen=True, order=True)
class Problem:
    """One problem: `path` as the editor knows it (from the project's folder), line and column from 1 (0: the whole file)."""

    path: str
    line: int
    column: int
    message: Message
    fix: Message

    def __str__(self) -> str:
        place = ":".join([self.path, *(str(number) for number in (self.line, self.column) if number)])
        return f"{place}: {spoken(self.message)}\n    {spoken(self.fix)}"


def did_you_mean(word: str, known: Iterable[str]) -> Message:
    """`Did you mean 'x'?` when one of the known words is close, then all of them."""
    choices = sorted(known)
    close = difflib.get_close_matches(word.lower(), choices, n=1, cutoff=0.6)
    guess = say("Did you mean '%(word)s'?", word=close[0]) if close else NOTHING
    return sentences(guess, say("Known: %(choices)s.", choices=", ".join(choices)))


def listing(problems: Iterable[Problem], undone: Message) -> str:
    """All problems in the order of files and lines, how many there are, and what was not done because of them.

    In the language of the terminal.
    """
    ordered = sorted(set(problems))
    one = len(ordered) == 1
    count = say("1 problem found.") if one else say("%(count)s problems found.", count=len(ordered))
    return "\n".join([*(str(problem) for problem in ordered), "", spoken(sentences(count, undone))])
