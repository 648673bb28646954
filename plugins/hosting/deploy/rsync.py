"""A server over ssh: each release in a folder of its own, and a link `current` that is turned to it in one step.

Files that did not change are hard links to those of the release before, so a release costs what is new in it. The server counts the
hashes of a release before visitors get it.
"""

import os
import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

from plugins.hosting.deploy.changes import Changes, changes_by_manifest
from plugins.hosting.deploy.failures import SWITCHED, UNTOUCHED, Failed
from plugins.hosting.deploy.locking import locked
from plugins.hosting.deploy.owner import held, holder
from plugins.hosting.deploy.ssh import Server
from plugins.hosting.deploy.tree import Tree
from plugins.hosting.kept import kept, listed
from plugins.hosting.manifest import NAME, Entry, Manifest
from plugins.messages import Message, say, tell

_RELEASE = re.compile(r"[0-9a-f]{12}-[0-9a-f]{12}(?:\.\d+)?")
_LOCK = ".deploy-lock"
_MANIFEST = f'cat "$0/current/{NAME}" 2>/dev/null || true'
# `$0` is the folder. A folder is made in one step or not at all: that is the lock.
_ENTER = f"""
mkdir -p -- "$0"; cd -- "$0"; mkdir -p releases
if [ -e current ] && [ ! -L current ]; then echo "!foreign"; exit; fi
if ! mkdir {_LOCK} 2>/dev/null; then echo "!held $(cat {_LOCK}/owner 2>/dev/null || echo '?')"; exit; fi
cat > {_LOCK}/owner
rm -rf releases/.new-*
if [ -L current ]; then basename "$(readlink current)"; else echo "-"; fi
ls -1t releases
"""
_UNLOCK = f'cd -- "$0"; rm -rf {_LOCK}'
# What was counted is what lies there: as many files, each with its hash.
_INTACT = """
cd -- "$0/releases/$1"; kept=0
if [ -f "../.kept-$1" ]; then kept=$(xargs -r ls -d -- < "../.kept-$1" 2>/dev/null | wc -l); fi
if [ "$(find . -type f | wc -l)" -ne "$(($2 + kept))" ]; then echo "files are missing or too many in $1" >&2; exit 1; fi
sha256sum --check --quiet --strict - >&2
"""
_ACCEPT = 'cd -- "$0/releases"; mv -T ".new-$1" "$1"'
# Theme files of the release $2 stay beside those of $1, and what stayed there of others goes; a list beside the release names them.
_KEEP = """
cd -- "$0/releases/$1"; list="../.kept-$1"
if [ -f "$list" ]; then xargs -r rm -f -- < "$list"; fi
: > "$list"
while read -r sum name; do
    if [ -f "../$2/$name" ] && echo "$sum  ../$2/$name" | sha256sum --check --status; then
        echo "$name" >> "$list"
        mkdir -p -- "$(dirname -- "$name")"
        ln -fL -- "../$2/$name" "$name"
    fi
done
"""
# `mv -T` renames the link over the old one: there is no moment without it.
_SWITCH = """
cd -- "$0"; ln -sfn "releases/$1" .current.new; mv -T .current.new current
"""
# The last deployed comes first in the list; a release is never removed while visitors have it.
_CLEAR = r"""
touch "releases/$1"; cd releases
ls -1t | grep -E '^[0-9a-f]{12}-[0-9a-f]{12}(\.[0-9]+)?$' | tail -n +"$(($2 + 1))" | grep -Fvx -- "$1" | xargs -r rm -rf --
for list in .kept-*; do [ -d "${list#.kept-}" ] || rm -f -- "$list"; done
"""


@dataclass
class Releases:
    """The releases on a server; the web server shows `current`."""

    server: Server
    keep: int = 5
    state: Message = UNTOUCHED

    def changes(self, tree: Tree) -> Changes:
        return changes_by_manifest(self.server.run(_MANIFEST), tree.expected)

    def deploy(self, tree: Tree) -> Changes:
        planned = self.changes(tree)
        with self._locked() as (current, names):
            name = self._free_name(tree, names)
            if name not in names:
                self._bring(tree, name, current if current in names else "", len(planned.upload))
            if name != current:
                self._keep(tree, name, current if current in names else "")
            self.server.run(_SWITCH + _CLEAR, name, str(self.keep))
            self.state = SWITCHED
        return planned

    def _bring(self, tree: Tree, name: str, former: str, count: int) -> None:
        # By content, not by time: a fresh build has fresh times. What did not change keeps its time on the server.
        options = ["--recursive", "--checksum", "--delete", "--perms", "--chmod=D755,F644"]
        new = f".new-{name}"
        options += [f"--link-dest=../{former}"] if former else []
        self.server.bring(tree.folder, f"releases/{new}", count, options)
        tell(say("The server counts the hashes …"))
        self.server.run(_INTACT, new, str(len(tree.expected)), given=_sums(tree.expected))
        self.server.run(_ACCEPT, name)

    def _keep(self, tree: Tree, name: str, former: str) -> None:
        """Let theme files of the release that visitors have stay in the one that they get."""
        there = kept(listed(self.server.run(_MANIFEST)), tree.expected) if former else {}
        self.server.run(_KEEP, name, former, given=_sums(there))

    def roll_back(self, name: str, dry: bool) -> Manifest:
        """Turn `current` to the named release, or to the one that was deployed before the current one."""
        with self._locked() as (current, names):
            before = names[names.index(current) + 1 :] if current in names else names
            chosen = name or (before[0] if before else "")
            if chosen not in names:
                fix = say("There are: %(names)s.", names=", ".join(names) or "–")
                raise Failed(say("there must be an earlier release; there is none"), fix)
            manifest = _manifest(self.server.run(f'cat "$0/releases/$1/{NAME}"', chosen))
            tell(say("From %(current)s to %(chosen)s.", current=current, chosen=chosen))
            if not dry:
                self.server.run(_SWITCH, chosen)
                self.state = SWITCHED
            return manifest

    def unlock(self) -> None:
        self.server.run(_UNLOCK)

    def _free_name(self, tree: Tree, names: list[str]) -> str:
        """The release's name; one that lies there whole already is used again, one that was changed on the server is not."""
        name, number = tree.release, 1
        while name in names:
            try:
                self.server.run(_INTACT, name, str(len(tree.expected)), given=_sums(tree.expected))
                break
            except Failed:
                number += 1
                name = f"{tree.release}.{number}"
        return name

    def _locked(self) -> AbstractContextManager[tuple[str, list[str]]]:
        """Alone at the place; gives the current release, and all of them, the last deployed first."""
        return locked(self._enter, self.unlock)

    def _enter(self) -> tuple[str, list[str]]:
        said = self.server.run(_ENTER, given=holder(os.environ, public=False).encode())
        first, *names = said.splitlines() or ["-"]
        if first == "!foreign":
            message = say("current must be a link to a release; something else has that name on the server")
            raise Failed(message, say("Choose another folder, or move it aside on the server."))
        if first.startswith("!held "):
            raise held(first.removeprefix("!held "))
        return first, [name for name in names if _RELEASE.fullmatch(name)]


def _manifest(content: str) -> Manifest:
    try:
        return Manifest.model_validate_json(content)
    except ValueError:
        message = say("the release must hold a manifest that can be read; it does not")
        raise Failed(message, say("Choose another release, or deploy.")) from None


def _sums(files: Mapping[str, Entry]) -> bytes:
    """Every file with its hash, as `sha256sum --check` reads it; of a release's own files from what was checked here."""
    return "".join(f"{entry.sha256}  ./{name}\n" for name, entry in sorted(files.items())).encode()
