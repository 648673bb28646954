"""The rule for every text: an address of a payment provider, or what looks like one, is exactly a pinned string, or refused.

What stands in its place exactly is set aside first. Then the rest is searched, as it is written and as a reader or a browser
would take it. A provider's bare host may be named in plain words, because it stands beside each button.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from plugins.giving.addresses import host_of, is_within
from plugins.giving.look_alikes import is_near, seen
from plugins.giving.own_name import OWN, asking, bears_our_name
from plugins.giving.payment_services import HOSTS, coins
from plugins.messages import Message, say
from plugins.privacy.text.normalised import normalised
from plugins.privacy.text.places import lines
from plugins.problems import Problem

NOT_PINNED = say("a payment address must be exactly one that is pinned, and stand where the site puts it; it does not")
LOOK_ALIKE = say("the text must hold no look-alike of a payment address; it does")
SERVICE = say("the text must lead to no payment service that is not pinned; it does")
COIN = say("the text must hold no address of a cryptocurrency and no link into a payment app; it does")
NAME = say("a host that bears our name must be ours; it is not")
ASKING = say("a link that asks for money must be one that is pinned; it leads elsewhere")
NUMBER = say("a link must name its host; it leads to a bare number")
FIXES = {
    NUMBER: say("Link to the name of the host, or delete it, and find out who wrote it."),
    NOT_PINNED: say(
        "Link to the page for giving instead; addresses are changed in data/donation_options.json and signed."
    ),
    LOOK_ALIKE: say("Delete it, and find out who wrote it: money sent there does not come here."),
    NAME: say(
        "Delete it, and find out who wrote it. A new host of ours is written into OWN in plugins/giving/own_name.py."
    ),
    ASKING: say("Link to the page for giving instead, or name the page of others in words, without its address."),
    SERVICE: say("Delete it. A new provider gets an entry in data/donation_options.json, which two people look at."),
    COIN: say("Delete it, and find out who wrote it: money sent there cannot come back."),
}
# The last label of a host has a letter: no decimal number is looked at. Each name has such a label, and long tables of numbers none.
_LABEL = re.compile(r"\.[0-9-]*[^\W\d_]")
_RUN_ENDS = re.compile(r"[^\w.-]|\Z")
_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[0-9-]*[^\W\d_][\w-]+")
# Signs that, before or behind an address, make it part of another one.
_BEFORE = r"(?<![\w.~:/?#@!$&*+=%\\\u200b-\u200f\u2060\ufeff-])"
_BEHIND = r"(?![\w.~:/?#@!$*+=%\[\\\u200b-\u200f\u2060\ufeff-]|&(?!quot;|lt;|gt;|\#39;|\#34;))"
_BARE_BEHIND = r"(?![\w~:/@%\\-]|\.\w|\.[/:@\\%])"
# Values of attributes, and targets of Markdown: from an address a browser takes tabs and line ends out.
_VALUE = re.compile(r"""=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))|\]\(([^()]*)\)""")
# A host without a name, of either version of the internet protocol; a machine's own one is where the site is tried out.
_NUMBERED = re.compile(
    r"//(?!127\.0\.0\.1(?![\w.]))(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![\w.])|\[[0-9a-fA-F.]*:[0-9a-fA-F:.]*\])"
)
_ODD = re.compile(r"[^\x00-\x7e]|[&%\\<*_`\x00-\x08]")


@dataclass(frozen=True)
class Known:
    """What a text is searched for: the hosts of the providers, what is behind them in the pinned addresses, and what is like our own hosts."""

    hosts: frozenset[str]
    tails: frozenset[str]
    own: frozenset[str]


@lru_cache(maxsize=16)
def known(pinned: frozenset[str], own: frozenset[str]) -> Known:
    """From all pinned addresses. The tail is the parameters, or the path of an address that has none."""
    parts = [address.partition("?")[::2] for address in pinned]
    tails = {query or path.removeprefix(f"https://{host_of(path)}") for path, query in parts}
    return Known(frozenset(map(host_of, pinned)), frozenset(tail for tail in tails if len(tail) >= 8), own)


def payment_problems(
    text: str,
    shown: str,
    allowed: frozenset[str],
    pinned: frozenset[str],
    markup: bool = True,
    own: frozenset[str] = OWN,
) -> Iterator[Problem]:
    """What is wrong in a text in which, of all pinned addresses, only the allowed may stand; in markup `&` is `&amp;`.

    `own` are the hosts of the site itself, which may bear our name and ask for money. No message tells what was found.
    """
    told: set[tuple[int, Message]] = set()
    counted = None
    for offset, message in _findings(text, allowed, known(pinned, own), markup):
        counted = counted or lines(text)
        line, column = counted.place(offset)
        if (line, message) not in told:
            told.add((line, message))
            yield Problem(shown, line, column, message, FIXES[message])


def _findings(text: str, allowed: frozenset[str], sought: Known, markup: bool) -> Iterator[tuple[int, Message]]:
    if any(host in text for host in sought.hosts):
        text = _in_place(allowed, sought.hosts, markup).sub(lambda match: " " * len(match.group()), text)
    yield from _searched(text, sought)
    if _ODD.search(text):
        plain = normalised(text)
        for offset, message in _searched(plain.text, sought, is_joined=True):
            yield from ((origin, message) for origin in plain.origins([offset]))
    for match in _VALUE.finditer(text):
        value = next(filter(None, match.groups()), "")
        if "&" in value or "\t" in value or "\n" in value or "\r" in value:
            joined = re.sub(r"[\t\r\n]", "", html.unescape(value))
            yield from ((match.start(), message) for _, message in _searched(joined, sought))


def _searched(text: str, sought: Known, is_joined: bool = False) -> Iterator[tuple[int, Message]]:
    """What is found in a text. In one whose markup was taken away, our own host may have been joined to the word beside it."""
    for offset, name in _names(text):
        message = _verdict(name, sought.hosts)
        if message:
            yield offset, message
        elif is_joined and any(host in name for host in sought.own):
            continue
        elif bears_our_name(name, text.endswith(("//", "@"), 0, offset), sought.own):
            yield offset, NAME
    yield from ((text.index(tail), NOT_PINNED) for tail in sorted(sought.tails) if tail in text)
    yield from ((offset, ASKING) for offset in asking(text, sought.own | sought.hosts | HOSTS))
    yield from ((offset, COIN) for offset in coins(text))
    yield from ((match.start(), NUMBER) for match in _NUMBERED.finditer(text))


def _names(text: str) -> Iterator[tuple[int, str]]:
    """Every name of a host with its place."""
    end = 0
    for label in _LABEL.finditer(text):
        if label.start() < end:
            continue
        start = label.start()
        while start > end and (text[start - 1].isalnum() or text[start - 1] in "._-"):
            start -= 1
        end = next(_RUN_ENDS.finditer(text, label.end())).start()
        yield from ((match.start(), match.group()) for match in _NAME.finditer(text, start, end))


@lru_cache(maxsize=256)
def _in_place(allowed: frozenset[str], hosts: frozenset[str], markup: bool) -> re.Pattern[str]:
    """What may stand as it is: the addresses, with nothing before or behind that changes them, and bare names of hosts."""
    written = {html.escape(address, quote=False) if markup else address for address in allowed}
    whole = "|".join(re.escape(address) for address in sorted(written, key=lambda address: (-len(address), address)))
    names = "|".join(re.escape(host) for host in sorted(hosts, key=lambda host: (-len(host), host)))
    parts = [f"{_BEFORE}(?:{whole}){_BEHIND}"] if whole else []
    parts += [f"{_BEFORE}(?:{names}){_BARE_BEHIND}"] if names else []
    return re.compile("|".join(parts))


@lru_cache(maxsize=1 << 17)
def _verdict(name: str, hosts: frozenset[str]) -> Message | None:
    """What is wrong with a name of a host in a text from which everything pinned was taken away."""
    small = name.lower()
    if small in hosts:
        return NOT_PINNED
    if is_within(small, HOSTS):
        return SERVICE
    look = seen(name)
    ours = [(seen(host), 2 if len(host) >= 12 else 1) for host in hosts]
    if any(is_near(run, host, most) for host, most in ours for run in _runs(look, host.count(".") + 1)):
        return LOOK_ALIKE
    if any(f".{part}." in f".{look.replace('-', '.')}." for part in _PARTS | {_dotted(host) for host in hosts}):
        return LOOK_ALIKE
    if any(_is_near_a_service(run) for number in (2, 3, 4) for run in _runs(look, number)):
        return LOOK_ALIKE
    return None


def _dotted(host: str) -> str:
    """What a host looks like with full stops for hyphens: `give.example.org-secure.net` has another host within."""
    return seen(host).replace("-", ".")


def _runs(name: str, number: int) -> list[str]:
    """Every run of so many labels: `give.example.org.evil.com` begins with one that is a provider's host."""
    labels = name.split(".")
    return [".".join(labels[start : start + number]) for start in range(len(labels) - number + 1)]


def _is_near_a_service(run: str) -> bool:
    near = {service for variant in _variants(run) for service in _SERVICES.get(variant, ())}
    return any(is_near(run, service, 1 if len(service) >= 9 else 0) for service in near)


def _variants(name: str) -> set[str]:
    """The name, and the name without each of its letters: names of which one letter differs have one of these in common."""
    return {name, *(name[:place] + name[place + 1 :] for place in range(len(name)))}


_PARTS = frozenset(map(_dotted, HOSTS))
_SERVICES: dict[str, set[str]] = {}
for _host in sorted(HOSTS):
    for _variant in _variants(seen(_host)):
        _SERVICES.setdefault(_variant, set()).add(seen(_host))
