"""What a drawing of the map says."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class DrawingWords:
    """The words in the language of the page; `id` begins every id of the drawing.

    `names` holds provinces and countries by code (KP-09, KR, CN), and squares by `area_id` where they have one. `strengths` are the
    numbers of people from 1 to 5, and at 0 that there is no entry. `kilometres` is the length of the scale bar, with `{km}` for its
    number. `languages` is the language of each name that is not in the page's.
    """

    id: str
    title: str
    description: str
    names: Mapping[str, str]
    strengths: Mapping[int, str]
    closed: str
    kilometres: str
    attribution: str
    example: str | None = None
    languages: Mapping[str, str] = field(default_factory=dict)
