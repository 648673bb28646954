"""What was told before is a floor: a record that was told of a class may later be told of a coarser one, never of a finer."""

from collections.abc import Iterable

from plugins.privacy.acts import Acts
from plugins.privacy.areas import LEVELS, Area
from plugins.privacy.classes import Class
from plugins.privacy.intake import Told


class Floors:
    """The classes of the last release, and every class that was ever withdrawn."""

    def __init__(self, standing: Iterable[Class], withdrawn: Iterable[Class], acts: Acts) -> None:
        self.standing, self.withdrawn = frozenset(standing), frozenset(withdrawn)
        self._acts = acts
        self._found: dict[tuple[str, Area], list[Class]] = {}
        for found in sorted(self.standing | self.withdrawn):
            self._found.setdefault((found.act, found.area), []).append(found)

    def under(self, told: Told, act: str) -> Class | None:
        """The class that the record falls under when it is told as `act`: that of the nearest act, a withdrawn one first.

        Nearest, because a record of an act that stands on its own was never part of a class of the act above it.
        """
        for above in self._acts.line(act):
            areas = [told.cell.at(level) for level in LEVELS]
            over = [found for area in areas for found in self._found.get((above, area), []) if found.covers(told.year)]
            if over:
                return max(over, key=lambda found: (found in self.withdrawn, LEVELS.index(found.area.level), found))
        return None
