"""Classes as rows of `data/incidents.csv`, and rows as classes."""

import base64
import csv
import hashlib
import hmac
import io
from collections.abc import Iterable

from plugins.privacy.areas import area_of
from plugins.privacy.classes import Class, number_band
from plugins.records.incidents import COLUMNS, Incident


def class_of(row: Incident) -> Class | None:
    """The class that a row tells of; None when its point is no centre of the grid."""
    area = area_of(row.level, row.lat, row.lon, row.province)
    return Class(row.act, area, row.year_from, row.years) if area else None


def row_of(found: Class, people: int, place_type: str, release: str, key: bytes) -> Incident:
    """The row that tells of a class, with the band of how many people told of it."""
    latitude, longitude = found.area.centre or (None, None)
    return Incident.model_validate(
        {
            "id": class_id(found, key),
            "level": found.area.level,
            "lat": latitude,
            "lon": longitude,
            "province": found.area.province,
            "year_from": found.year_from,
            "years": found.years,
            "act": found.act,
            "place_type": place_type,
            "sources": number_band(people),
            "release": release,
        }
    )


def class_id(found: Class, key: bytes) -> str:
    """The same class always has the same id, and without the key an id says nothing of its class or of the order."""
    digest = hmac.new(key, b"class|" + found.canonical.encode(), hashlib.sha256).digest()
    return "in-" + base64.b32encode(digest).decode().lower()[:10]


def source_token(source: str, key: bytes) -> str:
    """A source's id as the vault keeps it: it tells whether two are the same, and not who."""
    return hmac.new(key, b"source|" + source.encode(), hashlib.sha256).hexdigest()[:32]


def in_order(rows: Iterable[Incident]) -> tuple[Incident, ...]:
    """By what everybody can see, so that the order says nothing else."""
    return tuple(sorted(rows, key=_place))


def _place(row: Incident) -> tuple[str, str, int, int, str, str, str]:
    return row.province, row.act, row.year_from, row.years, row.level, row.lat or "", row.lon or ""


def csv_bytes(rows: Iterable[Incident]) -> bytes:
    """`data/incidents.csv` as it is written: UTF-8, LF, an empty cell for what a province does not have."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([getattr(row, column) for column in COLUMNS] for row in rows)
    return output.getvalue().encode()
