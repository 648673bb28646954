"""A lock at a host is given back however the work ends: by a person's Ctrl+C too, and by SIGTERM, with which CI stops what takes too long."""

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
    """Meanwhile SIGTERM stops the work as Ctrl+C does."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once is enough: what is being put in order is not stopped again
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def locked(enter: Callable[[], Entered], unlock: Callable[[], None]) -> Iterator[Entered]:
    """What `enter` returns once it has the lock. Nothing stops it or `unlock` half-way: nobody could tell whose the lock is."""
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
                unlock()
            raise
        unlock()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
