"""What a drawing of the map says."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from babel import Locale

from plugins.languages import language, wording
from plugins.maps.entries import Entry, area_id, strength
from plugins.maps.parts import kilometres
from plugins.maps.units import units
from plugins.privacy.classes import BANDS

# The interface's words for the numbers of people, weakest first. `parts/incident-map.html` hands all words here to the catalogues.
PEOPLE = ("3–4 people", "5–9 people", "10–19 people", "20–49 people", "50 or more people")
NO_ENTRY = "no entry"
CLOSED = "nothing may be told"
KILOMETRES = "{km} km"
ATTRIBUTION = "Made with Natural Earth"
EXAMPLE = "Example data"
TOLD = "{part}: {told}"
SEPARATOR = "; "
SQUARE = "{province}, in a square of about {height} by {width} km"
LEGEND = "How many people told of one kind of act that began in one period. Where an area has several entries, the largest number is shown."


@dataclass(frozen=True)
class DrawingWords:
    """The words in the language of the page; `id` begins every id of the drawing.

    `names` holds provinces and countries by code (KP-09, KR, CN), and squares by `area_id` where they have one. `strengths` are the
    numbers of people from 1 to 5, and at 0 that there is no entry. `legend` is what the numbers count. `kilometres` is the length of
    the scale bar, with `{km}` for its number. `listed` are the strengths of the legend. `told` is
    how a name and what is told of it stand together, with `{part}` and `{told}` for them. `languages` is the language of each name that is not in the page's.
    """

    id: str
    title: str
    description: str
    names: Mapping[str, str]
    strengths: Mapping[int, str]
    closed: str
    kilometres: str
    attribution: str
    legend: str
    listed: Sequence[int]
    told: str = TOLD
    example: str | None = None
    languages: Mapping[str, str] = field(default_factory=dict)


def drawing_words(
    said: Callable[[str], str],
    code: str,
    prefix: str,
    title: str,
    entries: Collection[Entry],
    closed: Collection[str],
    listed: Sequence[int],
    is_example: bool,
) -> DrawingWords:
    """All words of a drawing of these entries; `said` translates the interface into the language `code`."""
    names, languages = _names(code)
    strengths = dict(enumerate([said(NO_ENTRY), *map(said, PEOPLE)]))
    squares = {
        area_id(entry.area): said(SQUARE).format(province=names[entry.area.province], height=size[0], width=size[1])
        for entry in entries
        if (size := kilometres(entry.area)) and entry.area.province in names
    }
    return DrawingWords(
        id=prefix,
        title=title,
        description=f"{said(LEGEND)} {_told(entries, names, strengths, closed, said)}".strip(),
        names=names | squares,
        strengths=strengths,
        closed=said(CLOSED),
        kilometres=said(KILOMETRES),
        attribution=said(ATTRIBUTION),
        legend=said(LEGEND),
        listed=listed,
        told=said(TOLD),
        example=said(EXAMPLE) if is_example else None,
        languages=languages,
    )


def strengths_told(least: int) -> tuple[int, ...]:
    """The strengths that can be where at least so many people must have told; a legend with others would promise too much."""
    return tuple(number for number, (_, most) in enumerate(BANDS.values(), start=1) if most is None or most >= least)


def _names(code: str) -> tuple[dict[str, str], dict[str, str]]:
    """The names of lands in a language, and the language of those that have none in it."""
    found = {unit.code: wording(unit.names, code) for unit in units()}
    found["KR"] = str(Locale.parse(language(code).locale).territories["KR"]), code
    return (
        {land: name for land, (name, _) in found.items()},
        {land: other for land, (_, other) in found.items() if other != code},
    )


def _told(
    entries: Iterable[Entry],
    names: Mapping[str, str],
    strengths: Mapping[int, str],
    closed: Collection[str],
    said: Callable[[str], str],
) -> str:
    """What the picture shows of each province, in words."""
    provinces: dict[str, list[Entry]] = {}
    for entry in entries:
        provinces.setdefault(entry.area.province, []).append(entry)
    told = {code: strengths[strength(found)] for code, found in provinces.items()} | {
        code: said(CLOSED) for code in closed if code not in provinces
    }
    each = (said(TOLD).format(part=names.get(code, code), told=told[code]) for code in sorted(told))
    return said(SEPARATOR).join(each) + ("." if told else "")
