"""`data/acts.csv`: kinds of acts, a subset of the HURIDOCS micro-thesaurus 4 with labels of our own."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from plugins.messages import Message, say
from plugins.records.cells import RightReferences, Words, formed
from plugins.records.sources import Way
from plugins.records.validation import Record

ActCode = Annotated[str, formed(r"[0-9]{2}(\.[0-9]{2})+", "a code such as 03.01.02, two digits between points")]
# The way to the wrong value, what must be so, and the fix.
Fault = tuple[Way, Message, Message]


class Act(Record):
    """A kind of act. `parent` is the kind that too small a class is told as; sensitive ones are told more coarsely."""

    code: ActCode
    parent: ActCode | None
    label: Words
    rights: RightReferences
    sensitive: Literal["yes", "no"]


def acts_form_a_tree(rows: Iterable[tuple[int, Act]]) -> Iterator[Fault]:
    """Codes stand once, a parent is there and begins the code, and what stands above a sensitive act is sensitive."""
    rows = list(rows)
    codes = {act.code: act for _, act in rows}
    met: set[str] = set()
    for number, act in rows:
        if act.code in met:
            yield (number, "code"), say("code must be unique; it stands before"), say("Keep one of the rows.")
        met.add(act.code)
        parent = codes.get(act.parent or "")
        if act.parent and (parent is None or not act.code.startswith(f"{act.parent}.")):
            message = say("parent must be a code of this file that begins the row's own; it is not")
            yield (number, "parent"), message, say("Write the shorter code, or leave it empty.")
        elif parent and act.sensitive == "yes" and parent.sensitive == "no":
            message = say("sensitive must be yes for the parent of a sensitive act; %(code)s is not", code=parent.code)
            yield (number, "sensitive"), message, say("Write yes in the row of the parent.")
