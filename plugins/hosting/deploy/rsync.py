"""A server over ssh: each release in a folder of its own, and a link `current` that is turned to it in one step.

Files that did not change are hard links to those of the release before, so a release costs what is new in it. The server counts the
hashes of a release before visitors get it.
"""

import os
import re
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from plugins.hosting.deploy import scripts
from plugins.hosting.deploy.changes import Changes, changes_by_manifest
from plugins.hosting.deploy.failures import SWITCHED, UNCLEAR, UNTOUCHED, Failed
from plugins.hosting.deploy.locking import locked
from plugins.hosting.deploy.owner import held, holder
from plugins.hosting.deploy.ssh import Server
from plugins.hosting.deploy.tree import EXAMPLE, REAL_ONLY, Tree
from plugins.hosting.kept import kept, listed
from plugins.hosting.manifest import NAME, Entry, Manifest
from plugins.messages import Message, say, tell

_RELEASE = re.compile(r"[0-9a-f]{12}-[0-9a-f]{12}(?:\.\d+)?")


@dataclass
class Releases:
    """The releases on a server; the web server shows `current`."""

    server: Server
    keep: int = 5
    owner: str = field(default_factory=lambda: holder(os.environ, public=False))
    state: Message = UNTOUCHED

    def changes(self, tree: Tree) -> Changes:
        return changes_by_manifest(self.server.run(scripts.MANIFEST), tree.expected)

    def deploy(self, tree: Tree) -> Changes:
        planned = self.changes(tree)
        with self._locked() as (current, names):
            name = self._free_name(tree, names)
            if name not in names:
                self._bring(tree, name, current if current in names else "", len(planned.upload))
            if name != current:
                self._keep(tree, name, current if current in names else "")
            self._switch(name)
            self._clear(name)
        return planned

    def _bring(self, tree: Tree, name: str, former: str, count: int) -> None:
        # By content, not by time: a fresh build has fresh times. What did not change keeps its time on the server.
        options = ["--recursive", "--checksum", "--delete", "--perms", "--chmod=D755,F644"]
        new = f".new-{name}"
        options += [f"--link-dest=../{former}"] if former else []
        self.server.bring(tree.folder, f"releases/{new}", count, options)
        tell(say("The server counts the hashes …"))
        self.server.run(scripts.INTACT, new, str(len(tree.expected)), given=_sums(tree.expected))
        self.server.run(scripts.ACCEPT, name)

    def _keep(self, tree: Tree, name: str, former: str) -> None:
        """Let theme files of the release that visitors have stay in the one that they get."""
        there = kept(listed(self.server.run(scripts.MANIFEST)), tree.expected) if former else {}
        self.server.run(scripts.KEEP, name, former, given=_sums(there))

    def _switch(self, name: str) -> None:
        self.state = UNCLEAR
        self.server.run(scripts.SWITCH, name)
        self.state = SWITCHED

    def _clear(self, name: str) -> None:
        """Remove the oldest releases; visitors have the new one, also where that fails."""
        try:
            self.server.run(scripts.CLEAR, name, str(self.keep))
        except Failed as error:
            tell(
                say("Old releases stay on the server; delete them there: they may hold what was withdrawn."),
                error.message,
                to=sys.stderr,
            )

    def roll_back(self, name: str, demo: bool, dry: bool) -> tuple[Manifest, bytes]:
        """Turn `current` to the named release, or to what visitors had before the current one; gives its manifest as it lies there."""
        with self._locked() as (current, names):
            chosen = name or self.server.run(scripts.BEFORE, current).strip()
            if chosen not in names:
                fix = say("There are: %(names)s.", names=", ".join(names) or "–")
                raise Failed(say("there must be an earlier release; there is none"), fix)
            content = self.server.run(f'cat "$0/releases/$1/{NAME}"', chosen)
            manifest = _manifest(content)
            if manifest.example and not demo:
                raise Failed(EXAMPLE, REAL_ONLY)
            tell(say("From %(current)s to %(chosen)s.", current=current, chosen=chosen))
            if not dry:
                self._switch(chosen)
            return manifest, content.encode()

    def unlock(self) -> None:
        self.server.run(scripts.UNLOCK)

    def _free_name(self, tree: Tree, names: list[str]) -> str:
        """The release's name; one that lies there whole already is used again, one that was changed on the server is not."""
        name, number = tree.release, 1
        while name in names:
            try:
                self.server.run(scripts.INTACT, name, str(len(tree.expected)), given=_sums(tree.expected))
                break
            except Failed:
                number += 1
                name = f"{tree.release}.{number}"
        return name

    def _locked(self) -> AbstractContextManager[tuple[str, list[str]]]:
        """Alone at the place; gives the current release, and all of them, the last deployed first."""
        return locked(self._enter, self._leave)

    def _enter(self) -> tuple[str, list[str]]:
        said = self.server.run(scripts.ENTER, given=self.owner.encode())
        first, *names = said.splitlines() or ["-"]
        if first == "!foreign":
            message = say("current must be a link to a release; something else has that name on the server")
            raise Failed(message, say("Choose another folder, or move it aside on the server."))
        if first.startswith("!held "):
            raise held(first.removeprefix("!held "))
        return first, [name for name in names if _RELEASE.fullmatch(name)]

    def _leave(self) -> None:
        """Give the lock back, if it is still ours: somebody may have used --unlock meanwhile."""
        self.server.run(scripts.LEAVE, self.owner)


def _manifest(content: str) -> Manifest:
    try:
        return Manifest.model_validate_json(content)
    except ValueError:
        message = say("the release must hold a manifest that can be read; it does not")
        raise Failed(message, say("Choose another release, or deploy.")) from None


def _sums(files: Mapping[str, Entry]) -> bytes:
    """Every file with its hash, as `sha256sum --check` reads it; of a release's own files from what was checked here."""
    return "".join(f"{entry.sha256}  ./{name}\n" for name, entry in sorted(files.items())).encode()
