"""The address at which the site will stand. Canonical links, feeds and the sitemap are made from it."""

import re
from urllib.parse import urlsplit

from plugins.messages import Message, say

VARIABLE = "SITEURL"

_HOST = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}"
_ADDRESS = re.compile(rf"https://{_HOST}(?:/[A-Za-z0-9._~-]+)*")


def top(address: str) -> str:
    """The path below which the site stands on its host, such as `/site`; empty for a host of its own."""
    return urlsplit(address).path.rstrip("/")


def wrong_address(address: str) -> tuple[Message, Message] | None:
    """What must be otherwise and how to mend it; None when the address is right.

    A path is right: the same tree works below one (`https://name.github.io/site`).
    """
    if not address:
        fix = say("Write ./inv publish --siteurl https://…, or set the environment variable SITEURL.")
        return say("the address of the site must be given; it is not"), fix
    if _ADDRESS.fullmatch(address):
        return None
    if address.lower().startswith("http:"):
        return say("the address must begin with https://; it begins with http://"), say(
            "A page that is sent openly can be changed on its way, the links for donations too."
        )
    if address.endswith("/"):
        return say("the address must not end with a slash; it does"), say(
            "Write %(address)s.", address=address.rstrip("/")
        )
    fix = say(
        "Write it as https://www.example.org, or https://example.org/path: small letters, no port, no ? and no #."
    )
    return say("the address must be https://, a host and perhaps a path; it is '%(address)s'", address=address), fix
