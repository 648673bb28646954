"""What must not be published as if money could be sent there: for `publish`, beside the state of the dataset."""

from collections.abc import Iterable
from datetime import date

from plugins.giving.addresses import is_for_trying_out, is_reserved
from plugins.messages import Message, say
from plugins.problems import Problem
from plugins.records.donation_options import DonationOption

_SHOWN = "data/donation_options.json"


def unpublishable(options: Iterable[DonationOption], state: str) -> list[Problem]:
    """Everything that keeps the options out of a published site: examples, test addresses, providers that do not exist."""
    problems = []
    if state != "real":
        fix = say("Enter the organisation's own options, or build the demonstration (--demo).")
        problems.append(Problem(_SHOWN, 0, 0, say("the ways to give must be real; they are an example"), fix))
    for option in options:
        addresses = [address for address in (option.url, option.manage.url if option.manage else None) if address]
        if option.mode == "test":
            message = say("%(id)s must be in the mode live; it is a test", id=option.id)
            problems.append(Problem(_SHOWN, 0, 0, message, say("Enter the provider's live address and sign it.")))
        if any(is_reserved(address.split("/")[2].partition("?")[0]) for address in addresses):
            message = say("%(id)s must lead to a provider that exists; its host is one for examples", id=option.id)
            problems.append(Problem(_SHOWN, 0, 0, message, say("Enter the provider's own address and sign it.")))
        elif any(is_for_trying_out(address) for address in addresses):
            message = say(
                "%(id)s must lead to where money is taken; its address is one of the provider's tests", id=option.id
            )
            problems.append(Problem(_SHOWN, 0, 0, message, say("Enter the provider's live address and sign it.")))
        if option.url and not option.verified_on:
            message = say("%(id)s must have been verified; it never was", id=option.id)
            fix = say("Compare the address with the provider's page, write both days, and sign.")
            problems.append(Problem(_SHOWN, 0, 0, message, fix))
    return problems


def day_of_links(options: Iterable[DonationOption], committed: date, day: date) -> date:
    """The first day since the commit by which the same links are shown as by `day`: it stays the same until one changes."""
    turns = (date.fromisoformat(turn) for option in options for turn in (option.verified_on, option.expires_on) if turn)
    return max([committed, *(turn for turn in turns if turn <= day)])


def hidden(options: Iterable[DonationOption], day: date | None) -> list[Message]:
    """What to tell of links that are published hidden: an expired one must not keep the rest of the site from readers."""
    return [
        say(
            "%(id)s is not valid on the day of the build: its link is hidden, and the bank transfer shown. "
            "Compare its address with the provider's page, write both days, and sign.",
            id=option.id,
        )
        for option in options
        if option.url and option.verified_on and not option.is_open(day)
    ]
