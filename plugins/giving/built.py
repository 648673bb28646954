"""The last look at a built site for payment addresses: each page links to exactly those that are meant, and nothing else holds any."""

import re
from collections.abc import Iterator
from pathlib import Path

from plugins.giving.links_rule import payment_problems
from plugins.giving.own_name import ELSEWHERE
from plugins.giving.pins import PAGE, Pins
from plugins.giving.qr import MARK, path
from plugins.giving.signed_file import NAME
from plugins.giving.texts_of_files import MARKUP, Unreadable, text_of_file
from plugins.looking import Look
from plugins.messages import say
from plugins.privacy.elements import Element, elements
from plugins.problems import Problem

# The open data, in which the addresses stand as they are pinned.
_PINNING = frozenset(["data/donation_options.csv", "data/donation_options.json", f"data/{NAME}"])
# An address with a scheme or a host of its own. A letter and a call are no place where one can pay.
_LEAVES = re.compile(r"(?!mailto:|tel:)(?:[A-Za-z][A-Za-z0-9+.-]*:|//)")
_MEND = say("Mend the template or the plugin that writes it; addresses come from data/donation_options.json.")


def payments(folder: Path, pins: Pins, own: frozenset[str]) -> Look:
    """The look at one file of a built site: it holds exactly the payment addresses that are meant. `own` are the hosts of the site itself."""
    return lambda path: _file_problems(path, path.relative_to(folder).as_posix(), pins, own)


def missing_pages(folder: Path, pins: Pins) -> Iterator[Problem]:
    """The pages with payment addresses that are not there."""
    for page in sorted({*pins.links, *pins.codes}):
        if not (folder / page).is_file():
            yield Problem(page, 0, 0, say("the page with payment addresses must be there; it is not"), _MEND)


def _file_problems(file: Path, shown: str, pins: Pins, own: frozenset[str]) -> Iterator[Problem]:
    try:
        text = text_of_file(file)
    except Unreadable:
        yield Problem(
            shown, 0, 0, say("the file must be one that can be searched for payment addresses; it is not"), _MEND
        )
        return
    links = pins.links.get(shown, frozenset())
    allowed = pins.addresses if shown in _PINNING else links
    yield from payment_problems(text, shown, allowed, pins.addresses, file.suffix.lower() in MARKUP, own)
    if file.suffix.lower() == ".html" and any(map(_is_doubled, elements(text))):
        yield Problem(shown, 0, 0, say("a link must have each attribute once; it does not"), _MEND)
    if links or MARK in text:
        yield from _page_problems(text, shown, links, pins.codes.get(shown, frozenset()))
    if file.name == PAGE and any(_leads_elsewhere(element, links) for element in elements(text)):
        yield Problem(shown, 0, 0, *ELSEWHERE)


def _page_problems(text: str, shown: str, links: frozenset[str], codes: frozenset[str]) -> Iterator[Problem]:
    """Whether links and QR codes are the meant ones: none is missing, none is added, and an address is a plain link only."""
    found = list(elements(text))
    held = [(element.name, name, value) for element in found for name, value in element.attributes if value in links]
    if any((tag, name) != ("a", "href") for tag, name, _ in held):
        yield Problem(
            shown, 0, 0, say("a payment address must stand in a plain link only; it stands elsewhere too"), _MEND
        )
    if {value for _, _, value in held} != links:
        message = say("the page must link to exactly the payment addresses that are meant; one is missing or changed")
        yield Problem(shown, 0, 0, message, _MEND)
    if _codes(found) != {path(address) for address in codes}:
        message = say("the QR codes of the page must be exactly those of its payment addresses; they are not")
        yield Problem(shown, 0, 0, message, _MEND)


def _leads_elsewhere(element: Element, links: frozenset[str]) -> bool:
    """Whether it is a link that leaves the site, but to no pinned address. Backslashes are slashes to a browser."""
    targets = (value for name, value in element.attributes if name in ("href", "xlink:href", "formaction", "action"))
    whole = (re.sub(r"[\x00-\x20]", "", value).replace("\\", "/") for value in targets if value not in links)
    return element.name != "link" and any(map(_LEAVES.match, whole))


def _is_doubled(element: Element) -> bool:
    """Whether a link has an attribute twice: a browser follows the first, and a reader may take the last."""
    names = [name for name, _ in element.attributes]
    return element.name == "a" and len(set(names)) < len(names)


def _codes(found: list[Element]) -> set[str]:
    marked = (dict(element.attributes) for element in found)
    return {attributes.get("d", "") for attributes in marked if MARK in attributes.get("class", "").split()}
