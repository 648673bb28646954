"""What stands in docs/deploying.md to be copied."""

import re

from tests.sites import ROOT

TEXT = (ROOT / "docs" / "deploying.md").read_text("utf-8")


def test_no_program_is_fetched_without_a_version() -> None:
    fetched = re.findall(r"\bnpx ([a-z][^\s`]*)", TEXT)
    assert len(fetched) == 2
    assert [name for name in fetched if not name.endswith("@VERSION")] == []


def test_the_servers_listen_on_both_kinds_of_address() -> None:
    """The table of names says AAAA."""
    assert "`AAAA`" in TEXT
    ports = re.findall(r"^    listen (\d+[^;]*);", TEXT, re.MULTILINE)
    assert ports == ["443 ssl http2", "80"]
    assert re.findall(r"^    listen \[::\]:(\d+[^;]*);", TEXT, re.MULTILINE) == ports
