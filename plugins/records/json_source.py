"""Strict JSON: a list of objects, with the line of every value; a doubled key, NaN or a trailing comma is a problem."""

import json
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from plugins.messages import say
from plugins.problems import Problem
from plugins.records.sources import Source, Way
from plugins.texts import MEGABYTE, text_of

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')
# Control characters written as escapes: no page and no feed can show them.
_CONTROL = re.compile(r"\\u00([01][0-9a-fA-F]|7[fF])")
_Token = tuple[str, int]


def json_source(path: Path, shown: str, problems: list[Problem]) -> Source | None:
    """Read the file, None when it is not the JSON it must be."""
    text = text_of(path, shown, 20 * MEGABYTE, problems)
    if text is None:
        return None
    places = _Places(text)
    doubled = False

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        nonlocal doubled
        found = dict(pairs)
        doubled = doubled or len(found) < len(pairs)
        return found

    try:
        rows = json.loads(text, parse_constant=_refuse, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        problems.append(_explained(text, error, shown))
        return None
    except ValueError:  # Python reads no number of more than 4300 digits
        problems.append(
            Problem(
                shown,
                0,
                0,
                say("a number must have fewer than 4,000 digits"),
                say("Look for a number that was pasted in."),
            )
        )
        return None
    except RecursionError:
        fix = say("Look for a long row of brackets.")
        problems.append(Problem(shown, 0, 0, say("the JSON must be nested less deeply"), fix))
        return None
    except _NotANumber as error:
        offset = next(place for token, place in _tokens(text) if token == str(error))
        fix = say("Write null where a value is not known.")
        message = say("a number must be a number; it is '%(written)s'", written=str(error))
        problems.append(Problem(shown, *_line_and_column(text, offset), message, fix))
        return None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        message = say("the file must be a list of objects: [ { … }, { … } ]; it is not")
        problems.append(Problem(shown, 1, 1, message, say("See data/README.md.")))
        return None
    invisible = _invisible(text, rows)
    if invisible is not None:
        message = say("a text must hold letters; it holds a sign that nobody can see")
        problems.append(
            Problem(shown, *_line_and_column(text, invisible), message, say("Take out the \\u… at this place."))
        )
        return None
    if doubled:
        for key, offset in places.doubled:
            message = say("a key must stand once in an object; '%(key)s' stands twice", key=key)
            problems.append(Problem(shown, *_line_and_column(text, offset), message, say("Keep one of them.")))
    return Source(shown, rows, places)


def _invisible(text: str, rows: object) -> int | None:
    """Where a control character or half a surrogate pair is written as an escape."""
    control = _CONTROL.search(text)
    if control:
        return control.start()
    try:
        json.dumps(rows, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return text.lower().index("\\ud")
    return None


class _Places:
    """Finds values in the text of valid JSON. The standard parser tells no places; this one is asked only for messages."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __call__(self, way: Way) -> tuple[int, int] | None:
        offset = self._located[0].get(way)
        return None if offset is None else _line_and_column(self._text, offset)

    @property
    def doubled(self) -> list[tuple[str, int]]:
        """The keys that stand a second time in their object, and where."""
        return [(str(way[-1]), offset) for way, offset in self._located[1]]

    @cached_property
    def _located(self) -> tuple[dict[Way, int], list[tuple[Way, int]]]:
        offsets: dict[Way, int] = {}
        doubled: list[tuple[Way, int]] = []
        _locate(_tokens(self._text), (), offsets, doubled)
        return offsets, doubled


class _NotANumber(Exception):
    pass


def _refuse(constant: str) -> object:
    raise _NotANumber(constant)


def _explained(text: str, error: json.JSONDecodeError, shown: str) -> Problem:
    before = text[: error.pos].rstrip()
    # Python 3.13 points at the comma itself, older ones at what follows it.
    comma = error.pos if text[error.pos : error.pos + 1] == "," else len(before) - 1
    if text[comma : comma + 1] == "," and text[comma + 1 :].lstrip()[:1] in ("]", "}"):
        message = say("the JSON must have no comma after the last entry; it has one")
        return Problem(shown, *_line_and_column(text, comma), message, say("Take out the comma."))
    fix = say("Look at this line and the one before: a comma, quote or bracket is missing or too many.")
    return Problem(
        shown, error.lineno, error.colno, say("the file must be JSON; %(error)s", error=error.msg.lower()), fix
    )


def _tokens(text: str) -> Iterator[_Token]:
    return ((found.group(), found.start()) for found in _TOKEN.finditer(text))


def _locate(tokens: Iterator[_Token], way: Way, offsets: dict[Way, int], doubled: list[tuple[Way, int]]) -> str:
    """Note where each value of one JSON value begins; the text is known to be valid. Returns the value's first token."""
    token, offset = next(tokens)
    offsets.setdefault(way, offset)
    if token == "{":
        key, place = next(tokens)
        while key != "}":
            inner = (*way, json.loads(key))
            if inner in offsets:
                doubled.append((inner, place))
            next(tokens)  # the colon
            offsets.setdefault(inner, place)
            _locate(tokens, inner, offsets, doubled)
            key, place = next(tokens)
            if key == ",":
                key, place = next(tokens)
    elif token == "[":
        number = 0
        while _locate(tokens, (*way, number), offsets, doubled) != "]":
            number += 1
            if next(tokens)[0] == "]":
                break
    return token


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
