"""What must not be published as if money could be sent there: for `publish`, beside the state of the dataset."""

from collections.abc import Iterable
from datetime import date

from plugins.giving.addresses import is_reserved
from plugins.messages import say
from plugins.problems import Problem
from plugins.records.donation_options import DonationOption

_SHOWN = "data/donation_options.json"


def unpublishable(options: Iterable[DonationOption], state: str, day: date | None) -> list[Problem]:
    """Everything that keeps the options out of a published site: examples, test addresses, providers that do not exist."""
    problems = []
    if state != "real":
        fix = say("Enter the organisation's own options, or build the demonstration (--demo).")
        problems.append(Problem(_SHOWN, 0, 0, say("the ways to give must be real; they are an example"), fix))
    for option in options:
        if option.mode == "test":
            message = say("%(id)s must be in the mode live; it is a test", id=option.id)
            problems.append(Problem(_SHOWN, 0, 0, message, say("Enter the provider's live address and sign it.")))
        addresses = [option.url, option.manage.url if option.manage else None]
        if any(address and is_reserved(address.split("/")[2].partition("?")[0]) for address in addresses):
            message = say("%(id)s must lead to a provider that exists; its host is one for examples", id=option.id)
            problems.append(Problem(_SHOWN, 0, 0, message, say("Enter the provider's own address and sign it.")))
        if option.url and option.mode == "live" and not option.is_open(day):
            message = say(
                "%(id)s must be verified and not expired; it is not, and its link would be hidden", id=option.id
            )
            fix = say("Compare the address with the provider's page, write both days, and sign.")
            problems.append(Problem(_SHOWN, 0, 0, message, fix))
    return problems
