"""The researcher's folder outside the project: the key, and who is behind each row, as tokens that name nobody.

Without it nobody can tell whether a class grew by one person, so no second release can be made. It is never published.
"""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from plugins.messages import say
from plugins.privacy.manifest import Manifest, canonical
from plugins.privacy.release import People
from plugins.privacy.writing import write_whole
from plugins.problems import Problem

SHOWN = "--vault"


@dataclass(frozen=True)
class Vault:
    """The opened vault; its key makes ids and tokens."""

    folder: Path
    key: bytes

    def people(self, manifest: Manifest | None) -> People:
        """Who is behind the rows of a release; of what the vault does not know there is nothing."""
        if manifest is None:
            return {}
        path = self._path(manifest.release.partition("-")[0])
        try:
            found = json.loads(path.read_bytes())
            return {str(name): frozenset(map(str, tokens)) for name, tokens in found.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def keep(self, release: str, people: People) -> None:
        """Remember who is behind the rows of a release."""
        write_whole(self._path(release), canonical({name: sorted(tokens) for name, tokens in people.items()}), 0o600)

    def _path(self, release: str) -> Path:
        return self.folder / f"people-{release}.json"


def vault(folder: Path, is_first: bool, may_make: bool, problems: list[Problem]) -> Vault | None:
    """Open the vault; before the first release it is made, with the only random number of the whole project.

    `may_make` is False for a trial: then a key is used that nobody keeps.
    """
    if folder.is_dir() and os.name == "posix" and folder.stat().st_mode & 0o077:
        fix = say("Only you may read it: chmod 700 on the folder.")
        problems.append(Problem(SHOWN, 0, 0, say("the vault must be closed to everybody else; it is not"), fix))
        return None
    try:
        key = bytes.fromhex((folder / "key").read_text("ascii"))
    except FileNotFoundError:
        return _new(folder, is_first, may_make, problems)
    except (OSError, ValueError):
        key = b""
    if len(key) != 32:
        fix = say("Bring the folder back from its copy.")
        problems.append(Problem(SHOWN, 0, 0, say("the vault must hold its key; it is damaged"), fix))
        return None
    return Vault(folder, key)


def _new(folder: Path, is_first: bool, may_make: bool, problems: list[Problem]) -> Vault | None:
    if not is_first:
        message = say("the vault must be the one of the last release; there is none here")
        fix = say(
            "Give the folder that the last release was made with. Without it nobody can tell whom a release adds."
        )
        problems.append(Problem(SHOWN, 0, 0, message, fix))
        return None
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        fix = say("Give a folder that does not exist yet, on a disk that is encrypted and copied.")
        problems.append(Problem(SHOWN, 0, 0, say("a new vault must be an empty folder; it is not"), fix))
        return None
    made = Vault(folder, secrets.token_bytes(32))
    if may_make:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(folder / "key", made.key.hex().encode(), 0o600)
    return made
