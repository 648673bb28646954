"""Invented interview records for tests and for trying `./inv sanitise`: no person, place or event in them is real.

python -m tests.privacy.example_raw FOLDER [COUNT] [SEED]
"""

import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from tests.privacy.raw.files import Sheet, Value, csv_bytes, kml, placemark, point, xlsx, zip_bytes

# A cell of a tenth of a degree: floor(latitude * 10), floor(longitude * 10), province.
Cell = tuple[int, int, str]

# Rough boxes well inside each province: first and last row, first and last column.
BOXES = {
    "KP-01": (389, 391, 1256, 1259),
    "KP-02": (392, 397, 1256, 1265),
    "KP-03": (398, 403, 1248, 1257),
    "KP-04": (404, 411, 1260, 1269),
    "KP-05": (380, 384, 1252, 1258),
    "KP-06": (383, 387, 1260, 1265),
    "KP-07": (385, 389, 1269, 1275),
    "KP-08": (400, 407, 1272, 1282),
    "KP-09": (414, 421, 1292, 1296),
    "KP-10": (412, 415, 1278, 1285),
    "KP-13": (422, 423, 1302, 1303),
    "KP-14": (388, 388, 1253, 1254),
    "KP-15": (379, 380, 1264, 1265),
}
# How many of a hundred sources come from where: after the known numbers of people who left.
SHARES = {"KP-09": 56, "KP-10": 15, "KP-08": 10, "KP-02": 4, "KP-03": 3, "KP-01": 3, "KP-05": 2, "KP-06": 2, "KP-07": 2}
OTHER_SHARE = 1
# Act, weight, kinds of place.
ACTS = [
    ("03.01.02", 22, ("03.06", "09.02", "03.05")),
    ("03.01.01", 14, ("03.05", "08.04", "10.06")),
    ("02.01.11.11", 12, ("03.05", "03.06")),
    ("30.01.02.01", 10, ("09.02", "02.05", "02.06")),
    ("38.01.01", 9, ("08.04",)),
    ("05.01.06", 8, ("08.04", "10.06", "")),
    ("36.01.02.03", 7, ("03.06", "09.02")),
    ("01.01.01.01", 5, ("06.02", "04.02")),
    ("03.01.03", 3, ("", "99")),
    ("01.01.90.03.01", 3, ("10.06", "")),
    ("01.01.06.02", 2, ("09.02",)),
    ("02.01.02", 2, ("03.05", "03.06")),
    ("07.01.02", 1, ("10.06", "")),
    ("08.01.03", 1, ("03.06",)),
    ("11.01.01", 1, ("10.06", "")),
]
HEADER = ["source", "name", "phone", "date", "date_end", "lat", "lon", "act", "place_type", "consent", "notes"]
PER_SOURCE = 3
CLUSTERS = 6
LATTICE = Path(__file__).parents[2] / "plugins" / "privacy" / "lattice.csv"


@dataclass(frozen=True)
class Told:
    """One invented record. The first three of its texts are what must never be read."""

    name: str
    phone: str
    notes: str
    source: str
    date: str
    date_end: str
    latitude: str
    longitude: str
    act: str
    place_type: str
    consent: str


def cells() -> list[Cell]:
    """The cells of the lattice that lie on land, or of rough boxes where there is no lattice yet."""
    if LATTICE.exists():
        with LATTICE.open(encoding="utf-8", newline="") as lines:
            return [(int(row["row"]), int(row["column"]), row["province"]) for row in csv.DictReader(lines)]
    return [
        (row, column, province)
        for province, (south, north, west, east) in BOXES.items()
        for row in range(south, north + 1)
        for column in range(west, east + 1)
    ]


def records(count: int, seed: int, land: Sequence[Cell]) -> list[Told]:
    """So many records around invented clusters, in an order of chance."""
    chance = Random(seed)
    provinces = sorted({province for _, _, province in land})
    clusters = {
        province: chance.sample(own, min(CLUSTERS, len(own)))
        for province in provinces
        for own in [[cell for cell in land if cell[2] == province]]
    }
    shares = [SHARES.get(province, OTHER_SHARE) for province in provinces]
    told: list[Told] = []
    number = 0
    while len(told) < count:
        number += 1
        (home,) = chance.choices(provinces, shares)
        consent = chance.choices(["yes", "no", ""], [92, 4, 4])[0]
        for _ in range(min(chance.randint(1, 2 * PER_SOURCE - 1), count - len(told))):
            told.append(_told(chance, number, _place(chance, clusters[home]), consent))
    chance.shuffle(told)
    return told


