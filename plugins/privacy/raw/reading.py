"""All raw files of a run as records, or all that is wrong with them."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from plugins.messages import say
from plugins.privacy.raw.csv_file import csv_rows
from plugins.privacy.raw.kml import kml_rows, kmz_rows
from plugins.privacy.raw.record import RawRecord
from plugins.privacy.raw.records import Spellings, record
from plugins.privacy.raw.rows import RawFile, Row
from plugins.privacy.raw.spreadsheet import spreadsheet_rows
from plugins.privacy.raw.wording import Wording, wording
from plugins.problems import Problem
from plugins.texts import MEGABYTE

MOST_BYTES = 64 * MEGABYTE
MOST_ROWS = 200_000

_Reader = Callable[[bytes, RawFile, Wording, list[Problem]], Iterator[Row]]
_READERS: dict[str, _Reader] = {".csv": csv_rows, ".xlsx": spreadsheet_rows, ".kml": kml_rows, ".kmz": kmz_rows}
_ZIPPED = (".xlsx", ".kmz")
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # an .xls, or an .xlsx with a password


def read(
    paths: Sequence[Path],
    mapping: Path | None,
    acts: Collection[str],
    place_types: Collection[str],
    is_land: Callable[[int, int], bool],
    problems: list[Problem],
) -> tuple[RawRecord, ...]:
    """The records of all files in their own order, whatever the order of files and rows; none when there is a problem.

    `mapping` tells the researchers' own words (see `wording`); `acts` and `place_types` are the codes that are known,
    `is_land` tells of a point in micro-degrees whether North Korea has land there.
    """
    before = len(problems)
    words = wording(mapping, acts, place_types, problems)
    if words is None:
        return ()
    records: list[RawRecord] = []
    spellings = Spellings()
    for number, row in enumerate(_rows(paths, words, problems), start=1):
        if number > MOST_ROWS:
            message = say("all files together must have at most %(most)s rows; they have more", most=f"{MOST_ROWS:,}")
            problems.append(row.file.problem(message, say("Look for rows that were copied by accident.")))
            break
        spellings.note(row)
        found = record(row, words, is_land, problems)
        if found:
            records.append(found)
    problems.extend(spellings.problems())
    return tuple(sorted(records)) if len(problems) == before else ()


def _rows(paths: Sequence[Path], words: Wording, problems: list[Problem]) -> Iterator[Row]:
    first_with: dict[bytes, int] = {}
    for number, path in enumerate(paths, start=1):
        ending = path.suffix.lower()
        file = RawFile(number, has_placemarks=ending in (".kml", ".kmz"))
        data = _content(path, ending, file, problems)
        if data is None:
            continue
        first = first_with.setdefault(hashlib.sha256(data).digest(), number)
        if first == number:
            yield from _READERS[ending](data, file, words, problems)
        else:
            message = say("each file must be given once; raw file %(first)s has the same content", first=first)
            problems.append(file.problem(message, say("Leave one of them away.")))


def _content(path: Path, ending: str, file: RawFile, problems: list[Problem]) -> bytes | None:
    """The bytes of a file that may be what its ending says."""
    if ending not in _READERS:
        message = say("the file must be of a kind that can be read; it is not")
        problems.append(file.problem(message, say("Known: %(known)s.", known=", ".join(_READERS))))
        return None
    try:
        if path.stat().st_size > MOST_BYTES:
            message = say("the file must have at most %(most)s MB; it has more", most=MOST_BYTES // MEGABYTE)
            problems.append(file.problem(message, say("Split it into several files.")))
            return None
        data = path.read_bytes()
    except OSError:
        # The system's own sentence holds the name of the file.
        problems.append(
            file.problem(
                say("the file must be readable; it is not"), say("Look whether it is there and not open elsewhere.")
            )
        )
        return None
    if data.startswith(_OLD_OFFICE) or data.startswith(_ZIP) != (ending in _ZIPPED):
        message = say("the file must be what its ending says, and have no password; it is something else")
        fix = say(
            "Open it in the program that made it, and save it without a password as .csv (UTF-8), .xlsx, .kml or .kmz."
        )
        problems.append(file.problem(message, fix))
        return None
    return data
