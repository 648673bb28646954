"""`data/reports.json`: the report catalogue as works, their editions (one per language), and the files of each.

Shape after `work -> editions -> files`; the fields are explained in data/README.md.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator

from plugins.languages import CODES
from plugins.problems import Problem
from plugins.records.json_source import json_source
from plugins.records.validation import Finding, PartialDate, Record, Slug, WebAddress, Words, formed, records_of

FILE = "reports.json"

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

Instrument = Literal["UDHR", "ICCPR", "ICESCR", "CAT", "CRC", "CEDAW", "CRPD", "ROME"]
INSTRUMENTS: tuple[str, ...] = Instrument.__args__  # type: ignore[attr-defined]

Uncertain = Literal["issued", "title", "editions", "method", "rights", "type", "occasion", "pages"]

# A/HRC/25/63, A/HRC/WG.6/33/PRK/3, CRC/C/PRK/CO/5, E/2012/32, A/RES/73/180, …/Rev.1
Symbol = Annotated[
    str,
    formed(
        r"(A|E|S|CRC|CCPR|CEDAW|CAT|CRPD|ST)(/[A-Z0-9][A-Za-z0-9.]*)+",
        "the symbol of a United Nations document, such as A/HRC/25/63 or CRC/C/PRK/CO/5",
    ),
]


def _listed(value: object) -> object:
    """JSON has lists where a record that never changes has tuples."""
    return tuple(value) if isinstance(value, list) else value


Slugs = Annotated[tuple[Slug, ...], BeforeValidator(_listed)]


class Right(Record):
    """A right that the work analyses; without an article the instrument as a whole is named."""

    instrument: Instrument
    article: Annotated[str, formed(r"[0-9]{1,2}[a-z]?", "the number of an article, in quotes")] | None


class UnDocument(Record):
    """A document of the United Nations and what it is to the work."""

    symbol: Symbol
    relation: Literal["own", "answers", "cites", "cited-in", "context"]


class Method(Record):
    """How the work came about; `interviews` is a count of people, `period` what years it covers (`1994/2009`)."""

    interviews: int | None
    period: Annotated[str, formed(r"\d{4}/\d{4}", "two years, such as 1994/2009")] | None
    note: Words


class Edition(Record):
    """The work in one language; the one that is `translation_of` nothing is the original. `pages` is a page count."""

    language: Literal["en", "ko", "fr", "ja", "de", "es", "it"]
    title: str
    abstract: str | None
    issued: PartialDate | None
    translation_of: str | None
    isbn: str | None
    doi: str | None
    pages: int | None
    status: Literal["published", "planned"]


class ReportFile(Record):
    """A file of an edition: hosted here (`path`) or elsewhere (`url`). `bytes` is its size."""

    language: str
    path: str | None
    url: WebAddress | None
    media_type: str
    bytes: int | None
    pages: int | None
    sha256: Annotated[str, formed(r"[0-9a-f]{64}", "a SHA-256 hash in 64 lower-case hexadecimal digits")] | None
    accessible: bool | None


class Report(Record):
    """A work of the catalogue. `title` and `summary` are for readers of each language; the published titles stand in `editions`."""

    id: Slug
    slug: Slug
    type: Type
    issued: PartialDate | None
    publisher: str
    partners: Annotated[tuple[str, ...], BeforeValidator(_listed)]
    place: str | None
    topics: Annotated[tuple[Topic, ...], BeforeValidator(_listed)]
    rights: Annotated[tuple[Right, ...], BeforeValidator(_listed)]
    un: Annotated[tuple[UnDocument, ...], BeforeValidator(_listed)]
    related: Slugs
    title: Words
    summary: Words
    occasion: Words | None
    method: Method | None
    content_warning: Words | None
    licence: str | None
    sources: Annotated[tuple[WebAddress, ...], BeforeValidator(_listed)]
    uncertain_fields: dict[Uncertain, Words]
    editions: Annotated[tuple[Edition, ...], BeforeValidator(_listed)]
    files: Annotated[tuple[ReportFile, ...], BeforeValidator(_listed)]

    @property
    def year(self) -> str | None:
        return self.issued[:4] if self.issued else None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it was published in, those of the site first and in its order."""
        codes = {edition.language for edition in self.editions if edition.status == "published"}
        return tuple(
            sorted(codes, key=lambda code: (code not in CODES, CODES.index(code) if code in CODES else 0, code))
        )

    @property
    def rights_by_instrument(self) -> dict[str, tuple[str, ...]]:
        """The articles of each instrument; an instrument named as a whole has none."""
        grouped: dict[str, list[str]] = {}
        for right in self.rights:
            grouped.setdefault(right.instrument, []).extend([right.article] if right.article else [])
        return {instrument: tuple(articles) for instrument, articles in grouped.items()}

    def edition(self, code: str) -> Edition | None:
        """The edition in this language, if there is one."""
        return next((edition for edition in self.editions if edition.language == code), None)

    @property
    def original(self) -> Edition:
        return next(edition for edition in self.editions if edition.translation_of is None)


