"""The form of a payment address: an exact ASCII string that every browser and every parser reads in one way only.

What one reader takes for the host and another for a password is where a thief hides, so nothing that can be read twice is let in.
"""

import re
from collections.abc import Callable

from plugins.messages import Message, say

LONGEST = 300  # signs; a QR code of more cannot be read from paper
_HOST = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z]"
_PARAMETER = r"[A-Za-z0-9._~-]+=[A-Za-z0-9._~-]+"
_ADDRESS = re.compile(rf"https://{_HOST}(?:/[A-Za-z0-9._~-]+)*/?(?:\?{_PARAMETER}(?:&{_PARAMETER})*)?")
# Names that RFC 2606 and RFC 6761 keep for examples: nobody can ever be paid there.
_RESERVED = re.compile(r"(?:.*\.)?(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)")
# Where providers let their customers try things out: a gift made there never arrives.
_TRIAL = frozenset(["sandbox", "test", "staging"])
# Hosts that only lead on: what they lead to can be changed without a change here.
REDIRECTS = frozenset(
    "bit.ly bitly.com buff.ly buly.kr cutt.ly goo.gl han.gl is.gd linktr.ee lnkd.in me2.do naver.me ow.ly qrco.de "  # noqa: SIM905  a list of words
    "rb.gy rebrand.ly shorturl.at t.co t.ly t2m.kr tiny.cc tinyurl.com url.kr v.gd vo.la".split()
)


def _authority(address: str) -> str:
    """What stands between the two slashes and the next sign that could end it."""
    return re.split(r"[/?#\\]", address.partition("://")[2], maxsplit=1)[0]


def _path(address: str) -> str:
    return address.partition("://")[2].removeprefix(_authority(address)).partition("?")[0]


# Each is what an address must be; the first that does not hold is told.
_RULES: tuple[tuple[Callable[[str], bool], Message], ...] = (
    (lambda address: address.isascii(), say("must hold ASCII letters only")),
    (lambda address: re.search(r"[\x00-\x20\x7f]", address) is None, say("must hold no space and no control sign")),
    (lambda address: "\\" not in address, say("must hold no backslash")),
    (lambda address: "%" not in address, say("must hold no per cent sign")),
    (lambda address: "#" not in address, say("must have no fragment (#)")),
    (lambda address: address.startswith("https://"), say("must begin with https:// in small letters")),
    (lambda address: "@" not in address, say("must have no user name before the host (@)")),
    (lambda address: ":" not in _authority(address), say("must have no port")),
    (lambda address: not _authority(address).endswith("."), say("must have no full stop at the end of the host")),
    (lambda address: "xn--" not in _authority(address).lower(), say("must have no letters in punycode (xn--)")),
    (lambda address: _authority(address) == _authority(address).lower(), say("must have its host in small letters")),
    (lambda address: re.fullmatch(_HOST, _authority(address)) is not None, say("must have the name of a host")),
    (lambda address: ".." not in address, say("must not hold two full stops in a row")),
    (lambda address: "//" not in _path(address), say("must not hold two slashes in a row after the host")),
    (lambda address: "/./" not in f"{_path(address)}/", say("must not hold a path that leads back to itself (/./)")),
    (lambda address: len(address) <= LONGEST, say("must have at most 300 signs")),
    (
        lambda address: not is_within(_authority(address), REDIRECTS),
        say("must lead to the provider itself, not to a host that leads on"),
    ),
    (
        lambda address: _ADDRESS.fullmatch(address) is not None,
        say("must be a host, a path of letters and digits, and parameters as name=value with & between"),
    ),
)


def wrong_form(address: str) -> Message | None:
    """What keeps a text from being a payment address; None when it is one."""
    return next((message for holds, message in _RULES if not holds(address)), None)


def host_of(address: str) -> str:
    """The host of a payment address of the right form."""
    wrong = wrong_form(address)
    if wrong:
        raise ValueError(wrong)
    return _authority(address)


def is_within(host: str, domains: frozenset[str]) -> bool:
    """Whether a host is one of the domains, or lies below one."""
    labels = host.split(".")
    return any(".".join(labels[start:]) in domains for start in range(len(labels)))


def is_reserved(host: str) -> bool:
    """Whether a host has a name that is kept for examples."""
    return _RESERVED.fullmatch(host) is not None


def is_for_trying_out(address: str) -> bool:
    """Whether an address of the right form is one of a provider's tests: `sandbox.…`, `…/test_abc`, `…?key=test-abc`."""
    path, _, query = address.partition("?")
    parts = [*_path(path).split("/"), *(pair.partition("=")[2] for pair in query.split("&"))]
    return not _TRIAL.isdisjoint(_authority(address).split(".")) or any(
        part.lower().startswith(("test_", "test-")) for part in parts
    )
