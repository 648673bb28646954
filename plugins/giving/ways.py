"""The ways to give as a page shows them: each option with its address on a day, or without one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plugins.giving import qr
from plugins.giving.pins import campaign_links, general_reference, payment_address
from plugins.records.donation_options import TYPES, DonationOption

ONLINE = ("one-off", "monthly", "education")


@dataclass(frozen=True)
class Way:
    """One card. `address` is None where there is no link, or where it may not be shown on the day."""

    option: DonationOption
    address: str | None
    reference: str | None

    @property
    def is_hidden(self) -> bool:
        """Whether it has a link that is not shown: never verified, or expired."""
        return self.option.url is not None and self.address is None

    @property
    def manage_address(self) -> str | None:
        """The provider's page for changing a monthly gift, shown and hidden together with the link."""
        return self.option.manage.url if self.option.manage and self.address else None

    @property
    def code_path(self) -> str:
        """The dark modules of the address's QR code."""
        return qr.path(self.address) if self.address else ""

    @property
    def code_size(self) -> int:
        return qr.size(self.address) if self.address else 0


def ways(options: Iterable[DonationOption], code: str, day: date | None) -> list[Way]:
    """Every option in a language, in the order of their types."""
    reference = general_reference(code)
    shown = [
        Way(option, payment_address(option, code, reference), reference)
        if option.is_open(day)
        else Way(option, None, None)
        for option in options
    ]
    return sorted(shown, key=lambda way: TYPES.index(way.option.type))


def campaign_ways(options: Iterable[DonationOption], campaign_id: str, code: str, day: date | None) -> list[Way]:
    """The options through which a campaign collects, with its own reference."""
    return [Way(option, pin.address, pin.reference) for option, pin in campaign_links(options, campaign_id, code, day)]
