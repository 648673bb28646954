"""The policy applied to this country: what is allowed for which act in which province."""

from collections.abc import Iterable
from functools import cached_property
from hashlib import sha256
from typing import Literal

from plugins.privacy.acts import Acts
from plugins.privacy.areas import LEVELS, TENTHS, Area, Level
from plugins.privacy.classes import BANDS, Class
from plugins.privacy.lattice import Lattice
from plugins.privacy.policy import Policy
from plugins.records.provinces import Province

Openness = Literal["cells", "province", "nothing"]


class Rulebook:
    """All that the ladder and the gate need to know; both ask here, so that they cannot disagree."""

    def __init__(self, policy: Policy, lattice: Lattice, provinces: Iterable[Province], acts: Acts) -> None:
        self.policy, self.lattice, self.acts = policy, lattice, acts
        self._census = {province.code: province.census_2008 or 0 for province in provinces if not province.within}
        self._leavers = {province.code: province.leavers for province in provinces if not province.within}

    @cached_property
    def ground_sha256(self) -> str:
        """A hash of what the numbers are applied to: the tree of acts, the residents, those who left, and the land of each cell."""
        acts = [f"{act} {parent} {self.acts.is_sensitive(act)}" for act, parent in sorted(self.acts.parents.items())]
        people = [f"{code} {census} {self._leavers[code]}" for code, census in sorted(self._census.items())]
        return sha256("\n".join([*acts, *people, *self.lattice.lines()]).encode()).hexdigest()

    def openness(self, province: str) -> Openness:
        """What may be told of a province: the fewer people are known to have left it, the easier one of them is found."""
        if province not in self._census:
            return "nothing"
        leavers = self._leavers[province]
        if leavers is not None and leavers < self.policy.leavers_for_province:
            return "nothing"
        return "cells" if leavers is not None and leavers >= self.policy.leavers_for_cells else "province"

    def finest(self, act: str, province: str) -> Level:
        """The smallest areas that an act may be told of."""
        if self.openness(province) != "cells":
            return "province"
        tenths = self.policy.cell_tenths_sensitive if self.acts.is_sensitive(act) else self.policy.cell_tenths
        return next(level for level in LEVELS if TENTHS[level] >= tenths)

    def shortest(self, act: str, province: str) -> int:
        """The shortest band of years that an act may be told of."""
        long = self.acts.is_sensitive(act) or self.openness(province) != "cells"
        return self.policy.years_sensitive if long else self.policy.years

    def least_sources(self, act: str) -> int:
        return self.policy.sources_sensitive if self.acts.is_sensitive(act) else self.policy.sources

    def least_change(self, act: str) -> int:
        return self.policy.change_sensitive if self.acts.is_sensitive(act) else self.policy.change

    def residents(self, area: Area) -> int:
        """How many live in an area, if people were spread evenly over their province (census 2008), rounded down."""
        land = self.lattice.hectares.get(area.province, 0)
        return self._census.get(area.province, 0) * self.lattice.land(area) // land if land else 0

    def is_coarse_enough(self, found: Class) -> bool:
        """Whether the area is no finer than its act and province allow."""
        return LEVELS.index(found.area.level) >= LEVELS.index(self.finest(found.act, found.area.province))

    def is_long_enough(self, found: Class) -> bool:
        """Whether the band of years is no shorter than its act and province allow."""
        return found.years >= self.shortest(found.act, found.area.province)

    def has_enough_residents(self, area: Area) -> bool:
        return self.residents(area) >= self.policy.residents

    def allows(self, found: Class) -> bool:
        """Whether a class may be told if enough people told of it."""
        return self.is_coarse_enough(found) and self.is_long_enough(found) and self.has_enough_residents(found.area)

    def has_enough_sources(self, act: str, band: str) -> bool:
        """Whether a band of numbers can stand for as many people as the act needs."""
        most = BANDS[band][1]
        return most is None or most >= self.least_sources(act)
