"""GitHub Pages: one commit without a past on the branch that GitHub shows.

It has no past because each publication would stay in it for ever, also what was withdrawn since. The earlier site is made again from its
commit, to the byte. The push replaces the branch only if it is still what was looked at, so two deploys cannot cross.
"""

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from plugins.hosting.deploy.changes import Changes, changes_by_manifest
from plugins.hosting.deploy.failures import SWITCHED, UNTOUCHED, Failed
from plugins.hosting.deploy.folder import no_site
from plugins.hosting.deploy.tree import Tree
from plugins.hosting.headers import is_served
from plugins.hosting.manifest import NAME, Manifest
from plugins.hosting.site_address import top
from plugins.messages import Message, say, tell

_LOCAL = "publishing/pages"  # a branch of our own: no branch of a person is touched
_SEEN = "refs/publishing/seen"
_GITHUB = ".github.io"
_LONG_AGO = "Thu, 1 Jan 1970 00:00:00 +0000"
_PASSWORD = re.compile(r"://[^@/\s]*@")


@dataclass
class Pages:
    """A branch of a repository, reached through the git of the project's folder, so that its credentials are used."""

    root: Path
    remote: str = "origin"
    branch: str = "gh-pages"
    take_over: bool = False
    state: Message = UNTOUCHED

    def changes(self, tree: Tree) -> Changes:
        return self._changes(tree, self._seen())

    def deploy(self, tree: Tree) -> Changes:
        seen = self._seen()
        planned = self._changes(tree, seen)
        with tempfile.TemporaryDirectory(prefix="pages-") as folder:
            for name in self._names(tree):
                copy = Path(folder) / name
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(tree.content(name))
            self._commit(tree, folder)
        tell(say("Pushing to the branch %(branch)s of %(remote)s …", branch=self.branch, remote=self._shown))
        target = f"refs/heads/{self.branch}"
        self._git("push", "--quiet", f"--force-with-lease={target}:{seen}", self.remote, f"refs/heads/{_LOCAL}:{target}")  # fmt: skip
        self.state = SWITCHED
        self._git("update-ref", "-d", f"refs/heads/{_LOCAL}")
        return planned

    def unlock(self) -> None:
        """There is no lock: the push itself sees whether somebody else was there."""

    @property
    def _shown(self) -> str:
        """The remote as it may be told: an address may hold a password."""
        return _PASSWORD.sub("://…@", self.remote)

    def _names(self, tree: Tree) -> list[str]:
        """GitHub compresses by itself, and reads none of the files for hosts."""
        return [name for name in tree.expected if is_served(name)]

    def _changes(self, tree: Tree, seen: str) -> Changes:
        content = ""
        if seen:
            try:
                content = self._git("show", f"{seen}:{NAME}")
                Manifest.model_validate_json(content)
            except (Failed, ValueError):
                if not self.take_over:
                    raise no_site(self.branch) from None
        found = changes_by_manifest(content, {name: tree.expected[name] for name in self._names(tree)})
        return Changes(found.upload, tuple(name for name in found.delete if is_served(name)))

    def _seen(self) -> str:
        """The commit that the branch has now; empty when there is no such branch."""
        line = self._git("ls-remote", self.remote, f"refs/heads/{self.branch}")
        if not line:
            return ""
        self._git("fetch", "--quiet", "--no-tags", self.remote, f"+refs/heads/{self.branch}:{_SEEN}")
        seen = self._git("rev-parse", _SEEN)
        self._git("update-ref", "-d", _SEEN)
        return seen

    def _commit(self, tree: Tree, folder: str) -> None:
        """Let ghp-import write the commit. Its author is nobody in particular, its time that of the source: the same site, the same commit."""
        host = urlsplit(tree.manifest.site).hostname or "localhost"
        moment = self._moment(tree.manifest.commit)
        told = (
            f"Publish {tree.manifest.commit[:12]}\n\nSite: {tree.manifest.site}\nManifest: {tree.expected[NAME].sha256}"
        )
        self._git("update-ref", "-d", f"refs/heads/{_LOCAL}")
        options = ["--no-jekyll", "--branch", _LOCAL, "--message", told]
        # A site below a path of a name has its name from another repository, and would take it away with a CNAME.
        if not host.endswith(_GITHUB) and not top(tree.manifest.site):
            options += ["--cname", host]
        identity = {
            "GIT_COMMITTER_NAME": "PSCORE site",
            "GIT_COMMITTER_EMAIL": f"noreply@{host}",
            "GIT_COMMITTER_DATE": moment,
        }
        self._run([sys.executable, "-m", "ghp_import", *options, folder], os.environ | identity)

    def _moment(self, commit: str) -> str:
        """When the source was committed; a shallow clone of another commit does not know."""
        try:
            return self._git("log", "-1", "--format=%cD", commit)
        except Failed:
            return _LONG_AGO

    def _git(self, *arguments: str) -> str:
        return self._run(["git", *arguments], {**os.environ, "GIT_TERMINAL_PROMPT": "0"})

    def _run(self, command: list[str], environment: dict[str, str]) -> str:
        done = subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout.strip()
        if command[1] == "push" and ("stale info" in done.stderr or "rejected" in done.stderr):
            raise Failed(
                say("the branch %(branch)s must be as it was a moment ago; somebody else deployed", branch=self.branch),
                say("Look at what they deployed, then deploy again."),
            )
        last = _PASSWORD.sub("://…@", (done.stderr.strip().splitlines() or ["?"])[-1])
        raise Failed(
            say("git must succeed (%(command)s); it said: %(error)s", command=command[1], error=last),
            say("Look whether the remote is right and whether you may write there: git ls-remote."),
        )
