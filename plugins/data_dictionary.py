"""Every field of a dataset with its meaning and its form, for readers (the data page) and for programs (the Data Package)."""

from dataclasses import dataclass

from plugins.open_data import columns_of_field, mark
from plugins.records.fields import EVERYWHERE, Field, fields_of
from plugins.records.forms import Form, form, may_be_empty, vocabulary
from plugins.records.loading import DATASETS, Records


@dataclass(frozen=True)
class Entry:
    """One field. `columns` are its columns in the CSV, one per language where it is translated.

    A field within another (`editions.isbn`) has no column: its outer field is JSON there. `only` is what stands in every row of
    a field that never varies.
    """

    name: str
    columns: tuple[str, ...]
    form: Form
    vocabulary: tuple[str, ...]
    may_be_empty: bool
    meaning: Field
    only: str | None = None


def dictionary(records: Records, dataset: str) -> list[Entry]:
    """The fields of a dataset as published, in the order of its columns, those within another behind it."""
    # What a dataset says of its own field goes before what is said of all.
    explained = {row.field: row for wanted in (EVERYWHERE, dataset) for row in records.fields if row.dataset == wanted}
    entries = []
    for name, model, own in fields_of(DATASETS[dataset][1]):
        annotation = model.model_fields[own].annotation
        columns = tuple(columns_of_field(model, own)) if name == own else ()
        entries.append(
            Entry(
                name,
                columns,
                form(annotation),
                tuple(vocabulary(annotation)),
                may_be_empty(annotation),
                explained[name],
            )
        )
    for name, word in mark(records.states[dataset]).items():
        entries.append(Entry(name, (name,), "string", (), may_be_empty=False, meaning=explained[name], only=word))
    return entries
