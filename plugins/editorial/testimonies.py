"""What a testimony has beyond other texts: the review that lies beside it, and the rights that it touches.

Messages about a review name the file and the key, never what stands in it: it is about a person at risk. Whether the review
fits the text (hash, reviewers, consent) is checked elsewhere; here is what a page shows of it.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from plugins.editorial.front_matter import FrontMatter
from plugins.messages import say
from plugins.problems import Problem

REVIEW = ".review.toml"

_RIGHT = re.compile(r"(?P<instrument>[A-Z]+) (?P<article>[0-9]{1,2}[a-z]?)")
_GUIDE = say("docs/editors.md says how two people review a testimony.")


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


def review_of(text: Path) -> Path:
    """The review that belongs to a testimony: `the-name.review.toml` beside `the-name.md`."""
    return text.with_name(text.stem + REVIEW)


def text_of_review(review: Path) -> Path:
    """The testimony that a review belongs to."""
    return review.with_name(review.name.removesuffix(REVIEW) + ".md")


def review(path: Path, shown: str, problems: list[Problem]) -> Review | None:
    """The review in this file; None when there is none, or when it cannot be read, with its problems told."""
    if not path.is_file():
        return None
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        problems.append(Problem(shown, 0, 0, say("the review must be a TOML file; it is not"), _GUIDE))
        return None
    pseudonym, example = found.get("pseudonym"), found.get("example")
    if not isinstance(pseudonym, str) or not pseudonym.strip():
        fix = say('Write a line: pseudonym = "…"')
        problems.append(Problem(shown, 0, 0, say("pseudonym must be a text; it is missing, empty or none"), fix))
        return None
    if not isinstance(example, bool):
        fix = say("Write a line: example = false; for an invented account: example = true")
        problems.append(Problem(shown, 0, 0, say("example must be true or false; it is missing or neither"), fix))
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
