"""What a file of the map says of itself: of which release it is, under which rules it was made, how it is cited and checked."""

from dataclasses import dataclass
from hashlib import sha256

from plugins.addresses import absolute
from plugins.open_data import csv_file
from plugins.privacy.method import Method
from plugins.privacy.policy import Policy
from plugins.records.incidents import Incident
from plugins.records.loading import Records

ATTRIBUTION = "Made with Natural Earth"
TABLE = "data/incidents.csv"


@dataclass(frozen=True)
class Imprint:
    """`release` and its day `as_of` (ISO 8601) are None before the first one; `table_sha256` is that of the table as published."""

    policy: Policy
    release: str | None
    as_of: str | None
    table: str
    table_sha256: str
    is_example: bool


def imprint(records: Records, method: Method, site_url: str) -> Imprint:
    return Imprint(
        policy=method.policy,
        release=method.release,
        as_of=method.as_of,
        table=absolute(site_url, TABLE),
        table_sha256=sha256(csv_file(Incident, records.incidents)).hexdigest(),
        is_example=records.states.get("incidents") != "real",
    )
