"""Raw records full of canaries go the whole way to a built site, and none of them is found at its end."""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from plugins.privacy.raw.values import micro_degrees
from tests.privacy.example_raw import HEADER, Told, cells, records
from tests.privacy.raw.files import Sheet, csv_bytes, kml, placemark, point, xlsx, zip_bytes
from tests.sites import TestSite, snapshot, tiny_site

COUNT = 800
WORD = "kanari"  # in every text that may not be read; the folder of a test is called after the test
RELEASE = ["--as-of", "2026-10-01", "--release", "2026Q4"]
COLUMNS = [*HEADER, "kanari column", "Adresse (kanari)"]


def told(count: int) -> list[Told]:
    """Records in which all that must not be read, and the ids of the sources, are canaries."""
    return [
        replace(
            one,
            name=f"kanari-name-{number}",
            phone=f"010-{2000 + number}-{7000 + number}",
            notes=f"kanari-note-{number}",
            source=one.source.replace("EX", "kanari-source"),
        )
        for number, one in enumerate(records(count, 4, cells()))
    ]


def row(one: Told) -> list[str]:
    read = [one.date, one.date_end, one.latitude, one.longitude, one.act, one.place_type, one.consent]
    return [one.source, one.name, one.phone, *read, one.notes, "kanari-cell", "kanari-street 1"]


def marked(one: Told) -> str:
    """A placemark with canaries in each element and attribute that may stand in one and is not read."""
    read = {
        "source": one.source,
        "date": one.date,
        "date_end": one.date_end,
        "act": one.act,
        "consent": one.consent,
        "place_type": one.place_type,
    }
    view = f"<LookAt><longitude>{one.longitude}</longitude><latitude>{one.latitude}</latitude></LookAt>"
    shown = f"<name>{one.name}</name><description>{one.notes}</description><Snippet>kanari</Snippet>{view}"
    more = f"{shown}<address>kanari</address><phoneNumber>{one.phone}</phoneNumber><styleUrl>#kanari</styleUrl>"
    made = placemark(
        {**read, "kanari field": "kanari-value", "name": one.name}, point(one.latitude, one.longitude), more
    )
    return made.replace("<Placemark>", '<!-- kanari --><Placemark id="kanari-id">')


def drawn(told: Sequence[Told]) -> bytes:
    title = b"<name>kanari-map</name><open>1</open><description>kanari</description>"
    return kml(*map(marked, told)).replace(b"<name>map</name>", title)


def write(folder: Path, told: Sequence[Told]) -> list[Path]:
    """All four kinds of raw file, under names that are canaries too."""
    quarter = len(told) // 4
    table, sheet, map_, zipped = (told[n * quarter : (n + 1) * quarter] for n in range(4))
    author = "<cp:coreProperties><dc:creator>kanari-author</dc:creator></cp:coreProperties>"
    notes = "<comments><authors><author>kanari</author></authors></comments>"
    contents = {
        "kanari-1.csv": csv_bytes([COLUMNS, *map(row, table)]),
        "kanari-2.xlsx": xlsx(
            Sheet([COLUMNS, *map(row, sheet)], name="kanari-sheet"),
            more={"docProps/core.xml": author, "xl/comments1.xml": notes},
        ),
        "kanari-3.kml": drawn(map_),
        "kanari-4.kmz": zip_bytes({"doc.kml": drawn(zipped), "files/kanari.jpg": b"\xff\xd8 kanari"}),
    }
    folder.mkdir()
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in contents]


@dataclass(frozen=True)
class Bench:
    """A tiny site before its first release, with all folders in which a process could leave something."""

    site: TestSite
    raw: Path
    vault: Path
    scratch: Path

    def sanitise(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "plugins.privacy.sanitise", *map(str, arguments), "--vault", str(self.vault)]
        environment = {**os.environ, **self.site.environment}
        return subprocess.run(command, cwd=self.site.root, env=environment, capture_output=True, text=True, check=False)

    @property
    def left(self) -> dict[str, bytes]:
        """Every file that is there afterwards, the raw ones and the code left aside."""
        return {
            f"{folder.name}/{name}": content
            for folder in (self.site.root, self.vault, self.scratch)
            for name, content in snapshot(folder).items()
            if not name.startswith("plugins/")
        }


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    site = tiny_site(tmp_path / "site")
    (site.root / "data" / "incidents.csv").unlink()
    (site.root / "data" / "releases" / "2026Q4.json").unlink()
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    places = {"TMPDIR": str(scratch), "HOME": str(scratch), "XDG_CACHE_HOME": str(scratch)}
    return Bench(replace(site, environment=places), tmp_path / "raw", tmp_path / "vault", scratch)


def exact(told: Sequence[Told]) -> set[str]:
    """The points and telephones of the records, as they are written and as the program counts them."""
    degrees = {degrees for one in told for degrees in (one.latitude, one.longitude)}
    counted = {str(micro_degrees(one.latitude, "lat")) for one in told}
    counted |= {str(micro_degrees(one.longitude, "lon")) for one in told}
    return degrees | counted | {one.phone for one in told}


def found(content: str, told: Sequence[Told]) -> list[str]:
    """The canaries in a text: the word, and every number that is one of theirs."""
    numbers = set(re.findall(r"\d+\.\d+|\d{8,}|010-\d{4}-\d{4}", content)) & exact(told)
    return sorted(numbers | ({WORD} & set(re.findall(WORD, content.lower()))))


def test_a_search_for_canaries_finds_them() -> None:
    one, other = told(2)
    assert found(f"x{one.latitude},y", [one, other]) == [one.latitude]
    assert found(f'"{micro_degrees(one.longitude, "lon")}"', [one]) == [str(micro_degrees(one.longitude, "lon"))]
    assert found(f"KANARI {other.phone}", [one, other]) == [other.phone, WORD]


def test_no_canary_reaches_the_site_the_release_the_vault_or_any_log(bench: Bench) -> None:
    raw = told(COUNT)
    done = bench.sanitise(*write(bench.raw, raw), *RELEASE)
    assert done.returncode == 0, done.stderr
    assert f"{COUNT:>7} records read" in done.stdout
    built = bench.site.build()
    assert built.status == 0, built.complained
    left = bench.left
    table = left["site/output/data/incidents.csv"].decode("utf-8-sig")
    assert table.count("\n") > 20
    assert {"site/data/releases/2026Q4.json", "vault/key", "vault/people-2026Q4.json"} <= set(left)
    assert found(done.stdout + done.stderr + built.said + built.complained, raw) == []
    assert {
        name: at for name, content in left.items() if (at := found(f"{name} {content.decode('latin-1')}", raw))
    } == {}


@pytest.mark.parametrize("column", ["date", "date_end", "lat", "lon", "act", "place_type", "consent"])
def test_a_wrong_cell_is_told_without_what_stands_in_it(bench: Bench, column: str) -> None:
    raw = told(8)
    rows = [row(one) for one in raw]
    rows[2][COLUMNS.index(column)] = "kanari 39.123456"
    bench.raw.mkdir()
    (bench.raw / "kanari.csv").write_bytes(csv_bytes([COLUMNS, *rows]))
    before = bench.left
    done = bench.sanitise(bench.raw / "kanari.csv", *RELEASE)
    assert done.returncode == 1
    assert "raw file 1, row:4" in done.stderr
    assert found(done.stdout + done.stderr, raw) == []
    assert "39.123456" not in done.stdout + done.stderr
    assert bench.left == before
