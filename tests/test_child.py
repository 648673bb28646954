import os
import pty
import signal
import subprocess
import sys

import pytest

from tests.sites import ROOT

_WORK = """
import signal, sys
def stop(*_):
    print("in order", flush=True)
    sys.exit(130)
signal.signal(signal.SIGINT, stop)
signal.signal(signal.SIGTERM, stop)
signal.alarm(10)  # where nothing reaches it
print("begun", flush=True)
signal.pause()
"""
# Of two that have come the first in number is told first: SIGINT.
_TELLING = """
import os, signal
stops = [signal.SIGINT, signal.SIGTERM]
signal.pthread_sigmask(signal.SIG_BLOCK, stops)
signal.alarm(10)  # where nothing reaches it
print("begun", flush=True)
print(signal.sigwait(stops).name, flush=True)
os.kill(os.getppid(), signal.SIGTERM)
print(signal.sigwait(stops).name, flush=True)
"""
_TASK = """
import sys
from pathlib import Path
from plugins.child import status_of
sys.exit(status_of([sys.executable, "-c", sys.argv[1]], Path.cwd()))
"""
_AT_A_TERMINAL = "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n" + _TASK


def _task(work: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", _TASK, work]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_work_that_is_stopped_puts_things_in_order_before_the_task_ends(number: int) -> None:
    with _task(_WORK) as task:
        assert task.stdout
        assert task.stdout.readline() == "begun\n"
        task.send_signal(number)
        assert task.stdout.read() == "in order\n"
    assert task.returncode == 130


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_at_a_terminal_comes_to_the_work_once() -> None:
    person, terminal = pty.openpty()
    command = [sys.executable, "-c", _AT_A_TERMINAL, _TELLING]
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=terminal, stdout=terminal, start_new_session=True
    ) as task:
        os.close(terminal)
        said = b""
        while b"begun" not in said:
            said += os.read(person, 100)
        task.send_signal(signal.SIGSTOP)  # it comes after the work
        os.write(person, b"\x03")
        while b"SIGINT" not in said:
            said += os.read(person, 100)
        task.send_signal(signal.SIGCONT)
        task.wait()
        said += os.read(person, 100)
    os.close(person)
    assert said.replace(b"^C", b"").split() == [b"begun", b"SIGINT", b"SIGTERM"]


@pytest.mark.usefixtures("interruptible")
def test_ci_stops_the_work_also_where_its_runner_was_started_at_a_terminal() -> None:
    person, terminal = pty.openpty()
    command, environment = [sys.executable, "-c", _AT_A_TERMINAL, _WORK], {**os.environ, "CI": "true"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=terminal, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as task:
        os.close(terminal)
        assert task.stdout
        assert task.stdout.readline() == "begun\n"
        task.send_signal(signal.SIGINT)
        assert task.stdout.read() == "in order\n"
    os.close(person)


@pytest.mark.parametrize(("work", "status"), [("", 0), ("raise SystemExit(2)", 2), ("import os; os.kill(os.getpid(), 9)", 137)])  # fmt: skip
def test_the_status_of_the_work_is_that_of_the_task(work: str, status: int) -> None:
    with _task(work) as task:
        pass
    assert task.returncode == status
