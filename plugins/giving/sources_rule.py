"""The rule over all that the project holds: no payment address stands outside the files that pin it.

Code and tests are read by people before they are merged, and hold what the rule must refuse.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from plugins.giving.links_rule import payment_problems
from plugins.giving.own_name import ELSEWHERE
from plugins.giving.pins import Pins, pins
from plugins.giving.signed_file import NAME, pins_are_signed
from plugins.giving.texts_of_files import MARKUP, Unreadable, text_of_file
from plugins.messages import say
from plugins.privacy.sources import NAMES, TEXTS, project_files
from plugins.problems import Problem
from plugins.records.loading import Records
from plugins.site import Site

# Where an address may stand; which of its languages and references the second holds is compared to the byte.
_PINNING = ("data/donation_options.json", f"data/{NAME}")

_TEXT_OF_PAGE = re.compile(r"content/[^/]+/pages/donate\.md")
_LINK = re.compile(r"(?:https?:)?//[\w.-]", re.IGNORECASE)


def giving_is_safe(site: Site, records: Records) -> Iterator[Problem]:
    """Everything that is wrong with the payment addresses of a project; no page is built before it is mended.

    Where the data could not be read there are no pins, and what is wrong with the data stops the build.
    """
    pinned = pins(records.donation_options, records.campaigns, None)
    if records.states:
        yield from pins_are_signed(site, records.donation_options, records.states["donation_options"])
    for path in project_files(site.root):
        shown = site.shown(path)
        if not _is_left_to_people(path, shown):
            yield from _file_problems(path, shown, pinned)


def _is_left_to_people(path: Path, shown: str) -> bool:
    return shown.startswith("tests/") or (shown.startswith("plugins/") and path.suffix == ".py")


def _file_problems(path: Path, shown: str, pinned: Pins) -> Iterator[Problem]:
    ending = path.suffix.lower()
    if ending not in TEXTS and ending != ".pdf" and path.name not in NAMES:
        return  # the gate refuses what is no text, no picture and no PDF
    try:
        text = text_of_file(path)
    except Unreadable:
        message = say("the file must be one that can be searched for payment addresses; it is not")
        yield Problem(shown, 0, 0, message, say("Save it as text in UTF-8, or as a PDF without a password."))
        return
    allowed = pinned.addresses if shown in _PINNING else frozenset[str]()
    yield from payment_problems(text, shown, allowed, pinned.addresses, ending in MARKUP)
    if _TEXT_OF_PAGE.fullmatch(shown):
        yield from _links_elsewhere(text, shown)


def _links_elsewhere(text: str, shown: str) -> Iterator[Problem]:
    """The text of the page for giving leads to no other host; what the page's template adds is looked at when it is built."""
    for number, line in enumerate(text.splitlines(), start=1):
        for found in _LINK.finditer(line):
            yield Problem(shown, number, found.start() + 1, *ELSEWHERE)
