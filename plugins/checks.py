"""Everything that is checked before a page is built, and what the build then works with."""

import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from plugins import catalogues
from plugins.addresses import address
from plugins.data_files import data_files
from plugins.data_pages import DATA_FOLDERS, DataPage, data_pages, record_anchors
from plugins.editorial.complaints import THEME_ANCHORS
from plugins.editorial.documents import Document, document
from plugins.editorial.files import content_files, theme_files
from plugins.editorial.links import Places, links_resolve
from plugins.editorial.targets import document_address, page_name
from plugins.giving.sources_rule import giving_is_safe
from plugins.hosting.redirects import Redirect, redirects
from plugins.languages import CODES
from plugins.messages import say, tell
from plugins.pictures.renditions import Picture
from plugins.pictures.sources import is_picture, pictures
from plugins.privacy.guard import Guarded, guarded, tellable
from plugins.privacy.method import Method, method
from plugins.privacy.text.identifying import safe_path
from plugins.problems import Problem, listing
from plugins.published import Register, register
from plugins.records.accounts import Year, years
from plugins.records.loading import Records, records
from plugins.records.mending import mend
from plugins.records.rules import RULES
from plugins.records.thread import Thread
from plugins.site import Site
from plugins.site_rules import (
    data_pages_have_addresses_of_their_own,
    hosted_files_are_as_described,
    names_are_free,
    names_mean_one_thing,
    needed_pages_exist,
    stories_have_a_campaign,
)
from plugins.testimony_rules import (
    rights_of_testimonies_exist,
    testimonies_are_examples_in_every_language_or_in_none,
    testimonies_have_a_list,
)


@dataclass(frozen=True)
class Checked:
    """The site as read: what will be published, what is wrong with it, and what is only missing (translations).

    `files` are published as they are, `pictures` re-encoded.
    """

    site: Site
    documents: tuple[Document, ...]
    files: tuple[Path, ...]
    pictures: tuple[Picture, ...]
    records: Records
    guard: Guarded
    data_pages: tuple[DataPage, ...]
    register: Register
    problems: tuple[Problem, ...]
    gaps: tuple[str, ...]
    redirects: tuple[Redirect, ...]

    @cached_property
    def _by_stem(self) -> dict[tuple[str, str, str], Document]:
        return {(entry.language, entry.kind, entry.stem): entry for entry in self.documents}

    @cached_property
    def by_source(self) -> dict[str, Document]:
        """The documents by the path of their file."""
        return {entry.source: entry for entry in self.documents}

    @cached_property
    def thread(self) -> Thread:
        return Thread(self.records)

    @cached_property
    def method(self) -> Method | None:
        """How interviews become rows, for the page about it; None where the gate could not tell."""
        found = self.guard.interviews
        return method(found, self.records.acts, self.records.provinces) if found else None

    @cached_property
    def accounts(self) -> tuple[Year, ...]:
        """The account book year by year, the oldest first."""
        return years(self.records.ledger, self.records.balances, self.records.filings)

    def story(self, code: str, campaign_id: str) -> Document | None:
        """The story of a campaign in this language, if somebody has written it."""
        return self._by_stem.get((code, "campaigns", campaign_id))

    def page(self, code: str, stem: str) -> Document | None:
        """The page with this file name in this language."""
        return self._by_stem.get((code, "pages", stem))


def check(site: Site, drafts: bool = False) -> Checked:
    """Read and check the whole site; nothing is written. With `drafts`, drafts count as published (the preview)."""
    problems: list[Problem] = []
    theme_files(site, problems)
    markdown_files, files = content_files(site, problems)
    wrong_pictures: list[Problem] = []
    encoded = pictures(files, site, wrong_pictures)
    read = {path: document(path, site, problems, encoded) for path in markdown_files}
    documents = tuple(entry for entry in read.values() if entry)
    shown = tuple(entry for entry in documents if drafts or entry.status == "published")

    # In the preview a draft is seen before it is reviewed; `./inv check` and the build want the review of drafts too.
    unfinished = [entry.source for entry in documents if drafts and entry.status != "published"]
    guard = guarded(site, problems, unfinished)
    problems.extend(wrong_pictures)

    wrong_data: list[Problem] = []
    loaded = records(site, wrong_data, guard.interviews.incidents if guard.interviews else ())
    pages = tuple(data_pages(loaded))
    published = register(shown, pages)

    problems.extend(wrong_data)
    problems.extend(names_mean_one_thing(documents))
    problems.extend(names_are_free(documents, pages))
    problems.extend(data_pages_have_addresses_of_their_own(pages))
    if not wrong_data:
        problems.extend(stories_have_a_campaign(documents, loaded))
        problems.extend(hosted_files_are_as_described(loaded, site))
        problems.extend(rights_of_testimonies_exist(documents, loaded))
    problems.extend(giving_is_safe(site, loaded))
    problems.extend(testimonies_are_examples_in_every_language_or_in_none(documents))
    problems.extend(testimonies_have_a_list(shown))
    problems.extend(needed_pages_exist(shown, loaded))
    unsure = DATA_FOLDERS if wrong_data else ()
    known = not wrong_data and None not in read.values()
    moved = redirects(site, _existing(site, published, files, encoded, loaded) if known else None, problems)
    problems.extend(_wrong_links(site, read, files, encoded, loaded, shown, published, unsure))

    # A gap is a word of a template, which may be what the gate refuses.
    gaps = tuple(_catalogues(site, problems, with_gaps=not drafts and not guard.refused))
    told = tuple(tellable(guard, problems))
    copied = tuple(path for path in files if not is_picture(path))
    return Checked(site, shown, copied, tuple(encoded.values()), loaded, guard, pages, published, told, gaps, moved)


