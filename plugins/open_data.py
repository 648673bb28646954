"""The records as files that anybody can use: CSV and JSON per dataset, and one Data Package that explains them.

Everything is written from the records, never copied from `data/`: what was not understood is not published.
The description follows the Data Package standard, version 2 (https://datapackage.org/), and its Table Schema.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from plugins.languages import CODES
from plugins.records.loading import DATASETS, Records
from plugins.records.validation import Record

# Field of one dataset -> the dataset whose id it holds.
REFERENCES = {
    "campaigns": {"venue_id": "venues", "petition_id": "petitions", "un_engagement_id": "un_engagements"},
    "un_engagements": {"venue_id": "venues"},
}
# A cell that begins with one of these is run as a formula by spreadsheet programs.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BOM = "\ufeff"  # with it, Excel shows Hangul


def rows_of(records: Iterable[Record]) -> list[dict[str, Any]]:
    """The records as plain values, money and degrees as text with all their digits."""
    return [record.model_dump(mode="json") for record in records]


def json_file(records: Iterable[Record]) -> bytes:
    """All records of a dataset with everything they hold."""
    return (json.dumps(rows_of(records), ensure_ascii=False, indent=1) + "\n").encode()


def csv_file(model: type[Record], records: Iterable[Record]) -> bytes:
    """All records of a dataset as a table: a translated field has a column per language, lists have semicolons between."""
    columns = [column for name in model.model_fields for column in columns_of_field(model, name)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows_of(records):
        writer.writerow([_cell(_value(row, column)) for column in columns])
    return (_BOM + text.getvalue()).encode()


def columns(name: str) -> list[str]:
    """The columns of a dataset's CSV."""
    _, model = DATASETS[name]
    return [column for field in model.model_fields for column in columns_of_field(model, field)]


def columns_of_field(model: type[BaseModel], name: str) -> list[str]:
    """The columns of a field in the CSV: one, or one per language."""
    if _is_words(model, name):
        return [f"{name}_{code}" for code in CODES]
    return [name]


def data_package(records: Records, sources: Mapping[str, str], site_url: str) -> bytes:
    """The description of all datasets, which `frictionless validate` accepts; `sources` explains where each comes from."""
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "pscore-record",
        "title": "The record of PSCORE's work",
        "homepage": f"{site_url}/data.html",
        "contributors": [{"title": "PSCORE", "roles": ["publisher"]}],
        "resources": [_resource(name, records, sources[name]) for name in DATASETS],
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(name: str, records: Records, source: str) -> dict[str, Any]:
    _, model = DATASETS[name]
    fields = [_field(model, field, column) for field in model.model_fields for column in columns_of_field(model, field)]
    key: list[str] = ["instrument", "article"] if name == "rights" else ["id"]
    schema: dict[str, Any] = {"fields": fields, "primaryKey": key, "missingValues": [""]}
    if name in REFERENCES:
        schema["foreignKeys"] = [
            {"fields": [field], "reference": {"resource": target, "fields": ["id"]}}
            for field, target in REFERENCES[name].items()
        ]
    return {
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "title": name.replace("_", " ").capitalize(),
        "description": f"{' '.join((model.__doc__ or '').split())} State: {records.states[name]}.",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "sources": [{"title": source}],
        "schema": schema,
    }


def _field(model: type[BaseModel], name: str, column: str) -> dict[str, Any]:
    """A field of the Table Schema, with its type and its vocabulary, from the model."""
    info = model.model_fields[name]
    choices = _choices(info.annotation)
    kind = "integer" if int in _parts(info.annotation) else "number" if name in ("lat", "lon", "funds") else "string"
    field: dict[str, Any] = {"name": column, "type": kind}
    if choices:
        field["constraints"] = {"enum": choices}
    return field


def _parts(annotation: object) -> list[object]:
    """The types that may stand in a field, without their checks: `Count | None` -> [int, NoneType]."""
    union = isinstance(annotation, UnionType) or get_origin(annotation) is Union
    parts = get_args(annotation) if union else (annotation,)
    return [get_args(part)[0] if get_origin(part) is Annotated else part for part in parts]


def _choices(annotation: object) -> list[str]:
    for part in _parts(annotation):
        if get_origin(part) is Literal:
            return [str(choice) for choice in get_args(part)]
    return []


def _is_words(model: type[BaseModel], name: str) -> bool:
    return any(
        get_origin(part) is dict and get_args(part) == (str, str)
        for part in _parts(model.model_fields[name].annotation)
    )


def _value(row: Mapping[str, Any], column: str) -> object:
    if column in row:
        return row[column]
    name, _, code = column.rpartition("_")
    return (row[name] or {}).get(code)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        text = "; ".join(value)
    elif isinstance(value, list | dict):
        text = json.dumps(value, ensure_ascii=False) if value else ""
    else:
        text = str(value)
    # A negative number is no formula; anything else that looks like one is made plain text.
    dangerous = text.startswith(_FORMULA) and not text.removeprefix("-").replace(".", "", 1).isdigit()
    return f"'{text}" if dangerous else text
