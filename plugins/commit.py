"""Which commit a build is made from, and the day by which it decides whether a link has expired: never this machine's clock.

The day is that of SOURCE_DATE_EPOCH where it is set (a nightly publication sets it, so that links expire without a commit),
but never one before the newest commit: a setting brings no expired link back. So the same commit, built with the same
setting, gives the same bytes.
"""

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

VARIABLE = "SOURCE_DATE_EPOCH"  # https://reproducible-builds.org/specs/source-date-epoch/
# What a publication is made from. With the slash a folder is meant: the tests' sites have a link in the place of one.
SOURCES = ("content/", "data/", "theme/", "plugins/", "pelicanconf.py", "publishconf.py")
# What programs leave behind and no page is made from.
LEFT_BEHIND = re.compile(
    r"(.*/)?(__pycache__/[^/]+\.pyc|\.DS_Store|Thumbs\.db|desktop\.ini)|theme/translations/.+\.mo", re.DOTALL
)


@dataclass(frozen=True)
class Commit:
    """Its name (SHA-1), its time in seconds since 1970, and the files that differ from it."""

    sha: str
    seconds: int
    changed: tuple[str, ...]

    @property
    def day(self) -> date:
        """Its day in UTC."""
        return datetime.fromtimestamp(self.seconds, UTC).date()


def commit(root: Path) -> Commit | None:
    """The present commit; None where there is none, or where git cannot tell what differs from it."""
    sha = _git(root, "rev-parse", "--verify", "HEAD")
    top = _git(root, "rev-parse", "--show-toplevel")
    changed = _changed(root)
    seconds = _seconds_of_newest_commit(root)
    if sha is None or changed is None or seconds is None or top is None or Path(top).resolve() != root.resolve():
        return None
    return Commit(sha, seconds, changed)


def _changed(root: Path) -> tuple[str, ...] | None:
    """What differs from the commit. Nobody's own settings of git (info/exclude, assume-unchanged, …) can hide a file of the site."""
    status = _git(root, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames")
    others = _git(root, "ls-files", "--others", "-z", "--", *SOURCES)  # without any --exclude: what is ignored too
    tracked = _git(root, "ls-files", "-v", "-z")
    if status is None or others is None or tracked is None:
        return None
    differing = {line[3:] for line in status.split("\0") if line}
    differing.update(name for name in others.split("\0") if name and not LEFT_BEHIND.fullmatch(name))
    # H stands before a file at which git looks; it trusts the others unseen.
    differing.update(line[2:] for line in tracked.split("\0") if line and line[0] != "H")
    return tuple(sorted(differing))


def day_of_build(root: Path, environment: Mapping[str, str]) -> date | None:
    """The day in UTC; None where there is neither a commit nor a setting, or the setting is no number, and then no link is shown."""
    moments = [_seconds_of_newest_commit(root)]
    if VARIABLE in environment:
        given = _seconds(environment[VARIABLE])
        if given is None:
            return None
        moments.append(given)
    latest = max((moment for moment in moments if moment is not None), default=None)
    return None if latest is None else datetime.fromtimestamp(latest, UTC).date()


def _seconds(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 11 else None


@lru_cache(maxsize=4)
def _seconds_of_newest_commit(root: Path) -> int | None:
    """None for a folder that git does not keep. A folder within another's repository has no commit of its own."""
    return _seconds(_git(root, "log", "-1", "--format=%ct")) if (root / ".git").exists() else None


def _git(root: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip("\n") if done.returncode == 0 else None
