"""Runs of a command, each a process of its own, by one process that has everything imported and kills them when it is told to.

A run is the leader of a group; the whole group is killed from outside, as when a machine loses its power. Nothing here waits for ever.
"""

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from tests.sites import ROOT

KILLED = -signal.SIGKILL
_LIMIT = 240.0  # seconds after which a run that does not end is killed, whatever it waits for
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER, <linux/prctl.h>


@dataclass(frozen=True)
class Ended:
    """How a run ended: its status, all that it said, and how long it took."""

    status: int
    said: str
    seconds: float


@dataclass(frozen=True)
class Tries:
    process: subprocess.Popen[str]

    def run(
        self,
        *,
        kill_after: float | None = None,
        stop_after: float | None = None,
        room: int | None = None,
        **asked: object,
    ) -> Ended:
        """One run; after so many seconds nothing of it lives any more, or it is asked to stop. No file can become larger than `room`."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        told = {**asked, "kill_after": kill_after, "stop_after": stop_after, "room": room}
        self.process.stdin.write(json.dumps(told) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, "the process that runs the tries has died"
        return Ended(**json.loads(answer))


@contextmanager
def tries(module: str, temporary: Path, *arguments: str) -> Iterator[Tries]:
    """The process: a module that calls `serve`. What a killed run leaves in the system's temporary folder lies in `temporary`."""
    command, pipe = [sys.executable, "-m", module, *arguments], subprocess.PIPE
    own = {**os.environ, "TMPDIR": str(temporary)}
    # A session of its own: no run can ask a person at a terminal.
    with subprocess.Popen(
        command, cwd=ROOT, env=own, stdin=pipe, stdout=pipe, text=True, start_new_session=True
    ) as process:
        try:
            yield Tries(process)
        finally:
            assert process.stdin is not None
            process.stdin.close()  # its sign to end
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def serve(run: Callable[[dict[str, Any]], int]) -> None:
    """Do what is asked, line by line, each time in a copy of this process; `run` returns its status."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1)  # so that the end of a killed run's children can be waited for
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        for line in sys.stdin:
            asked = json.loads(line)
            log.write_bytes(b"")
            begun = time.monotonic()
            status = _status(run, asked, log)
            answer = {"status": status, "said": log.read_text("utf-8"), "seconds": time.monotonic() - begun}
            print(json.dumps(answer), flush=True)


def _status(run: Callable[[dict[str, Any]], int], asked: dict[str, Any], log: Path) -> int:
    child = os.fork()
    if child == 0:
        _live(run, asked, log)
    with suppress(OSError):  # the child does the same: whoever comes first
        os.setpgid(child, child)
    after = asked["kill_after"] if asked["stop_after"] is None else asked["stop_after"]
    signal.signal(signal.SIGALRM, lambda *_: _kill(child) if asked["stop_after"] is None else _stop(child))
    signal.setitimer(signal.ITIMER_REAL, _LIMIT if after is None else max(after, 0.0001))
    _, ended = os.waitpid(child, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)
    _kill(child)
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-child, 0)
    return os.waitstatus_to_exitcode(ended)


def _stop(group: int) -> None:
    """As a runner of CI does: everything of the run is asked to end, and killed when it does not."""
    signal.signal(signal.SIGALRM, lambda *_: _kill(group))
    signal.setitimer(signal.ITIMER_REAL, _LIMIT)
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGTERM)


def _kill(group: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def _live(run: Callable[[dict[str, Any]], int], asked: dict[str, Any], log: Path) -> NoReturn:
    """The life of the child."""
    status = 70
    try:
        os.setpgid(0, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        # The pipes of the process that runs the tries are no business of the child's.
        for place, flags, files in ((os.devnull, os.O_RDONLY, (0,)), (log, os.O_WRONLY | os.O_APPEND, (1, 2))):
            opened = os.open(place, flags)
            for file in files:
                os.dup2(opened, file)
            os.close(opened)
        if asked["room"] is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (asked["room"], asked["room"]))
        os.environ["SITE_MESSAGES"] = "en"
        status = run(asked)
    except SystemExit as end:
        status = int(end.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
