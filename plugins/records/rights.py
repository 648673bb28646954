"""`data/rights.csv`: the articles of the human-rights instruments that reports are analysed along."""

from typing import Annotated, Literal

from plugins.messages import say
from plugins.records.cells import PartialDate, Words, formed
from plugins.records.validation import Record

Instrument = Literal["UDHR", "ICCPR", "ICESCR", "CAT", "CRC", "CEDAW", "CRPD", "ROME"]
INSTRUMENTS: tuple[str, ...] = Instrument.__args__  # type: ignore[attr-defined]

ArticleNumber = Annotated[str, formed(r"[0-9]{1,2}[a-z]?", say("the number of an article, in quotes"))]


class Article(Record):
    """One article with a short title in our words; the DPRK is party to its instrument since `dprk_since`, or not."""

    instrument: Instrument
    article: ArticleNumber
    title: Words
    dprk_party: Literal["yes", "no"]
    dprk_since: PartialDate | None

    @property
    def slug(self) -> str:
        """The last part of its address: `iccpr-7`."""
        return f"{self.instrument.lower()}-{self.article}"
