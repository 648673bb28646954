"""One Markdown file, read once: its front matter, its safe HTML, its links and anchors."""

import datetime
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from plugins import addresses
from plugins.editorial import markup
from plugins.editorial.front_matter import FIRST_YEAR, FrontMatter, front_matter, iso_date
from plugins.problems import Problem
from plugins.records.cells import is_web_address
from plugins.site import Site
from plugins.texts import text_of

KINDS = ("pages", "news", "campaigns")
LARGEST = 200_000  # bytes; the longest article of a newspaper is a tenth of it

_WORDS = "[a-z0-9]+(?:-[a-z0-9]+)*"
_PAGE_NAME = re.compile(_WORDS)
_NEWS_NAME = re.compile(rf"(?P<date>\d{{4}}-\d{{2}}-\d{{2}})-{_WORDS}")
# The anchors that the theme's templates use; a test compares them with the templates.
THEME_ANCHORS = frozenset(
    [
        "abstract",
        "articles",
        "cite",
        "done",
        "doubts",
        "footer-care",
        "footer-pages",
        "footer-who",
        "log",
        "main",
        "next",
        "petition",
        "petition-list",
        "published",
        "record",
        "related",
        "said",
        "undated",
        "used",
        "whole",
    ]
)
_MARKER = re.compile(r"\{(?P<what>[a-z]+)\}(?P<path>[^#?]*)(?P<rest>.*)", re.DOTALL)
# Names the site itself uses for something else: a language's home is index.html and is written in home.md.
_TAKEN = {"index": "home.md is the home page", "404": "the page for a wrong address is made by the theme"}


@dataclass(frozen=True)
class Link:
    """A link as written and as it will be in the page: `target` is relative to the page, or a whole address."""

    written: str
    target: str
    line: int


@dataclass(frozen=True)
class Document:
    """A page or a news item. `name` is language-free (`news/2019-11-27-report.html`), `stem` the file name without its end."""

    source: str
    language: str
    kind: str
    stem: str
    title: str
    summary: str
    status: str
    date: datetime.date | None
    modified: datetime.date | None
    sources: tuple[str, ...]
    html: str
    links: tuple[Link, ...]
    anchors: frozenset[str]

    @property
    def name(self) -> str:
        return page_name(self.kind, self.stem)

    @property
    def address(self) -> str:
        return addresses.address(self.name, self.language)


def page_name(kind: str, stem: str) -> str:
    """The language-free name of the page made from a file of this kind."""
    match kind:
        case "pages":
            return "index.html" if stem == "home" else f"{stem}.html"
        case "campaigns":  # the story of a campaign stands on the page that is made from its data
            return f"campaigns/{stem.removeprefix('ca-')}.html"
        case _:
            return f"{kind}/{stem}.html"


def document_address(path: Path, site: Site) -> str:
    """The address of the page made from this file, whether or not it can be read."""
    language, kind = path.relative_to(site.content).parts[:2]
    return addresses.address(page_name(kind, path.stem), language)


def document(path: Path, site: Site, problems: list[Problem]) -> Document | None:
    """Read `content/<language>/<kind>/<stem>.md`; None when the file cannot be read at all, else with its problems told."""
    shown = site.shown(path)
    text = text_of(path, shown, LARGEST, problems)
    if text is None:
        return None
    language, kind = path.relative_to(site.content).parts[:2]
    matter = front_matter(text, kind, shown, problems)
    problems.extend(_wrong_name(path.stem, kind, shown))
    if matter.value("lang") not in ("", language):
        message = f"Lang must be the language of the folder, '{language}'; it is '{matter.value('lang')}'"
        problems.append(
            Problem(shown, matter.line("lang"), 1, message, "Take the line out, or move the file to the other folder.")
        )
    html, links, anchors = _body(matter, path, site, problems)
    return Document(
        source=shown,
        language=language,
        kind=kind,
        stem=path.stem,
        title=matter.value("title"),
        summary=matter.value("summary"),
        status=matter.value("status").lower() or "published",
        date=_date(matter, path.stem, kind, shown, problems),
        modified=iso_date(matter, "modified", shown, problems),
        sources=_sources(matter, shown, problems),
        html=html,
        links=links,
        anchors=anchors,
    )


def _wrong_name(stem: str, kind: str, shown: str) -> list[Problem]:
    pattern, example = (
        (_NEWS_NAME, "2026-05-01-petition-handed-over.md") if kind == "news" else (_PAGE_NAME, "united-nations.md")
    )
    if kind == "pages" and stem in _TAKEN:
        return [Problem(shown, 0, 0, f"the file name must be free; {_TAKEN[stem]}", "Choose another name.")]
    if pattern.fullmatch(stem):
        return []
    date_too = "a date and " if kind == "news" else ""
    message = f"the file name must be {date_too}lower-case ASCII letters, digits and single hyphens, because it is the page's address"
    return [Problem(shown, 0, 0, f"{message}; it is '{stem}'", f"Rename it, for example '{example}'.")]


def _date(matter: FrontMatter, stem: str, kind: str, shown: str, problems: list[Problem]) -> datetime.date | None:
    """The date of a news item: the first ten characters of its file name, with which a `Date:` line must agree."""
    if kind != "news":
        return None
    written = iso_date(matter, "date", shown, problems)
    found = _NEWS_NAME.fullmatch(stem)
    if not found:
        return written
    try:
        named = datetime.date.fromisoformat(found["date"])
        if named.year < FIRST_YEAR:
            raise ValueError
    except ValueError:
        message = f"the date in the file name must be a day of the calendar; it is '{found['date']}'"
        problems.append(Problem(shown, 0, 0, message, "Rename the file to the day it happened."))
        return written
    if written and written != named:
        message = f"Date must agree with the file name, {named}; it is '{written}'"
        problems.append(Problem(shown, matter.line("date"), 1, message, "Take the line out: the file name is enough."))
    return named


