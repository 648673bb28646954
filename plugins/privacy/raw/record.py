"""A record of an interview, as far as the rules for publication look at it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class RawRecord:
    """One told act: who told it (only ever counted), when (first and last possible day), where (micro-degrees), what, consent."""

    source: str
    first: date
    last: date
    latitude: int
    longitude: int
    act: str
    place_type: str
    consent: bool
