"""The records as files that anybody can use: CSV and JSON per dataset.

Everything is written from the records, never copied from `data/`: what was not understood is not published.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from plugins.languages import CODES
from plugins.records.fields import STATE
from plugins.records.forms import form
from plugins.records.loading import DATASETS, State
from plugins.records.validation import Record

# A cell that begins with one of these is run as a formula by spreadsheet programs.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
SEPARATOR = "; "  # between the values of a list
_BOM = "\ufeff"  # with it, Excel shows Hangul


def rows_of(records: Iterable[Record]) -> list[dict[str, Any]]:
    """The records as plain values, money and degrees as text with all their digits."""
    return [record.model_dump(mode="json") for record in records]


def mark(state: State) -> dict[str, str]:
    """What each row of invented records says behind its own fields, so that it cannot be taken for a real one when it is copied."""
    return {STATE: state} if state == "example" else {}


def json_file(records: Iterable[Record], state: State) -> bytes:
    """All records of a dataset with everything they hold."""
    rows = [row | mark(state) for row in rows_of(records)]
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def csv_file(model: type[Record], records: Iterable[Record], state: State) -> bytes:
    """All records of a dataset as a table: a translated field has a column per language, lists have semicolons between."""
    columns = [column for name in model.model_fields for column in columns_of_field(model, name)]
    return table_file(columns, ([_value(row, column) for column in columns] for row in rows_of(records)), state)


def table_file(columns: Sequence[str], rows: Iterable[Sequence[object]], state: State) -> bytes:
    """Any table as CSV that Excel opens with its Hangul, and in which nothing is run as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*columns, *mark(state)])
    for row in rows:
        writer.writerow([_cell(value) for value in (*row, *mark(state).values())])
    return (_BOM + text.getvalue()).encode()


def checksum(model: type[Record], records: Iterable[Record], state: State) -> str:
    """SHA-256 of the table as it is published, by which a reader knows that a copy is the one that is cited."""
    return hashlib.sha256(csv_file(model, records, state)).hexdigest()


def columns(name: str) -> list[str]:
    """The columns of a dataset's CSV, as an editor writes them."""
    _, model = DATASETS[name]
    return [column for field in model.model_fields for column in columns_of_field(model, field)]


def columns_of_field(model: type[BaseModel], name: str) -> list[str]:
    """The columns of a field in the CSV: one, or one per language."""
    if form(model.model_fields[name].annotation) == "words":
        return [f"{name}_{code}" for code in CODES]
    return [name]


def _value(row: Mapping[str, Any], column: str) -> object:
    if column in row:
        return row[column]
    name, _, code = column.rpartition("_")
    return (row[name] or {}).get(code)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        text = SEPARATOR.join(value)
    elif isinstance(value, list | dict):
        text = json.dumps(value, ensure_ascii=False) if value else ""
    else:
        text = str(value)
    # A negative number is no formula; anything else that looks like one is made plain text.
    dangerous = text.startswith(_FORMULA) and not text.removeprefix("-").replace(".", "", 1).isdigit()
    return f"'{text}" if dangerous else text