def _sources(matter: FrontMatter, shown: str, problems: list[Problem]) -> tuple[str, ...]:
    sources = tuple(matter.value("sources").split())
    for source in sources:
        if not is_web_address(source) or source.endswith((",", ";")):
            message = f"Sources must be web addresses with spaces between; it has '{source}'"
            problems.append(
                Problem(shown, matter.line("sources"), 1, message, "Write each in full, beginning with https://")
            )
    return sources


def _body(
    matter: FrontMatter, path: Path, site: Site, problems: list[Problem]
) -> tuple[str, tuple[Link, ...], frozenset[str]]:
    shown = site.shown(path)
    try:
        raw = markup.rendered(matter.body)
    except (markup.TooSlow, RecursionError):
        message = f"the text must be Markdown that can be read in {markup.SECONDS} seconds; it takes longer"
        fix = "Look for a long row of brackets, stars or quote marks that was pasted in by accident."
        problems.append(Problem(shown, matter.body_line, 0, message, fix))
        return "", (), frozenset()
    survey = markup.markup(raw)
    lines = _Lines(matter)
    problems.extend(_refused(tag, attribute, lines, shown) for tag, attribute in survey.refused)
    problems.extend(
        Problem(
            shown,
            lines.of(image),
            0,
            f"the image must have a text for those who cannot see it; '{image}' has none",
            "Write ![what it shows](…).",
        )
        for image in survey.silent_images
    )
    problems.extend(_wrong_anchors(survey.anchors, lines, shown))
    problems.extend(
        _foreign_image(image, path, site, lines) for image in survey.images if not _is_ours(image, path, site)
    )
    links = tuple(Link(written, _target(written, path, site), lines.of(written)) for written in survey.targets)
    return markup.safe(raw, lambda written: _target(written, path, site)), links, frozenset(survey.anchors)


def _is_ours(image: str, path: Path, site: Site) -> bool:
    """Whether a picture is a file in content/files: a page must load nothing from anybody else."""
    return image.startswith("{static}") and _target(image, path, site) != image


def _foreign_image(image: str, path: Path, site: Site, lines: "_Lines") -> Problem:
    message = f"the image must be a file in content/files; it is '{image[:80]}'"
    return Problem(
        site.shown(path),
        lines.of(image),
        0,
        message,
        "Put it there and write ![what it shows]({static}/files/name.jpg)",
    )


def _wrong_anchors(anchors: list[str], lines: "_Lines", shown: str) -> list[Problem]:
    """An anchor stands once on a page, and is none of those that the theme uses itself."""
    doubled = {anchor for anchor in anchors if anchors.count(anchor) > 1}
    return [
        Problem(
            shown,
            lines.of(anchor),
            0,
            f"the anchor must stand once in the text; '{anchor}' stands twice",
            "Give one another name.",
        )
        for anchor in sorted(doubled)
    ] + [
        Problem(
            shown,
            lines.of(anchor),
            0,
            f"the anchor must be free; the page itself uses '{anchor}'",
            "Choose another name.",
        )
        for anchor in sorted(set(anchors) & THEME_ANCHORS)
    ]


class _Lines:
    """Finds the line on which something stands in the source; what stands there twice is met in turn."""

    def __init__(self, matter: FrontMatter) -> None:
        self._lines = matter.body.split("\n")
        self._first = matter.body_line
        self._met: dict[str, int] = {}

    def of(self, piece: str) -> int:
        after = self._met.get(piece, -1)
        for number, line in enumerate(self._lines):
            if number > after and piece in line:
                self._met[piece] = number
                return self._first + number
        return self._first + max(after, 0)


def _refused(tag: str, attribute: str, lines: _Lines, shown: str) -> Problem:
    if tag == "h1":
        return Problem(
            shown,
            lines.of("#"),
            0,
            "a heading in the text must begin with ##; it begins with #",
            "The title is the only first heading.",
        )
    if tag == "!--":
        return Problem(
            shown,
            lines.of("<!--"),
            0,
            "the text must have no comment: everybody can read it in the page",
            "Take it out.",
        )
    if attribute:
        return Problem(
            shown,
            lines.of(attribute),
            0,
            f"<{tag}> must not have '{attribute}'",
            "Take the attribute out; the theme decides how things look.",
        )
    return Problem(
        shown,
        lines.of(f"<{tag}"),
        0,
        f"HTML in the text must be one of the allowed tags; it is <{tag}>",
        "Write it in Markdown. docs/editors.md lists the tags.",
    )


def _target(written: str, path: Path, site: Site) -> str:
    """The link as the built page needs it: `{filename}` and `{static}` become addresses relative to the page."""
    marker = _MARKER.fullmatch(written)
    if not marker:
        return written
    base = site.content if marker["path"].startswith("/") else path.parent
    place = Path(posixpath.normpath((base / unquote(marker["path"]).lstrip("/")).as_posix()))
    here = document_address(path, site)
    if marker["what"] == "static" and place.is_relative_to(site.files) and place.is_file():
        return addresses.relative(here, f"files/{place.relative_to(site.files).as_posix()}") + marker["rest"]
    if marker["what"] == "filename" and place.is_relative_to(site.content) and place.is_file():
        parts = place.relative_to(site.content).parts
        if len(parts) == 3 and parts[1] in KINDS and place.suffix == ".md":
            return addresses.relative(here, document_address(place, site)) + marker["rest"]
    return written


def leads_outside(target: str) -> bool:
    """Whether a target is a whole address (`https://…`, `mailto:…`) and not a place on this site."""
    return bool(urlsplit(target).scheme)
