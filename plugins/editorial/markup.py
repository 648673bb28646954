"""Markdown to safe HTML: the tags an editor may use, the links as they must be in the built page, the anchors to point at."""

import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from types import FrameType

import markdown
import nh3
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.toc import TocExtension, slugify_unicode

# The only tags and attributes that reach a page, whether they come from Markdown or from HTML in it.
# No script, style, form, frame, media or event attribute: the page must be safe for a reader at risk whoever wrote it.
ALLOWED: dict[str, set[str]] = {
    "a": {"href", "title", "id"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "sup": {"id"},
    "li": {"id"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
    **{
        tag: set()
        for tag in (
            *(
                "p",
                "ul",
                "dl",
                "dt",
                "dd",
                "blockquote",
                "pre",
                "code",
                "hr",
                "br",
                "div",
                "span",
                "figure",
                "figcaption",
            ),
            *("em", "strong", "small", "sub", "abbr", "cite", "q", "time", "mark", "del", "ins", "b", "i", "s", "bdi"),
            *("table", "caption", "thead", "tbody", "tfoot", "tr", "details", "summary"),
        )
    },
}
EVERYWHERE = {"lang", "dir"}
# Written by our Markdown extensions (footnotes, aligned columns) and dropped or kept by the allow-list below.
CLASSES = {"footnote", "footnote-ref", "footnote-backref"}
SCHEMES = {"http", "https", "mailto"}

SECONDS = 5


class TooSlow(Exception):
    """Markdown took longer than SECONDS."""


@dataclass
class Markup:
    """What stands in rendered HTML: (tag, attribute) pairs that are not allowed, link targets, pictures, anchors."""

    refused: list[tuple[str, str]] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    silent_images: list[str] = field(default_factory=list)


def rendered(text: str) -> str:
    """Markdown as HTML, not yet safe. Raises TooSlow: some short inputs (a long row of `[`) take Markdown minutes."""
    with _time_limit():
        return markdown.markdown(
            text,
            extensions=[
                "tables",
                "attr_list",
                "def_list",
                "sane_lists",
                FootnoteExtension(BACKLINK_TITLE=""),
                TocExtension(slugify=slugify_unicode, marker=""),
            ],
            output_format="html",
        )


def markup(html: str) -> Markup:
    """Everything in the HTML that somebody may have to be told about."""
    survey = _Survey()
    survey.feed(html)
    survey.close()
    return survey.found


def safe(html: str, link: Callable[[str], str]) -> str:
    """The HTML with nothing but what is allowed, each address passed through `link`."""

    def attribute(tag: str, name: str, value: str) -> str | None:
        if name == "class":
            return value if value in CLASSES else None
        return link(value) if name in ("href", "src") else value

    return nh3.clean(
        html,
        tags=set(ALLOWED),
        attributes={tag: names | EVERYWHERE | {"class"} for tag, names in ALLOWED.items()},
        attribute_filter=attribute,
        url_schemes=SCHEMES,
        link_rel=None,
        generic_attribute_prefixes=set(),
        clean_content_tags={"script", "style", "template", "iframe", "object", "svg", "math"} - set(ALLOWED),
    )


class _Survey(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Markup()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag not in ALLOWED:
            self.found.refused.append((tag, ""))
            return
        allowed = ALLOWED[tag] | EVERYWHERE
        for name, value in values.items():
            # Markdown aligns table columns with a style, which the policy of the page would block: it is dropped, not refused.
            ours = (name == "class" and value in CLASSES) or (
                name == "style" and re.fullmatch(r"text-align: \w+;?", value)
            )
            if name not in allowed and not ours:
                self.found.refused.append((tag, name))
        if "href" in values:
            self.found.targets.append(values["href"])
        if values.get("id"):
            self.found.anchors.append(values["id"])
        if tag == "img":
            self.found.images.append(values.get("src", ""))
            if not values.get("alt", "").strip():
                self.found.silent_images.append(values.get("src", ""))

    def handle_comment(self, data: str) -> None:
        self.found.refused.append(("!--", ""))


@contextmanager
def _time_limit() -> Iterator[None]:
    """Stop the block after SECONDS; where the system has no such timer (Windows) it runs to its end."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooSlow

    previous = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
