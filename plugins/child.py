"""A process that does the work of a task. It ends in its own time when it is stopped: it may have a lock at a host to give back."""

import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path


def status_of(command: Sequence[str], folder: Path) -> int:
    """Run the command to its end. Who stops us stops it: SIGTERM and SIGINT, with which GitHub begins, are passed on."""
    with subprocess.Popen(command, cwd=folder) as child:
        interrupt = signal.signal(signal.SIGINT, lambda *_: None if _is_heard() else child.send_signal(signal.SIGINT))
        terminate = signal.signal(signal.SIGTERM, lambda *_: child.terminate())
        try:
            status = child.wait()
        finally:
            signal.signal(signal.SIGINT, interrupt)
            signal.signal(signal.SIGTERM, terminate)
    return status if status >= 0 else 128 - status


def _is_heard() -> bool:
    """Whether SIGINT reaches the child by itself, as Ctrl+C at a terminal does; a second one could stop what it puts in order."""
    if os.environ.get("CI"):  # a runner may have been started at a terminal
        return False
    try:
        with Path(os.ctermid()).open("rb", buffering=0) as terminal:
            return os.tcgetpgrp(terminal.fileno()) == os.getpgrp()
    except OSError:  # there is none
        return False
