"""Strict JSON: a list of objects, with the line of every value; a doubled key, NaN or a trailing comma is a problem."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from plugins.problems import Problem
from plugins.records.sources import Source, Way
from plugins.texts import MEGABYTE, text_of

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')
_Token = tuple[str, int]


def json_source(path: Path, shown: str, problems: list[Problem]) -> Source | None:
    """Read the file, None when it is not the JSON it must be."""
    text = text_of(path, shown, 20 * MEGABYTE, problems)
    if text is None:
        return None
    try:
        rows = json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        problems.append(_explained(text, error, shown))
        return None
    except RecursionError:
        problems.append(Problem(shown, 0, 0, "the JSON must be nested less deeply", "Look for a long row of brackets."))
        return None
    except _NotANumber as error:
        line, column = _line_and_column(text, next(place for token, place in _tokens(text) if token == str(error)))
        fix = "Write null where a value is not known."
        problems.append(Problem(shown, line, column, f"a number must be a number; it is '{error}'", fix))
        return None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        problems.append(
            Problem(
                shown, 1, 1, "the file must be a list of objects: [ { … }, { … } ]; it is not", "See data/README.md."
            )
        )
        return None
    offsets: dict[Way, int] = {}
    doubled: list[tuple[Way, int]] = []
    _locate(_tokens(text), (), offsets, doubled)
    for way, offset in doubled:
        line, column = _line_and_column(text, offset)
        problems.append(
            Problem(
                shown,
                line,
                column,
                f"a key must stand once in an object; '{way[-1]}' stands twice",
                "Keep one of them.",
            )
        )
    return Source(shown, rows, {way: _line_and_column(text, offset) for way, offset in offsets.items()} if rows else {})


class _NotANumber(Exception):
    pass


def _refuse(constant: str) -> object:
    raise _NotANumber(constant)


def _explained(text: str, error: json.JSONDecodeError, shown: str) -> Problem:
    before = text[: error.pos].rstrip()
    # Python 3.13 points at the comma itself, older ones at what follows it.
    comma = error.pos if text[error.pos : error.pos + 1] == "," else len(before) - 1
    if text[comma : comma + 1] == "," and text[comma + 1 :].lstrip()[:1] in ("]", "}"):
        message, fix = "the JSON must have no comma after the last entry; it has one", "Take out the comma."
        return Problem(shown, *_line_and_column(text, comma), message, fix)
    fix = "Look at this line and the one before: a comma, quote or bracket is missing or too many."
    return Problem(shown, error.lineno, error.colno, f"the file must be JSON; {error.msg.lower()}", fix)


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
