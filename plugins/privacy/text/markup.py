"""Taking HTML and Markdown out from between letters, so that `900101<b>-</b>…` reads as it is seen.

The text comes first and every tag after it, each on a line of its own, because an attribute or a comment can hold a
secret as well. A tag that begins something new (a cell, a paragraph) leaves a line end; one within a line leaves nothing.
"""

import re
from collections.abc import Sequence

from plugins.privacy.text.steps import Replacement

# Each alternative stops where the next one could begin, so no text is read more than twice.
# An attribute in quotes may hold the sign that ends a tag; possessive, so that it is not read again without its quotes.
_TAG = re.compile(
    r"(<!--(?:(?!<!--|-->)[\s\S])*-->|</?[A-Za-z!?][^<>=]*+(?:=(?:\"[^\"<]*\"|'[^'<]*')?+[^<>=]*+)*+>|\]\([^()\n]*\)|\]\[[^\[\]\n]*\]"
    r"|\[\^[^\[\]\n]{1,40}\](?!:))"
)
# Elements within a line; every other one, HTML's or not, begins something new.
_INLINE = frozenset([
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tspan", "tt", "u", "var", "wbr",
])  # fmt: skip
_NAME = re.compile(r"</?([A-Za-z][^\s/>]*)")
# Every alternative begins with its sign, so that the search may jump from sign to sign. A `_` within a name stays.
_DECORATION = re.compile(r"\*+|`+|~~|_(?<![0-9A-Za-z]_)|_+(?![0-9A-Za-z_])|\[(?=[^\[\]\n]{1,80}\][(\[])")


class Tags:
    """The step that moves every tag behind the text."""

    def applied(self, text: str) -> str:
        pieces = _TAG.split(text)
        if len(pieces) == 1:
            return text
        gaps = {tag: _gap(tag) for tag in set(pieces[1::2])}
        spoken = [piece if number % 2 == 0 else gaps[piece] for number, piece in enumerate(pieces)]
        return "\n".join(["".join(spoken), *pieces[1::2]])

    def origins(self, text: str, offsets: Sequence[int]) -> list[int]:
        found: list[int] = []
        pieces = _TAG.split(text)
        places = _places(pieces) if len(pieces) > 1 else [(0, 0)]
        nearest = 0
        for offset in offsets:
            while nearest + 1 < len(places) and places[nearest + 1][0] <= offset:
                nearest += 1
            after, before = places[nearest]
            found.append(min(before + offset - after, len(text)))
        return found


def _gap(tag: str) -> str:
    """What stands where the tag was. An address in pointed brackets is a word of its own."""
    name = _NAME.match(tag)
    inline = name.group(1).lower() in _INLINE if name else tag.startswith(("<!--", "]", "["))
    return "" if inline else "\n"


def _places(pieces: Sequence[str]) -> list[tuple[int, int]]:
    """Where each piece stands after and before the step, in the order of the result: all texts, then all tags."""
    texts: list[tuple[int, int]] = []
    begins: list[int] = []
    after = before = 0
    for number, piece in enumerate(pieces):
        if number % 2:
            begins.append(before)
            after += len(_gap(piece))
        else:
            texts.append((after, before))
            after += len(piece)
        before += len(piece)
    tags: list[tuple[int, int]] = []
    for begin, tag in zip(begins, pieces[1::2], strict=True):
        after += 1
        tags.append((after, begin))
        after += len(tag)
    return texts + tags


TAGS = Tags()
# Five stars hide the rest of a number; they are no emphasis.
DECORATION = Replacement(_DECORATION, lambda marks: "x" * len(marks) if marks.startswith("*****") else "")
