"""What must hold between texts, files and records. Each rule is one function, named for what it ensures."""

import hashlib
from collections.abc import Iterable, Iterator

from plugins.addresses import address
from plugins.data_pages import DataPage
from plugins.editorial.documents import Document
from plugins.editorial.targets import page_name
from plugins.languages import CODES
from plugins.messages import Message, say
from plugins.privacy.portable_documents import page_count
from plugins.problems import Problem, did_you_mean
from plugins.records.loading import DATASETS, Records
from plugins.records.reports import Report, ReportFile
from plugins.site import Site

# Pages that hold a list or are led to from every page: the site of a language is not whole without them.
NEEDED = ("home", "news", "reports", "campaigns", "united-nations", "rights", "history", "data", "donate")
NEEDED_WITH_INCIDENTS = ("method", "map", "statistics", "glossary")


def data_pages_have_addresses_of_their_own(pages: Iterable[DataPage]) -> Iterator[Problem]:
    """An id such as `ca-kind-street` would take the address of a list."""
    met: set[str] = set()
    for page in pages:
        if page.name in met:
            yield Problem(
                "data",
                0,
                0,
                say("the address %(name)s must belong to one page; two records or lists want it", name=page.name),
                say("Change the id."),
            )
        met.add(page.name)


def names_mean_one_thing(documents: Iterable[Document]) -> Iterator[Problem]:
    """The same file name is the same thing in every language: never a page in one and a news item in another."""
    kinds: dict[str, Document] = {}
    for entry in documents:
        first = kinds.setdefault(entry.stem, entry)
        if first.kind != entry.kind:
            message = say(
                "the file must be of the same kind as %(other)s, which has the same name; it is not", other=first.source
            )
            yield Problem(entry.source, 0, 0, message, say("Rename one, or move it beside the other."))


def names_are_free(documents: Iterable[Document], pages: Iterable[DataPage]) -> Iterator[Problem]:
    """No Markdown file takes the address of a page that is made from data."""
    taken = {page.name for page in pages}
    for entry in documents:
        if entry.name in taken and entry.kind != "campaigns":
            yield Problem(
                entry.source,
                0,
                0,
                say("the address %(name)s must be free; it is made from data", name=entry.name),
                say("Rename the file."),
            )


def stories_have_a_campaign(documents: Iterable[Document], loaded: Records) -> Iterator[Problem]:
    """A story is joined to its campaign by the id that is its file name."""
    ids = {campaign.id for campaign in loaded.campaigns}
    for entry in documents:
        if entry.kind == "campaigns" and entry.stem not in ids:
            message = say("the file name must be the id of a campaign; '%(name)s' is none", name=entry.stem)
            yield Problem(
                entry.source,
                0,
                0,
                message,
                did_you_mean(entry.stem, ids) if len(ids) < 60 else say("See data/campaigns.csv."),
            )


def hosted_files_are_as_described(loaded: Records, site: Site) -> Iterator[Problem]:
    """A file of a report that lies here is the one that the catalogue tells, so that nobody can exchange it.

    Its size, hash, kind and pages; what is inside of it (author, attachments, covered text) is the gate's to say.
    """
    shown = f"data/{DATASETS['reports'][0]}"
    for report in loaded.reports:
        for file in report.files:
            named = say("the file of '%(report)s' in '%(language)s'", report=report.id, language=file.language)
            yield from (
                Problem(shown, 0, 0, message, fix) for message, fix in _wrong_hosted_file(file, report, named, site)
            )


def _wrong_hosted_file(
    file: ReportFile, report: Report, named: Message, site: Site
) -> Iterator[tuple[Message, Message]]:
    if (file.path is None) == (file.url is None):
        message = say("%(file)s must have a path here or an address elsewhere; it has both or none", file=named)
        yield message, say("Keep one of path and url.")
        return
    if file.language not in {edition.language for edition in report.editions}:
        message = say("%(file)s must be of an edition; the work has none in this language", file=named)
        yield message, say("Mend the language, or add the edition.")
    if file.path is None:
        return
    path = site.content / file.path
    if not (path.is_relative_to(site.files) and ".." not in path.parts and path.is_file()):
        message = say("%(file)s must lie in content/files; '%(path)s' does not", file=named, path=file.path)
        yield message, say("Write path as files/name.pdf")
        return
    if path.suffix != ".pdf":
        message = say("%(file)s must be a PDF: pictures are encoded anew, and lose their hash; it is none", file=named)
        yield message, say("Put it into a PDF.")
        return
    content = path.read_bytes()
    is_so: dict[str, object] = {
        "media_type": "application/pdf",
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "pages": page_count(path),
    }
    for name, found in is_so.items():
        told = getattr(file, name)
        if told != found:
            message = say(
                "%(file)s must have the %(field)s that the catalogue tells, '%(told)s'; it has another",
                file=named,
                field=name,
                told=told,
            )
            yield message, say("If the file is the right one, write %(found)s", found=found)


def needed_pages_exist(documents: Iterable[Document], loaded: Records) -> Iterator[Problem]:
    """Each language has the pages that hold its lists, and those about interviews and money where there are any on record."""
    names = {entry.address for entry in documents}
    needed = [
        *NEEDED,
        *(NEEDED_WITH_INCIDENTS if loaded.incidents else ()),
        *(["expenditures"] if loaded.ledger else ()),
    ]
    for code in CODES:
        for stem in needed:
            name = page_name("pages", stem)
            if address(name, code) not in names:
                path = f"content/{code}/pages/{stem}.md"
                yield Problem(
                    path,
                    0,
                    0,
                    say("the page must exist and be published in every language; it does not"),
                    say("Write it: a title, a summary and a sentence are enough."),
                )
