"""The live map beside a stock map of Folium of the same rows, in one Chromium: `python -m tests.bench.maps [rows …]`.

Rows are generated over all areas of the lattice, most of them the smallest cells. The stock map's libraries are those of npm, fetched
once into `.cache/bench/`; its tiles and one style sheet that npm does not have are not counted, which makes the stock map smaller.
"""

import gzip
import html
import random
import sys
import tarfile
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Route, sync_playwright

from plugins.content_security import POLICY
from plugins.maps.drawing import drawing
from plugins.maps.drawing_words import DrawingWords
from plugins.maps.entries import Entry, area_id
from plugins.maps.live import incident_script
from plugins.maps.parts import outline
from plugins.maps.periods import Period
from plugins.privacy.classes import BANDS
from plugins.privacy.lattice import FILE, lattice
from plugins.records.acts import Act
from plugins.records.incidents import Incident
from plugins.records.places import PlaceType
from plugins.records.provinces import Province
from tests.browser.chromium import chromium
from tests.browser.conftest import QUIET, served
from tests.sites import ROOT

SIZES = (346, 1_000, 20_000)
STATIC = ROOT / "theme" / "static"
CACHE = ROOT / ".cache" / "bench"
NPM = "https://registry.npmjs.org/"
SCRIPTS = (
    "theme/js/filters.js",
    "theme/js/live.js",
    "theme/js/popup.js",
    "theme/vendor/leaflet-1.9.4/leaflet.js",
    "theme/js/outlines.js",
    "maps/incidents.js",
    "theme/js/map.js",
)
# As on the real page, the links to its parts lie between map and table.
BETWEEN = "<p>A part of the map</p>" * 40
STYLES = ("site", "map", "map-pages", "live-map")
# The archive at npm and the file in it, by what Folium's address ends with. Version 2.0.2 of the markers is not at npm.
STOCK = {
    "dist/leaflet.js": ("leaflet/-/leaflet-1.9.3.tgz", "package/dist/leaflet.js"),
    "dist/leaflet.css": ("leaflet/-/leaflet-1.9.3.tgz", "package/dist/leaflet.css"),
    "jquery-3.7.1.min.js": ("jquery/-/jquery-3.7.1.tgz", "package/dist/jquery.min.js"),
    "bootstrap.bundle.min.js": ("bootstrap/-/bootstrap-5.2.2.tgz", "package/dist/js/bootstrap.bundle.min.js"),
    "css/bootstrap.min.css": ("bootstrap/-/bootstrap-5.2.2.tgz", "package/dist/css/bootstrap.min.css"),
    "css/all.min.css": ("@fortawesome/fontawesome-free/-/fontawesome-free-6.2.0.tgz", "package/css/all.min.css"),
    "leaflet.awesome-markers.js": (
        "leaflet.awesome-markers/-/leaflet.awesome-markers-2.0.5.tgz",
        "package/dist/leaflet.awesome-markers.js",
    ),
    "leaflet.awesome-markers.css": (
        "leaflet.awesome-markers/-/leaflet.awesome-markers-2.0.5.tgz",
        "package/dist/leaflet.awesome-markers.css",
    ),
}
LONGEST = (
    "window.longest = 0; new PerformanceObserver(seen => { for (const task of seen.getEntries())"
    " longest = Math.max(longest, task.duration) }).observe({ type: 'longtask', buffered: true })"
)


@dataclass(frozen=True)
class Measured:
    """Seconds to build and to draw, bytes as transferred, megabytes of heap, longest tasks in milliseconds."""

    build: float
    transferred: int
    drawn: float
    heap: float
    longest: float
    filtering: float | None


