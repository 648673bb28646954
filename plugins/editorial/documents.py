"""One Markdown file, read once: its front matter, its safe HTML, its links and anchors."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins import addresses
from plugins.editorial import markup
from plugins.editorial.complaints import Lines, complaints, pictures_of_a_testimony
from plugins.editorial.front_matter import FIRST_YEAR, FrontMatter, front_matter, iso_date
from plugins.editorial.targets import NONE, document_address, is_own_image, page_name, target
from plugins.editorial.testimonies import NamedRight, Review, named_rights, review
from plugins.messages import say
from plugins.pictures.element import WIDE_ENOUGH_TO_SHARE, Elements, Shown
from plugins.pictures.renditions import Picture
from plugins.privacy.testimonies import review_of
from plugins.problems import Problem
from plugins.records.cells import is_web_address
from plugins.site import Site
from plugins.texts import text_of

LARGEST = 200_000  # bytes; the longest article of a newspaper is a tenth of it

_WORDS = "[a-z0-9]+(?:-[a-z0-9]+)*"
_PAGE_NAME = re.compile(_WORDS)
_NEWS_NAME = re.compile(rf"(?P<date>\d{{4}}-\d{{2}}-\d{{2}})-{_WORDS}")
# Names the site itself uses for something else: a language's home is index.html and is written in home.md.
_TAKEN = {
    "index": say("home.md is the home page"),
    "404": say("the page for a wrong address is made by the theme"),
}


@dataclass(frozen=True)
class Link:
    """A link as written and as it will be in the page: `target` is relative to the page, or a whole address."""

    written: str
    target: str
    line: int


@dataclass(frozen=True)
class Document:
    """A page, a news item, the story of a campaign or a testimony. `name` is language-free (`news/2019-11-27-report.html`), `stem` the file name without its end."""

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
    warning: str
    rights: tuple[NamedRight, ...]
    review: Review | None
    html: str
    links: tuple[Link, ...]
    anchors: frozenset[str]
    pictures: tuple[Shown, ...]

    @property
    def name(self) -> str:
        return page_name(self.kind, self.stem)

    @property
    def address(self) -> str:
        return addresses.address(self.name, self.language)

    @property
    def picture(self) -> Shown | None:
        """The picture that stands for the page where somebody shares it: its first that is large enough."""
        return next((shown for shown in self.pictures if shown.file.width >= WIDE_ENOUGH_TO_SHARE), None)


def document(
    path: Path, site: Site, problems: list[Problem], pictures: Mapping[Path, Picture] = NONE
) -> Document | None:
    """Read `content/<language>/<kind>/<stem>.md`; None when the file cannot be read at all, else with its problems told.

    `pictures` are those of `content/files/` that a text may show.
    """
    shown = site.shown(path)
    text = text_of(path, shown, LARGEST, problems)
    if text is None:
        return None
    language, kind = path.relative_to(site.content).parts[:2]
    matter = front_matter(text, kind, shown, problems)
    problems.extend(_wrong_name(path.stem, kind, shown))
    if matter.value("lang") not in ("", language):
        message = say(
            "Lang must be the language of the folder, '%(language)s'; it is '%(written)s'",
            language=language,
            written=matter.value("lang"),
        )
        problems.append(
            Problem(
                shown, matter.line("lang"), 1, message, say("Take the line out, or move the file to the other folder.")
            )
        )
    body = _body(matter, path, kind, site, problems, pictures)
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
        warning=matter.value("warning"),
        rights=named_rights(matter, shown, problems),
        review=review(review_of(path)) if kind == "testimonies" else None,
        html=body.html,
        links=body.links,
        anchors=body.anchors,
        pictures=body.pictures,
    )


def _wrong_name(stem: str, kind: str, shown: str) -> list[Problem]:
    pattern, example = (
        (_NEWS_NAME, "2026-05-01-petition-handed-over.md") if kind == "news" else (_PAGE_NAME, "united-nations.md")
    )
    if kind == "pages" and stem in _TAKEN:
        return [
            Problem(
                shown,
                0,
                0,
                say("the file name must be free; %(reason)s", reason=_TAKEN[stem]),
                say("Choose another name."),
            )
        ]
    if pattern.fullmatch(stem):
        return []
    date_too = say("a date and ") if kind == "news" else ""
    message = say(
        "the file name must be %(date_too)slower-case ASCII letters, digits and single hyphens, because it is the page's address",
        date_too=date_too,
    )
    return [
        Problem(
            shown,
            0,
            0,
            say("%(message)s; it is '%(stem)s'", message=message, stem=stem),
            say("Rename it, for example '%(example)s'.", example=example),
        )
    ]


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
        message = say("the date in the file name must be a day of the calendar; it is '%(date)s'", date=found["date"])
        problems.append(Problem(shown, 0, 0, message, say("Rename the file to the day it happened.")))
        return written
    if written and written != named:
        message = say(
            "Date must agree with the file name, %(named)s; it is '%(written)s'", named=named, written=written
        )
        problems.append(
            Problem(shown, matter.line("date"), 1, message, say("Take the line out: the file name is enough."))
        )
    return named


def _sources(matter: FrontMatter, shown: str, problems: list[Problem]) -> tuple[str, ...]:
    sources = tuple(matter.value("sources").split())
    for source in sources:
        if not is_web_address(source) or source.endswith((",", ";")):
            message = say("Sources must be web addresses with spaces between; it has '%(source)s'", source=source)
            problems.append(
                Problem(shown, matter.line("sources"), 1, message, say("Write each in full, beginning with https://"))
            )
    return sources


@dataclass(frozen=True)
class _Body:
    html: str = ""
    links: tuple[Link, ...] = ()
    anchors: frozenset[str] = frozenset()
    pictures: tuple[Shown, ...] = ()


def _body(
    matter: FrontMatter, path: Path, kind: str, site: Site, problems: list[Problem], pictures: Mapping[Path, Picture]
) -> _Body:
    shown = site.shown(path)
    try:
        raw = markup.rendered(matter.body)
    except (markup.TooSlow, RecursionError):
        message = say(
            "the text must be Markdown that can be read in %(SECONDS)s seconds; it takes longer", SECONDS=markup.SECONDS
        )
        fix = say("Look for a long row of brackets, stars or quote marks that was pasted in by accident.")
        problems.append(Problem(shown, matter.body_line, 0, message, fix))
        return _Body()
    found = markup.markup(raw)
    foreign = [image for image in found.images if not is_own_image(image, path, site)]
    problems.extend(complaints(found, foreign, matter, shown))
    if kind == "testimonies":
        problems.extend(pictures_of_a_testimony(found, matter, shown))
    lines = Lines(matter)

    def place(written: str) -> str:
        return target(written, path, site, pictures)

    links = tuple(Link(written, place(written), lines.of(written)) for written in found.targets)
    elements = Elements(document_address(path, site), pictures.values())
    html = elements.put_into(markup.safe(raw, place))
    return _Body(html, links, frozenset(found.anchors), tuple(elements.shown))
