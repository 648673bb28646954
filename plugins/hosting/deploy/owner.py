"""Who holds a lock at a host, since when: so that a person can tell a deploy that runs from one that died."""

import getpass
import os
import socket
from collections.abc import Mapping
from datetime import UTC, datetime

from plugins.hosting.deploy.failures import Failed
from plugins.messages import say

_JOBS = ("GITHUB_RUN_ID", "CI_JOB_ID")


def holder(environment: Mapping[str, str], public: bool) -> str:
    """A line such as `min@office, process 12, 2026-11-20 08:00:00.123456 UTC`, which no other deploy has.

    Where the public can read it, it tells no person and no machine.
    """
    job = next((f"CI job {environment[name]}" for name in _JOBS if environment.get(name)), "")
    person = "somebody" if public else f"{_user()}@{socket.gethostname()}"
    return f"{job or person}, process {os.getpid()}, {datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f} UTC"


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container without a list of users
        return str(os.getuid())


def held(by: str) -> Failed:
    """Another deploy is under way, or one died and could not say so."""
    shown = "".join(letter for letter in by[:200] if letter.isprintable())
    return Failed(
        say("no other deploy must be under way; there is one: %(owner)s", owner=shown or "?"),
        say("Wait for its end. If it died (a deploy takes minutes, not hours), add --unlock and deploy again."),
    )