def generated(count: int) -> list[Entry]:
    """So many entries, the same ones every time."""
    chance = random.Random(2006)
    areas = lattice(FILE, {"KP-13": "KP-09", "KP-14": "KP-02", "KP-15": "KP-06"}).areas()
    acts = [Act.model_validate({"code": f"03.{n:02}", "parent": None, "label": {"en": f"Act {n}"}, "rights": (), "sensitive": "no"}) for n in range(1, 15)]  # fmt: skip
    place = PlaceType.model_validate({"code": "99", "label": {"en": "unknown"}})
    provinces = {
        code: Province.model_validate({**dict.fromkeys(Province.model_fields), "code": code, "name": {"en": code}})
        for code in {area.province for area in areas}
    }
    entries = []
    for number in range(count):
        area, act, period = chance.choice(areas), chance.choice(acts), Period(1990 + 5 * chance.randrange(6), 5)
        centre = area.centre or (None, None)
        letters = "".join(chr(97 + number // 26**power % 26) for power in range(10))
        row = Incident.model_validate(
            {"id": f"in-{letters}", "level": area.level, "lat": centre[0], "lon": centre[1], "province": area.province}
            | {"year_from": str(period.first), "years": "5", "act": act.code, "place_type": "99", "release": "2026Q4"}
            | {"sources": chance.choice(list(BANDS))}
        )
        entries.append(Entry(row, act, (act.code,), place, provinces[area.province], area, period))
    return entries


def page(entries: list[Entry]) -> str:
    """The page of the map with what its script reads, and no more."""
    words = DrawingWords(
        "incidents",
        "Map",
        "Map",
        {},
        dict.fromkeys(range(6), "told"),
        "closed",
        "{km} km",
        "Origin",
        "told",
        (2, 3, 4, 5),
    )
    acts = sorted({entry.act.code for entry in entries})
    provinces = sorted({entry.province.code for entry in entries})
    styles = "".join(f'<link rel="stylesheet" href="theme/css/{name}.css">' for name in STYLES)
    scripts = "".join(f'<script defer src="{address}"></script>' for address in SCRIPTS)
    return f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Bench</title>
<meta http-equiv="Content-Security-Policy" content="{html.escape(POLICY)}"><link rel="stylesheet" href="theme/vendor/leaflet-1.9.4/leaflet.css">{styles}{scripts}
<div id="map-filters" hidden><select id="filter-act">{_options(acts)}</select><select id="filter-province">{_options(provinces)}</select>
<select id="filter-period">{_options(["2000-2004"])}</select><button type="button" id="filter-reset">All</button>
<p id="map-count" data-all="{{total}}" data-some="{{count}}/{{total}}" data-none="0"></p></div>
<div id="incident-map" data-map="Map" data-zoom-in="In" data-zoom-out="Out" data-attribution="Origin" data-popup-close="Close" data-more="{{count}}" data-all-of-area="All">{drawing(entries, words, {}, ["KP-04"])}</div>
{BETWEEN}<div class="scroll entries"><table id="entries" data-sentence="{{act}}: {{people}} {{period}} {{area}}" data-sentence-place="{{place}}"><tbody>
{"".join(map(_row, entries))}</tbody></table></div></html>"""


def _options(values: list[str]) -> str:
    return "".join(f'<option value="{value}">{value}</option>' for value in ["", *values])


def _row(entry: Entry) -> str:
    return (
        f'<tr id="{entry.incident.id}" data-acts="{" ".join(entry.acts)}" data-province="{entry.province.code}" data-from="{entry.period.first}"'
        f' data-to="{entry.period.last}" data-area="{area_id(entry.area)}" data-strength="{entry.strength}"><th scope="row" class="act">{entry.act.label["en"]}</th>'
        f'<td class="area">{entry.province.code}</td><td class="period">{entry.period.slug}</td><td class="people">{entry.incident.sources}</td><td class="place"></td></tr>\n'
    )


def stock(entries: list[Entry], path: Path) -> None:
    """What Folium makes of the same rows by itself: GeoJSON with popups."""
    import folium

    features = [
        {
            "type": "Feature",
            "properties": {"act": entry.act.label["en"], "period": entry.period.slug, "people": entry.incident.sources},
            "geometry": {"type": "MultiPolygon", "coordinates": outline(entry.area)},
        }
        for entry in entries
    ]
    made = folium.Map(location=[40.3, 127.5], zoom_start=7)
    popup = folium.GeoJsonPopup(fields=["act", "period", "people"])
    folium.GeoJson({"type": "FeatureCollection", "features": features}, popup=popup).add_to(made)
    made.save(path)


def library(address: str) -> bytes | None:
    """The file of npm that the stock map asks for; None where npm has none."""
    found = next((place for ending, place in STOCK.items() if address.endswith(ending)), None)
    if found is None:
        return None
    archive = CACHE / found[0].rpartition("/")[2]
    if not archive.is_file():
        CACHE.mkdir(parents=True, exist_ok=True)
        with urllib.request.urlopen(NPM + found[0]) as answer:  # noqa: S310  a constant https address
            archive.write_bytes(answer.read())
    with tarfile.open(archive) as packed:
        file = packed.extractfile(found[1])
        return file.read() if file else None


def measured(browser: Browser, built: float, folder: Path, name: str, ready: str, filters: bool) -> Measured:
    """Open a page of the folder in a fresh visitor's browser and look at what it cost; libraries come from npm's archives."""
    with contextmanager(served)(folder) as address:
        return _visited(browser, built, folder, f"{address}/{name}", ready, filters)


def _visited(browser: Browser, built: float, folder: Path, first: str, ready: str, filters: bool) -> Measured:
    host, transferred = first.rpartition("/")[0] + "/", 0

    def answer(route: Route) -> None:
        nonlocal transferred
        address = route.request.url
        own = address.startswith(host)
        body = (folder / address.removeprefix(host)).read_bytes() if own else library(address)
        transferred += len(gzip.compress(body, 6, mtime=0)) if body else 0
        if own:
            route.continue_()
        elif body:
            route.fulfill(body=body, content_type="text/css" if address.endswith(".css") else "text/javascript")
        else:
            route.abort()

    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    opened = context.new_page()
    opened.set_default_timeout(180_000)
    opened.add_init_script(LONGEST)
    # Asked from within, because the page's policy lets nobody run text.
    opened.add_init_script(
        f"(function look() {{ if ({ready}) window.drawn = performance.now(); else requestAnimationFrame(look) }})()"
    )
    opened.route("**/*", answer)
    opened.goto(first, wait_until="commit")
    while not (drawn := opened.evaluate("window.drawn || 0")):
        opened.wait_for_timeout(200)
    opened.wait_for_timeout(500)  # a long task is told after it has ended
    longest, filtering = opened.evaluate("longest"), None
    if filters:
        opened.evaluate("longest = 0")
        opened.select_option("#filter-province", "KP-09")
        opened.wait_for_timeout(1500)
        filtering = opened.evaluate("longest")
    client = context.new_cdp_session(opened)
    client.send("HeapProfiler.collectGarbage")
    client.send("Performance.enable")
    metrics = {one["name"]: one["value"] for one in client.send("Performance.getMetrics")["metrics"]}
    context.close()
    return Measured(built, transferred, drawn / 1000, metrics["JSHeapUsedSize"] / 1e6, longest, filtering)


def ours(browser: Browser, entries: list[Entry], folder: Path) -> Measured:
    began = time.perf_counter()
    script, written = incident_script(entries, ["KP-04"]), page(entries)
    built = time.perf_counter() - began
    (folder / "maps").mkdir()
    (folder / "maps" / "incidents.js").write_bytes(script)
    (folder / "page.html").write_text(written)
    (folder / "theme").symlink_to(STATIC)
    areas = len({entry.area for entry in entries})
    ready = f"document.querySelectorAll('.map-live [role=button]').length === {areas}"
    return measured(browser, built, folder, "page.html", ready, True)


def theirs(browser: Browser, entries: list[Entry], folder: Path) -> Measured:
    began = time.perf_counter()
    stock(entries, folder / "stock.html")
    built = time.perf_counter() - began
    ready = f"document.querySelectorAll('path.leaflet-interactive').length === {len(entries)}"
    return measured(browser, built, folder, "stock.html", ready, False)


def line(count: int, name: str, found: Measured) -> str:
    filtering = "" if found.filtering is None else f"{found.filtering:9.0f} ms"
    return f"{count:6,}  {name:<6}{found.build:8.2f} s{found.transferred / 1000:10.0f} kB{found.drawn:8.2f} s{found.heap:8.1f} MB{found.longest:8.0f} ms{filtering}"


def main(arguments: list[str]) -> int:
    sizes = [int(argument) for argument in arguments] or SIZES
    print("  rows  map        build      gzip      drawn       heap  longest task   filtering")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*QUIET, "--no-sandbox"])
        for count in sizes:
            entries = generated(count)
            for name, look in (("ours", ours), ("stock", theirs)):
                with tempfile.TemporaryDirectory() as folder:
                    print(line(count, name, look(browser, entries, Path(folder))), flush=True)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
