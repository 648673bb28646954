"""`./inv donations key|sign|verify`: the signature over the pinned payment addresses, in the files of minisign.

The secret key is given by its path, lies outside the project, and is never copied, printed or kept.
"""

import argparse
import sys
import warnings
from collections.abc import Callable
from getpass import GetPassWarning, getpass
from pathlib import Path

from minisign import Error, KeyPair, SecretKey

from plugins.giving.signed_file import FILES, NAME, PUBLIC_KEY, SIGNATURE, pins_are_signed, signed_file
from plugins.messages import say, spoken, tell
from plugins.privacy.writing import write_whole
from plugins.problems import Problem, listing
from plugins.records.loading import records
from plugins.site import Site

Ask = Callable[[str], str]
UNDONE = say("Nothing was signed.")


class Refused(Exception):
    """What was asked for must not or cannot be done; the message says why."""


def main(arguments: list[str], ask: Ask | None = None) -> int:
    """Make a key, sign, or verify; 0 when it went well, 1 when it did not."""
    parser = argparse.ArgumentParser(prog="donations")
    parser.add_argument("what", choices=["key", "sign", "verify"])
    parser.add_argument("--root", type=Path, default=Path.cwd())
    parser.add_argument("--key", type=Path, help="the secret key, outside the project")
    parser.add_argument("--on", default="", help="the day of signing, YYYY-MM-DD")
    options = parser.parse_args(arguments)
    if (options.what == "verify") == bool(options.key):
        parser.error("--key belongs to key and sign, and is needed there")
    site = Site(options.root.resolve())
    try:
        if options.what == "verify":
            return _verify(site)
        key = _outside(options.key, site)
        if options.what == "key":
            _make(key, site, ask or _asked)
        else:
            _sign(key, site, options.on, ask or _asked)
    except Refused as error:
        tell(error.args[0], UNDONE, to=sys.stderr)
        return 1
    except OSError as error:
        tell(say("The file could not be read or written: %(error)s", error=error.strerror), UNDONE, to=sys.stderr)
        return 1
    return 0


def _asked(words: str) -> str:
    """A password, typed where nobody sees it; without a terminal it would be shown, so then it is not asked."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", GetPassWarning)
        try:
            return getpass(words)
        except (GetPassWarning, EOFError):
            raise Refused(say("The password must be typed at a terminal; there is none.")) from None


def _outside(path: Path, site: Site) -> Path:
    whole = path.expanduser().resolve()
    if whole.is_relative_to(site.root):
        raise Refused(
            say("The secret key must lie outside the project's folder: git publishes what lies in it. It does not.")
        )
    return whole


def _make(path: Path, site: Site, ask: Ask) -> None:
    """Write a new pair of keys: the secret one with a password, for its owner's eyes only; the public one into data/."""
    if path.exists():
        raise Refused(say("The file must not be there yet; it is. A key is never overwritten."))
    password = ask(spoken(say("A password for the new key: ")))
    if len(password) < 8 or ask(spoken(say("The same once more: "))) != password:
        raise Refused(say("The password must have at least 8 signs and be typed twice alike; it was not."))
    pair = KeyPair.generate()
    with pair.secret_key as secret:
        secret.encrypt(password)
        write_whole(path, bytes(secret) + b"\n", 0o600)
    write_whole(site.data / PUBLIC_KEY, bytes(pair.public_key) + b"\n")
    tell(
        say("The public key was written to data/%(name)s. Now sign: ./inv donations sign --key …", name=PUBLIC_KEY),
        say(
            "Keep the secret key and its password where thieves of this computer do not find both, and a copy elsewhere."
        ),
    )


def _sign(path: Path, site: Site, on: str, ask: Ask) -> None:
    problems: list[Problem] = []
    found = records(site, problems)
    if problems:
        print(listing(problems, UNDONE), file=sys.stderr)
        raise Refused(say("The data must be right before it is signed; it is not."))
    written = signed_file(found.donation_options, found.states["donation_options"])
    with _secret(path, ask) as secret:
        comment = "\t".join([f"file:{NAME}", *([f"signed:{on}"] if on else []), "hashed"])
        mark = secret.sign(written, trusted_comment=comment)
        public = secret.get_public_key()
    _is_the_published_key(site, public.to_base64())
    write_whole(site.data / NAME, written)
    write_whole(site.data / SIGNATURE, bytes(mark) + b"\n")
    tell(
        say(
            "Signed: %(names)s. Commit them together with the options.",
            names=", ".join(f"data/{name}" for name in FILES),
        )
    )


def _secret(path: Path, ask: Ask) -> SecretKey:
    """The secret key, unlocked. No exception of the library is passed on: it could hold a piece of the key."""
    try:
        secret = SecretKey.from_file(path)
    except (Error, ValueError):
        raise Refused(say("The file must be a secret key of minisign; it is not.")) from None
    if secret.is_encrypted():
        try:
            secret.decrypt(ask(spoken(say("The password of the key: "))))
        except (Error, ValueError):
            raise Refused(say("The password must be that of the key; it is not.")) from None
    return secret


def _is_the_published_key(site: Site, public: bytes) -> None:
    """Readers keep the public key: another one is a change that they must hear of."""
    path = site.data / PUBLIC_KEY
    if not path.is_file() or public not in path.read_bytes().split():
        raise Refused(
            say("The key must be the one whose public half is data/%(name)s; it is not. Put the right one there first, and tell readers why it changed.", name=PUBLIC_KEY)
        )  # fmt: skip


def _verify(site: Site) -> int:
    problems: list[Problem] = []
    found = records(site, problems)
    if not problems:
        problems.extend(pins_are_signed(site, found.donation_options, found.states["donation_options"]))
    if problems:
        print(listing(problems, say("The payment addresses are not vouched for.")), file=sys.stderr)
        return 1
    tell(say("Right: every payment address is signed by the key in data/%(name)s.", name=PUBLIC_KEY))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
