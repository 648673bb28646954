"""The Data Package: what the files of the open data are, and what stands in each of their columns.

It follows the Data Package standard, version 2 (https://datapackage.org/), and its Table Schema. No licence is decided, so none
is named.
"""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from babel import Locale

from plugins.data_dictionary import Entry, dictionary
from plugins.languages import CODES, MAIN
from plugins.open_data import SEPARATOR
from plugins.records.loading import DATASETS, Records

PROFILES = "https://datapackage.org/profiles/2.0"
TITLES = {
    "acts": "Kinds of acts",
    "balances": "Balances by month",
    "campaigns": "Campaign log",
    "donation_options": "Ways to give",
    "fields": "Data dictionary",
    "filings": "Filed totals",
    "incidents": "Acts by area and period",
    "ledger": "Donations and expenditures",
    "milestones": "Milestones",
    "petitions": "Petitions",
    "place_types": "Kinds of places",
    "provinces": "Provinces of North Korea",
    "reports": "Report catalogue",
    "rights": "Articles of human-rights law",
    "un_engagements": "Engagements at the United Nations",
    "venues": "Venues",
}
# The columns that tell the rows of a dataset apart, where it is not the id.
KEYS = {
    "acts": ["code"],
    "balances": ["month", "fund", "currency"],
    "fields": ["dataset", "field"],
    "filings": ["year", "form"],
    "place_types": ["code"],
    "provinces": ["code"],
    "rights": ["instrument", "article"],
}
# Field of one dataset -> the dataset whose key it holds.
REFERENCES = {
    "campaigns": {"venue_id": "venues", "petition_id": "petitions", "un_engagement_id": "un_engagements"},
    "un_engagements": {"venue_id": "venues"},
    "incidents": {"act": "acts", "place_type": "place_types", "province": "provinces"},
    "acts": {"parent": "acts"},
    "provinces": {"within": "provinces"},
}


# Ending of a file of the map -> its format in words, and its media type.
MAP_FORMATS = {
    "geojson": ("GeoJSON, each area with its outline", "application/geo+json"),
    "kml": ("KML for Google Earth", "application/vnd.google-earth.kml+xml"),
}


def data_package(
    records: Records, sources: Mapping[str, str], site_url: str, maps: Iterable[Mapping[str, Any]] = ()
) -> bytes:
    """The description of all datasets, which `frictionless validate` accepts; `sources` explains where each comes from.

    `maps` are the resources of the files that hold a dataset in the form of a map.
    """
    package = {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": "pscore-record",
        "title": "The record of PSCORE's work",
        "description": "What PSCORE, a human-rights organisation in Seoul, did and published: one table per kind of record. "
        "An empty cell means that something is not known, never zero.",
        "homepage": f"{site_url}/data.html",
        "keywords": ["human rights", "North Korea", "DPRK", "civil society", "United Nations", "advocacy"],
        "contributors": [{"title": "PSCORE", "roles": ["publisher"]}],
        "sources": [{"title": source} for source in sorted({sources[name] for name in DATASETS})],
        "resources": [*(_resource(name, records, sources[name]) for name in DATASETS), *maps],
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(name: str, records: Records, source: str) -> dict[str, Any]:
    _, model = DATASETS[name]
    return {
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "title": TITLES[name],
        "description": f"{' '.join((model.__doc__ or '').split())} State: {records.states[name]}.",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "sources": [{"title": source}],
        "schema": _schema(name, dictionary(records, name)),
    }


def map_resource(path: str, content: bytes) -> dict[str, Any]:
    """A file of the map at its address, with the checksum by which a copy can be verified."""
    _, _, file = path.rpartition("/")
    dataset, *language, ending = file.split(".")
    form, mediatype = MAP_FORMATS[ending]
    title = f"{TITLES[dataset]}: {form}"
    return {
        "name": "-".join([dataset, ending, *language]),
        "path": file,
        "title": f"{title}, in {Locale(MAIN.code).languages[language[0]]}" if language else title,
        "description": f"The rows of the table {dataset}, each with the land of its area.",
        "scheme": "file",
        "format": ending,
        "mediatype": mediatype,
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
    }


def _schema(name: str, entries: Iterable[Entry]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [_field(entry, column) for entry in entries for column in entry.columns],
        "primaryKey": KEYS.get(name, ["id"]),
        "missingValues": [""],
    }
    if name in REFERENCES:
        schema["foreignKeys"] = [
            {"fields": [field], "reference": {"resource": target, "fields": KEYS.get(target, ["id"])}}
            for field, target in REFERENCES[name].items()
        ]
    return schema


def _field(entry: Entry, column: str) -> dict[str, Any]:
    """A column of the Table Schema. The standard has no property for units; `unit` is ours, and the description says it too."""
    unit = entry.meaning.unit
    field: dict[str, Any] = {
        "name": column,
        "type": "string" if entry.form == "words" else entry.form,
        "description": " ".join(_sentences(entry, column)),
    }
    if unit:
        field["unit"] = unit
    if entry.form == "list":
        field["delimiter"] = SEPARATOR
    constraints: dict[str, Any] = {} if entry.may_be_empty else {"required": True}
    if entry.vocabulary and entry.form == "string":
        constraints["enum"] = list(entry.vocabulary)
    if entry.only:
        constraints["enum"] = [entry.only]
    if constraints:
        field["constraints"] = constraints
    return field


def _sentences(entry: Entry, column: str) -> Iterable[str]:
    text = entry.meaning.text
    yield text.get(MAIN.code) or next(iter(text.values()))
    if entry.meaning.unit:
        yield f"Unit or code: {entry.meaning.unit}."
    match entry.form:
        case "words":
            code = next(code for code in CODES if column == f"{entry.name}_{code}")
            yield f"Text in {Locale(MAIN.code).languages[code]}."
        case "list":
            yield f"A list with “{SEPARATOR}” between its values."
        case "array" | "object":
            yield "Written as JSON; the fields within are explained in fields.csv."
    if entry.vocabulary and entry.form in ("list", "object"):
        yield f"The words are: {', '.join(entry.vocabulary)}."
