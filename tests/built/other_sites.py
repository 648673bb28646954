"""Two more forms of the tiny site: one of which nothing is told yet, and one with what is rare, all in one build each."""

import csv
import json
import shutil
from pathlib import Path

from plugins.records.incidents import COLUMNS
from tests.sites import TestSite, tiny_site

# 1 November 2027: no address of the tiny site where one can pay is valid any more.
AFTER_ALL_ADDRESSES = "1825027200"


def bare(folder: Path) -> TestSite:
    """Before the first release, without a venue, without an account book, after the last day of every address to pay."""
    site = TestSite(tiny_site(folder).root, {"SOURCE_DATE_EPOCH": AFTER_ALL_ADDRESSES})
    data = site.root / "data"
    shutil.rmtree(data / "releases")
    site.write("data/incidents.csv", ",".join(COLUMNS) + "\n")
    (data / "ledger" / "2024.csv").unlink()
    for name in ("ledger/2025", "balances", "filings"):
        site.write(f"data/{name}.csv", _head(data / f"{name}.csv"))
    for name in ("venues", "campaigns", "un_engagements"):
        _without_venues(data / f"{name}.csv")
    return site


def rare(folder: Path) -> TestSite:
    """Venues that are examples, the first with names of 200 letters and untranslated; months without balances, and with nothing else;
    an edition of a report that is only planned."""
    site = tiny_site(folder)
    data = site.root / "data"
    states = (data / "status.toml").read_text("utf-8")
    site.write("data/status.toml", states.replace('venues = "real"', 'venues = "example"'))
    head, first, *rest = (data / "venues.csv").read_text("utf-8").splitlines()
    columns, cells = head.split(","), first.split(",")
    for name in ("name_ko", "name_fr", "city_ko", "city_fr"):
        cells[columns.index(name)] = ""
    cells[columns.index("name_en")] = "n" * 200
    cells[columns.index("city_en")] = "c" * 200
    site.write("data/venues.csv", "\n".join([head, ",".join(cells), *rest]) + "\n")

    lines = (data / "balances.csv").read_text("utf-8").splitlines()
    counted = [line for line in lines if not line.startswith("2025")]
    # A month before the first row of the ledger, in which nothing moved.
    counted[1:1] = ["2024-10,general,KRW,5000000,5000000", "2024-10,general,USD,20.00,20.00"]
    counted[3:3] = ["2024-10,rescue,KRW,1000000,1000000"]
    site.write("data/balances.csv", "\n".join(counted) + "\n")
    later = (data / "ledger" / "2025.csv").read_text("utf-8")
    site.write("data/ledger/2025.csv", later.replace(",closed,", ",provisional,"))

    works = json.loads((data / "reports.json").read_text("utf-8"))
    planned = {"language": "ko", "title": "둘째 보고서", "translation_of": "en", "status": "planned"}
    works[1]["editions"].append({**works[1]["editions"][0], **planned})
    site.write("data/reports.json", json.dumps(works, ensure_ascii=False))
    return site


def _head(path: Path) -> str:
    return path.read_text("utf-8").split("\n", 1)[0] + "\n"


def _without_venues(path: Path) -> None:
    """No venue in the table of venues, and none named by another table."""
    with path.open(encoding="utf-8", newline="") as table:
        head, *lines = list(csv.reader(table))
    place = head.index("venue_id") if "venue_id" in head else None
    kept = [] if place is None else [[*line[:place], "", *line[place + 1 :]] for line in lines]
    with path.open("w", encoding="utf-8", newline="") as table:
        csv.writer(table, lineterminator="\n").writerows([head, *kept])
