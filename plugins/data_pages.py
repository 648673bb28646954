"""Which pages are made from data alone, without a Markdown file. Pure: the Pelican generator in `publishing.py` writes them."""

from collections.abc import Mapping
from dataclasses import dataclass

from plugins.records.loading import Records

# The folders that hold nothing but data pages.
DATA_FOLDERS = ("reports",)


@dataclass(frozen=True)
class DataPage:
    """A page that exists in every language: its language-free name, its template, and what the template shows."""

    name: str
    template: str
    shown: Mapping[str, object]


def data_pages(records: Records) -> list[DataPage]:
    """Every data page of the site."""
    return [DataPage(f"reports/{report.slug}.html", "report", {"report": report}) for report in records.reports]
