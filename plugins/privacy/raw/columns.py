"""The columns that are read, and where they stand in a file; every other one is dropped unread."""

from collections.abc import Container, Mapping, Sequence

from plugins.messages import say
from plugins.privacy.raw.rows import RawFile
from plugins.privacy.raw.wording import KNOWN, plain
from plugins.problems import Problem

NEEDED = tuple(column for column in KNOWN if column != "date_end")


def positions(
    header: Sequence[str], names: Mapping[str, str], file: RawFile, problems: list[Problem]
) -> dict[str, int] | None:
    """The place of each known column in the first row of a table, counted from 0; None when it is not sure."""
    found: dict[str, int] = {}
    doubled: set[str] = set()
    for position, name in enumerate(header):
        column = names.get(plain(name))
        if column in found:
            doubled.add(column)
        elif column:
            found[column] = position
    for column in sorted(doubled):
        message = say("the column %(column)s must stand once; it stands more often", column=column)
        problems.append(file.problem(message, say("Keep the right one."), 1))
    return found if columns_are_there(found, NEEDED, file, problems) and not doubled else None


def columns_are_there(found: Container[str], needed: Sequence[str], file: RawFile, problems: list[Problem]) -> bool:
    missing = [column for column in needed if column not in found]
    for column in missing:
        message = say("the column %(column)s must be there; it is missing", column=column)
        fix = say(
            "The columns that are read: %(known)s. Name them so, or say in a mapping file (--columns) what they are called.",
            known=", ".join(KNOWN),
        )
        problems.append(file.problem(message, fix))
    return not missing
