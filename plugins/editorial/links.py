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
from plugins.messages import NOTHING, Message, say, sentences
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
                rule, fix = wrong
                message = say("%(rule)s; it is '%(written)s'", rule=rule, written=_short(link.written))
                yield Problem(document.source, link.line, 0, message, fix)


def _wrong(
    link: Link, document: Document, places: Places, anchors: Mapping[str, frozenset[str]]
) -> tuple[Message, Message] | None:
    target = link.target
    marker = re.match(r"\{([a-z]*)", target)
    if marker:
        return _unresolved(marker[1], target, places.open)
    try:
        parts = urlsplit(target)
    except ValueError:
        return say("the link must be an address"), say("Copy it again from the browser's address bar.")
    if leads_outside(target):
        if parts.scheme not in SCHEMES:
            begin = ", ".join(sorted(SCHEMES))
            rule = say("the link must begin with %(schemes)s or be a place on this site", schemes=begin)
            return rule, say("Link to a page instead.")
        if parts.scheme != "mailto" and not parts.netloc:
            return say("the link must name a host"), say("Write the whole address, for example https://www.ohchr.org/")
        return None
    if target.startswith("/"):
        return (
            say("the link must be relative, so that the site also works under a path and from a folder"),
            say("Write {filename}about.md for a page, or an address relative to this page."),
        )
    place = (
        posixpath.normpath(posixpath.join(posixpath.dirname(document.address), unquote(parts.path)))
        if parts.path
        else document.address
    )
    if posixpath.basename(posixpath.dirname(place)) in places.unsure:
        return None
    if place in places.drafts:
        fix = say("%(place)s is a draft: publish it first, or take the link out.", place=place)
        return say("the link must lead to a published page"), fix
    if target.startswith("www."):
        return say("the link must be a whole address"), say("Write https://%(target)s", target=target)
    if place not in places.open:
        return say("the link must lead to a page or file of this site"), did_you_mean(place, _near(place, places.open))
    fragment = unquote(parts.fragment)
    # Where the records could not be read, their anchors are not known either.
    known = None if places.unsure and place in places.filled else anchors.get(place)
    if fragment and known is not None and fragment not in known:
        fix = did_you_mean(fragment, known) if known else say("%(place)s has no anchors.", place=place)
        return say("the link must lead to an anchor of %(place)s", place=place), fix
    return None


def _unresolved(what: str, target: str, places: Collection[str]) -> tuple[Message, Message]:
    match what:
        case "filename":
            stem = posixpath.basename(urlsplit(target).path).removesuffix(".md")
            stems = {posixpath.basename(place).removesuffix(".html") for place in places}
            close = difflib.get_close_matches(stem, sorted(stems), n=1)
            guess = say("Did you mean '%(word)s'?", word=f"{close[0]}.md") if close else NOTHING
            rule = say("The path is relative to this file, for example {filename}../pages/about.md")
            return say("the link must lead to a Markdown file of this site"), sentences(guess, rule)
        case "static":
            return say("the link must lead to a file in content/files"), say("Write {static}/files/name.pdf")
        case _:
            return (
                say("the link must begin with {filename} or {static}"),
                say("Write {filename}about.md for a page, {static}/files/name.pdf for a file."),
            )


def _near(place: str, places: Collection[str]) -> list[str]:
    """The places in the same folder: the whole site would be too long a list for a message."""
    folder = posixpath.dirname(place)
    return [candidate for candidate in places if posixpath.dirname(candidate) == folder][:40] or ["index.html"]


def _short(written: str) -> str:
    return written if len(written) <= 120 else written[:120] + "…"
