"""`data/petitions.csv`: petitions, their signatures, to whom they were handed, and what came of them."""

from typing import Annotated

from plugins.records.cells import Count, PartialDate, Spaced, WebAddresses, Words, WordsOrNone, identified
from plugins.records.validation import Record


class Petition(Record):
    """One petition; signatures are counts, an empty one is not known."""

    id: Annotated[str, identified("pe-", "pe-2026-families")]
    title: Words
    addressee: WordsOrNone
    opened: PartialDate | None
    closed: PartialDate | None
    delivered: PartialDate | None
    delivered_to: WordsOrNone
    signatures_street: Count | None
    signatures_online: Count | None
    outcome: WordsOrNone
    sources: WebAddresses
    uncertain: Spaced

    @property
    def signatures(self) -> int | None:
        """All signatures that are known, None when none is."""
        known = [count for count in (self.signatures_street, self.signatures_online) if count is not None]
        return sum(known) if known else None
