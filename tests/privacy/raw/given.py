"""The shortest way to read raw files in a test."""

from collections.abc import Callable, Sequence
from pathlib import Path

from plugins.privacy.raw.reading import read
from plugins.privacy.raw.record import RawRecord
from plugins.problems import Problem
from tests.privacy.raw.files import Sheet, Value, csv_bytes, xlsx

ACTS = ("02.01.11.11", "03.01.02")
PLACE_TYPES = ("03.06", "99")
COLUMNS = ["source", "date", "date_end", "lat", "lon", "act", "place_type", "consent"]
RIGHT = {
    "source": "S1",
    "date": "1998",
    "date_end": "",
    "lat": "39.05",
    "lon": "126.5",
    "act": "03.01.02",
    "place_type": "03.06",
    "consent": "yes",
}


def always(latitude: int, longitude: int) -> bool:
    return True


def reading(
    folder: Path, *files: tuple[str, bytes], mapping: str = "", is_land: Callable[[int, int], bool] = always
) -> tuple[tuple[RawRecord, ...], list[Problem]]:
    """What is read from files of these endings, and the problems as they are shown."""
    paths = []
    for number, (ending, content) in enumerate(files):
        path = folder / f"{number}{ending}"
        path.write_bytes(content)
        paths.append(path)
    words = folder / "words.toml"
    words.write_text(mapping, encoding="utf-8")
    problems: list[Problem] = []
    records = read(paths, words if mapping else None, ACTS, PLACE_TYPES, is_land, problems)
    return records, sorted(problems)


def table(*rows: dict[str, str]) -> bytes:
    """A CSV with the right row for each of these, but for what is told."""
    return csv_bytes([COLUMNS, *[list((RIGHT | row).values()) for row in rows]])


def sheet(*rows: Sequence[Value]) -> bytes:
    """A workbook of the known columns with these rows."""
    return xlsx(Sheet([COLUMNS, *rows]))


def cells(**other: Value) -> list[Value]:
    """The cells of a right row, but for what is told."""
    right: dict[str, Value] = dict(RIGHT)
    return list((right | other).values())


def said(problems: list[Problem]) -> list[tuple[str, int, str]]:
    return [(problem.path, problem.line, problem.message) for problem in problems]
