"""The provinces of both Koreas and the countries around them: what they are called, and their outlines."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

UNITS = Path(__file__).with_name("units.csv")
BASEMAP = Path(__file__).parent / "basemap" / "basemap.geojson"
SEOUL = BASEMAP.with_name("seoul.geojson")
WORLD = BASEMAP.with_name("world.geojson")

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Unit:
    """A province (ISO 3166-2) or country (ISO 3166-1); `names` by language; `part_of` is whose land its own is drawn in.

    `part_of` is empty for a unit with an outline of its own.
    """

    code: str
    names: Mapping[str, str]
    part_of: str


@dataclass(frozen=True)
class Land:
    """The outline of a unit: closed rings of (longitude, latitude) in degrees, outer ones anticlockwise, holes clockwise."""

    code: str
    kind: Literal["country", "province", "land"]
    rings: tuple[Ring, ...]


@cache
def units() -> tuple[Unit, ...]:
    """All units in the order of the table."""
    with UNITS.open(encoding="utf-8", newline="") as table:
        return tuple(Unit(row["code"], _names(row), row["part_of"]) for row in csv.DictReader(table))


@cache
def basemap() -> tuple[Land, ...]:
    """All outlines in the order of drawing: countries below, provinces above."""
    return _lands(BASEMAP)


@cache
def seoul() -> tuple[Land, ...]:
    """Seoul and what of Incheon and Gyeonggi lies around it, not simplified."""
    return _lands(SEOUL)


@cache
def world() -> tuple[Land, ...]:
    """The land of the world but Antarctica as one outline, without borders."""
    return _lands(WORLD)


def _lands(path: Path) -> tuple[Land, ...]:
    features = json.loads(path.read_bytes())["features"]
    return tuple(
        Land(
            feature["properties"]["code"],
            feature["properties"]["kind"],
            tuple(
                tuple((longitude, latitude) for longitude, latitude in ring)
                for polygon in feature["geometry"]["coordinates"]
                for ring in polygon
            ),
        )
        for feature in features
    )


def _names(row: Mapping[str, str]) -> dict[str, str]:
    """The cells of the columns `name_en`, `name_ko`, …, by language."""
    return {column.removeprefix("name_"): cell for column, cell in row.items() if column.startswith("name_") and cell}