def _place(chance: Random, clusters: Sequence[Cell]) -> Cell:
    """The first cluster of a province is its town, and each further one is told of less often."""
    return chance.choices(clusters, [1 / rank for rank in range(1, len(clusters) + 1)])[0]


def _told(chance: Random, number: int, cell: Cell, consent: str) -> Told:
    row, column, _ = cell
    act, _, places = chance.choices(ACTS, [weight for _, weight, _ in ACTS])[0]
    begin, end = _dates(chance, may_last=act.startswith(("03.01.02", "30.")))
    return Told(
        name=f"예시 인물 {number:04}",
        phone=f"010-0000-{number % 10_000:04}",
        notes=f"지어낸 기록, 예시 인물 {number:04}",
        source=f"EX-{number:05}",
        date=begin,
        date_end=end,
        latitude=_degrees(row, chance),
        longitude=_degrees(column, chance),
        act=act,
        place_type=chance.choice(places),
        consent=consent,
    )


def _degrees(tenths: int, chance: Random) -> str:
    return f"{tenths // 10}.{tenths % 10}{chance.randrange(100_000):05}"


def _dates(chance: Random, may_last: bool) -> tuple[str, str]:
    """A year, a month or a day; one in thirty is of a time that is too near to be published."""
    recent = chance.random() < 1 / 30
    year = chance.randint(2025, 2026) if recent else int(chance.triangular(1990, 2024, 2004))
    begin = chance.choices(
        [f"{year}", f"{year}-{chance.randint(1, 9):02}", f"{year}-{chance.randint(1, 9):02}-15"], [8, 7, 5]
    )[0]
    if not may_last or recent or chance.random() < 0.7:
        return begin, ""
    return begin, f"{min(year + chance.randint(1, 3), 2024)}"


def write(folder: Path, count: int, seed: int, land: Sequence[Cell] | None = None) -> list[Path]:
    """A CSV, an XLSX, a KML and a KMZ with so many records together; the same seed and lattice give the same bytes."""
    told = records(count, seed, land or cells())
    marks = [count * 4 // 10, count * 7 // 10, count * 85 // 100]
    table, sheet, map_, zipped = (told[a:b] for a, b in zip([0, *marks], [*marks, count], strict=True))
    contents = {
        "example-1.csv": csv_bytes([HEADER, *(_row(record) for record in table)]),
        "example-2.xlsx": xlsx(Sheet([HEADER, *(_typed(_row(record)) for record in sheet)], name="예시")),
        "example-3.kml": kml(*(_placemark(record) for record in map_)),
        "example-4.kmz": zip_bytes(
            {"doc.kml": kml(*(_placemark(record) for record in zipped)), "files/photo.jpg": b"\xff\xd8 example"}
        ),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in contents]


def _row(told: Told) -> list[str]:
    place = [told.latitude, told.longitude]
    what = [told.act, told.place_type, told.consent, told.notes]
    return [told.source, told.name, told.phone, told.date, told.date_end, *place, *what]


def _typed(row: Sequence[str]) -> list[Value]:
    """As a spreadsheet keeps what is typed into it: years and degrees as numbers, days as dates."""
    return [_typed_value(column, text) for column, text in zip(HEADER, row, strict=True)]


def _typed_value(column: str, text: str) -> Value:
    if column in ("date", "date_end") and len(text) == 10:
        return date.fromisoformat(text)
    if column in ("date", "date_end") and len(text) == 4:
        return int(text)
    if column in ("lat", "lon"):
        return float(text)
    return text


def _placemark(told: Told) -> str:
    data = {"source": told.source, "act": told.act, "place_type": told.place_type, "consent": told.consent}
    begin, end = told.date, told.date_end
    time = (
        f"<TimeSpan><begin>{begin}</begin><end>{end}</end></TimeSpan>"
        if end
        else f"<TimeStamp><when>{begin}</when></TimeStamp>"
    )
    view = f"<LookAt><longitude>{told.longitude}</longitude><latitude>{told.latitude}</latitude></LookAt>"
    more = f"<name>{told.name}</name><description>{told.notes} {told.phone}</description>{view}{time}"
    return placemark(data, point(told.latitude, told.longitude), more)


def main(folder: str, count: str = "1000", seed: str = "1") -> None:
    for path in write(Path(folder), int(count), int(seed)):
        print(path)


if __name__ == "__main__":
    main(*sys.argv[1:])
