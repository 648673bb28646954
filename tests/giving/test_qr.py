import pytest

from plugins.giving import qr
from plugins.giving.pins import pins_of
from plugins.records.loading import records
from plugins.site import Site
from tests.giving.given import PINNED
from tests.giving.qr_reader import drawn, text_of_code
from tests.sites import ROOT

ADDRESSES = [pin.address for option in records(Site(ROOT), []).donation_options for pin in pins_of(option)]


@pytest.mark.parametrize("address", [*ADDRESSES, PINNED + "x" * 60, PINNED + "x" * 150])
def test_a_code_drawn_for_an_address_is_read_as_this_address(address: str) -> None:
    assert text_of_code(drawn(qr.path(address), qr.size(address), qr.QUIET)) == address


def test_two_addresses_never_share_a_code() -> None:
    assert len({qr.path(address) for address in ADDRESSES}) == len(set(ADDRESSES)) > 10


def test_the_reader_notices_a_module_that_was_changed() -> None:
    rows = drawn(qr.path(PINNED), qr.size(PINNED), qr.QUIET)
    changed = 0
    for column in range(len(rows) - 3, len(rows)):
        other = [list(row) for row in rows]
        other[len(rows) - 6][column] ^= 1
        changed += text_of_code(other) != PINNED
    assert changed
