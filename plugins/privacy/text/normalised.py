"""A text as a search needs it, with the way back to the places of the text as it was written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from plugins.privacy.text.escapes import BACKSLASHES, CALENDAR_LINES, CATALOGUE_LINES, ENTITIES, PERCENTS
from plugins.privacy.text.letters import PLAIN_LETTERS
from plugins.privacy.text.markup import DECORATION, TAGS
from plugins.privacy.text.steps import Step


@dataclass(frozen=True)
class Normalised:
    """The plain text, and each step that changed it with the text before that step."""

    text: str
    history: tuple[tuple[Step, str], ...]

    def origins(self, offsets: Iterable[int]) -> list[int]:
        """The places in the original text of places in the plain one, in order and each once."""
        places = sorted(set(offsets))
        if not places:
            return []
        for step, before in reversed(self.history):
            places = sorted(set(step.origins(before, places)))
        return places


@lru_cache(maxsize=2)  # a file is looked at for several reasons, one after the other
def normalised(text: str) -> Normalised:
    """The text without markup, escapes and invisible letters, and with one form for each digit and sign."""
    history: list[tuple[Step, str]] = []
    for step in _steps(text):
        changed = step.applied(text)
        if changed != text:
            history.append((step, text))
            text = changed
    return Normalised(text, tuple(history))


def _steps(text: str) -> Iterator[Step]:
    """The steps that the text may need. Letters come before markup, because a bracket can be a wide one."""
    if "BEGIN:VCALENDAR" in text:
        yield CALENDAR_LINES
    if "msgid" in text:
        yield CATALOGUE_LINES
    if "\\" in text:
        yield BACKSLASHES
    if "&" in text:
        yield ENTITIES
    if "%" in text:
        yield PERCENTS
    yield PLAIN_LETTERS
    yield TAGS
    yield DECORATION
