"""Which commit a build is made from, and the day by which it decides whether a link has expired: never this machine's clock.

The day is that of SOURCE_DATE_EPOCH where it is set (a nightly publication sets it, so that links expire without a commit),
but never one before the newest commit: a setting brings no expired link back. So the same commit, built with the same
setting, gives the same bytes.
"""

import hashlib
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib.machinery import all_suffixes
from pathlib import Path

VARIABLE = "SOURCE_DATE_EPOCH"  # https://reproducible-builds.org/specs/source-date-epoch/
# What a publication is made from, and what Python would import from the project's folder before anything else.
SOURCES = ("content", "data", "theme", "plugins")
IMPORTED = tuple(all_suffixes())
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
    """What differs from the commit. Nobody's own settings of git (info/exclude, assume-unchanged, fsmonitor, filters, …) can hide a file.

    Therefore git is asked only what the commit holds; what lies in the folder is looked at here. The environment and compiled code
    are this machine's: who can write there can do anything. CI publishes from a clone of its own.
    """
    status = _git(root, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames")
    tree = _git(root, "ls-tree", "-r", "-z", "HEAD")
    if status is None or tree is None:
        return None
    held = {name: told.split()[2] for told, _, name in (line.partition("\t") for line in tree.split("\0") if line)}
    differing = {line[3:] for line in status.split("\0") if line}
    differing.update(name for name, sha in held.items() if not _is_held(root / name, sha))
    differing.update(name for name in _lying(root) if name not in held and not LEFT_BEHIND.fullmatch(name))
    # A folder of the commit that is a link now: what else lies there is not looked at.
    links = [name for name in SOURCES if (root / name).is_symlink()]
    differing.update(name for name in links if any(file.startswith(f"{name}/") for file in held))
    return tuple(sorted(name.encode("utf-8", "replace").decode() for name in differing))


def _is_held(path: Path, sha: str) -> bool:
    """Whether a file is the one that git has under this name, to the byte: also with other ends of lines the site would be another."""
    try:
        content = str(path.readlink()).encode() if path.is_symlink() else path.read_bytes()
    except OSError:
        return False
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest() == sha


def _lying(root: Path) -> Iterator[str]:
    """Every file in the folders of the sources, and every file and package of code beside them."""
    folders = [root / name for name in SOURCES if not (root / name).is_symlink()]
    inside = (path for folder in folders for path in folder.rglob("*"))
    beside = (path for path in (*root.glob("*"), *root.glob("*/__init__.*")) if path.name.endswith(IMPORTED))
    beside = (path for path in beside if path.relative_to(root).parts[0] not in SOURCES)
    for path in (*inside, *beside):
        if path.is_symlink() or path.is_file():
            yield path.relative_to(root).as_posix()


def day_of_setting(environment: Mapping[str, str]) -> date | None:
    """The day that somebody set, in UTC; None where nobody did, or not as a number."""
    given = _seconds(environment.get(VARIABLE))
    return None if given is None else datetime.fromtimestamp(given, UTC).date()


def day_of_build(root: Path, environment: Mapping[str, str]) -> date | None:
    """The day in UTC; None where there is neither a commit nor a setting, or the setting is no number, and then no link is shown."""
    given, newest = day_of_setting(environment), _seconds_of_newest_commit(root)
    if VARIABLE in environment and given is None:
        return None
    committed = None if newest is None else datetime.fromtimestamp(newest, UTC).date()
    return max(filter(None, (given, committed)), default=None)


def _seconds(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 11 else None


@lru_cache(maxsize=4)
def _seconds_of_newest_commit(root: Path) -> int | None:
    """None for a folder that git does not keep. A folder within another's repository has no commit of its own."""
    return _seconds(_git(root, "log", "-1", "--format=%ct")) if (root / ".git").exists() else None


def _git(root: Path, *arguments: str) -> str | None:
    command = ["git", "--no-replace-objects", *arguments]  # nor can one object stand for another here alone
    try:
        done = subprocess.run(
            command, cwd=root, capture_output=True, encoding="utf-8", errors="replace", check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip("\n") if done.returncode == 0 else None
