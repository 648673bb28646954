import subprocess
import sys

import pytest

from tests.sites import ROOT

_WORK = """
import signal, sys
def stop(*_):
    print("in order", flush=True)
    sys.exit(130)
signal.signal(signal.SIGTERM, stop)
print("begun", flush=True)
signal.pause()
"""
_TASK = """
import sys
from pathlib import Path
from plugins.child import status_of
sys.exit(status_of([sys.executable, "-c", sys.argv[1]], Path.cwd()))
"""


def _task(work: str) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-c", _TASK, work], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_work_that_is_stopped_puts_things_in_order_before_the_task_ends() -> None:
    with _task(_WORK) as task:
        assert task.stdout
        assert task.stdout.readline() == "begun\n"
        task.terminate()
        assert task.stdout.read() == "in order\n"
    assert task.returncode == 130


@pytest.mark.parametrize(("work", "status"), [("", 0), ("raise SystemExit(2)", 2), ("import os; os.kill(os.getpid(), 9)", 137)])  # fmt: skip
def test_the_status_of_the_work_is_that_of_the_task(work: str, status: int) -> None:
    with _task(work) as task:
        pass
    assert task.returncode == status
