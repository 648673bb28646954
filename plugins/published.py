"""The register of pages: which page exists in which language. The language switch, hreflang and the sitemap read it."""

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plugins.addresses import address
from plugins.data_pages import DataPage
from plugins.editorial.documents import Document
from plugins.languages import CODES


@dataclass(frozen=True)
class Register:
    """For each language-free name the codes of the languages that have the page, in the site's order."""

    languages: Mapping[str, tuple[str, ...]]

    def has(self, name: str, code: str) -> bool:
        return code in self.languages.get(name, ())

    def section(self, name: str, code: str) -> str:
        """The page to show instead in a language that lacks this one: its section's list, or the home page."""
        listing = f"{posixpath.dirname(name)}.html"
        return listing if self.has(listing, code) else "index.html"

    @property
    def addresses(self) -> frozenset[str]:
        """Every address of the site that is a page."""
        return frozenset(address(name, code) for name, codes in self.languages.items() for code in codes)


def register(documents: Iterable[Document], pages: Iterable[DataPage]) -> Register:
    """The register of these documents and data pages; a data page exists in every language."""
    languages: dict[str, set[str]] = {}
    for document in documents:
        if document.kind != "campaigns":  # a story stands on a data page
            languages.setdefault(document.name, set()).add(document.language)
    for page in pages:
        languages[page.name] = set(CODES)
    return Register({name: tuple(code for code in CODES if code in languages[name]) for name in sorted(languages)})
