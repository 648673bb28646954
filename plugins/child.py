"""A process that does the work of a task. It ends in its own time when it is stopped: it may have a lock at a host to give back."""

import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path


def status_of(command: Sequence[str], folder: Path) -> int:
    """Run the command to its end. Ctrl+C reaches it at the terminal by itself; SIGTERM reaches only us, and is passed on."""
    with subprocess.Popen(command, cwd=folder) as child:
        interrupt = signal.signal(signal.SIGINT, signal.SIG_IGN)
        terminate = signal.signal(signal.SIGTERM, lambda *_: child.terminate())
        try:
            status = child.wait()
        finally:
            signal.signal(signal.SIGINT, interrupt)
            signal.signal(signal.SIGTERM, terminate)
    return status if status >= 0 else 128 - status
