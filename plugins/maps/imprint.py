"""What a file of the map says of itself: of which release it is, under which rules it was made, how it is checked."""

from dataclasses import dataclass

from plugins.open_data import checksum
from plugins.privacy.method import Method
from plugins.privacy.policy import Policy
from plugins.records.incidents import Incident
from plugins.records.loading import Records


@dataclass(frozen=True)
class Imprint:
    """`release` and its day `as_of` (ISO 8601) are None before the first one; `table_sha256` is that of the table as published."""

    site_url: str
    policy: Policy
    release: str | None
    as_of: str | None
    table_sha256: str
    is_example: bool


def imprint(records: Records, method: Method, site_url: str) -> Imprint:
    state = records.states.get("incidents", "example")
    return Imprint(
        site_url=site_url,
        policy=method.policy,
        release=method.release,
        as_of=method.as_of,
        table_sha256=checksum(Incident, records.incidents, state),
        is_example=state == "example",
    )
