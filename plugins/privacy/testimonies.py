"""The review beside each testimony: nothing about a person at risk is published that two people have not read as it stands.

The review names its text by a hash and holds a seal over all of it, so a changed word or value needs a new review. It names reviewers by codes, because a list of
who decides such things is of use to those who threaten them. Messages never tell what stands in a review.
"""

import hashlib
import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from plugins.messages import Message, say
from plugins.privacy.seals import seal_of
from plugins.problems import Problem
from plugins.site import Site

ENDING = ".review.toml"
REVIEWER = re.compile(r"r-[0-9]{2}")
CONSENT = re.compile(r"C-(?:19|20)[0-9]{2}-[0-9]{3}")
_HASH = re.compile(r"[0-9a-f]{64}")


def review_of(text: Path) -> Path:
    """The review that belongs to a testimony."""
    return text.with_name(text.stem + ENDING)


def hash_of(text: Path) -> str:
    """What a review remembers of a text: SHA-256 of the file's bytes, in hexadecimal."""
    return hashlib.sha256(text.read_bytes()).hexdigest()


def testimonies_are_reviewed(site: Site, unfinished: Collection[str]) -> Iterator[Problem]:
    """Every testimony in every language has a whole review of its present text, and every review a testimony.

    `unfinished` are the paths of drafts that may wait for theirs, in the preview.
    """
    for folder in sorted(site.content.glob("*/testimonies")):
        for text in sorted(folder.glob("*.md")):
            review = review_of(text)
            if site.shown(text) in unfinished:
                continue
            if review.is_file():
                yield from _review_problems(review, text, site.shown(review), site.shown(text))
            else:
                message = say("the testimony must have a review beside it; it has none")
                yield Problem(site.shown(text), 0, 0, message, _sign(site.shown(text)))
        for review in sorted(folder.glob(f"*{ENDING}")):
            if not review.with_name(review.name.removesuffix(ENDING) + ".md").is_file():
                message = say("a review must lie beside its testimony; there is none of this name")
                fix = say("Rename it with its text, or delete it.")
                yield Problem(site.shown(review), 0, 0, message, fix)


def _sign(shown: str) -> Message:
    return say(
        "Two people read it, and each runs ./inv review %(path)s --reviewer r-01 with a code of their own.", path=shown
    )


def _review_problems(review: Path, text: Path, shown: str, shown_text: str) -> Iterator[Problem]:
    found, written = review_values(review), review.read_bytes().decode("utf-8", "replace")
    if found is None:
        fix = say("Delete it and run ./inv review anew.")
        yield Problem(shown, 0, 0, say("the review must be a TOML file in UTF-8; it is not"), fix)
        return
    known = (*_KEYS, "seal")
    for key in sorted(set(found) - set(known)):
        message = say("the review must have no other keys; it has")
        yield Problem(shown, _line(written, key), 0, message, say("Delete it. Known: %(keys)s.", keys=", ".join(known)))
    for key, (is_right, message, fix) in _KEYS.items():
        if key not in found or not is_right(found[key]):
            yield Problem(shown, _line(written, key), 0, message, fix)
    if isinstance(found.get("text_sha256"), str) and found["text_sha256"] != hash_of(text):
        message = say("the review must be of the present text; the text was changed after it")
        yield Problem(shown, _line(written, "text_sha256"), 0, message, _sign(shown_text))
    elif are_right(found) and not is_sealed(text, found):
        message = say("the review must be as ./inv review wrote it; it was changed")
        yield Problem(shown, _line(written, "seal"), 0, message, _sign(shown_text))


def are_right(found: Mapping[str, object], besides: Collection[str] = ()) -> bool:
    """Whether each value of a review, besides these, is there and of its kind."""
    return all(key in found and is_right(found[key]) for key, (is_right, *_) in _KEYS.items() if key not in besides)


def is_sealed(text: Path, found: Mapping[str, object]) -> bool:
    """Whether the values, all of their kind, are those that `./inv review` wrote for the text of this name."""
    return found.get("seal") == seal_of(text, found)


def review_values(review: Path) -> Mapping[str, object] | None:
    """What stands in a review; None when it is no TOML. The parser's own words could hold a value.

    What is nested too deep and a number of too many digits are errors of other kinds.
    """
    try:
        return tomllib.loads(review.read_text("utf-8"))
    except (ValueError, RecursionError):
        return None


def _line(text: str, key: str) -> int:
    """The line on which a key stands, 0 when it does not."""
    return next((number for number, line in enumerate(text.split("\n"), 1) if line.split("=")[0].strip() == key), 0)


def are_two_reviewers(value: object) -> bool:
    """Two codes or more, each another."""
    codes = value if isinstance(value, list) else []
    right = all(isinstance(code, str) and REVIEWER.fullmatch(code) for code in codes)
    return right and len(set(codes)) == len(codes) >= 2


def is_pseudonym(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= 40 and "\n" not in value


_KEYS: Mapping[str, tuple[Callable[[object], bool], Message, Message]] = {
    "text_sha256": (
        lambda value: isinstance(value, str) and bool(_HASH.fullmatch(value)),
        say("text_sha256 must be the hash of the text in 64 lower-case hexadecimal digits; it is not"),
        say("Run ./inv review: it writes the hash."),
    ),
    "reviewers": (
        are_two_reviewers,
        say("reviewers must be the codes of two different people; they are not"),
        say('The second person runs ./inv review too. A review has: reviewers = ["r-01", "r-02"]'),
    ),
    "pseudonym": (
        is_pseudonym,
        say("pseudonym must be the short name that stands for the person; it is not"),
        say('Write a line: pseudonym = "…", in quotes, with a name that is not theirs.'),
    ),
    "consent": (
        lambda value: isinstance(value, str) and bool(CONSENT.fullmatch(value)),
        say("consent must be the reference of a written consent; it is not"),
        say('Write a line such as consent = "C-2026-001": the number under which the signed form is kept.'),
    ),
    "reviewed_on": (
        lambda value: isinstance(value, date) and not isinstance(value, datetime),
        say("reviewed_on must be the day of the last review; it is not"),
        say("Write a line such as reviewed_on = 2026-11-20, without quotes."),
    ),
    "example": (
        lambda value: isinstance(value, bool),
        say("example must be true or false; it is not"),
        say("Write a line: example = false; for an invented account: example = true"),
    ),
}
