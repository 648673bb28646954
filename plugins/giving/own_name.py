"""The organisation's own name in the names of hosts, and addresses that ask for money: whose are they?

A link to a host that nobody knows is no payment address by its form. But who wants to be given what is meant for us bears our
name, or asks for a gift.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from plugins.giving.addresses import is_reserved, is_within
from plugins.giving.look_alikes import is_near, seen
from plugins.messages import say

# The organisation's own hosts, with all below them. A new one is written here, which two people look at.
OWN = frozenset(["pscore.org"])
# What is told of the page for giving when it leads to another host, and how to mend it.
ELSEWHERE = (
    say("the page for giving must lead to no other host; it does"),
    say("Link to it from another page: who reads this one must be able to trust every link."),
)
_NAME = "pscore"
_OTHERS = frozenset(["score.org"])  # near ours, and somebody's own
# What a name ends with when it is a file's (`pscore.conf`), unless two slashes or an @ stand before it.
_FILES = frozenset("caddyfile conf csv html jpg json md pdf png pub svg toml txt webp yml zip".split())  # noqa: SIM905
_PARTICLE = re.compile(
    "(?<=[a-z])[가-힣]+$"
)  # pscore.org에서: Korean writes no space before it, and no name of a host ends so
_ADDRESS = re.compile(r"""//(?:[^\s/@"'<>]*@)?((?:[\w-]+\.)+[\w-]+)([^\s"'<>)\]]*)""")
_ASKING = re.compile(
    r"donat\w*(?:[-_].*)?|(?:make-a-|give-a-)?gifts?|giv(?:e|ing)(?:-now|-today|-to-.*)?|sponsors?|fundrais(?:er|ers|ing)|"
    r"crowdfunding|dons?|donner|faire-un-don|je-donne|후원.*|기부.*|hu?won|gibu"
)


@lru_cache(maxsize=1 << 16)
def bears_our_name(name: str, is_host: bool, own: frozenset[str]) -> bool:
    """Whether a name of a host that is not ours would be taken for ours; `is_host` where it can be no file's name."""
    small = _PARTICLE.sub("", name.lower())
    if is_within(small, own) or (not is_host and small.rpartition(".")[2] in _FILES):
        return False
    look = seen(small)
    labels = look.split(".")
    pairs = {f"{one}.{other}" for one, other in pairwise(labels)} - _OTHERS
    return any(_NAME in label.replace("-", "") for label in labels) or any(
        is_near(pair, seen(host), 1) for host in OWN for pair in pairs
    )


def asking(text: str, own: frozenset[str]) -> Iterator[int]:
    """Where addresses of others begin of which a word asks for money: `//donate.example.net`, `//example.net/ko/donation/`.

    Names that are kept for examples are nobody's, and a number is told by another rule.
    """
    for match in _ADDRESS.finditer(text):
        host, behind = match.group(1).lower().strip("."), match.group(2).lower()
        if not is_within(host, own) and not is_reserved(host) and _asks(host, behind):
            yield match.start()


@lru_cache(maxsize=1 << 16)
def _asks(host: str, behind: str) -> bool:
    if host.replace(".", "").isdigit():
        return False
    words = [*host.split(".")[:-1], *(part.partition(".")[0] for part in re.split(r"[/?&=#]", behind))]
    return any(_ASKING.fullmatch(word) for word in words)
