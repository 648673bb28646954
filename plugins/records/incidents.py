"""`data/incidents.csv`: what may be told of interviews. A row is a class, not a person's story. Written by `./inv sanitise` only."""

import re
from typing import Annotated, Literal

from plugins.records.acts import ActCode
from plugins.records.cells import Count, formed
from plugins.records.places import PlaceCode
from plugins.records.provinces import ProvinceCode
from plugins.records.validation import Record

Level = Literal["0.1", "0.5", "1.0", "province"]
Sources = Literal["3-4", "5-9", "10-19", "20-49", "50+"]

RELEASE = r"[0-9]{4}Q[1-4]"

IncidentId = Annotated[str, formed(r"in-[a-z2-7]{10}", "an id as ./inv sanitise writes it")]
ReleaseLabel = Annotated[str, formed(RELEASE, "a year and its quarter, such as 2026Q4")]


class Incident(Record):
    """So many people (`sources`) told of an act that began in these `years` in a part of a province.

    `lat` and `lon` are the centre of a cell of `level` degrees, of which the part inside the province is meant; they are
    empty when the province is meant as a whole. `release` is the first release in which the row stood as it is.
    """

    id: IncidentId
    level: Level
    lat: str | None
    lon: str | None
    province: ProvinceCode
    year_from: Count
    years: Count
    act: ActCode
    place_type: PlaceCode
    sources: Sources
    release: ReleaseLabel


COLUMNS = tuple(Incident.model_fields)


def is_release(label: str) -> bool:
    """Whether a text names a release; a correction (`2026Q4-w1`) is none."""
    return re.fullmatch(RELEASE, label) is not None
