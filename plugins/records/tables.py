"""All datasets as loaded, and what a rule between them is and finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from plugins.messages import Message
from plugins.records.acts import Act
from plugins.records.balances import MonthBalance
from plugins.records.campaigns import Campaign
from plugins.records.donation_options import DonationOption
from plugins.records.fields import Field
from plugins.records.filings import Filing
from plugins.records.incidents import Incident
from plugins.records.ledger import Entry
from plugins.records.milestones import Milestone
from plugins.records.petitions import Petition
from plugins.records.places import PlaceType
from plugins.records.provinces import Province
from plugins.records.reports import Report
from plugins.records.rights import Article
from plugins.records.sources import Way
from plugins.records.un_engagements import Engagement
from plugins.records.validation import Table
from plugins.records.venues import Venue


@dataclass(frozen=True)
class Tables:
    """All datasets as loaded, before anybody relies on them."""

    milestones: Table[Milestone]
    reports: Table[Report]
    rights: Table[Article]
    venues: Table[Venue]
    petitions: Table[Petition]
    campaigns: Table[Campaign]
    un_engagements: Table[Engagement]
    donation_options: Table[DonationOption]
    ledger: Table[Entry]
    balances: Table[MonthBalance]
    filings: Table[Filing]
    incidents: Table[Incident]
    acts: Table[Act]
    place_types: Table[PlaceType]
    provinces: Table[Province]
    fields: Table[Field]


@dataclass(frozen=True)
class Finding:
    """What a rule found: the dataset and the way to the value in it, what must be so, and the fix."""

    dataset: str
    way: Way
    message: Message
    fix: Message


Findings = Iterator[Finding]
Rule = Callable[[Tables], Findings]
