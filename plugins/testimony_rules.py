"""What must hold between testimonies, their reviews, the list of them and the articles of rights."""

from collections.abc import Iterable, Iterator

from plugins.addresses import address
from plugins.editorial.documents import Document
from plugins.editorial.targets import page_name
from plugins.messages import say
from plugins.problems import Problem
from plugins.records.loading import Records


def testimonies_have_a_list(documents: Iterable[Document]) -> Iterator[Problem]:
    """A testimony leads back to the list of its language, which says how testimonies are treated."""
    kept = tuple(documents)
    addresses = {entry.address for entry in kept}
    for code in sorted({entry.language for entry in kept if entry.kind == "testimonies"}):
        if address(page_name("pages", "testimonies"), code) not in addresses:
            message = say("the page must exist where there are testimonies in the language; it does not")
            fix = say("Write it: a title, a summary and a sentence are enough.")
            yield Problem(f"content/{code}/pages/testimonies.md", 0, 0, message, fix)


def testimonies_are_examples_in_every_language_or_in_none(documents: Iterable[Document]) -> Iterator[Problem]:
    """What is invented in one language is not told as true in another."""
    first: dict[str, Document] = {}
    for entry in documents:
        if entry.review is not None:
            other = first.setdefault(entry.stem, entry)
            if other.review is not None and other.review.example != entry.review.example:
                message = say("example must be the same in every language; in %(other)s it is not", other=other.source)
                yield Problem(entry.source, 0, 0, message, say("Mend the review that is wrong."))


def rights_of_testimonies_exist(documents: Iterable[Document], loaded: Records) -> Iterator[Problem]:
    """A right that a testimony names is one whose title and instrument the site knows."""
    slugs = {article.slug for article in loaded.rights}
    for entry in documents:
        for right in entry.rights:
            if right.slug not in slugs:
                message = say("Rights must be articles of data/rights.csv; '%(right)s' is none", right=right.written)
                yield Problem(entry.source, right.line, 1, message, say("See data/rights.csv for the articles."))
