"""All datasets, loaded together: every problem of every file in one run."""

import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from plugins.messages import say
from plugins.problems import Problem, did_you_mean
from plugins.records.acts import Act
from plugins.records.balances import MonthBalance
from plugins.records.campaigns import Campaign
from plugins.records.csv_source import csv_source
from plugins.records.donation_options import DonationOption
from plugins.records.fields import Field
from plugins.records.filings import Filing
from plugins.records.folder_source import folder_source
from plugins.records.incidents import Incident
from plugins.records.json_source import json_source
from plugins.records.ledger import Entry
from plugins.records.milestones import Milestone
from plugins.records.petitions import Petition
from plugins.records.places import PlaceType
from plugins.records.provinces import Province
from plugins.records.reports import Report
from plugins.records.rights import Article
from plugins.records.rules import findings
from plugins.records.sources import Source
from plugins.records.tables import Tables
from plugins.records.un_engagements import Engagement
from plugins.records.validation import Record, Table, table
from plugins.records.venues import Venue
from plugins.site import Site

State = Literal["real", "example"]

# Name of the dataset -> its file, or its folder of one table per year, and the model that is its schema.
DATASETS: dict[str, tuple[str, type[Record]]] = {
    "milestones": ("milestones.csv", Milestone),
    "reports": ("reports.json", Report),
    "rights": ("rights.csv", Article),
    "venues": ("venues.csv", Venue),
    "petitions": ("petitions.csv", Petition),
    "campaigns": ("campaigns.csv", Campaign),
    "un_engagements": ("un_engagements.csv", Engagement),
    "donation_options": ("donation_options.json", DonationOption),
    "ledger": ("ledger", Entry),
    "balances": ("balances.csv", MonthBalance),
    "filings": ("filings.csv", Filing),
    "incidents": ("incidents.csv", Incident),
    "acts": ("acts.csv", Act),
    "place_types": ("place_types.csv", PlaceType),
    "provinces": ("provinces.csv", Province),
    "fields": ("fields.csv", Field),
}
# Read by the gate, whose messages never say what stands in them; the messages here do.
GUARDED = "incidents"


@dataclass(frozen=True)
class Records:
    """Everything the data files say, in the order in which pages show it, and for each dataset whether it is real."""

    milestones: tuple[Milestone, ...] = ()
    reports: tuple[Report, ...] = ()
    rights: tuple[Article, ...] = ()
    venues: tuple[Venue, ...] = ()
    petitions: tuple[Petition, ...] = ()
    campaigns: tuple[Campaign, ...] = ()
    un_engagements: tuple[Engagement, ...] = ()
    donation_options: tuple[DonationOption, ...] = ()
    ledger: tuple[Entry, ...] = ()
    balances: tuple[MonthBalance, ...] = ()
    filings: tuple[Filing, ...] = ()
    incidents: tuple[Incident, ...] = ()
    acts: tuple[Act, ...] = ()
    place_types: tuple[PlaceType, ...] = ()
    provinces: tuple[Province, ...] = ()
    fields: tuple[Field, ...] = ()
    states: dict[str, State] = field(default_factory=dict)


def records(site: Site, problems: list[Problem], incidents: Sequence[Incident] = ()) -> Records:
    """Read every data file; empty when anything is wrong with any of them, because data load whole or not at all.

    `incidents` have been through the gate.
    """
    before = len(problems)
    shown = site.shown(site.data)
    sources: dict[str, Source | None] = {}
    tables: dict[str, Table[Any]] = {}
    for name, (file, model) in DATASETS.items():
        if name == GUARDED:
            continue
        sources[name] = _source(site.data / file, f"{shown}/{file}", model, problems)
        tables[name] = table(model, sources[name], problems)
    tables[GUARDED] = Table(tuple(enumerate(incidents)), frozenset(row.id for row in incidents), whole=True)
    loaded = Tables(**tables)
    for found in findings(loaded):
        source = sources.get(found.dataset)
        if source:
            problems.append(Problem(*source.where(found.way), found.message, found.fix))
    states = _states(site, problems)
    return Records() if len(problems) > before else _ordered(loaded, states)


def _source(path: Path, shown: str, model: type[Record], problems: list[Problem]) -> Source | None:
    if not path.suffix:
        return folder_source(path, shown, model, problems)
    if not path.is_file() or path.is_symlink():
        problems.append(Problem(shown, 0, 0, say("the file must exist; it does not"), say("See data/README.md.")))
        return None
    if path.suffix == ".json":
        return json_source(path, shown, problems)
    return csv_source(path, shown, model, problems)


def _ordered(tables: Tables, states: dict[str, State]) -> Records:
    return Records(
        milestones=tuple(sorted(tables.milestones.records, key=lambda entry: (entry.date, entry.id))),
        reports=tuple(sorted(tables.reports.records, key=lambda report: report.slug)),
        rights=tables.rights.records,
        venues=tables.venues.records,
        petitions=tables.petitions.records,
        # What has no date comes last.
        campaigns=tuple(
            sorted(tables.campaigns.records, key=lambda campaign: (campaign.date_start or "9999", campaign.id))
        ),
        un_engagements=tuple(
            sorted(tables.un_engagements.records, key=lambda entry: (entry.date_start or "9999", entry.id))
        ),
        donation_options=tables.donation_options.records,
        ledger=tuple(sorted(tables.ledger.records, key=lambda entry: (entry.month, entry.id))),
        balances=tuple(sorted(tables.balances.records, key=lambda row: (row.month, row.fund, row.currency))),
        filings=tuple(sorted(tables.filings.records, key=lambda filing: (filing.year, filing.form))),
        incidents=tables.incidents.records,
        acts=tables.acts.records,
        place_types=tables.place_types.records,
        provinces=tables.provinces.records,
        fields=tables.fields.records,
        states=states,
    )


def _states(site: Site, problems: list[Problem]) -> dict[str, State]:
    path = site.data / "status.toml"
    shown = site.shown(path)
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        problems.append(Problem(shown, 0, 0, say("the file must exist; it does not"), say("See data/README.md.")))
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        fix = say('Each line is: name = "real" or name = "example".')
        problems.append(Problem(shown, 0, 0, say("the file must be TOML; %(error)s", error=str(error)), fix))
        return {}
    states: dict[str, State] = {}
    for name in sorted({*DATASETS, *found}):
        state: object = found.get(name)
        if name not in DATASETS:
            problems.append(
                Problem(
                    shown, 0, 0, say("'%(name)s' must be a dataset; it is not", name=name), did_you_mean(name, DATASETS)
                )
            )
        elif state == "real" or state == "example":
            states[name] = state
        else:
            said = say("missing") if state is None else f"'{state}'"
            fix = say('Write %(name)s = "example" when in doubt.', name=name)
            problems.append(
                Problem(
                    shown, 0, 0, say("%(name)s must be 'real' or 'example'; it is %(said)s", name=name, said=said), fix
                )
            )
    return states


def main() -> int:
    """Load and check the data of this folder; 1 with every problem listed (the bench measures this)."""
    problems: list[Problem] = []
    records(Site(Path.cwd()), problems)
    for problem in sorted(problems):
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
