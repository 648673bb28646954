"""What a release said of itself: `data/releases/<release>.json`, one file for each, and none of them ever changed.

A manifest repeats the rows of its release, so that a row changed by hand is noticed, names the manifest before it with its
hash, so that history cannot be rewritten, and has a digest of its own content. It holds nothing that is not public anyway.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from plugins.privacy.policy import NAMES
from plugins.records.incidents import Incident

LABEL = re.compile(r"([0-9]{4})Q([1-4])(?:-w([1-9][0-9]*))?")


@dataclass(frozen=True)
class Manifest:
    """`ground_sha256` is the hash of the tables that the numbers are applied to. `release` is a quarter, or for a withdrawal between two of them the quarter and `-w1`; `counts` of records are rounded down to tens.

    `withdrawn` are all rows that ever were, as they last stood: what lies in them is not told again.
    """

    release: str
    as_of: str
    previous: str | None
    previous_sha256: str | None
    policy: Mapping[str, int]
    ground_sha256: str
    counts: Mapping[str, int]
    rows: tuple[Incident, ...]
    withdrawn: tuple[Incident, ...]
    incidents_sha256: str

    @property
    def content(self) -> bytes:
        """The file, the same bytes for the same content."""
        return canonical({**self._plain, "digest": self.digest})

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def digest(self) -> str:
        """The hash of everything else in the file."""
        return hashlib.sha256(canonical(self._plain)).hexdigest()

    @property
    def _plain(self) -> dict[str, object]:
        plain = {field.name: getattr(self, field.name) for field in fields(self)}
        for name in ("rows", "withdrawn"):
            plain[name] = [row.model_dump() for row in plain[name]]
        return plain

    @property
    def order(self) -> tuple[int, int, int]:
        return order(self.release)


def order(label: str) -> tuple[int, int, int]:
    """Year, quarter and number of the withdrawal: releases in the order of time. ValueError when it is no label."""
    found = LABEL.fullmatch(label)
    if not found:
        raise ValueError("no release")
    return int(found[1]), int(found[2]), int(found[3] or 0)


def last_day(label: str) -> date:
    """The last day of a release's quarter."""
    year, quarter, _ = order(label)
    return date(year, quarter * 3, 31 if quarter in (1, 4) else 30)


def is_in_quarter(day: date, label: str) -> bool:
    """Whether the day lies in a release's quarter."""
    last = last_day(label)
    return last.replace(month=last.month - 2, day=1) <= day <= last


def canonical(value: object) -> bytes:
    """JSON with sorted names and one entry per line."""
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def manifest_of(content: bytes) -> Manifest | None:
    """The manifest that a file holds; None when it is not exactly what was written, in the least letter."""
    try:
        found: dict[str, Any] = json.loads(content)
        found.pop("digest")
        rows = {name: tuple(Incident.model_validate(row) for row in found[name]) for name in ("rows", "withdrawn")}
        manifest = Manifest(**{**found, **rows})
        date.fromisoformat(manifest.as_of)
        order(manifest.release)
        right = _is_whole(manifest.policy, NAMES) and _is_whole(manifest.counts, sorted(manifest.counts))
        # The digest and the form are right when writing it again gives the same bytes.
        right = right and manifest.content == content
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    else:
        return manifest if right else None


def _is_whole(numbers: object, names: Sequence[str]) -> bool:
    return (
        isinstance(numbers, dict)
        and sorted(numbers) == sorted(names)
        and all(type(number) is int for number in numbers.values())
    )
