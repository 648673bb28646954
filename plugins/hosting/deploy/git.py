"""git in the project's folder, so that its credentials are used. It asks nobody."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from plugins.hosting.deploy.failures import Failed
from plugins.messages import say

_PASSWORD = re.compile(r"://[^@/\s]*@")


@dataclass(frozen=True)
class Git:
    """A clone, or what a work tree of it has in common with it."""

    root: Path

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "GIT_TERMINAL_PROMPT": "0"}

    def ended(self, command: list[str], environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """Any command after its end, whatever that was."""
        own = environment or self.environment
        return subprocess.run(command, cwd=self.root, env=own, capture_output=True, text=True, check=False)

    def said(self, *arguments: str) -> str:
        """What git says; Failed when it does not succeed."""
        done = self.ended(["git", *arguments])
        if done.returncode:
            raise stopped(arguments[0], done.stderr)
        return done.stdout.strip()

    def head(self, remote: str, branch: str) -> str:
        """The commit of a remote's branch; empty when there is no such branch."""
        # Also branches whose names end so are told, such as x/refs/heads/main.
        lines = self.said("ls-remote", remote, f"refs/heads/{branch}").splitlines()
        heads = {name: commit for commit, name in map(str.split, lines)}
        return heads.get(f"refs/heads/{branch}", "")

    def blob(self, commit: str, name: str) -> bytes:
        """A file of a commit; nothing when there is none."""
        command = ["git", "cat-file", "blob", f"{commit}:{name}"]
        done = subprocess.run(command, cwd=self.root, env=self.environment, capture_output=True, check=False)
        return b"" if done.returncode else done.stdout


def stopped(command: str, stderr: str) -> Failed:
    """A command of git that did not succeed."""
    last = (stderr.strip().splitlines() or ["?"])[-1]
    return Failed(
        say("git must succeed (%(command)s); it said: %(error)s", command=command, error=shown(last)),
        say("Look whether the remote is right and whether you may write there: git ls-remote."),
    )


def shown(line: str) -> str:
    """A remote, or what git or a host said, as it may be told: without a password, and without letters that change a terminal."""
    return "".join(letter for letter in _PASSWORD.sub("://…@", line) if letter.isprintable())
