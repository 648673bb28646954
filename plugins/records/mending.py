"""Rewriting a table that a spreadsheet program saved in its own way, where that is safe: the cells stay what they are."""

import csv
import io
from pathlib import Path

from plugins.texts import BYTE_ORDER_MARK


def mended(raw: bytes) -> bytes | None:
    """The same table in UTF-8 with commas and LF and without empty last columns or rows; None when nothing can be mended.

    A file that is neither UTF-8 nor CP949, or whose rows would not fit, is left for a person.
    """
    text = _decoded(raw)
    if text is None:
        return None
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except csv.Error:
        return None
    rows = [row for row in rows if any(row)]
    if not rows:
        return None
    width = len(rows[0])
    while width and all(len(row) < width or not row[width - 1].strip() for row in rows):
        width -= 1
    if any(any(row[width:]) for row in rows):
        return None
    output = io.StringIO()
    csv.writer(output, lineterminator="\n").writerows(row[:width] for row in rows)
    fresh = output.getvalue().encode()
    return None if fresh == raw else fresh


def needs_mending(raw: bytes) -> bool:
    """Whether the file was saved in a way that git or the reader stumbles over; a mere difference in quoting is none."""
    text = _decoded(raw)
    if text is None:
        return False
    header = text.split("\n", 1)[0].rstrip("\r")
    return (
        raw.startswith(BYTE_ORDER_MARK)
        or b"\r" in raw
        or not _is_utf8(raw)
        or _delimiter(text) != ","
        or header.endswith(",")
        or any(not line.strip(",\r") for line in text.split("\n")[1:-1])
    )


def mend(folder: Path) -> list[str]:
    """Rewrite every table in and below the folder that needs it; returns their names from there."""
    names = []
    for path in sorted(folder.rglob("*.csv")):
        raw = path.read_bytes()
        fresh = mended(raw) if needs_mending(raw) else None
        if fresh is not None:
            part = path.with_suffix(".csv.part")
            part.write_bytes(fresh)
            part.replace(path)
            names.append(path.relative_to(folder).as_posix())
    return names


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decoded(raw: bytes) -> str | None:
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _delimiter(text: str) -> str:
    header = text.split("\n", 1)[0]
    return max(",;\t", key=header.count) if header else ","
