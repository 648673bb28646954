"""Putting a finished folder in the place of an old one, so that at every moment one of the two is there, whole."""

import ctypes
import errno
import os
import shutil
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # Linux, <linux/fs.h>
_RENAME_SWAP = 2  # macOS, <sys/stdio.h>


def replace(new: Path, old: Path) -> None:
    """Move the folder `new` to the place of `old`, which may not exist, and then delete what was there.

    Both must be on one file system. Where the system can exchange two names in one step there is no moment without a
    folder; elsewhere the old one is moved aside first, and `recover` brings it back if that is as far as it came.
    """
    if not old.exists():
        new.rename(old)
        return
    # From here on the new folder stands in its place; what is left of the old one is cleared away now or by the next build.
    if _exchange(new, old):
        shutil.rmtree(new, ignore_errors=True)
        return
    aside = _aside(old)
    old.rename(aside)
    new.rename(old)
    shutil.rmtree(aside, ignore_errors=True)


def recover(old: Path) -> None:
    """After a replacement was killed: bring the old folder back if nothing stands in its place, else clear it away."""
    aside = _aside(old)
    if aside.exists():
        if old.exists():
            shutil.rmtree(aside)
        else:
            aside.rename(old)


def _aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.previous")


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two names in one step; False where the system or the file system cannot."""
    try:
        library = ctypes.CDLL(None, use_errno=True)
        one, two = os.fsencode(first), os.fsencode(second)
        if sys.platform == "linux":
            failed = library.renameat2(_AT_FDCWD, one, _AT_FDCWD, two, _RENAME_EXCHANGE)
        elif sys.platform == "darwin":
            failed = library.renamex_np(one, two, _RENAME_SWAP)
        else:
            return False
    except (AttributeError, OSError, TypeError):
        return False
    if failed and ctypes.get_errno() not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(second))
    return not failed
