"""Which files the site offers beside its pages: citations, calendars, the open data and the map for other programs.

Pure; a Pelican plugin writes them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from plugins import data_package, open_data
from plugins.addresses import absolute, address
from plugins.languages import CODES
from plugins.maps.entries import IncidentMap
from plugins.maps.geojson import incidents_geojson
from plugins.maps.ground import MAP_GEOJSON, map_placemarks
from plugins.maps.imprint import Imprint, imprint
from plugins.maps.kml import incidents_kml
from plugins.privacy.method import Method
from plugins.records.calendar import calendar
from plugins.records.citations import FORMATS, citation_name
from plugins.records.loading import DATASETS, Records
from plugins.records.statement import COLUMNS, statement, statement_rows

CALENDAR = "campaigns.ics"
FOLDER = "data"

# Where each dataset comes from, for the Data Package.
SOURCES = {
    "acts": "Codes of the HURIDOCS micro-thesaurus 4; labels are PSCORE's own words",
    "balances": "PSCORE's own books",
    "campaigns": "PSCORE's own pages and the press; the addresses are in each record",
    "donation_options": "PSCORE's own words, and what the payment providers document",
    "fields": "PSCORE's own words",
    "filings": "PSCORE's own filings, at the address in each record",
    "incidents": "Interviews by PSCORE with people who left North Korea, told as areas and numbers only",
    "ledger": "PSCORE's own books",
    "milestones": "PSCORE's own pages and the press; the addresses are in each record",
    "petitions": "The petition's own page",
    "place_types": "Codes of the HURIDOCS micro-thesaurus 17; labels are PSCORE's own words",
    "provinces": "ISO 3166-2:KP; census of the DPRK of 2008; figures of South Korea's Ministry of Unification",
    "reports": "PSCORE's own pages, document servers and the press; the addresses are in each record",
    "rights": "The instruments of the United Nations; short titles are PSCORE's own words",
    "un_engagements": "PSCORE's own pages and the press; the addresses are in each record",
    "venues": "General knowledge, to three decimals of a degree",
}


@dataclass(frozen=True)
class DataFile:
    """A file at an address of the site; its bytes are made when they are needed."""

    address: str
    content: Callable[[], bytes]


def as_written(code: str, words: str) -> str:
    """A text of the interface in the main language, in which it stands in the code."""
    return words


def data_files(
    records: Records,
    site_url: str,
    calendar_name: Callable[[str], str],
    method: Method | None = None,
    said_in: Callable[[str, str], str] = as_written,
) -> Iterator[DataFile]:
    """Every file; `calendar_name` gives the name of the calendar in a language, `said_in` a text of the interface in one.

    Files of the map say by which `method` they were made, so their bytes cannot be had without it.
    """
    for report in records.reports:
        page = absolute(site_url, f"reports/{report.slug}.html")
        for edition in report.published:
            for ending, cite in FORMATS.items():
                yield DataFile(
                    citation_name(report, edition, ending),
                    lambda cite=cite, report=report, edition=edition, page=page: cite(report, edition, page).encode(),  # type: ignore[misc]
                )
    for code in CODES:
        page = absolute(site_url, address("campaigns.html", code))
        yield DataFile(
            address(CALENDAR, code),
            lambda code=code, page=page: calendar(records, code, calendar_name(code), page),  # type: ignore[misc]
        )
    map_files = tuple(_map_files(records, site_url, method, said_in))
    yield from map_files
    for name, (_, model) in DATASETS.items():
        found = getattr(records, name)
        # The state is asked for with the content: where the data could not be read there are only addresses.
        yield DataFile(
            f"{FOLDER}/{name}.csv",
            lambda name=name, model=model, found=found: open_data.csv_file(model, found, records.states[name]),  # type: ignore[misc]
        )
        yield DataFile(
            f"{FOLDER}/{name}.json",
            lambda name=name, found=found: open_data.json_file(found, records.states[name]),  # type: ignore[misc]
        )
    for year in sorted({entry.year for entry in records.ledger}):
        yield DataFile(
            f"{FOLDER}/statement-{year}.csv",
            lambda year=year: open_data.table_file(  # type: ignore[misc]
                COLUMNS, statement_rows(statement(year, records.ledger)), records.states["ledger"]
            ),
        )
    yield DataFile(
        f"{FOLDER}/datapackage.json",
        lambda: data_package.data_package(
            records, SOURCES, site_url, [data_package.map_resource(file.address, file.content()) for file in map_files]
        ),
    )


def _map_files(
    records: Records, site_url: str, method: Method | None, said_in: Callable[[str, str], str]
) -> Iterator[DataFile]:
    """The entries of the map for other programs, each file made once."""

    @cache
    def told() -> tuple[IncidentMap, Imprint]:
        if method is None:
            raise ValueError("the files of the map need the method by which they were made")
        return IncidentMap(records), imprint(records, method, site_url)

    yield DataFile(MAP_GEOJSON, cache(lambda: incidents_geojson(*told())))
    for code in CODES:
        yield DataFile(
            map_placemarks(code),
            cache(lambda code=code: incidents_kml(*told(), code, partial(said_in, code))),
        )
