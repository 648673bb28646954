"""`data/donations.json`: the pinned set as a file that somebody signs, so that an address cannot be changed by whoever can write here.

The file is made from the options, and must be what was signed, to the byte: who changes an address needs the secret key, which
never comes into this folder. Readers check the signature with the public key, or with the program minisign.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from minisign import Error, PublicKey, Signature

from plugins.giving.pins import pins_of
from plugins.messages import Message, say
from plugins.problems import Problem
from plugins.records.donation_options import DonationOption
from plugins.site import Site

NAME = "donations.json"
SIGNATURE = "donations.json.minisig"
PUBLIC_KEY = "donations.pub"
FILES = (NAME, SIGNATURE, PUBLIC_KEY)
_ABOUT = (
    "The only addresses and the only account by which this organisation receives money. "
    "An address that is not in this file, to the letter, is not ours."
)
_SIGN = say("If two people have compared every address with the provider's own page: ./inv donations sign --key …")


def signed_file(options: Iterable[DonationOption], state: str) -> bytes:
    """The pins of all options; `state` says whether they are real."""
    written = {"about": _ABOUT, "state": state, "options": [_option(option) for option in options]}
    return (json.dumps(written, ensure_ascii=False, indent=1) + "\n").encode()


def _option(option: DonationOption) -> dict[str, Any]:
    return {
        "id": option.id,
        "type": option.type,
        "label": option.label,
        "text": option.text,
        "provider": option.provider,
        "processor_country": option.processor_country,
        "host": option.host,
        "mode": option.mode,
        "currency": option.currency,
        "verified_on": option.verified_on,
        "expires_on": option.expires_on,
        "bank": option.bank.model_dump(mode="json") if option.bank else None,
        "manage": option.manage.model_dump(mode="json") if option.manage else None,
        "receipt": option.receipt.model_dump(mode="json") if option.receipt else None,
        "addresses": [
            {"language": pin.language or None, "reference": pin.reference or None, "address": pin.address}
            for pin in pins_of(option)
        ],
    }


def wrong_signature(folder: Path) -> tuple[str, Message] | None:
    """What is wrong with the signature of the file in a folder, and in which file; None when the key made it."""
    try:
        written, mark, key = ((folder / name).read_bytes() for name in FILES)
    except OSError:
        return SIGNATURE, say("the file must be signed; the file, its signature or the public key is missing")
    try:
        PublicKey.from_bytes(key).verify(written, Signature.from_bytes(mark))
    except (Error, ValueError, UnicodeError):
        return SIGNATURE, say("the signature must be that of the file by the key in donations.pub; it is not")
    return None


def pins_are_signed(site: Site, options: Iterable[DonationOption], state: str) -> Iterator[Problem]:
    """The addresses of the options are those in the file, and the file is signed."""
    path = site.data / NAME
    if not path.is_file() or path.read_bytes() != signed_file(options, state):
        message = say("the file must hold exactly the addresses of data/donation_options.json; it does not")
        yield Problem(site.shown(path), 0, 0, message, _SIGN)
    elif wrong := wrong_signature(site.data):
        name, message = wrong
        yield Problem(site.shown(site.data / name), 0, 0, message, _SIGN)
