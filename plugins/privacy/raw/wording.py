"""The researchers' own words for columns and values, told in a file that stays with the raw records."""

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins.messages import Message, say
from plugins.problems import Problem
from plugins.texts import MEGABYTE

KNOWN = ("source", "date", "date_end", "lat", "lon", "act", "place_type", "consent")
CONSENT = ("yes", "no")
SECTIONS = ("columns", "acts", "place_types", "consent")

_Sections = dict[str, dict[str, object]]
_Pairs = list[tuple[str, str]]


def plain(text: str) -> str:
    """A word without its accidents: width, the form of its letters (a Mac writes Hangul in pieces), space around it."""
    return unicodedata.normalize("NFKC", text).strip()


@dataclass(frozen=True)
class Wording:
    """What each word means: names of columns, acts and kinds of place by their code, and consent."""

    columns: Mapping[str, str]
    acts: Mapping[str, str]
    place_types: Mapping[str, str]
    consent: Mapping[str, bool]


def wording(
    mapping: Path | None, acts: Collection[str], place_types: Collection[str], problems: list[Problem]
) -> Wording | None:
    """Our own words and those of the mapping file; None when that file has a problem."""
    faults = _Faults(problems)
    sections = _sections(mapping, faults) if mapping else {}
    if faults.found or not _keys_are_known(sections, faults):
        return None
    columns = _words("columns", KNOWN, _named(sections, "columns", faults), faults)
    consent = _words("consent", CONSENT, _named(sections, "consent", faults), faults)
    acts_by_word = _words("acts", acts, _coded(sections, "acts", acts, faults), faults)
    places_by_word = _words("place_types", place_types, _coded(sections, "place_types", place_types, faults), faults)
    if faults.found:
        return None
    return Wording(columns, acts_by_word, places_by_word, {word: says == "yes" for word, says in consent.items()})


class _Faults:
    """Collects what is wrong with the mapping file."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems, self.found = problems, False

    def add(self, message: Message, fix: Message, line: int = 0) -> None:
        self.problems.append(Problem(say("the mapping file"), line, 0, message, fix))
        self.found = True


def _sections(mapping: Path, faults: _Faults) -> _Sections:
    try:
        if mapping.stat().st_size > MEGABYTE:
            raise ValueError
        read = tomllib.loads(mapping.read_bytes().decode("utf-8-sig"))
    except OSError:
        message = say("the mapping file must be readable; it is not")
        faults.add(message, say("Give the place of a TOML file, or leave --columns away."))
        return {}
    except (ValueError, RecursionError) as error:
        # The parser's sentence can hold signs of the file: only the line is taken from it.
        line = re.search(r"at line ([0-9]+)", str(error))
        message = say("the mapping file must be TOML in UTF-8, of at most 1 MB; it is not")
        fix = say('Write [columns], and below it lines such as source = "name of the column".')
        faults.add(message, fix, int(line[1]) if line else 0)
        return {}
    if not all(isinstance(section, dict) for section in read.values()):
        message = say("everything in the mapping file must stand in a section; something does not")
        faults.add(message, say("Known: %(known)s.", known=", ".join(SECTIONS)))
    return read


def _keys_are_known(sections: _Sections, faults: _Faults) -> bool:
    if not sections.keys() <= set(SECTIONS):
        message = say("every section of the mapping file must be known; one is not")
        faults.add(message, say("Known: %(known)s.", known=", ".join(SECTIONS)))
    for section, known in (("columns", KNOWN), ("consent", CONSENT)):
        if not sections.get(section, {}).keys() <= set(known):
            message = say("every key of [%(section)s] must be known; one is not", section=section)
            faults.add(message, say("Known: %(known)s.", known=", ".join(known)))
    return not faults.found


def _named(sections: _Sections, section: str, faults: _Faults) -> _Pairs:
    """Researchers' words with our name for them, from `ours = "theirs"` or `ours = ["theirs", "theirs"]`."""
    pairs: _Pairs = []
    for ours, value in sections.get(section, {}).items():
        written = value if isinstance(value, list) else [value]
        words = [plain(word) for word in written if isinstance(word, str)]
        pairs.extend((word, ours) for word in words)
        if len(words) < len(written) or not all(words):
            message = say(
                "%(key)s in [%(section)s] must be a word or a list of words; it is not", key=ours, section=section
            )
            faults.add(message, say('Write each word in double quotes, and several as ["one", "two"].'))
    return pairs


def _coded(sections: _Sections, section: str, codes: Collection[str], faults: _Faults) -> _Pairs:
    """Researchers' words with their code, from `theirs = "code"`."""
    table = sections.get(section, {})
    pairs = [(plain(word), code) for word, code in table.items() if isinstance(code, str) and code in codes]
    if len(pairs) < len(table):
        message = say("every value in [%(section)s] must be a known code; one is not", section=section)
        faults.add(message, say("Known: %(known)s.", known=", ".join(sorted(codes))))
    if not all(word for word, _ in pairs):
        message = say("every key in [%(section)s] must be a word; one is empty", section=section)
        faults.add(message, say("An empty cell has a meaning of its own. Remove the line."))
    return pairs


def _words(section: str, own: Iterable[str], pairs: _Pairs, faults: _Faults) -> dict[str, str]:
    words = {word: word for word in own}
    if any(words.setdefault(word, meaning) != meaning for word, meaning in pairs):
        message = say("a word in [%(section)s] must mean one thing; one means two", section=section)
        faults.add(message, say("Write it once. Our own names and codes keep their meaning."))
    return words
