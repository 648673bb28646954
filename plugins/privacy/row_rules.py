"""What must hold of the rows of `data/incidents.csv` themselves. Each rule is one function, named for what it ensures."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from plugins.messages import say
from plugins.privacy.areas import LEVELS, Area
from plugins.privacy.classes import Class, band_start
from plugins.privacy.published import Published, wrong
from plugins.privacy.rows import class_of
from plugins.problems import Problem
from plugins.records.incidents import Incident

Problems = Iterator[Problem]
Rule = Callable[[Published], Problems]

WITHDRAW = say("The policy no longer allows the row: ./inv withdraw with its id, then ./inv sanitise.")


def points_lie_on_the_grid(published: Published) -> Problems:
    """A point is the centre of a cell of its level, in the shortest decimals; a province has none."""
    for line, row in published.rows:
        if class_of(row) is None:
            message = say(
                "lat and lon must be the centre of a cell of the row's level, and empty for a province; they are not"
            )
            yield wrong(line, "lat", message)


def areas_lie_in_north_korea(published: Published) -> Problems:
    """The province has land in the cell."""
    for line, _, told in _told(published):
        if not published.rulebook.lattice.land(told.area):
            yield wrong(line, "province", say("the area must hold land of the province; it does not"))


def acts_and_place_types_are_known(published: Published) -> Problems:
    """A code has a sentence in every language only when it stands in its table."""
    for line, row in published.rows:
        if row.act not in published.rulebook.acts:
            yield wrong(line, "act", say("act must be a code of data/acts.csv; it is not"))
        if row.place_type not in published.place_types:
            yield wrong(line, "place_type", say("place_type must be a code of data/place_types.csv; it is not"))


def provinces_may_be_told(published: Published) -> Problems:
    """Of a province that hardly anybody left, nothing is told."""
    for line, row in published.rows:
        if published.rulebook.openness(row.province) == "nothing":
            yield wrong(line, "province", say("province must be one that may be told; it is not"), WITHDRAW)


def levels_are_coarse_enough(published: Published) -> Problems:
    """Sensitive acts begin at larger cells, provinces that few people left are told as a whole."""
    for line, _, told in _told(published):
        if not published.rulebook.is_coarse_enough(told):
            yield wrong(
                line, "level", say("level must be coarse enough for the act and the province; it is not"), WITHDRAW
            )


def bands_are_long_enough(published: Published) -> Problems:
    """A band has 5 or 10 years, begins at a year that its length divides, and is as long as its act and province need."""
    for line, row, told in _told(published):
        if row.years not in (5, 10) or row.year_from != band_start(row.year_from, row.years):
            yield wrong(line, "year_from", say("year_from must begin a band of 5 or 10 years; it does not"))
        elif not published.rulebook.is_long_enough(told):
            yield wrong(
                line, "years", say("years must be long enough for the act and the province; they are not"), WITHDRAW
            )


def areas_have_enough_residents(published: Published) -> Problems:
    """Where few people live, a class points at them."""
    for line, _, told in _told(published):
        if not published.rulebook.has_enough_residents(told.area):
            yield wrong(line, "level", say("the area must have enough residents; it has not"), WITHDRAW)


def classes_have_enough_sources(published: Published) -> Problems:
    """A class that few people told of points at them."""
    for line, row, told in _told(published):
        if not published.rulebook.has_enough_sources(told.act, row.sources):
            yield wrong(line, "sources", say("sources must be enough people for the act; they are not"), WITHDRAW)


def ids_are_unique(published: Published) -> Problems:
    """One id, one class."""
    met: set[str] = set()
    for line, row in published.rows:
        if row.id in met:
            yield wrong(line, "id", say("id must be unique; it stands before"))
        met.add(row.id)


def areas_of_one_act_are_apart(published: Published) -> Problems:
    """Of two areas one within the other, what lies between could be worked out by subtraction."""
    met: dict[tuple[str, Area], list[Class]] = defaultdict(list)
    told = _told(published)
    for line, _, found in sorted(told, key=lambda entry: -LEVELS.index(entry[2].area.level)):
        levels = LEVELS[LEVELS.index(found.area.level) :]
        around = [other for level in levels for other in met[found.act, found.area.at(level)]]
        if any(found.overlaps(other) for other in around):
            yield wrong(line, None, say("areas of one act and time must not overlap; two do"))
        met[found.act, found.area].append(found)


def _told(published: Published) -> list[tuple[int, Incident, Class]]:
    """The rows whose class can be told from their columns and whose act is known; the others have a problem already."""
    found = [(line, row, class_of(row)) for line, row in published.rows if row.act in published.rulebook.acts]
    return [(line, row, told) for line, row, told in found if told]


ROW_RULES: tuple[Rule, ...] = (
    points_lie_on_the_grid,
    areas_lie_in_north_korea,
    acts_and_place_types_are_known,
    provinces_may_be_told,
    levels_are_coarse_enough,
    bands_are_long_enough,
    areas_have_enough_residents,
    classes_have_enough_sources,
    ids_are_unique,
    areas_of_one_act_are_apart,
)
