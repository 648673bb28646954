"""What earlier runs made, in a folder of `.cache/`, under a hash of all that decides about it. It may be deleted at any time.

A file begins with the hash of its key and its content. So one that is damaged, cut short, or put under another's name is
never taken; what it held is made anew.
"""

import hashlib
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_HASH = hashlib.sha256().digest_size


@dataclass(frozen=True)
class Cache:
    """The files in a folder, which need not exist and need not be writable."""

    folder: Path

    def content(self, key: str) -> bytes | None:
        """What was kept under the key; None where there is nothing, or not what was kept."""
        try:
            kept = (self.folder / key).read_bytes()
        except OSError:
            return None
        content = kept[_HASH:]
        return content if content and kept[:_HASH] == _seal(key, content) else None

    def keep(self, key: str, content: bytes) -> None:
        """Keep it for the next build, in one step. Where that cannot be, the next build takes longer, and that is all."""
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            number, name = tempfile.mkstemp(dir=self.folder)
            try:
                with os.fdopen(number, "wb") as file:
                    file.write(_seal(key, content) + content)
                Path(name).replace(self.folder / key)
            except OSError:
                Path(name).unlink()


def _seal(key: str, content: bytes) -> bytes:
    return hashlib.sha256(key.encode() + content).digest()
