"""Give a fresh Debian or Ubuntu of a CI service what `./inv test` runs against; on one's own machine the tests say what they miss."""

import os
import subprocess
import sys
from pathlib import Path

PACKAGES = "apache2 caddy fonts-noto-cjk fonts-noto-core libnginx-mod-http-brotli-static nginx openssh-server rsync".split()  # fmt: skip  # noqa: SIM905  a list of words
# Ubuntu forbids programs to have users and a network of their own; the build without a network and Chromium's sandbox want both.
RESTRICTION = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")


def run(*command: str, given: str = "") -> None:
    """Run a command as root; what it says is printed only when it fails, because the log is for what the project says."""
    privileged = () if os.geteuid() == 0 else ("sudo",)
    done = subprocess.run(
        [*privileged, *command], input=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stdout)


def main() -> None:
    run("apt-get", "update")
    run("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "--yes", "--no-install-recommends", *PACKAGES)
    if RESTRICTION.exists():
        run("tee", str(RESTRICTION), given="0")


if __name__ == "__main__":
    main()
