"""What a field of a record may hold, read from its model: numbers, texts, lists, and the words of a vocabulary."""

from collections.abc import Iterator
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

from plugins.records.validation import models_in

# `words` is one text in several languages, `list` holds plain values, `array` and `object` hold fields of their own.
Form = Literal["string", "integer", "number", "boolean", "words", "list", "array", "object"]
_SCALARS: dict[object, Form] = {int: "integer", Decimal: "number", bool: "boolean"}


def form(annotation: object) -> Form:
    """The form of a field with this annotation; one that may be empty has the form of what else it may be."""
    (part, *_) = _parts(annotation)
    if part in _SCALARS:
        return _SCALARS[part]
    if get_origin(part) is tuple:
        return "array" if list(models_in(part)) else "list"
    if get_origin(part) is dict:
        return "words" if get_args(part) == (str, str) else "object"
    return "object" if list(models_in(part)) else "string"


def may_be_empty(annotation: object) -> bool:
    """Whether unknown is allowed: a list may be empty, and a text in several languages may lack one."""
    return NoneType in get_args(annotation) or form(annotation) in ("words", "list", "array", "object")


def vocabulary(annotation: object) -> list[str]:
    """The words that may stand in a field, also in its list or before the values of its object; none when it is free."""
    words: list[str] = []
    for part in _parts(annotation):
        if get_origin(part) is Literal:
            words += get_args(part)
        elif get_origin(part) in (tuple, dict):
            words += vocabulary(get_args(part)[0])
    return words


def _parts(annotation: object) -> Iterator[object]:
    """The types that may stand in a field, without their checks: `Count | None` -> int."""
    if isinstance(annotation, UnionType) or get_origin(annotation) is Union:
        for part in get_args(annotation):
            yield from _parts(part)
    elif get_origin(annotation) is Annotated:
        yield from _parts(get_args(annotation)[0])
    elif annotation is not NoneType:
        yield annotation
