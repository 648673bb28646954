"""The seal of a review: a hash over all that two people signed, so that a change by hand is noticed.

It is no secret: it tells that `./inv review` wrote the review, not who ran it.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

SEALED = ("text_sha256", "pseudonym", "consent", "example", "reviewers", "reviewed_on")


def seal_of(text: Path, values: Mapping[str, object]) -> str:
    """The seal of a review with these values beside this text, whose language and name it holds too.

    The values are right ones: a review is sealed after each of them was looked at.
    """
    reviewers = values["reviewers"]
    told = {key: str(values[key]) for key in SEALED}
    told["reviewers"] = " ".join(sorted(reviewers)) if isinstance(reviewers, list) else ""
    place = text.resolve()
    canonical = json.dumps([place.parent.parent.name, place.stem, *(told[key] for key in SEALED)])
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()
