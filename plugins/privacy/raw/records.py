"""From a row to a record: every value of it checked, every problem told."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import TypeVar

from plugins.messages import say
from plugins.privacy.raw import values
from plugins.privacy.raw.record import RawRecord
from plugins.privacy.raw.rows import RawFile, Row, Wrong
from plugins.privacy.raw.wording import Wording
from plugins.problems import Problem

ValueT = TypeVar("ValueT")

# Small letters of the Cyrillic and Greek alphabets that look like Latin ones, small or capital, which the same key types.
_LATIN = str.maketrans("авсԁеһніјкмоорԛѕтуүԝхαβεζηικμνορτυχ", "abcdehhijkmoopqstyywxabezhikmnoptyx")


def record(row: Row, words: Wording, is_land: Callable[[int, int], bool], problems: list[Problem]) -> RawRecord | None:
    """The row as a record, None when one of its values is wrong."""
    cells = _Cells(row, problems)
    source = cells.value("source", values.source_id)
    begin = cells.value("date", lambda text: values.days(text, "date"))
    end = cells.value("date_end", lambda text: values.days(text, "date_end") if text else None)
    latitude = cells.value("lat", lambda text: values.micro_degrees(text, "lat"))
    longitude = cells.value("lon", lambda text: values.micro_degrees(text, "lon"))
    act = cells.value("act", lambda text: values.act_code(text, words.acts))
    place_type = cells.value("place_type", lambda text: values.place_type_code(text, words.place_types))
    consent = cells.value("consent", lambda text: values.consent(text, words.consent))
    period = cells.joined(lambda: values.period(begin, end)) if begin else None
    point = None
    if latitude is not None and longitude is not None:
        point = cells.joined(lambda: values.position(latitude, longitude, is_land))
    if cells.are_wrong or not (source and period and point and act and place_type) or consent is None:
        return None
    return RawRecord(source, *period, *point, act, place_type, consent)


class _Cells:
    """The values of one row, and whether one of them was wrong."""

    def __init__(self, row: Row, problems: list[Problem]) -> None:
        self.row, self.problems, self.are_wrong = row, problems, False

    def value(self, column: str, kind: Callable[[str], ValueT]) -> ValueT | None:
        return self.joined(lambda: kind(self.row.text(column)))

    def joined(self, value: Callable[[], ValueT]) -> ValueT | None:
        try:
            return value()
        except Wrong as wrong:
            problem = self.row.problem(wrong)
            if self.problems[-1:] != [problem]:  # a placemark without a point lacks two cells for one reason
                self.problems.append(problem)
            self.are_wrong = True
            return None


class Spellings:
    """The ids of sources as written. One person under two ids would count as two, and k would be reached too early."""

    def __init__(self) -> None:
        self._first: dict[str, dict[str, tuple[RawFile, int]]] = {}

    def note(self, row: Row) -> None:
        cell = row.cells.get("source")
        if isinstance(cell, str):
            spelling = unicodedata.normalize("NFC", cell).strip()
            self._first.setdefault(_likeness(spelling), {}).setdefault(spelling, (row.file, row.number))

    def problems(self) -> Iterator[Problem]:
        """Ids that differ only in how they are typed (007, 7, 7.0; S-1, s1): both rows are named."""
        for places in self._first.values():
            (first, number), *others = places.values()
            for file, row in others:
                message = say(
                    "source must be written in one way; raw file %(file)s, %(unit)s %(row)s, writes it in another "
                    "(case, width, spaces, signs, zeros or letters of another alphabet)",
                    file=first.number,
                    unit=first.unit,
                    row=number,
                )
                fix = say(
                    "If it is one person, write one id everywhere. If not, give one of them a clearly different id."
                )
                yield file.problem(message, fix, row)


def _likeness(spelling: str) -> str:
    """What is left of an id when everything is taken away that a person or a spreadsheet changes without noticing."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", spelling).casefold())
    visible = "".join(sign for sign in folded if not sign.isspace() and unicodedata.category(sign)[0] != "C")
    without_zeros = re.sub(r"(?<![0-9])0+(?=[0-9])|\.0+$", "", visible.translate(_LATIN))
    # Between two digits a sign tells numbers apart (1-11 and 11-1); which sign it is tells nothing.
    numbers_apart = re.sub(r"(?<=[0-9])[\W_]+(?=[0-9])", "-", without_zeros)
    return re.sub(r"(?<![0-9])[\W_]+|[\W_]+(?![0-9])", "", numbers_apart)
