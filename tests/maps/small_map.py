"""A few invented entries of the map, one of each odd kind, and the rules by which they would have been made."""

from dataclasses import replace

from plugins.maps.imprint import Imprint
from plugins.privacy.method import Method
from plugins.privacy.policy import Policy
from plugins.records.acts import Act
from plugins.records.fields import Field
from plugins.records.incidents import Incident
from plugins.records.loading import Records
from plugins.records.places import PlaceType
from plugins.records.provinces import Province

HOSTILE = "a <b>x</b> ]]> </description> & =cmd|' /C calc'!A0"
POLICY = Policy(5, 11, 20_000, 1000, 300, 1, 5, 5, 10, 24, 10, 3, 5)
METHOD = Method(POLICY, {}, (), "2026Q4", "2026-11-22", 0, {}, {})
IMPRINT = Imprint("https://example.org", POLICY, "2026Q4", "2026-11-22", "ab" * 32, is_example=True)


def incident(number: int, **given: object) -> Incident:
    row = {
        "id": f"in-aaaaaaaaa{'abcdefgh'[number]}",
        "level": "province",
        "lat": None,
        "lon": None,
        "province": "KP-09",
        "year_from": "2000",
        "years": "10",
        "act": "03.01",
        "place_type": "99",
        "sources": "5-9",
        "release": "2026Q4",
    }
    return Incident.model_validate(row | given)


def act(code: str, label: dict[str, str], sensitive: str = "no") -> Act:
    row = {"code": code, "parent": None, "label": label, "rights": "ICCPR:9", "sensitive": sensitive}
    return Act.model_validate(row)


def _province(code: str, name: str) -> Province:
    fields = dict.fromkeys(Province.model_fields)
    return Province.model_validate(fields | {"code": code, "name": {"en": name}, "census_2008": "1000000"})


RECORDS = Records(
    acts=(act("03.01", {"en": HOSTILE, "ko": "구금"}), act("05.01.06", {"en": "Second", "fr": "Deuxième"}, "yes")),
    provinces=(_province("KP-08", "South Hamgyong"), _province("KP-09", "North Hamgyong")),
    place_types=(
        PlaceType.model_validate({"code": "99", "label": {"en": "unknown"}}),
        PlaceType.model_validate({"code": "02.05", "label": {"en": "Mine", "fr": "Mine", "ko": "광산"}}),
    ),
    fields=(
        Field.model_validate({"dataset": "incidents", "field": "act", "unit": None, "text": {"en": "Kind & act"}}),
    ),
    incidents=(
        incident(0, sources="50+", place_type="02.05"),
        incident(1, level="0.5", lat="41.75", lon="129.75", year_from="2005", years="5"),
        incident(2, act="05.01.06", year_from="1990", sources="10-19"),
        incident(3, level="1.0", lat="40.5", lon="128.5", province="KP-08"),
    ),
    states={"incidents": "example"},
)
EMPTY = replace(RECORDS, incidents=())
