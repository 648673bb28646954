"""Whether a manifest is signed by the key that a reader trusts."""

from pathlib import Path

from minisign import Error, PublicKey, Signature

from plugins.messages import Message, say

PUBLIC_KEY = Path("data/site.pub")  # the key of whoever signs manifests, where there is one


def wrong_signature(content: bytes, mark: bytes | None, key: Path) -> Message | None:
    """What is wrong with a manifest's signature (minisign); None when the key made it."""
    if mark is None:
        return say("the manifest must be signed; there is no signature")
    try:
        trusted = PublicKey.from_bytes(key.read_bytes())
    except (OSError, Error, ValueError, UnicodeError, IndexError):
        return say("%(key)s must be a public key of minisign; it is not", key=key.name)
    try:
        trusted.verify(content, Signature.from_bytes(mark))
    except (Error, ValueError, UnicodeError, IndexError):
        return say("the signature must be that of the manifest by %(key)s; it is not", key=key.name)
    return None
