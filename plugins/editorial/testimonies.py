"""What a testimony has beyond other texts: the review that lies beside it, and the rights that it touches.

Whether the review is whole and fits the text is the gate's to say (plugins/privacy/testimonies.py); here is what a page shows of it.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from plugins.editorial.front_matter import FrontMatter
from plugins.messages import say
from plugins.privacy.testimonies import review_values
from plugins.problems import Problem

_RIGHT = re.compile(r"(?P<instrument>[A-Z]+) (?P<article>[0-9]{1,2}[a-z]?)")


@dataclass(frozen=True)
class Review:
    """What a page shows of a review: the name that stands for the person, and whether the account is invented."""

    pseudonym: str
    example: bool


@dataclass(frozen=True)
class NamedRight:
    """A right as a testimony names it (`ICCPR 8`), and the last part of its address (`iccpr-8`)."""

    written: str
    slug: str
    line: int


def review(path: Path) -> Review | None:
    """The review in this file; None when there is none or it is not right, which the gate tells."""
    found = review_values(path) if path.is_file() else None
    pseudonym, example = (found.get("pseudonym"), found.get("example")) if found else (None, None)
    if not isinstance(pseudonym, str) or not isinstance(example, bool):
        return None
    return Review(pseudonym.strip(), example)


def named_rights(matter: FrontMatter, shown: str, problems: list[Problem]) -> tuple[NamedRight, ...]:
    """The rights of the line `Rights: ICCPR 8, CRC 32`; what cannot be read as one is a problem."""
    rights: list[NamedRight] = []
    for part in filter(None, (part.strip() for part in matter.value("rights").split(","))):
        found = _RIGHT.fullmatch(part)
        if found:
            rights.append(NamedRight(part, f"{found['instrument'].lower()}-{found['article']}", matter.line("rights")))
        else:
            message = say("Rights must be instruments and articles with commas between; one part is not")
            fix = say("Write for example 'Rights: ICCPR 8, CRC 32'.")
            problems.append(Problem(shown, matter.line("rights"), 1, message, fix))
    return tuple(rights)
