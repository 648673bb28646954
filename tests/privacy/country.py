"""A small country of our own for tests: a hand-made lattice, the real acts, and records made in memory."""

import random
from collections.abc import Iterable
from datetime import date

from plugins.privacy.acts import Acts
from plugins.privacy.areas import Area
from plugins.privacy.lattice import Land, Lattice
from plugins.privacy.policy import Policy
from plugins.privacy.raw.record import RawRecord
from plugins.privacy.rulebook import Rulebook
from plugins.records.acts import Act
from plugins.records.provinces import Province

KEY = b"a fixed key for tests, 32 bytes!"

# Two degrees by two: KP-09 in the east, KP-10 in the west, of 10,000 hectares a cell; KP-03 (few leavers) and KP-04 (nearly
# none) are strips in the south. Cells of the border row are shared, with most of the land in KP-09.
LANDS = [
    *(Land(row, column, "KP-09", 10_000) for row in range(410, 430) for column in range(1290, 1310)),
    *(Land(row, column, "KP-10", 10_000) for row in range(410, 430) for column in range(1270, 1289)),
    *(Land(row, 1289, "KP-09", 6_000) for row in range(410, 430)),
    *(Land(row, 1289, "KP-10", 4_000) for row in range(410, 430)),
    *(Land(400, column, "KP-03", 10_000) for column in range(1270, 1290)),
    *(Land(401, column, "KP-04", 10_000) for column in range(1270, 1290)),
]


def province(code: str, census: int | None, leavers: int | None, within: str | None = None) -> Province:
    return Province(
        code=code,
        name={"en": code},
        within=within,
        census_2008=census,
        leavers=leavers,
        leavers_as_of=None,
        leavers_note=None,
    )


# About 200 residents a square kilometre in KP-09, so that a cell of 0.1 degrees is large enough; about 20 in KP-10.
PROVINCES = [
    province("KP-03", 2_000_000, 811),
    province("KP-04", 1_000_000, 222),
    province("KP-09", 8_240_000, 18_665),
    province("KP-10", 768_000, 4_473),
    province("KP-13", None, None, "KP-09"),
]


def act(code: str, parent: str | None, sensitive: str) -> Act:
    return Act.model_validate(
        {"code": code, "parent": parent, "label": {"en": code}, "rights": (), "sensitive": sensitive}
    )


ACTS = [
    act("02.01", None, "yes"),
    act("02.01.02", "02.01", "yes"),
    act("02.01.11.11", "02.01", "no"),
    act("03.01", None, "no"),
    act("03.01.01", "03.01", "no"),
    act("03.01.02", "03.01", "no"),
    act("05.01.06", None, "no"),
]

POLICY = Policy(
    sources=5,
    sources_sensitive=11,
    residents=20_000,
    leavers_for_cells=1_000,
    leavers_for_province=300,
    cell_tenths=1,
    cell_tenths_sensitive=5,
    years=5,
    years_sensitive=10,
    embargo_months=24,
    records_of_an_act=10,
    change=3,
    change_sensitive=5,
)


def rulebook(
    policy: Policy = POLICY, provinces: Iterable[Province] = PROVINCES, acts: Iterable[Act] = ACTS
) -> Rulebook:
    return Rulebook(policy, Lattice(LANDS, {"KP-13": "KP-09"}), provinces, Acts(acts))


NORTH_HAMGYONG = (41_850_000, 129_350_000)
NEAR = (41_850_000, 129_450_000)  # the next cell of 0.1 degrees, in the same one of 0.5
FAR = (42_650_000, 130_650_000)  # another cell of 1.0 degrees, in the same province
RYANGGANG = (41_850_000, 127_850_000)
FEW_LEAVERS = (40_050_000, 127_850_000)
NEARLY_NO_LEAVERS = (40_150_000, 127_850_000)


def told(
    source: str,
    place: tuple[int, int] = NORTH_HAMGYONG,
    year: int = 2006,
    act: str = "03.01.02",
    place_type: str = "03.06",
    consent: bool = True,
    until: int | None = None,
) -> RawRecord:
    """One record; what is not given is a detention in 2006."""
    return RawRecord(source, date(year, 1, 1), date(until or year, 12, 31), *place, act, place_type, consent)


def people(count: int, first: int = 0, **told_as: object) -> list[RawRecord]:
    """Records of so many different people, each telling of the same."""
    return [told(f"person {number}", **told_as) for number in range(first, first + count)]  # type: ignore[arg-type]


CELL = Area("0.1", 418, 1293, "KP-09")


def crowd(chance: random.Random, count: int, sources: int) -> list[RawRecord]:
    """Many records all over the country: clusters, and some far out."""
    clusters = [(chance.randrange(4105, 4295) * 10_000, chance.randrange(12705, 13095) * 10_000) for _ in range(12)]
    records = []
    for _ in range(count):
        latitude, longitude = chance.choice(clusters)
        place = (
            min(max(latitude + chance.randrange(-300_000, 300_000), 41_000_000), 42_999_999),
            min(max(longitude + chance.randrange(-300_000, 300_000), 127_000_000), 130_999_999),
        )
        if chance.random() < 0.1:
            place = chance.choice([FEW_LEAVERS, NEARLY_NO_LEAVERS])
        year = chance.randrange(1994, 2024)
        records.append(
            told(
                f"person {chance.randrange(sources)}",
                place,
                year,
                chance.choice([found.code for found in ACTS]),
                chance.choice(["03.06", "03.06", "99"]),
                chance.random() < 0.9,
                year + chance.choice([0, 0, 0, 1, 3, 12]),
            )
        )
    return records
