"""A process that runs deploys as processes of their own, with everything imported already, and kills them when it is told to.

Each deploy is the leader of a group; the whole group is killed, with its ssh and rsync, as when a machine loses its power.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.sites import ROOT

KILLED = -signal.SIGKILL


@dataclass(frozen=True)
class Deployed:
    """How a deploy ended: its status, all that it said, and how long it took."""

    status: int
    said: str
    seconds: float


@dataclass(frozen=True)
class Deployer:
    process: subprocess.Popen[str]
    folder: Path
    environment: dict[str, str]

    def run(self, *arguments: object, kill_after: float | None = None, room: int | None = None) -> Deployed:
        """Deploy, in `folder`; after so many seconds nothing of it lives any more. No file can become larger than `room`."""
        asked = {
            "arguments": [str(argument) for argument in arguments],
            "seconds": kill_after,
            "room": room,
            "folder": str(self.folder),
            "environment": self.environment,
        }
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        return Deployed(**json.loads(self.process.stdout.readline()))


@contextmanager
def deployer(folder: Path, **environment: str) -> Iterator[Deployer]:
    command = [sys.executable, "-m", "tests.hosting.deployer"]
    pipe, own = subprocess.PIPE, {**os.environ, "TMPDIR": str(folder)}  # what a killed deploy leaves lies in the folder
    with subprocess.Popen(command, cwd=ROOT, env=own, stdin=pipe, stdout=pipe, text=True) as process:
        yield Deployer(process, folder, environment)
        assert process.stdin is not None
        process.stdin.close()


def _run(asked: dict[str, Any], log: Path) -> int:
    """The life of the child."""
    from plugins.hosting.deploy.__main__ import main

    os.setsid()
    os.chdir(asked["folder"])
    os.environ.update({"SITE_MESSAGES": "en", **asked["environment"]})
    written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(written, 1)
    os.dup2(written, 2)
    if asked["seconds"] is not None:
        signal.signal(signal.SIGALRM, lambda *_: os.killpg(0, signal.SIGKILL))
        signal.setitimer(signal.ITIMER_REAL, max(asked["seconds"], 0.0001))
    if asked["room"] is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (asked["room"], asked["room"]))
    try:
        return main(asked["arguments"])
    except SystemExit as end:
        return int(end.code or 0)


def _serve() -> None:
    import boto3

    from plugins.hosting.deploy import __main__, s3  # noqa: F401  what each child would import again

    boto3.client("s3", region_name="us-east-1")  # reads the models of the storage's answers once
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        for line in sys.stdin:
            begun = time.monotonic()
            child = os.fork()
            if child == 0:
                status = 70
                try:
                    status = _run(json.loads(line), log)
                except BaseException:
                    import traceback

                    traceback.print_exc()
                finally:
                    sys.stdout.flush()
                    sys.stderr.flush()
                    os._exit(status)
            _, ended = os.waitpid(child, 0)
            status, seconds = os.waitstatus_to_exitcode(ended), time.monotonic() - begun
            said = log.read_text("utf-8") if log.exists() else ""
            print(json.dumps({"status": status, "said": said, "seconds": seconds}), flush=True)


if __name__ == "__main__":
    _serve()
