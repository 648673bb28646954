"""`data/venues.csv`: public places where campaigns and meetings happen."""

from typing import Literal

from plugins.records.cells import Country, Latitude, Longitude, Slug, Spaced, TimeZone, Words
from plugins.records.validation import Record

Kind = Literal[
    "un",
    "park",
    "university",
    "parliament",
    "square",
    "conference_centre",
    "station",
    "beach",
    "club",
    "school",
    "other",
]


class Venue(Record):
    """A public place; `lat` and `lon` are degrees of the place itself, `uncertain` names what is assumed."""

    id: Slug
    name: Words
    kind: Kind
    city: Words
    country: Country
    lat: Latitude
    lon: Longitude
    timezone: TimeZone
    uncertain: Spaced
