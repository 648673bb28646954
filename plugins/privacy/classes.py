"""A class: one kind of act in one area in one band of years. It is what is counted, and what is told."""

from dataclasses import dataclass

from plugins.privacy.acts import Acts
from plugins.privacy.areas import Area

# The least and the most people that a band of numbers stands for; the last is open.
BANDS = {"3-4": (3, 4), "5-9": (5, 9), "10-19": (10, 19), "20-49": (20, 49), "50+": (50, None)}


@dataclass(frozen=True, slots=True, order=True)
class Class:
    """`year_from` is the first of `years` years in which what is told of began; bands begin at years that `years` divides."""

    act: str
    area: Area
    year_from: int
    years: int

    def covers(self, year: int) -> bool:
        return self.year_from <= year < self.year_from + self.years

    def contains(self, other: "Class", acts: Acts) -> bool:
        """Whether this is the same class or a coarser one: a larger area, a longer band, an act above."""
        return (
            self.act in acts.line(other.act)
            and self.area.contains(other.area)
            and self.covers(other.year_from)
            and self.covers(other.year_from + other.years - 1)
        )

    def overlaps(self, other: "Class") -> bool:
        """Whether one told act could belong to both, because act, area and years meet."""
        return (
            self.act == other.act
            and self.area.overlaps(other.area)
            and self.year_from < other.year_from + other.years
            and other.year_from < self.year_from + self.years
        )

    @property
    def canonical(self) -> str:
        """The class in one line that never changes; its id is made from this."""
        area = self.area
        return f"{area.level}|{area.row}|{area.column}|{area.province}|{self.act}|{self.year_from}|{self.years}"


def band_start(year: int, years: int) -> int:
    """The first year of the band that a year lies in."""
    return year // years * years


def number_band(count: int) -> str:
    """The band of a number of people."""
    return next(name for name, (_, most) in BANDS.items() if most is None or count <= most)