def reports(folder: Path, shown: str, problems: list[Problem]) -> tuple[Report, ...]:
    """The whole catalogue in the order of its slugs; empty when the file has a problem."""
    source = json_source(folder / FILE, f"{shown}/{FILE}", problems)
    if source is None:
        return ()
    return tuple(sorted(records_of(Report, source, RULES, problems), key=lambda report: report.slug))


def by_type(catalogue: tuple[Report, ...]) -> list[tuple[str, list[Report]]]:
    """The works of each type, newest first; works without a year come last."""
    newest = sorted(catalogue, key=lambda report: (report.issued or "", report.slug), reverse=True)
    groups = [(kind, [report for report in newest if report.type == kind]) for kind in TYPES]
    return [(kind, works) for kind, works in groups if works]


def report_ids_and_slugs_are_unique(catalogue: tuple[Report, ...]) -> Iterator[Finding]:
    """Two works with one slug would overwrite each other's page."""
    for field in ("id", "slug"):
        met: Counter[str] = Counter()
        for number, report in enumerate(catalogue):
            value = getattr(report, field)
            met[value] += 1
            if met[value] > 1:
                yield Finding(
                    (number, field),
                    f"{field} must be unique; '{value}' stands before",
                    f"Give one of the works another {field}.",
                )


def one_edition_is_the_original(catalogue: tuple[Report, ...]) -> Iterator[Finding]:
    """Every translation is of something; a work without editions has nothing to read."""
    for number, report in enumerate(catalogue):
        originals = [edition.language for edition in report.editions if edition.translation_of is None]
        if len(originals) != 1:
            message = f"editions must hold exactly one original (translation_of null); it holds {len(originals)}"
            yield Finding((number, "editions"), message, "Give each translation the language it was translated from.")


def translations_are_of_an_edition(catalogue: tuple[Report, ...]) -> Iterator[Finding]:
    """`translation_of` names the language of another edition of the same work."""
    for number, report in enumerate(catalogue):
        languages = [edition.language for edition in report.editions]
        for place, edition in enumerate(report.editions):
            if edition.translation_of is not None and edition.translation_of not in set(languages) - {edition.language}:
                message = f"editions[{place}].translation_of must be another edition's language; it is '{edition.translation_of}'"
                yield Finding(
                    (number, "editions", place, "translation_of"), message, f"Editions: {', '.join(languages)}."
                )
            if languages.index(edition.language) != place:
                message = f"editions[{place}].language must stand once; '{edition.language}' stands before"
                yield Finding((number, "editions", place, "language"), message, "Keep one edition per language.")


def related_reports_exist(catalogue: tuple[Report, ...]) -> Iterator[Finding]:
    """A relation is a link on a page, so both ends must be there, and it is said at both ends."""
    related = {report.id: set(report.related) for report in catalogue}
    for number, report in enumerate(catalogue):
        for place, other in enumerate(report.related):
            if other not in related:
                yield Finding(
                    (number, "related", place),
                    f"related[{place}] must be the id of a work; '{other}' is none",
                    "Ids are the first field of each work.",
                )
            elif report.id not in related[other]:
                yield Finding(
                    (number, "related", place),
                    f"related[{place}] must be told by both works; '{other}' does not name '{report.id}'",
                    "Add it there.",
                )


RULES = (
    report_ids_and_slugs_are_unique,
    one_edition_is_the_original,
    translations_are_of_an_edition,
    related_reports_exist,
)
