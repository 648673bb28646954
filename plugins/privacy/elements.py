"""The elements of a page with their attributes, as a browser would find them.

Most pages are made of the same tags, so a page of the plain form that our templates write is cut at its tags, and each
tag is parsed once. Anything else (a comment, a quote of another kind, a stray sign) is left to the parser.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

Attributes = tuple[tuple[str, str], ...]

_TAG = re.compile(r"(<[^<>]*>)")
_PLAIN = re.compile(
    r'<(?:!doctype html|/[A-Za-z][A-Za-z0-9:-]*|[A-Za-z][A-Za-z0-9:-]*(?:\s{1,9}[A-Za-z_:][A-Za-z0-9_:.-]*(?:="[^"<>]*")?)*\s{0,9}/?)>',
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Element:
    """One start tag: its name, its attributes, where it stands in the page, and the text up to the next tag."""

    name: str
    attributes: Attributes
    offset: int
    text: str


@dataclass
class _Tags(HTMLParser):
    """The start tags in the order of the page, with line and column."""

    found: list[tuple[str, Attributes, int, int]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        self.found.append((tag, tuple((name, value or "") for name, value in attrs), line, column))
        self.texts.append("")

    def handle_data(self, data: str) -> None:
        if self.texts:
            self.texts[-1] += data


def elements(page: str) -> Iterator[Element]:
    """Every element of a page."""
    pieces = _TAG.split(page)
    if all(map(_is_plain, pieces[1::2])) and not any("<" in piece for piece in pieces[::2]):
        return _cut(pieces)
    return _parsed(page)


@lru_cache(maxsize=1 << 16)
def _is_plain(tag: str) -> bool:
    return _PLAIN.fullmatch(tag) is not None


def _cut(pieces: list[str]) -> Iterator[Element]:
    offset = 0
    for number in range(1, len(pieces), 2):
        offset += len(pieces[number - 1])
        tag = pieces[number]
        if tag[1] not in "/!":
            yield Element(*_parts(tag), offset, pieces[number + 1])
        offset += len(tag)


@lru_cache(maxsize=1 << 16)
def _parts(tag: str) -> tuple[str, Attributes]:
    reader = _Tags()
    reader.feed(tag)
    name, attributes, _, _ = reader.found[0]
    return name, attributes


def _parsed(page: str) -> Iterator[Element]:
    reader = _Tags()
    reader.feed(page)
    reader.close()
    begins = [0]
    for line in page.split("\n"):
        begins.append(begins[-1] + len(line) + 1)
    for (name, attributes, line_number, column), text in zip(reader.found, reader.texts, strict=True):
        yield Element(name, attributes, begins[line_number - 1] + column, text)
