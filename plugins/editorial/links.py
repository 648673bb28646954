"""Every link in the texts leads somewhere: to a page, an anchor, a file, or a whole address elsewhere."""

import difflib
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from plugins.editorial.documents import Document, Link
from plugins.editorial.markup import SCHEMES
from plugins.editorial.targets import leads_outside
from plugins.problems import Problem, did_you_mean


@dataclass(frozen=True)
class Places:
    """Where a link may lead: pages and files that will be there, the addresses of drafts, and what cannot be judged.

    `filled` are pages to which templates add anchors, all of which are in `added`. `unsure` names folders of pages made from data
    that could not be read: problems there would only repeat the data's.
    """

    open: Collection[str]
    drafts: Collection[str] = ()
    filled: Collection[str] = ()
    added: frozenset[str] = frozenset()
    unsure: Collection[str] = ()


def links_resolve(documents: Collection[Document], places: Places) -> Iterator[Problem]:
    """Problems of all links in these documents."""
    anchors = {
        document.address: document.anchors | (places.added if document.address in places.filled else frozenset())
        for document in documents
    }
    for document in documents:
        for link in document.links:
            wrong = _wrong(link, document, places, anchors)
            if wrong:
                message, fix = wrong
                yield Problem(
                    document.source, link.line, 0, f"the link must {message}; it is '{_short(link.written)}'", fix
                )


def _wrong(
    link: Link, document: Document, places: Places, anchors: Mapping[str, frozenset[str]]
) -> tuple[str, str] | None:
    target = link.target
    marker = re.match(r"\{([a-z]*)", target)
    if marker:
        return _unresolved(marker[1], target, places.open)
    try:
        parts = urlsplit(target)
    except ValueError:
        return "be an address", "Copy it again from the browser's address bar."
    if leads_outside(target):
        if parts.scheme not in SCHEMES:
            return f"begin with {', '.join(sorted(SCHEMES))} or be a place on this site", "Link to a page instead."
        if parts.scheme != "mailto" and not parts.netloc:
            return "name a host", "Write the whole address, for example https://www.ohchr.org/"
        return None
    if target.startswith("/"):
        return (
            "be relative, so that the site also works under a path and from a folder",
            "Write {filename}about.md for a page, or an address relative to this page.",
        )
    place = (
        posixpath.normpath(posixpath.join(posixpath.dirname(document.address), unquote(parts.path)))
        if parts.path
        else document.address
    )
    if posixpath.basename(posixpath.dirname(place)) in places.unsure:
        return None
    if place in places.drafts:
        return "lead to a published page", f"{place} is a draft: publish it first, or take the link out."
    if target.startswith("www."):
        return "be a whole address", f"Write https://{target}"
    if place not in places.open:
        return "lead to a page or file of this site", did_you_mean(place, _near(place, places.open))
    fragment = unquote(parts.fragment)
    # Where the records could not be read, their anchors are not known either.
    known = None if places.unsure and place in places.filled else anchors.get(place)
    if fragment and known is not None and fragment not in known:
        return f"lead to an anchor of {place}", did_you_mean(fragment, known) if known else f"{place} has no anchors."
    return None


def _unresolved(what: str, target: str, places: Collection[str]) -> tuple[str, str]:
    match what:
        case "filename":
            stem = posixpath.basename(urlsplit(target).path).removesuffix(".md")
            stems = {posixpath.basename(place).removesuffix(".html") for place in places}
            close = difflib.get_close_matches(stem, sorted(stems), n=1)
            guess = f"Did you mean '{close[0]}.md'? " if close else ""
            rule = "The path is relative to this file, for example {filename}../pages/about.md"
            return "lead to a Markdown file of this site", guess + rule
        case "static":
            return "lead to a file in content/files", "Write {static}/files/name.pdf"
        case _:
            return (
                "begin with {filename} or {static}",
                "Write {filename}about.md for a page, {static}/files/name.pdf for a file.",
            )


def _near(place: str, places: Collection[str]) -> list[str]:
    """The places in the same folder: the whole site would be too long a list for a message."""
    folder = posixpath.dirname(place)
    return [candidate for candidate in places if posixpath.dirname(candidate) == folder][:40] or ["index.html"]


def _short(written: str) -> str:
    return written if len(written) <= 120 else written[:120] + "…"
