"""Patterns for numbers are searched near long numbers only, and each piece of text once: nothing is lost by that."""

import random
import re
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from plugins.privacy.allowed import Allowed
from plugins.privacy.text import accounts, numbers_of_people, telephones
from plugins.privacy.text.reading import BEHIND, Reading

PATTERNS = [
    *telephones._PATTERNS,
    accounts._GROUPS,
    accounts._BARE,
    accounts._ANY_IBAN,
    numbers_of_people._RESIDENT,
    numbers_of_people._SPACED,
]


def everything(parsed: Any) -> list[tuple[Any, Any]]:
    """Each part of a parsed pattern, with the parts within it."""
    found = []
    for part in parsed:
        found.append(part)
        for value in part[1] if isinstance(part[1], (tuple, list)) else [part[1]]:
            for inner in value if isinstance(value, list) else [value]:
                found += everything(inner) if isinstance(inner, _parser.SubPattern) else []
    return found


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.pattern[:30])
def test_a_pattern_looks_back_no_further_than_the_piece_goes(pattern: re.Pattern[str]) -> None:
    parts = everything(_parser.parse(pattern.pattern, pattern.flags))
    behind = [value[1].getwidth()[1] for kind, value in parts if str(kind).startswith("ASSERT") and value[0] < 0]
    assert max(behind, default=0) <= BEHIND
    assert [value for kind, value in parts if kind is _constants.AT] == []  # no beginning, no end, no edge of a word


def near_numbers(reading: Reading, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    """What `matches` must find, without remembering anything."""
    found, done = [], 0
    for begin, end in reading.numbers:
        place = max(begin - 3, done)
        while place <= end and (match := pattern.search(reading.text, place, min(end + 24, len(reading.text)))):
            if match.start() > end:
                break
            found.append(match.span())
            place = done = max(match.end(), match.start() + 1)
    return found


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.pattern[:30])
def test_what_is_remembered_changes_nothing_that_is_found(pattern: re.Pattern[str]) -> None:
    chance = random.Random(7)
    whole = ["01023456789", "138-1234-5678", "821023456789", "+82 10-2345-6789", "82-10-2345-6789", "191-123-4567"]
    whole += [
        "0571 87654321",
        "9 0 0 1 0 1 1 2 3 4 5 6 7",
        "900101-1234567",
        "110-123-456789",
        "DE89 3704 0044 0532 0130 00",
    ]
    pieces = [*"0123456789-./+ a\n", "(0)", "010", "2345", "6789", "900101", "1234567", *whole]
    found = 0
    for _ in range(3000):
        text = "".join(chance.choices(pieces, k=chance.randrange(3, 14)))
        reading = Reading(text, Allowed({}), lambda latitude, longitude: False)
        spans = [match.span() for match in reading.matches(pattern)]
        assert spans == near_numbers(reading, pattern), text
        found += len(spans)
    assert found
