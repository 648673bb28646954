import time
import tracemalloc
from pathlib import Path

from plugins.privacy.raw.reading import read
from plugins.privacy.raw.record import RawRecord
from plugins.privacy.raw.values import days, micro_degrees, period
from plugins.problems import Problem
from tests.privacy.example_raw import ACTS, BOXES, Told, cells, records, write

CODES = [act for act, _, _ in ACTS]
PLACE_TYPES = sorted({place for _, _, places in ACTS for place in places if place} | {"99"})
LAND = [
    (row, column, province)
    for province, (south, north, west, east) in BOXES.items()
    for row in range(south, north + 1)
    for column in range(west, east + 1)
]


def as_record(told: Told) -> RawRecord:
    first, last = period(days(told.date, "date"), days(told.date_end, "date_end") if told.date_end else None)
    place = micro_degrees(told.latitude, "lat"), micro_degrees(told.longitude, "lon")
    return RawRecord(told.source, first, last, *place, told.act, told.place_type or "99", told.consent == "yes")


def test_all_four_kinds_of_file_are_read_as_they_were_invented(tmp_path: Path) -> None:
    problems: list[Problem] = []
    found = read(write(tmp_path, 1000, 7, LAND), None, CODES, PLACE_TYPES, lambda *_: True, problems)
    assert problems == []
    assert found == tuple(sorted(as_record(told) for told in records(1000, 7, LAND)))


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(tmp_path: Path) -> None:
    one, same, other = (
        [path.read_bytes() for path in write(tmp_path / name, 100, seed, LAND)]
        for name, seed in (("one", 7), ("same", 7), ("other", 8))
    )
    assert one == same
    assert all(a != b for a, b in zip(one, other, strict=True))


def test_most_sources_come_from_where_most_people_left_and_none_from_nowhere() -> None:
    places = {(row, column): province for row, column, province in LAND}
    told = records(5000, 7, LAND)
    provinces = [
        places[micro_degrees(one.latitude, "lat") // 100_000, micro_degrees(one.longitude, "lon") // 100_000]
        for one in told
    ]
    assert set(provinces) == set(BOXES)
    ranked = sorted(BOXES, key=provinces.count, reverse=True)
    assert ranked[:3] == ["KP-09", "KP-10", "KP-08"]


def test_there_is_something_for_every_rule() -> None:
    told = records(5000, 7, LAND)
    assert {one.consent for one in told} == {"yes", "no", ""}
    assert 50 < sum(one.date >= "2025" for one in told) < 500
    assert {len(one.date) for one in told} == {4, 7, 10}
    assert len({one.source for one in told}) < len(told) / 2
    assert all("예시 인물" in one.name and one.phone.startswith("010-0000-") for one in told)


def test_the_cells_of_the_project_lie_in_the_box_of_the_country() -> None:
    assert all(375 <= row <= 430 and 1240 <= column <= 1309 for row, column, _ in cells())


def test_ten_thousand_records_are_read_in_little_time_and_memory(tmp_path: Path) -> None:
    """Generous limits, for slow machines: it takes a fifth of the time, and a fourth of the memory."""
    table, _, places, _ = write(tmp_path, 10_000, 7, LAND)
    before = time.process_time()
    found = read([table], None, CODES, PLACE_TYPES, lambda *_: True, [])
    assert (time.process_time() - before) / len(found) * 10_000 < 1.5
    tracemalloc.start()
    found = read([places], None, CODES, PLACE_TYPES, lambda *_: True, [])
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most / len(found) * 10_000 < 100_000_000
