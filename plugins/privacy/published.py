"""What is published of interviews, as the gate reads it: the rows with their lines, and the manifests of all releases.

No message here says what was found: logs are public.
"""

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from plugins.messages import Message, say
from plugins.privacy.manifest import Manifest, manifest_of
from plugins.privacy.policy import PolicyFile
from plugins.privacy.release import PATH
from plugins.privacy.rulebook import Rulebook
from plugins.problems import Problem
from plugins.records.incidents import COLUMNS, Incident

FOLDER = "data/releases"
BY_HAND = say("The file is never edited: bring it back from git.")


@dataclass(frozen=True)
class Published:
    """Everything that the rules of the gate look at; `manifests` are in the order of time."""

    rows: tuple[tuple[int, Incident], ...]
    manifests: tuple[Manifest, ...]
    policy: PolicyFile
    rulebook: Rulebook
    place_types: Collection[str]

    @property
    def incidents(self) -> tuple[Incident, ...]:
        return tuple(row for _, row in self.rows)

    @property
    def last(self) -> Manifest | None:
        return self.manifests[-1] if self.manifests else None


def wrong(line: int, column: str | None, message: Message, fix: Message = BY_HAND) -> Problem:
    """A problem in a row of `data/incidents.csv`; the message never says what stands there."""
    return Problem(PATH, line, COLUMNS.index(column) + 1 if column else 0, message, fix)


def wrong_release(release: str, message: Message, fix: Message = BY_HAND) -> Problem:
    """A problem in the manifest of a release."""
    return Problem(f"{FOLDER}/{release}.json", 0, 0, message, fix)


def incidents(content: bytes, problems: list[Problem]) -> tuple[tuple[int, Incident], ...]:
    """The rows of `data/incidents.csv` with their lines; what is not exactly as it was written goes to `problems`."""
    try:
        lines = list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        problems.append(wrong(0, None, say("the file must be CSV in UTF-8; it is not")))
        return ()
    if not lines or tuple(lines[0]) != COLUMNS:
        message = say("the columns must be exactly %(columns)s; they are not", columns=",".join(COLUMNS))
        problems.append(wrong(1, None, message))
        return ()
    rows = []
    # No cell holds a line break, so the number of a row is that of its line; one that does is refused for it.
    for line, cells in enumerate(lines[1:], start=2):
        found = list(_faults(line, cells))
        problems.extend(found)
        if not found:
            rows.append((line, _row(cells)))
    return tuple(rows)


def _faults(line: int, cells: list[str]) -> Iterator[Problem]:
    if len(cells) != len(COLUMNS):
        yield wrong(line, None, say("the row must have %(count)s cells; it does not", count=len(COLUMNS)))
        return
    try:
        row = _row(cells)
    except ValidationError as error:
        for column in sorted({str(detail["loc"][0]) for detail in error.errors(include_input=False)}):
            message = say("%(column)s must be a value that ./inv sanitise writes; it is not", column=column)
            yield wrong(line, column, message)
        return
    for column, cell in zip(COLUMNS, cells, strict=True):
        value = getattr(row, column)
        if ("" if value is None else str(value)) != cell:
            yield wrong(
                line, column, say("%(column)s must be written as ./inv sanitise writes it; it is not", column=column)
            )


def _row(cells: list[str]) -> Incident:
    return Incident.model_validate({column: cell or None for column, cell in zip(COLUMNS, cells, strict=True)})


def manifests(folder: Path, problems: list[Problem]) -> tuple[Manifest, ...]:
    """The manifests of all releases in the order of time; one that was changed in the least goes to `problems`."""
    found = []
    for number, path in enumerate(sorted(folder.iterdir()) if folder.is_dir() else [], start=1):
        manifest = manifest_of(path.read_bytes()) if path.is_file() and not path.is_symlink() else None
        if manifest is None or path.name != f"{manifest.release}.json":
            # Not by its name: what was put here by mistake may be called after a person.
            message = say("each file of the folder must be the manifest of a release, as it was written; one is not")
            fix = say("It is number %(number)s by name. %(fix)s", number=number, fix=BY_HAND)
            problems.append(Problem(FOLDER, 0, 0, message, fix))
        else:
            found.append(manifest)
    return tuple(sorted(found, key=lambda manifest: manifest.order))
