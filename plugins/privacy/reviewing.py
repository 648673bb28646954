"""`./inv review`: one person signs that a testimony, as it stands, may be published. Two signatures make a review."""

import argparse
import json
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plugins.messages import Message, say, spoken
from plugins.privacy.seals import seal_of
from plugins.privacy.testimonies import (
    CONSENT,
    REVIEWER,
    are_right,
    hash_of,
    is_pseudonym,
    is_sealed,
    review_of,
    review_values,
)


def main(arguments: list[str] | None = None) -> int:
    """Add a reviewer to the review of a testimony; 0 when it was written, 1 when it was not."""
    parser = argparse.ArgumentParser(prog="review")
    parser.add_argument("text", type=Path, help="content/…/testimonies/….md")
    parser.add_argument("--reviewer", required=True, help="your code, such as r-01")
    parser.add_argument(
        "--on", required=True, type=date.fromisoformat, metavar="YYYY-MM-DD", help="the day of your review"
    )
    parser.add_argument("--pseudonym", help="the name that stands for the person (first review only)")
    parser.add_argument("--consent", help="the reference of the consent, such as C-2026-001 (first review only)")
    parser.add_argument("--example", action="store_true", help="the account is invented (first review only)")
    given = parser.parse_args(arguments)
    told = signed(given.text, given.reviewer, given.on, given.pseudonym, given.consent, given.example)
    print(spoken(told.message), file=sys.stdout if told.done else sys.stderr)
    return 0 if told.done else 1


@dataclass(frozen=True)
class Told:
    """What became of a signature."""

    done: bool
    message: Message


def signed(
    text: Path,
    reviewer: str,
    day: date,
    pseudonym: str | None = None,
    consent: str | None = None,
    example: bool = False,
) -> Told:
    """Write the reviewer into the review beside the text.

    When the text or a value was changed, earlier signatures are void; what was changed by hand is not believed at all.
    """
    if text.suffix != ".md" or text.parent.name != "testimonies" or not text.is_file():
        return Told(False, say("Only a text in content/…/testimonies/ is reviewed. Nothing was changed."))
    if not REVIEWER.fullmatch(reviewer):
        return Told(False, say("A reviewer is named by a code such as r-01. Nothing was changed."))
    before = _before(text)
    values: dict[str, object] = {
        "text_sha256": hash_of(text),
        "pseudonym": pseudonym or before.get("pseudonym"),
        "consent": consent or before.get("consent"),
        "example": example or before.get("example") is True,
    }
    if not is_pseudonym(values["pseudonym"]) or not CONSENT.fullmatch(str(values["consent"])):
        if review_of(text).is_file() and not before:
            return Told(
                False,
                say(
                    "The review was changed by hand, or its text renamed, so it begins anew: it needs --pseudonym and --consent (such as C-2026-001). Nothing was changed."
                ),
            )
        return Told(
            False, say("The first review needs --pseudonym and --consent (such as C-2026-001). Nothing was changed.")
        )
    earlier = before.get("reviewers") if all(before.get(key) == value for key, value in values.items()) else []
    reviewers = [str(code) for code in earlier] if isinstance(earlier, list) else []
    if reviewer in reviewers:
        return Told(
            False,
            say("You have signed this text already; the other signature is another person's. Nothing was changed."),
        )
    reviewers = sorted([*reviewers, reviewer])
    seal = seal_of(text, {**values, "reviewers": reviewers, "reviewed_on": day})
    lines = [
        f'text_sha256 = "{values["text_sha256"]}"',
        f"reviewers = {json.dumps(reviewers)}",
        f"pseudonym = {json.dumps(values['pseudonym'], ensure_ascii=False)}",
        f'consent = "{values["consent"]}"',
        f"reviewed_on = {day.isoformat()}",
        f"example = {json.dumps(values['example'])}",
        f'seal = "{seal}"',
    ]
    review_of(text).write_text("\n".join([*_comments(text), *lines, ""]), encoding="utf-8", newline="\n")
    if len(reviewers) < 2:
        return Told(True, say("Signed. A second person must sign before it can be published."))
    return Told(True, say("Signed. The review is whole."))


def _before(text: Path) -> Mapping[str, object]:
    """What the review says, by one person or more; nothing when it is not as this command wrote it."""
    found = (review_values(review_of(text)) or {}) if review_of(text).is_file() else {}
    codes = found.get("reviewers")
    are_codes = isinstance(codes, list) and all(isinstance(code, str) for code in codes)
    return found if are_codes and are_right(found, ["reviewers"]) and is_sealed(text, found) else {}


def _comments(text: Path) -> list[str]:
    """The comments at the top of the review, which somebody wrote for a reason."""
    review = review_of(text)
    head = re.match(r"(?:#[^\n]*\n)*", review.read_text("utf-8", "replace")) if review.is_file() else None
    return head.group().splitlines() if head else []


if __name__ == "__main__":
    sys.exit(main())
