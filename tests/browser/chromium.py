"""The Chromium that the browser tests use: found, or installed on Debian and Ubuntu, or named in one line."""

import os
import shutil
import sys

from tests.programs import provide

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Fonts too: a screenshot of Korean or Arabic without them shows boxes, and lines break elsewhere.
PACKAGES = ("chromium", "fonts-noto-cjk", "fonts-noto-core")
HELP = "The browser tests need Chromium: install it (Debian, Ubuntu: apt install chromium fonts-noto-cjk), name it in CHROMIUM=/path, or run ./inv test --fast without them."


def chromium() -> str | None:
    """The path of a Chromium, the one named in the environment first."""
    return os.environ.get("CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)


def main() -> int:
    """Make sure that there is a Chromium; 1 when there is none."""
    return provide(lambda: not chromium(), PACKAGES, "Installing Debian's Chromium for the browser tests …", HELP)


if __name__ == "__main__":
    sys.exit(main())
