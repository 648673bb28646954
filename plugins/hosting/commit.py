"""Which commit is published. The dates in what is published are the commit's, so that the same commit gives the same bytes."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Commit:
    """`sha` is empty where git does not know; `changed` are the files that differ from the commit."""

    sha: str
    seconds: int
    changed: tuple[str, ...]


def commit(root: Path) -> Commit | None:
    """The present commit; None where there is none, or where git cannot tell what differs from it. `SOURCE_DATE_EPOCH` (reproducible-builds.org) overrides its time."""
    sha = _git(root, "rev-parse", "--verify", "HEAD")
    top = _git(root, "rev-parse", "--show-toplevel")
    status = _git(root, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames")
    if sha is None or status is None or top is None or Path(top).resolve() != root.resolve():
        return None
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = given if given.isascii() and given.isdigit() else _git(root, "log", "-1", "--format=%ct")
    changed = tuple(sorted(line[3:] for line in status.split("\0") if len(line) > 3))
    return Commit(sha, int(seconds or 0), changed)


def _git(root: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return None
    return done.stdout.strip("\n") if done.returncode == 0 else None
