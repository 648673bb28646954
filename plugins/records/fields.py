"""`data/fields.csv`: the data dictionary. What each field of each dataset means, and in which unit or code it is written."""

from collections.abc import Iterator

from pydantic import BaseModel

from plugins.records.cells import Text, Words
from plugins.records.validation import Record, models_in

EVERYWHERE = "*"
# Not in the data: it is added where invented records are published.
STATE = "state"


class Field(Record):
    """What one field means. `dataset` is `*` for a field that means the same in every dataset that has it.

    A field of a list or object within a record stands after a point: `editions.isbn`. A translated field is named once, without
    its language.
    """

    dataset: Text
    field: Text
    unit: str | None
    text: Words


def fields_of(model: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel], str]]:
    """Every field of a record in its order: its whole name, and the model and the name by which pydantic knows it."""
    for name, info in model.model_fields.items():
        yield name, model, name
        for inner in models_in(info.annotation):
            yield from ((f"{name}.{within}", owner, own) for within, owner, own in fields_of(inner))


def field_names(model: type[BaseModel]) -> list[str]:
    """The whole names of the fields of a record: `editions`, `editions.language`, …"""
    return [name for name, _, _ in fields_of(model)]
