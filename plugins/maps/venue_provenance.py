"""Whether the live campaign map draws the committed land only: what is packed in letters, the scan cannot read."""

import re
from collections.abc import Iterator

from plugins.maps.venue_leaflet import lands
from plugins.messages import say
from plugins.problems import Problem

# A text that is no name: the longest are the anchors of venues, which have hyphens, and those of options.
_LETTERS = re.compile(r'"([A-Za-z ]{24,})"')


def venue_lands_are_of_the_ground(script: str, shown: str) -> Iterator[Problem]:
    """Each outline is that of the world or of Seoul, letter by letter."""
    if set(_LETTERS.findall(script)) - set(lands().values()):
        fix = say("It is written by the build: mend the plugin that writes it.")
        yield Problem(shown, 0, 0, say("the map must draw the land of the ground only; it does not"), fix)
