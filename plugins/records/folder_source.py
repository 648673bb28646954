"""A dataset in a folder: one CSV table per year, `2025.csv`, read as if it were one."""

import re
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from plugins.messages import say
from plugins.problems import Problem
from plugins.records.csv_source import csv_source
from plugins.records.sources import Source, Way


@dataclass(frozen=True)
class FolderSource(Source):
    """The rows of all files, one file after the other; each value still stands in its own file."""

    files: tuple[Source, ...] = ()

    def file(self, row: int) -> str:
        return self._inside(row)[0].shown

    def where(self, way: Way) -> tuple[str, int, int]:
        match way:
            case (int(row), *inner):
                file, number = self._inside(row)
                return file.where((number, *inner))
        return self.shown, 0, 0

    def _inside(self, row: int) -> tuple[Source, int]:
        """The file that holds a row, and the row's number in it."""
        for file in self.files:
            if row < len(file.rows):
                return file, row
            row -= len(file.rows)
        raise IndexError(row)


def folder_source(folder: Path, shown: str, model: type[BaseModel], problems: list[Problem]) -> Source | None:
    """Read the tables of a folder, None when there is none; a file that cannot be read leaves the others, but not the whole."""
    there = folder.is_dir() and not folder.is_symlink()
    paths = sorted(path for path in folder.iterdir() if not _is_left_behind(path.name)) if there else []
    if not paths:
        problems.append(Problem(shown, 0, 0, say("the folder must hold a file per year; it holds none"), _NAMES))
        return None
    read: list[Source | None] = []
    for path in paths:
        name = f"{shown}/{path.name}"
        if not re.fullmatch(r"(19|20)[0-9]{2}\.csv", path.name) or not path.is_file() or path.is_symlink():
            problems.append(Problem(name, 0, 0, say("the file must be the table of a year; it is not"), _NAMES))
            read.append(None)
        else:
            read.append(csv_source(path, name, model, problems))
    files = tuple(source for source in read if source)
    rows = [row for source in files for row in source.rows]
    whole = all(source and source.whole for source in read)
    return FolderSource(shown, rows, lambda way: None, whole, files)


def _is_left_behind(name: str) -> bool:
    """Whether a file manager or an open spreadsheet put it there; it is never read."""
    return name.startswith((".", "~$")) or name in ("Thumbs.db", "desktop.ini")


_NAMES = say("Name each file by its year, such as 2025.csv.")
