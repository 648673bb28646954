"""Which pages are made from data alone, without a Markdown file. Pure: `plugins/publishing/data_page_writer.py` writes them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plugins.maps.choices import Choices, act_slug, province_slug
from plugins.maps.entries import STRENGTHS, IncidentMap
from plugins.maps.gatherings import CampaignMap
from plugins.records.campaigns import KINDS
from plugins.records.loading import DATASETS, Records
from plugins.records.reports import TOPICS
from plugins.records.statement import statement
from plugins.records.thread import Thread
from plugins.records.un_engagements import BODIES

# The folders that hold nothing but data pages.
DATA_FOLDERS = ("campaigns", "expenditures", "map", "reports", "rights", "united-nations")


@dataclass(frozen=True)
class DataPage:
    """A page that exists in every language: its language-free name, its template, and what the template shows."""

    name: str
    template: str
    shown: Mapping[str, object]


def data_pages(records: Records) -> list[DataPage]:
    """Every data page of the site."""
    return [
        *report_pages(records),
        *campaign_pages(records),
        *engagement_pages(records),
        *right_pages(Thread(records)),
        *map_pages(Choices(IncidentMap(records))),
        *account_pages(records),
    ]


def record_anchors(records: Records) -> frozenset[str]:
    """The anchors that the templates of the list pages make from records; a test compares them with built pages."""
    ids = {
        *(milestone.id for milestone in records.milestones),
        *(campaign.id for campaign in records.campaigns),
        *(petition.id for petition in records.petitions),
        *(engagement.id for engagement in records.un_engagements),
    }
    years = {
        *(milestone.year for milestone in records.milestones),
        *(campaign.year for campaign in records.campaigns),
        *(engagement.year for engagement in records.un_engagements),
    }
    cities = CampaignMap(records).cities
    charts = (
        "campaigns-by-year",
        "engagements-by-year",
        "entries-by-period",
        "money-by-year",
        "reports-by-language",
    )
    drawn = ("title", "description", "closed", *(f"strength-{number}" for number in STRENGTHS.values()))
    crossings = ("acts-and-provinces", "acts-and-periods", "provinces-and-periods")
    maps = ("venues-wide", "venues-narrow", "venues-seoul")
    return frozenset(
        {
            *ids,
            *crossings,
            *(f"incidents-{part}" for part in drawn),
            *(f"year-{year}" for year in years if year),
            *(report.slug for report in records.reports),
            *(report.type for report in records.reports),
            *(article.slug for article in records.rights),
            *(article.instrument.lower() for article in records.rights),
            *(row.id for row in records.incidents),
            *(act_slug(act.code) for act in records.acts),
            *(f"place-{place.code.replace('.', '-')}" for place in records.place_types),
            *(province_slug(province.code) for province in records.provinces),
            *(f"{option.id}{part}" for option in records.donation_options for part in ("", "-host", "-code")),
            *DATASETS,
            *(city.id for city in cities),
            *(spot.id for city in cities for spot in city.spots),
            *(f"{picture}-{part}" for picture in (*charts, *maps) for part in ("title", "description")),
            *(f"{picture}-stripes" for picture in maps),
        }
    )


def report_pages(records: Records) -> Iterator[DataPage]:
    """A page per work, and a list per topic, year and language."""
    reports = records.reports
    for report in reports:
        yield DataPage(f"reports/{report.slug}.html", "report", {"report": report})
    for topic in TOPICS:
        works = [report for report in reports if topic in report.topics]
        if works:
            yield DataPage(
                f"reports/topic-{topic}.html", "report-list", {"by": "topic", "value": topic, "works": works}
            )
    for year in sorted({report.year for report in reports if report.year}):
        works = [report for report in reports if report.year == year]
        yield DataPage(f"reports/year-{year}.html", "report-list", {"by": "year", "value": year, "works": works})
    for code in sorted({code for report in reports for code in report.languages}):
        works = [report for report in reports if code in report.languages]
        yield DataPage(
            f"reports/language-{code}.html", "report-list", {"by": "language", "value": code, "works": works}
        )


def campaign_pages(records: Records) -> Iterator[DataPage]:
    """A page per campaign, and a list per year and kind."""
    campaigns = records.campaigns
    for campaign in campaigns:
        yield DataPage(f"campaigns/{campaign.slug}.html", "campaign", {"campaign": campaign})
    for year in sorted({campaign.year for campaign in campaigns if campaign.year and campaign.status != "planned"}):
        held = [campaign for campaign in campaigns if campaign.year == year]
        yield DataPage(f"campaigns/year-{year}.html", "campaign-list", {"by": "year", "value": year, "campaigns": held})
    for kind in KINDS:
        held = [campaign for campaign in campaigns if campaign.kind == kind]
        if held:
            yield DataPage(
                f"campaigns/kind-{kind}.html", "campaign-list", {"by": "kind", "value": kind, "campaigns": held}
            )


def engagement_pages(records: Records) -> Iterator[DataPage]:
    """A list per body of the United Nations."""
    for body in BODIES:
        entries = [entry for entry in records.un_engagements if entry.body == body]
        if entries:
            name = f"united-nations/{body.lower()}.html"
            yield DataPage(name, "engagement-list", {"body": body, "entries": entries})


def right_pages(thread: Thread) -> Iterator[DataPage]:
    """A page per article on which there is a work, and one per instrument."""
    for article in thread.analysed:
        yield DataPage(f"rights/{article.slug}.html", "article-of-instrument", {"right": article})
    for instrument in thread.instruments:
        yield DataPage(f"rights/{instrument.lower()}.html", "instrument", {"instrument": instrument})


def map_pages(choices: Choices) -> Iterator[DataPage]:
    """A page per kind of act, province and period of the map; none where nothing is told yet."""
    for chosen in choices.all:
        yield DataPage(chosen.name, "map-choice", {"chosen": chosen})


def account_pages(records: Records) -> Iterator[DataPage]:
    """A page per year of the account book, and its statement to print."""
    for year in sorted({entry.year for entry in records.ledger}):
        yield DataPage(f"expenditures/{year}.html", "expenditures-year", {"year": year})
        yield DataPage(
            f"expenditures/statement-{year}.html",
            "expenditures-statement",
            {"year": year, "statement": statement(year, records.ledger)},
        )
