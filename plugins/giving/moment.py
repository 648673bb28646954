"""The day by which a build decides whether a pinned address has expired: never this machine's clock.

It is the day of SOURCE_DATE_EPOCH where that is set (a nightly build sets it to the present, so that links expire without a
commit), but never one before the newest commit: a setting brings no expired link back. So the same commit, built with the same setting, gives the same bytes.
"""

import subprocess
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

VARIABLE = "SOURCE_DATE_EPOCH"  # https://reproducible-builds.org/specs/source-date-epoch/


def day_of_build(root: Path, environment: Mapping[str, str]) -> date | None:
    """The day in UTC; None where there is neither or the setting is no number, and then no link is shown."""
    committed = _day(_newest_commit(root))
    if VARIABLE not in environment:
        return committed
    day = _day(environment[VARIABLE])
    return max(day, committed) if day and committed else day


def _day(seconds: str) -> date | None:
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) <= 11):
        return None
    return datetime.fromtimestamp(int(seconds), UTC).date()


@lru_cache(maxsize=4)
def _newest_commit(root: Path) -> str:
    """Its time in seconds; empty for a folder that git does not keep. A folder within another's repository has no commit of its own."""
    if not (root / ".git").exists():
        return ""
    command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
