"""From plain rows to records: every problem of every row, in words, with its line."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from plugins.languages import CODES
from plugins.problems import Problem, did_you_mean
from plugins.records.sources import Source, Way


class Record(BaseModel):
    """What every record is: never changed after loading, and without a field nobody declared."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


@dataclass(frozen=True)
class Finding:
    """What a rule between records found: the way to the value, what must be so, and the fix."""

    way: Way
    message: str
    fix: str


RecordT = TypeVar("RecordT", bound=Record)
Rule = Callable[[tuple[RecordT, ...]], Iterator[Finding]]


def records_of(
    model: type[RecordT], source: Source, rules: Iterable[Rule[RecordT]], problems: list[Problem]
) -> tuple[RecordT, ...]:
    """The rows of a source as records; empty when one of them is wrong, because a table loads whole or not at all.

    The rules between records run only over rows that are each right.
    """
    try:
        records = TypeAdapter(tuple[model, ...]).validate_python(source.rows)  # type: ignore[valid-type]
    except ValidationError as error:
        problems.extend(_problem(detail, model, source) for detail in error.errors())
        return ()
    findings = [finding for rule in rules for finding in rule(records)]
    problems.extend(Problem(source.shown, *source.place(found.way), found.message, found.fix) for found in findings)
    return records if not findings else ()


def _problem(detail: ErrorDetails, model: type[BaseModel], source: Source) -> Problem:
    way = detail["loc"]
    name = field_name(way)
    kind, context, value = detail["type"], detail.get("ctx", {}), detail["input"]
    fix = "See data/README.md for what the field means."
    match kind:
        case "missing":
            message = f"{name} must be given; it is missing"
        case "extra_forbidden":
            message, fix = f"{name} must be a known field; it is not", did_you_mean(str(way[-1]), _fields(model, way))
        case "literal_error":
            message = f"{name} must be one of {context['expected']}; it is {_said(value)}"
            fix = did_you_mean(str(value), context["expected"].replace("'", "").replace(" or ", ", ").split(", "))
        case "value_error":
            message = f"{name} {context['error']}; it is {_said(value)}"
        case _:
            message = f"{name} must be right: {detail['msg'].lower()}; it is {_said(value)}"
    return Problem(source.shown, *source.place(way), message, fix)


def field_name(way: Way) -> str:
    """The way to a value as an editor writes it: `editions[0].isbn`; the number of the row is told by the line."""
    name = ""
    for step in way[1:]:
        name += f"[{step}]" if isinstance(step, int) else f".{step}" if name else str(step)
    return name or "the record"


def _said(value: object) -> str:
    if value is None:
        return "empty"
    text = str(value)
    return f"'{text if len(text) <= 60 else text[:60] + '…'}'"


def _fields(model: type[BaseModel], way: Way) -> list[str]:
    """The names that may stand where the unknown one stands."""
    fields = model.model_fields
    for step in way[1:-1]:
        if isinstance(step, str) and step in fields:
            inner = list(_models_in(fields[step].annotation))
            if not inner:
                break
            fields = inner[0].model_fields
    return list(fields)


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models_in(argument)


def formed(pattern: str, words: str) -> AfterValidator:
    """A check that a text has a form, which `words` tells an editor better than the pattern could."""

    def right(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"must be {words}")
        return text

    return AfterValidator(right)


def _partial_date(text: str) -> str:

    try:
        if len(text) not in (4, 7, 10):
            raise ValueError
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        raise ValueError("must be a date as YYYY, YYYY-MM or YYYY-MM-DD") from None
    return text


def _words(words: dict[str, str]) -> dict[str, str]:
    unknown = sorted(set(words) - set(CODES))
    if unknown:
        raise ValueError(f"must be in languages of the site ({', '.join(CODES)}), not '{unknown[0]}'")
    if not any(words.values()):
        raise ValueError("must be filled in one language at least")
    return words


def _web_address(text: str) -> str:
    if not text.startswith(("https://", "http://")) or any(letter.isspace() or letter in "<>\"'`" for letter in text):
        raise ValueError("must be a web address that begins with https:// or http://")
    return text


PartialDate = Annotated[str, AfterValidator(_partial_date)]
"""ISO 8601 with the precision that is known: year, month or day."""

Words = Annotated[dict[str, str], AfterValidator(_words)]
"""One text in several languages, by language code; one of them must be there."""

Slug = Annotated[str, formed(r"[a-z0-9]+(-[a-z0-9]+)*", "lower-case ASCII letters, digits and single hyphens")]
"""The part of an address."""

WebAddress = Annotated[str, AfterValidator(_web_address)]
