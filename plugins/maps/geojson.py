"""The entries of the map as GeoJSON (RFC 7946): a feature per row, whose geometry is the land of its area and never a point.

What is kept back is said in the terms of Darwin Core (https://dwc.tdwg.org/terms/), in English like all names of fields.
"""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from plugins.addresses import absolute
from plugins.languages import CODES, MAIN
from plugins.maps.entries import Entry, IncidentMap
from plugins.maps.imprint import Imprint
from plugins.maps.kml_texts import Texts
from plugins.maps.parts import kilometres, outline, uncertainty_metres
from plugins.open_data import rows_of
from plugins.privacy.acts import Acts
from plugins.privacy.areas import Area

TABLE = "data/incidents.csv"
TITLE = "Acts by area and period"
LICENCE = "No licence has been decided yet. Until then, please cite PSCORE and the address of the file."
EXAMPLE = "Example data: the records in this file are invented to show how it works."
NOTE = (
    "Each feature is a kind of act of which several people told independently of each other; it is no single event, and its number "
    "of people is no number of victims. It took place somewhere in the polygon or, near a border, close to it. Where there is no feature, "
    "nothing is told, which is not to say that nothing happened. coordinateUncertaintyInMeters is how far the area reaches from the centre of its "
    "square, or from the middle of a whole province."
)


def incidents_geojson(incident_map: IncidentMap, imprint: Imprint) -> bytes:
    """All entries in the order of the table, a line each, so that two releases can be compared line by line."""
    head = json.dumps(_head(imprint), ensure_ascii=False, indent=1).removesuffix("\n}")
    acts = Acts(incident_map.records.acts)
    lines = ",\n".join(_feature(entry, acts.is_sensitive(entry.act.code), imprint) for entry in incident_map.entries)
    return f'{head},\n "features": [\n{lines}\n]}}\n'.encode()


def _head(imprint: Imprint) -> dict[str, Any]:
    example = {"example": True, "example_note": EXAMPLE} if imprint.is_example else {"example": False}
    return {
        "type": "FeatureCollection",
        "title": TITLE,
        **example,
        "note": NOTE,
        "publisher": "PSCORE",
        "release": imprint.release,
        "as_of": imprint.as_of,
        "table": absolute(imprint.site_url, TABLE),
        "table_sha256": imprint.table_sha256,
        "licence": LICENCE,
        "citation": _citation(imprint),
        "attribution": "Made with Natural Earth",
    }


def _citation(imprint: Imprint) -> str | None:
    texts = Texts(MAIN.code, str)
    return texts.citation(imprint, imprint.release, imprint.as_of) if imprint.release and imprint.as_of else None


def _feature(entry: Entry, is_sensitive: bool, imprint: Imprint) -> str:
    properties = json.dumps(_properties(entry, is_sensitive, imprint), ensure_ascii=False, separators=(",", ":"))
    number = json.dumps(entry.incident.id)
    return f'{{"type":"Feature","id":{number},"geometry":{_geometry(entry.area)},"properties":{properties}}}'


@cache
def _geometry(area: Area) -> str:
    """The polygons of an area as they stand in the basemap; many rows share them. An area nowhere on it has none."""
    shape = outline(area)
    return json.dumps(shape and {"type": "MultiPolygon", "coordinates": shape}, separators=(",", ":"))


def _properties(entry: Entry, is_sensitive: bool, imprint: Imprint) -> dict[str, Any]:
    row = entry.incident
    (columns,) = rows_of([row])
    return {
        **columns,
        **dict(_labels(entry)),
        "eventDate": f"{entry.period.first}/{entry.period.last}",
        **({} if row.lat is None or row.lon is None else _centre(row.lat, row.lon)),
        "coordinateUncertaintyInMeters": uncertainty_metres(entry.area),
        "dataGeneralizations": _generalised(entry),
        "informationWithheld": _withheld(is_sensitive, imprint),
    }


def _labels(entry: Entry) -> Iterator[tuple[str, str | None]]:
    """The words for the codes, a field per language as in the tables."""
    for name, words in (
        ("act", entry.act.label),
        ("place_type", entry.place.label),
        ("province", entry.province.name),
    ):
        yield from ((f"{name}_{code}", words.get(code)) for code in CODES)


def _centre(latitude: str, longitude: str) -> dict[str, float]:
    return {"decimalLatitude": float(latitude), "decimalLongitude": float(longitude)}


def _generalised(entry: Entry) -> str:
    size = kilometres(entry.area)
    place = (
        f"the part of a square of {entry.area.level} degrees (about {size[0]} by {size[1]} km) that lies in the province"
        if size
        else "the whole province"
    )
    return (
        f"Place: {place}; squares are those of a fixed grid, and nothing is moved at random. Time: a period of "
        f"{entry.period.years} years in which the act began. Number of people: a range."
    )


def _withheld(is_sensitive: bool, imprint: Imprint) -> str:
    policy = imprint.policy
    people = policy.sources_sensitive if is_sensitive else policy.sources
    return (
        "The exact place and date, the people, and all else that was said in the interviews. An act of this kind is told only where at "
        f"least {people} different people spoke of it in the same area and period and at least {policy.residents} people live in the "
        f"area, and only {policy.embargo_months} months after it ended."
    )
