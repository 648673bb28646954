"""Which commit is published. The dates in what is published are the commit's, so that the same commit gives the same bytes."""

import os
import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path


@dataclass(frozen=True)
class Commit:
    """`sha` is empty where git does not know; `changed` are the files that differ from the commit."""

    sha: str
    seconds: int
    changed: tuple[str, ...]

    @property
    def day(self) -> date:
        """Its day by the clock of Greenwich."""
        return datetime.fromtimestamp(self.seconds, UTC).date()


def commit(root: Path) -> Commit | None:
    """The present commit; None where there is none. `SOURCE_DATE_EPOCH` (reproducible-builds.org) overrides its time."""
    sha = _git(root, "rev-parse", "--verify", "HEAD")
    if sha is None:
        return None
    seconds = os.environ.get("SOURCE_DATE_EPOCH") or _git(root, "log", "-1", "--format=%ct")
    status = _git(root, "status", "--porcelain", "-z", "--untracked-files=all") or ""
    changed = tuple(sorted(line[3:] for line in status.split("\0") if len(line) > 3))
    return Commit(sha, int(seconds or 0), changed)


def _git(root: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return None
    return done.stdout.strip("\n") if done.returncode == 0 else None
