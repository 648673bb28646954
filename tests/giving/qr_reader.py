"""A reader of QR codes that knows nothing of how ours are drawn: from the bars of the picture to the text (ISO/IEC 18004).

Versions 2 to 10, level M, bytes. A drawing is not damaged, so nothing has to be corrected.
"""

import re
from collections.abc import Callable

ALIGNED = {2: [6, 18], 3: [6, 22], 4: [6, 26], 5: [6, 30], 6: [6, 34], 7: [6, 22, 38], 8: [6, 24, 42], 9: [6, 26, 46], 10: [6, 28, 50]}  # fmt: skip
BLOCKS = {2: [28], 3: [44], 4: [32] * 2, 5: [43] * 2, 6: [27] * 4, 7: [31] * 4, 8: [38] * 2 + [39] * 2, 9: [36] * 3 + [37] * 2, 10: [43] * 4 + [44]}  # fmt: skip
MASKS: list[Callable[[int, int], int]] = [
    lambda row, column: (row + column) % 2,
    lambda row, column: row % 2,
    lambda row, column: column % 3,
    lambda row, column: (row + column) % 3,
    lambda row, column: (row // 2 + column // 3) % 2,
    lambda row, column: row * column % 2 + row * column % 3,
    lambda row, column: (row * column % 2 + row * column % 3) % 2,
    lambda row, column: ((row + column) % 2 + row * column % 3) % 2,
]


def drawn(path: str, side: int, quiet: int) -> list[list[int]]:
    """The modules within the quiet zone, from a path of bars one module high."""
    rows = [[0] * side for _ in range(side)]
    bars = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path)
    assert "".join(f"M{x} {y}h{width}v1h-{width}z" for x, y, width in bars) == path
    for x, y, width in bars:
        for column in range(int(x), int(x) + int(width)):
            rows[int(y)][column] = 1
    inner = [row[quiet : side - quiet] for row in rows[quiet : side - quiet]]
    assert sum(map(sum, inner)) == sum(map(sum, rows)), "the quiet zone must be white"
    return inner


def text_of_code(rows: list[list[int]]) -> str:
    """What the code says."""
    version = (len(rows) - 17) // 4
    places = [(8, column) for column in (0, 1, 2, 3, 4, 5, 7, 8)] + [(row, 8) for row in (7, 5, 4, 3, 2, 1, 0)]
    form = int("".join(str(rows[row][column]) for row, column in places), 2) ^ 0b101010000010010
    assert form >> 13 == 0, "level M"
    masked = MASKS[form >> 10 & 7]
    bits = "".join(str(rows[row][column] ^ (masked(row, column) == 0)) for row, column in _places(version, len(rows)))
    words = [int(bits[start : start + 8], 2) for start in range(0, len(bits) - 7, 8)]
    sizes = BLOCKS[version]
    blocks: list[list[int]] = [[] for _ in sizes]
    taken = iter(words)
    for turn in range(max(sizes)):
        for block, size in zip(blocks, sizes, strict=True):
            if turn < size:
                block.append(next(taken))
    stream = "".join(f"{word:08b}" for block in blocks for word in block)
    assert stream[:4] == "0100", "bytes"
    width = 8 if version < 10 else 16
    length = int(stream[4 : 4 + width], 2)
    begin = 4 + width
    return bytes(int(stream[begin + 8 * n : begin + 8 * n + 8], 2) for n in range(length)).decode("latin-1")


def _places(version: int, side: int) -> list[tuple[int, int]]:
    """The modules of data in their order: two columns at a time from the right, up and down in turn."""
    found = []
    columns = [column for column in range(side - 1, 0, -2) if column > 6] + [5, 3, 1]
    for turn, right in enumerate(columns):
        for row in range(side) if turn % 2 else range(side - 1, -1, -1):
            found += [
                (row, column) for column in (right, right - 1) if not _is_of_the_frame(version, side, row, column)
            ]
    return found


def _is_of_the_frame(version: int, side: int, row: int, column: int) -> bool:
    if 6 in (row, column) or (row < 9 and (column < 9 or column >= side - 8)) or (row >= side - 8 and column < 9):
        return True
    if version >= 7 and ((row < 6 and column >= side - 11) or (column < 6 and row >= side - 11)):
        return True
    centres = ALIGNED[version]
    corners = {(6, 6), (6, centres[-1]), (centres[-1], 6)}
    return any(
        abs(row - down) <= 2 and abs(column - right) <= 2 and (down, right) not in corners
        for down in centres
        for right in centres
    )
