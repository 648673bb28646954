"""`data/filings.csv`: what was filed with an authority about a year, to compare the ledger with."""

from plugins.records.cells import Text, WebAddress, WordsOrNone
from plugins.records.money import Day, TotalWon, Year
from plugins.records.validation import Record


class Filing(Record):
    """The totals of a year in won as one form tells them; `reason` says why they are not the ledger's."""

    year: Year
    form: Text
    authority: Text
    filed_on: Day
    total_in: TotalWon
    total_out: TotalWon
    url: WebAddress | None
    reason: WordsOrNone
