"""`data/reports.json`: the report catalogue as works, their editions (one per language), and the files of each.

Shape after `work -> editions -> files`; the fields are explained in data/README.md.
"""

from typing import Annotated, Literal

from plugins.languages import CODES
from plugins.messages import say
from plugins.records.cells import (
    Doi,
    Isbn,
    LanguageCode,
    Listed,
    PartialDate,
    Positive,
    Slug,
    Symbol,
    Text,
    WebAddress,
    WebAddresses,
    Words,
    formed,
    identified,
)
from plugins.records.rights import ArticleNumber, Instrument
from plugins.records.validation import Record

# In the order in which the catalogue shows them.
Type = Literal[
    "thematic",
    "joint",
    "upr-submission",
    "treaty-body-submission",
    "un-submission",
    "written-statement",
    "statement",
    "press-release",
    "video",
]
TYPES: tuple[str, ...] = Type.__args__  # type: ignore[attr-defined]

Topic = Literal[
    "abductions",
    "access-to-information",
    "accountability",
    "aviation-security",
    "child-abuse",
    "child-labour",
    "children",
    "corruption",
    "criminal-justice",
    "detention",
    "digital-rights",
    "disability",
    "discrimination",
    "education",
    "enforced-disappearance",
    "forced-labour",
    "freedom-of-expression",
    "health",
    "indoctrination",
    "overview",
    "political-prison-camps",
    "privacy",
    "right-to-development",
    "sdg",
    "surveillance",
    "torture",
    "un-advocacy",
    "upr",
    "women",
]
TOPICS: tuple[str, ...] = Topic.__args__  # type: ignore[attr-defined]

Uncertain = Literal["issued", "title", "editions", "method", "rights", "type", "occasion", "pages"]


class Right(Record):
    """A right that the work analyses; without an article the instrument as a whole is named."""

    instrument: Instrument
    article: ArticleNumber | None


class UnDocument(Record):
    """A document of the United Nations and what it is to the work."""

    symbol: Symbol
    relation: Literal["own", "answers", "cites", "cited-in", "context"]


class Method(Record):
    """How the work came about; `interviews` is a count of people, `period` what years it covers (`1994/2009`)."""

    interviews: Positive | None
    period: Annotated[str, formed(r"\d{4}/\d{4}", say("two years, such as 1994/2009"))] | None
    note: Words


class Edition(Record):
    """The work in one language; the one that is `translation_of` nothing is the original. `pages` is a page count."""

    language: LanguageCode
    title: Text
    abstract: str | None
    issued: PartialDate | None
    translation_of: LanguageCode | None
    isbn: Isbn | None
    doi: Doi | None
    pages: Positive | None
    status: Literal["published", "planned"]


class ReportFile(Record):
    """A file of an edition: hosted here (`path`) or elsewhere (`url`). `bytes` is its size."""

    language: str
    path: str | None
    url: WebAddress | None
    media_type: str
    bytes: Positive | None
    pages: Positive | None
    sha256: Annotated[str, formed(r"[0-9a-f]{64}", say("a SHA-256 hash in 64 lower-case hexadecimal digits"))] | None
    accessible: bool | None


class Report(Record):
    """A work of the catalogue. `title` and `summary` are for readers of each language; the published titles stand in `editions`."""

    id: Annotated[str, identified("r-", "r-2019-inescapable-violence")]
    slug: Slug
    type: Type
    issued: PartialDate | None
    publisher: Text
    partners: Annotated[tuple[str, ...], Listed]
    place: str | None
    topics: Annotated[tuple[Topic, ...], Listed]
    rights: Annotated[tuple[Right, ...], Listed]
    un: Annotated[tuple[UnDocument, ...], Listed]
    related: Annotated[tuple[Slug, ...], Listed]
    title: Words
    summary: Words
    occasion: Words | None
    method: Method | None
    content_warning: Words | None
    licence: str | None
    sources: WebAddresses
    uncertain_fields: dict[Uncertain, Words]
    editions: Annotated[tuple[Edition, ...], Listed]
    files: Annotated[tuple[ReportFile, ...], Listed]

    @property
    def year(self) -> str | None:
        return self.issued[:4] if self.issued else None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it was published in, those of the site first and in its order."""
        codes = {edition.language for edition in self.published}
        return tuple(
            sorted(codes, key=lambda code: (code not in CODES, CODES.index(code) if code in CODES else 0, code))
        )

    @property
    def published(self) -> tuple[Edition, ...]:
        """The editions that can be read and cited."""
        return tuple(edition for edition in self.editions if edition.status == "published")

    @property
    def planned_languages(self) -> tuple[str, ...]:
        """The languages in which an edition is planned."""
        return tuple(sorted(edition.language for edition in self.editions if edition.status == "planned"))

    @property
    def rights_by_instrument(self) -> dict[str, tuple[str, ...]]:
        """The articles of each instrument; an instrument named as a whole has none."""
        grouped: dict[str, list[str]] = {}
        for right in self.rights:
            grouped.setdefault(right.instrument, []).extend([right.article] if right.article else [])
        return {instrument: tuple(articles) for instrument, articles in grouped.items()}

    def edition(self, code: str) -> Edition | None:
        """The published edition in this language, if there is one."""
        return next((edition for edition in self.published if edition.language == code), None)

    @property
    def original(self) -> Edition:
        return next(edition for edition in self.editions if edition.translation_of is None)


def by_type(catalogue: tuple[Report, ...]) -> list[tuple[str, list[Report]]]:
    """The works of each type, newest first; works without a year come last."""
    newest = sorted(catalogue, key=lambda report: (report.issued or "", report.slug), reverse=True)
    groups = [(kind, [report for report in newest if report.type == kind]) for kind in TYPES]
    return [(kind, works) for kind, works in groups if works]
