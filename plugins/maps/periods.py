"""The periods that the map tells of: bands of five or ten years, of which a decade holds two shorter ones."""

from dataclasses import dataclass

DECADE = 10


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """`years` years from `first` on."""

    first: int
    years: int

    @property
    def last(self) -> int:
        return self.first + self.years - 1

    @property
    def decade(self) -> "Period":
        """The decade that the period lies in; a decade is its own."""
        return Period(self.first // DECADE * DECADE, DECADE)

    @property
    def is_decade(self) -> bool:
        return self.years == DECADE

    @property
    def slug(self) -> str:
        """The last part of its address: `2000-2009`."""
        return f"{self.first}-{self.last}"

    def contains(self, other: "Period") -> bool:
        """Whether the other lies within this one."""
        return self.first <= other.first and other.last <= self.last
