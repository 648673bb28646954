"""GitHub Pages: one commit without a past on the branch that GitHub shows.

It has no past because each publication would stay in it for ever, also what was withdrawn since; only theme files of the site before
stay, once. The earlier site is made again from its commit, to the byte. The push replaces the branch only if it is still what was looked
at, so two deploys cannot cross.
"""

import os
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from plugins.hosting.deploy.changes import Changes, changes_by_manifest
from plugins.hosting.deploy.failures import SWITCHED, UNCLEAR, UNTOUCHED, Failed
from plugins.hosting.deploy.folder import no_site, write
from plugins.hosting.deploy.git import Git, shown, stopped
from plugins.hosting.deploy.tree import Tree
from plugins.hosting.headers import is_served
from plugins.hosting.kept import kept, listed
from plugins.hosting.manifest import NAME, Manifest, entry_of
from plugins.hosting.site_address import top
from plugins.messages import Message, say, tell

_BRANCH = "publication"  # in a repository for this deploy alone
_GITHUB = ".github.io"
_LONG_AGO = "Thu, 1 Jan 1970 00:00:00 +0000"
_REFUSED = re.compile(r"^!\t[^\t]*\t\[(?:remote )?rejected\] \((.*)\)$", re.MULTILINE)  # git push --porcelain
_CROSSED = ("stale info", "but expected", "reference already exists")  # the branch moved between the look and the push


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
            site = Path(folder) / "site"
            for name in self._names(tree):
                write(site / name, tree.content(name))
            for name, content in self._kept(tree, seen).items():
                write(site / name, content)
            commit = self._commit(tree, site, Path(folder) / "repository")
        tell(say("Pushing to the branch %(branch)s of %(remote)s …", branch=self.branch, remote=shown(self.remote)))
        self.state = UNCLEAR
        self._push(commit, seen)
        self.state = SWITCHED
        return planned

    def unlock(self) -> None:
        """There is no lock: the push itself sees whether somebody else was there."""

    @property
    def _git(self) -> Git:
        return Git(self.root)

    def _names(self, tree: Tree) -> list[str]:
        """GitHub compresses by itself, and reads none of the files for hosts."""
        return [name for name in tree.expected if is_served(name)]

    def _changes(self, tree: Tree, seen: str) -> Changes:
        content = ""
        if seen:
            try:
                content = self._git.said("show", f"{seen}:{NAME}")
                Manifest.model_validate_json(content)
            except (Failed, ValueError):
                if not self.take_over:
                    raise no_site(self.branch) from None
        found = changes_by_manifest(content, {name: tree.expected[name] for name in self._names(tree)})
        return Changes(found.upload, tuple(name for name in found.delete if is_served(name)))

    def _kept(self, tree: Tree, seen: str) -> dict[str, bytes]:
        """Theme files of the commit that is there, as far as they are what its manifest says."""
        former = kept(listed(self._git.blob(seen, NAME)), tree.expected)
        found = {name: self._git.blob(seen, name) for name in former if is_served(name)}
        return {name: content for name, content in found.items() if entry_of(content) == former[name]}

    def _seen(self) -> str:
        """The commit that the branch has now; empty when there is no such branch."""
        seen = self._git.head(self.remote, self.branch)
        if not seen:
            return ""
        # No name is given to it here: a git that is killed while it writes a name leaves a lock, and the next one stops at it.
        options = ["--quiet", "--no-tags", "--no-write-fetch-head", "--refmap="]
        self._git.said("fetch", *options, self.remote, f"refs/heads/{self.branch}")
        self._git.said("cat-file", "-e", f"{seen}^{{commit}}")
        return seen

    def _commit(self, tree: Tree, site: Path, repository: Path) -> str:
        """Let ghp-import write the commit. Its author is nobody in particular, its time that of the source: the same site, the same commit.

        The branch lies in a repository of its own; only the objects come to the project's, from where they are pushed.
        """
        host = urlsplit(tree.manifest.site).hostname or "localhost"
        told = (
            f"Publish {tree.manifest.commit[:12]}\n\nSite: {tree.manifest.site}\nManifest: {tree.expected[NAME].sha256}"
        )
        options = ["--no-jekyll", "--branch", _BRANCH, "--message", told]
        # A site below a path of a name has its name from another repository, and would take it away with a CNAME.
        if not host.endswith(_GITHUB) and not top(tree.manifest.site):
            options += ["--cname", host]
        self._git.said("init", "--quiet", "--bare", str(repository))
        environment = {
            **os.environ,
            "GIT_DIR": str(repository),
            "GIT_OBJECT_DIRECTORY": str((self.root / self._git.said("rev-parse", "--git-path", "objects")).resolve()),
            "GIT_COMMITTER_NAME": "PSCORE site",
            "GIT_COMMITTER_EMAIL": f"noreply@{host}",
            "GIT_COMMITTER_DATE": self._moment(tree.manifest.commit),
        }
        done = self._git.ended([sys.executable, "-m", "ghp_import", *options, str(site)], environment)
        if done.returncode:
            # Its own last line tells what ghp-import could not do with the end of git.
            fatal = [line for line in done.stderr.splitlines() if line.startswith("fatal: ")]
            raise Failed(
                say("git must write the commit; it said: %(error)s", error=shown(fatal[0] if fatal else "?")),
                say("Look at the room on the disk, then deploy again."),
            )
        return self._git.said(f"--git-dir={repository}", "rev-parse", "--verify", f"refs/heads/{_BRANCH}")

    def _push(self, commit: str, seen: str) -> None:
        """Put the commit in the place of the one that was seen."""
        target = f"refs/heads/{self.branch}"
        options = ["--quiet", "--porcelain", f"--force-with-lease={target}:{seen}"]
        done = self._git.ended(["git", "push", *options, self.remote, f"{commit}:{target}"])
        if done.returncode == 0:
            return
        refused = _REFUSED.search(done.stdout)
        if not refused:
            # The remote may have taken it before the connection died.
            there = self._git.head(self.remote, self.branch)
            if there == commit:
                return
            self.state = UNTOUCHED if there == seen else UNCLEAR
            raise stopped("push", done.stderr)
        self.state = UNTOUCHED
        if any(sign in refused[1] or sign in done.stderr for sign in _CROSSED):
            raise Failed(
                say("the branch %(branch)s must be as it was a moment ago; somebody else deployed", branch=self.branch),
                say("Look at what they deployed, then deploy again."),
            )
        remarks = [line.removeprefix("remote:").strip() for line in done.stderr.splitlines() if line[:7] == "remote:"]
        error = ": ".join([refused[1], *filter(None, remarks)][:2])
        raise Failed(
            say(
                "%(remote)s must take the new site; it refused: %(error)s",
                remote=shown(self.remote),
                error=shown(error),
            ),
            say("Look at the rules of the branch and at the limits of the host (size, room), then deploy again."),
        )

    def _moment(self, commit: str) -> str:
        """When the source was committed; a shallow clone of another commit does not know."""
        try:
            return self._git.said("log", "-1", "--format=%cD", commit)
        except Failed:
            return _LONG_AGO
