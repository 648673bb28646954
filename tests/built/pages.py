"""Reading built pages as a browser would, to state facts about them."""

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import html5lib

from plugins.languages import CODES, MAIN

SITE_URL = "http://127.0.0.1:8000"
# Attributes whose value makes a browser fetch, run or send something.
LOADING = {"src", "srcset", "data", "poster", "action", "formaction", "background", "ping", "manifest", "xlink:href"}


@dataclass(frozen=True)
class Page:
    """One HTML file of a built site."""

    path: Path
    output: Path

    @property
    def address(self) -> str:
        return self.path.relative_to(self.output).as_posix()

    @property
    def language(self) -> str:
        first = self.address.split("/")[0]
        return first if first in CODES else MAIN.code

    @property
    def text(self) -> str:
        return self.path.read_text("utf-8")

    @cached_property
    def tree(self) -> Element:
        return _parsed(self.text)[0]

    @property
    def errors(self) -> Sequence[object]:
        """What the parser of the standard had to mend."""
        return _parsed(self.text)[1]

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.tree.iter() if element.tag in tags or not tags]

    @cached_property
    def ids(self) -> list[str]:
        return [element.attrib["id"] for element in self.all() if "id" in element.attrib]

    def metadata(self, relation: str) -> list[Element]:
        return [link for link in self.all("link") if link.attrib.get("rel") == relation]

    def meta(self, name: str) -> str | None:
        for element in self.all("meta"):
            if name in (element.attrib.get("name"), element.attrib.get("property"), element.attrib.get("http-equiv")):
                return element.attrib["content"]
        return None

    def target(self, link: str) -> tuple[str, str]:
        """Where a relative link leads: the file from the site's top, and the anchor in it."""
        parts = urlsplit(link)
        start = posixpath.dirname(self.address)
        place = (
            posixpath.normpath(posixpath.join(f"/{start}", unquote(parts.path))).removeprefix("/")
            if parts.path
            else self.address
        )
        return place, unquote(parts.fragment)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> tuple[Element, Sequence[object]]:
    """Most tests look at every page: a page is parsed once for all that one worker runs."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    return parser.parse(text), parser.errors


def pages(output: Path) -> list[Page]:
    return [Page(path, output) for path in sorted(output.rglob("*.html"))]


def text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
