"""Entries to draw, made from a few codes."""

from plugins.maps.drawing_words import DrawingWords
from plugins.maps.entries import Entry, IncidentMap
from plugins.maps.units import units
from plugins.privacy.classes import BANDS
from plugins.records.acts import Act
from plugins.records.incidents import Incident
from plugins.records.loading import Records
from plugins.records.places import PlaceType
from plugins.records.provinces import Province

CODES = tuple(f"KP-{number:02}" for number in range(1, 11))
HAMGYONG_SQUARE = ("KP-09", "0.5", "41.75", "129.75")
RYANGGANG_SQUARE = ("KP-10", "1.0", "41.5", "128.5")


def told(*rows: tuple[str, int] | tuple[tuple[str, str, str, str], int]) -> tuple[Entry, ...]:
    """Entries of these provinces or squares (province, level, latitude, longitude), each with its strength."""
    places = [(place, "province", None, None) if isinstance(place, str) else place for place, _ in rows]
    incidents = [
        Incident.model_validate(
            {
                "id": f"in-aaaaaaa{'abcdefghijkl'[number]}aa",
                "province": province,
                "level": level,
                "lat": latitude,
                "lon": longitude,
                "year_from": "2000",
                "years": "10",
                "act": "01.01",
                "place_type": "99",
                "sources": list(BANDS)[rows[number][1] - 1],
                "release": "2026Q4",
            }
        )
        for number, (province, level, latitude, longitude) in enumerate(places)
    ]
    empty = dict.fromkeys(Province.model_fields)
    act = {"code": "01.01", "parent": None, "label": {"en": "x"}, "rights": "ICCPR:9", "sensitive": "no"}
    records = Records(
        acts=(Act.model_validate(act),),
        provinces=tuple(Province.model_validate(empty | {"code": code, "name": {"en": code}}) for code in CODES),
        place_types=(PlaceType.model_validate({"code": "99", "label": {"en": "unknown"}}),),
        incidents=tuple(incidents),
    )
    return IncidentMap(records).entries


def words(language: str = "en", **changed: object) -> DrawingWords:
    fields: dict[str, object] = {
        "id": "incidents",
        "title": "What people told of",
        "description": "North Hamgyong: 50 or more people",
        "names": {unit.code: unit.names[language] for unit in units()} | {"KR": "South Korea"},
        "strengths": {0: "no entry", 1: "3–4", 2: "5–9", 3: "10–19", 4: "20–49", 5: "50 or more"},
        "closed": "nothing may be told",
        "kilometres": "{km} km",
        "attribution": "Made with Natural Earth",
        "listed": (2, 3, 4, 5),
        "legend": "How many people told of one kind of act.",
        "example": "Example data",
    }
    return DrawingWords(**(fields | changed))  # type: ignore[arg-type]
