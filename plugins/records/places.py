"""`data/place_types.csv`: kinds of places, a subset of the HURIDOCS micro-thesaurus 17 with labels of our own."""

from typing import Annotated

from plugins.records.cells import Words, formed
from plugins.records.validation import Record

PlaceCode = Annotated[str, formed(r"[0-9]{2}(\.[0-9]{2})?", "a code such as 03.06, or 99 for unknown")]
UNKNOWN = "99"


class PlaceType(Record):
    """A kind of place; 99 stands for unknown, and for several kinds together."""

    code: PlaceCode
    label: Words
