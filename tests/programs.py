"""Programs that tests run against: found, or installed on Debian and Ubuntu, or named in one line."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence


def place(name: str) -> str | None:
    """The path of a program. Debian keeps servers where only root's search path leads."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


def provide(
    missing: Callable[[], object], packages: Sequence[str], telling: str, otherwise: str, may_install: bool = True
) -> int:
    """Install Debian's packages where something is missing and that is possible without asking anybody; 1 when it stays missing.

    `telling` says what is being installed, `otherwise` what a person can do.
    """
    if missing() and may_install and shutil.which("apt-get") and os.geteuid() == 0:
        print(telling, flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
        for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
            subprocess.run(["apt-get", "-qq", *command], env=environment, capture_output=True, check=False)
    if missing():
        print(otherwise, file=sys.stderr)
        return 1
    return 0