def _wrong_links(
    site: Site,
    read: Mapping[Path, Document | None],
    files: Collection[Path],
    encoded: Mapping[Path, Picture],
    loaded: Records,
    shown: Collection[Document],
    published: Register,
    unsure: Collection[str],
) -> Iterator[Problem]:
    """Links of the texts that will be shown, and of the others, which may also lead to drafts."""
    hidden = [entry for entry in read.values() if entry and entry not in shown]
    places = {*published.addresses, *(file.address for file in data_files(loaded, "", str))}
    # A picture that was refused counts as well: its own problem is told.
    places |= {
        encoded[path].fallback.address if path in encoded else path.relative_to(site.content).as_posix()
        for path in files
    }
    # A link to a text that could not be read is not judged: its problem would only repeat the other one.
    places |= {document_address(path, site) for path, entry in read.items() if entry is None}
    filled = {
        address(page_name("pages", path.stem), code)
        for path in (site.theme / "templates" / "pages").glob("*.html")
        for code in CODES
    }
    drafts = {entry.address for entry in hidden if entry.kind != "campaigns"}
    added = THEME_ANCHORS | record_anchors(loaded)
    yield from links_resolve(shown, Places(places, drafts, filled, added, unsure))
    yield from links_resolve(hidden, Places(places | drafts, (), filled, added, unsure))


def _existing(
    site: Site, published: Register, files: Collection[Path], encoded: Mapping[Path, Picture], loaded: Records
) -> set[str]:
    """The addresses of all pages and files, to which an old address may lead."""
    return {
        *published.addresses,
        *(address(name, code) for code in CODES for name in ("404.html", "feed.xml")),
        "sitemap.xml",
        *(file.address for file in data_files(loaded, "", str)),
        *(path.relative_to(site.content).as_posix() for path in files if not is_picture(path)),
        *(file.address for picture in encoded.values() for file in picture.files),
    }


def _catalogues(site: Site, problems: list[Problem], with_gaps: bool) -> Iterator[str]:
    """Check the catalogues, and list what is not translated; the preview does without the list, which takes a fifth of a second."""
    template = catalogues.template_words(site, problems) if with_gaps else None
    for code in catalogues.INTERFACE.codes:
        words = catalogues.catalogue(site, code, problems)
        if words is not None:
            problems.extend(catalogues.broken_words(site, code, words))
            if template is not None:
                yield from catalogues.gaps(site, code, words, template)


def main(arguments: list[str]) -> int:
    """Check the site in this folder; 0 when a build may go on, 1 with every problem listed.

    `--rules` prints what must hold between records; `--fix` first rewrites tables that a spreadsheet saved in its own way.
    """
    site = Site(Path.cwd())
    if "--rules" in arguments:
        for rule in RULES:
            print(f"{rule.__name__.replace('_', ' ')}\n    {' '.join((rule.__doc__ or '').split())}")
        return 0
    mended = mend(site.data) if "--fix" in arguments else []
    checked = check(site)
    if "--fix" in arguments:
        # The gate has seen the names by now: one of them may be what it refuses.
        names = [safe_path(name, checked.guard.allowed, checked.guard.inside) for name in mended]
        rewritten = say("Rewritten as UTF-8 with commas: %(names)s.", names=", ".join(names))
        tell(rewritten if names else say("No table needs to be rewritten."))
    if checked.gaps:
        tell(say("Not translated yet (no hindrance; readers see English):"), *checked.gaps, "")
    if checked.problems:
        undone = say("Nothing else was changed.") if "--fix" in arguments else say("Nothing was changed.")
        tell(listing(checked.problems, undone), to=sys.stderr)
        return 1
    found = checked.records
    tell(
        say(
            "Fine: %(texts)s texts, %(reports)s reports, %(campaigns)s campaigns, %(engagements)s UN engagements; no problems.",
            texts=len(checked.documents),
            reports=len(found.reports),
            campaigns=len(found.campaigns),
            engagements=len(found.un_engagements),
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
