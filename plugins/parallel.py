"""Work that is shared out among child processes, one per processor.

Children of our own and no pool: those of a pool wait for ever when the main process is killed, these go home.
"""

import os
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NoReturn, TypeVar

Item = TypeVar("Item")
CAN_FORK = hasattr(os, "fork")
# Who was begun here and not yet waited for. A process may have children of others, which live as long as they like.
_CHILDREN: set[int] = set()


def each_done(items: Sequence[Item], act: Callable[[Item], bool]) -> None:
    """Do each of one or more items; True says that it went well.

    What a child was given and could not do is done here again, so that its error and what it has to say come to the caller.
    """
    number = min(_processors(), len(items)) if CAN_FORK else 1
    first, *others = [items[start::number] for start in range(number)]
    children = [(_begun_with(share, act), share) for share in others]
    for item in first:
        act(item)
    for child, share in children:
        for item in () if went_well(child) else share:
            act(item)


def begun(work: Callable[[], bool]) -> int:
    """Begin the work in a child process, of which this is the number; True says that it went well."""
    child = os.fork()
    if child == 0:
        _end_with(work)
    _CHILDREN.add(child)
    return child


def went_well(child: int) -> bool:
    """Wait for a child, and tell whether it went well."""
    _, status = os.waitpid(child, 0)
    _CHILDREN.discard(child)
    return status == 0


def children_are_gone() -> None:
    """Wait for every child that nobody waited for: after a failure one may still be writing."""
    for child in tuple(_CHILDREN):
        with suppress(ChildProcessError):
            went_well(child)
        _CHILDREN.discard(child)


def _begun_with(share: Sequence[Item], act: Callable[[Item], bool]) -> int:
    parent = os.getpid()
    return begun(lambda: all(os.getppid() == parent and act(item) for item in share))


def _end_with(work: Callable[[], bool]) -> NoReturn:
    """Work and end the process at once: nothing of the main process may run a second time in its copy."""
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        status = 0 if work() else 1
    finally:
        os._exit(status)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
