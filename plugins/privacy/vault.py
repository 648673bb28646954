"""The researcher's folder outside the project: the key, who is behind each row, as tokens that name nobody, and what was published.

Without it nobody can tell whether a class grew by one person, so no second release can be made. It is never published.
Whoever loses or deletes a manifest does not make the vault forget what was told, or taken back.
"""

import json
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.messages import say
from plugins.privacy.manifest import Manifest, canonical
from plugins.privacy.published import FOLDER
from plugins.privacy.release import People
from plugins.privacy.writing import write_whole
from plugins.problems import Problem
from plugins.records.incidents import is_release

SHOWN = "--vault"
HISTORY = "history.json"
BACK = say(
    "Bring data/incidents.csv and data/releases/ back from git. If it was never committed: bring the vault back from the copy made before it."
)


@dataclass(frozen=True)
class History:
    """The hashes of the manifests of all releases that the vault made, and the ids of all rows that it knows as withdrawn."""

    releases: Mapping[str, str]
    withdrawn: frozenset[str]

    @property
    def content(self) -> bytes:
        return canonical({"releases": self.releases, "withdrawn": sorted(self.withdrawn)})


@dataclass
class Vault:
    """The opened vault; its key makes ids and tokens."""

    folder: Path
    key: bytes
    history: History

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

    def keep(self, manifest: Manifest, people: People) -> None:
        """Remember a release, and who is behind its rows."""
        tokens = {name: sorted(found) for name, found in people.items()}
        write_whole(self._path(manifest.release), canonical(tokens), 0o600)
        # Last: a release is known only when the people behind it are.
        self._remember(History({**self.history.releases, manifest.release: manifest.sha256}, self.history.withdrawn))

    def learn(self, withdrawn: Iterable[str]) -> None:
        """Remember rows as withdrawn, for ever."""
        self._remember(History(self.history.releases, self.history.withdrawn.union(withdrawn)))

    def _remember(self, history: History) -> None:
        if history != self.history:
            write_whole(self.folder / HISTORY, history.content, 0o600)
            self.history = history

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
    if not (folder / "key").exists():
        return _new(folder, is_first, may_make, problems)
    key, history = _key(folder / "key"), _history(folder / HISTORY)
    if key is None or history is None:
        fix = say("Bring the folder back from its copy.")
        message = say("the vault must hold its key and its history; they are damaged")
        problems.append(Problem(SHOWN, 0, 0, message, fix))
        return None
    return Vault(folder, key, history)


def _key(path: Path) -> bytes | None:
    try:
        key = bytes.fromhex(path.read_text("ascii"))
    except (OSError, ValueError):
        return None
    return key if len(key) == 32 else None


def _history(path: Path) -> History | None:
    """The history, None when it is not exactly what was written."""
    try:
        content = path.read_bytes()
        found = json.loads(content)
        releases = {str(label): str(made) for label, made in found["releases"].items()}
        history = History(releases, frozenset(map(str, found["withdrawn"])))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    else:
        return history if history.content == content else None


def folder_holds_the_releases_of_the_vault(
    manifests: Sequence[Manifest], history: History, in_the_making: str | None = None
) -> Iterator[Problem]:
    """Nothing that was published is forgotten, and nothing is taken up that another vault made.

    `in_the_making` may be missing: it is what a run that was killed leaves.
    """
    shown = {manifest.release: manifest.sha256 for manifest in manifests if is_release(manifest.release)}
    may_be_missing = {in_the_making} - shown.keys()
    known = {label: found for label, found in history.releases.items() if label not in may_be_missing}
    missing = sorted(label for label, found in known.items() if shown.get(label) != found)
    if missing:
        message = say(
            "the folder must hold every release that the vault has made, as it was made; %(releases)s is missing",
            releases=" ".join(missing),
        )
        yield Problem(FOLDER, 0, 0, message, BACK)
    foreign = sorted(shown.keys() - history.releases.keys())
    if foreign:
        message = say(
            "the vault must be the one of the last release; it does not know %(releases)s", releases=" ".join(foreign)
        )
        yield Problem(SHOWN, 0, 0, message, say("Give the folder that the last release was made with: --vault FOLDER"))


def folder_holds_the_withdrawals_of_the_vault(manifests: Sequence[Manifest], history: History) -> Iterator[Problem]:
    """What was once withdrawn is withdrawn, also when its manifest was lost."""
    gone = {row.id for row in manifests[-1].withdrawn} if manifests else set()
    back = " ".join(sorted(history.withdrawn - gone))
    if back:
        message = say("what the vault knows as withdrawn must stay withdrawn; %(ids)s is not", ids=back)
        fix = say(
            "Bring data/incidents.csv and data/releases/ back from git. If the withdrawal was never committed: ./inv withdraw %(ids)s",
            ids=back,
        )
        yield Problem(FOLDER, 0, 0, message, fix)


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
    made = Vault(folder, secrets.token_bytes(32), History({}, frozenset()))
    if may_make:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(folder / HISTORY, made.history.content, 0o600)
        write_whole(folder / "key", made.key.hex().encode(), 0o600)
    return made
