"""A lock at a host is given back however the work ends: by a person's Ctrl+C too, and by SIGINT and SIGTERM, with which CI stops it."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TypeVar

from plugins.hosting.deploy.failures import Failed

_STOPS = (signal.SIGINT, signal.SIGTERM)
Entered = TypeVar("Entered")


@contextmanager
def stopped_by_ci_too() -> Iterator[None]:
    """Meanwhile SIGTERM stops the work as Ctrl+C does, and either of them once."""
    before = {number: signal.getsignal(number) for number in _STOPS}
    heard = [number for number in _STOPS if before[number] != signal.SIG_IGN]  # as nohup wants it

    def stop(_number: int, _frame: FrameType | None) -> None:
        for number in heard:
            signal.signal(number, signal.SIG_IGN)  # what is being put in order is not stopped again
        raise KeyboardInterrupt

    for number in heard:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number in heard:
            signal.signal(number, before[number])


@contextmanager
def locked(enter: Callable[[], Entered], leave: Callable[[], None]) -> Iterator[Entered]:
    """What `enter` returns once it has the lock. Nothing stops it or `leave` half-way: nobody could tell whose the lock is."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
    try:
        entered = enter()
        try:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)  # who stopped it meanwhile stops it here
            yield entered
            signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
        except BaseException:
            signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
            with suppress(Failed):  # what went wrong first is what a person must know
                leave()
            raise
        leave()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
