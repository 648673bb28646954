"""What the other checks may say: most of them quote what stands in a file, and the words of a check are public."""

from collections.abc import Collection, Iterable, Iterator

from plugins.messages import say
from plugins.privacy.allowed import Allowed
from plugins.privacy.text.identifying import identifying, safe_path
from plugins.privacy.text.reading import Inside
from plugins.problems import Problem


def without_quotations(
    problems: Iterable[Problem], told: Collection[str], allowed: Allowed, inside: Inside
) -> Iterator[Problem]:
    """The problems, where none repeats what the gate refuses; `told` are the paths of which the gate has spoken, which is enough.

    What is left out is said again when the file is mended.
    """
    for problem in problems:
        path = safe_path(problem.path, allowed, inside)
        if path in told:
            continue
        if identifying(str(problem), allowed, inside):
            message = say("something is wrong that cannot be told without what may lead to a person")
            fix = say("Delete what names a number, an address or an exact place there, and check again.")
            yield Problem(path, problem.line, problem.column, message, fix)
        else:
            yield problem
