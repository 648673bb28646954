"""Work that is shared out among child processes, one per processor.

Children of our own and no pool: those of a pool wait for ever when the main process is killed, these go home.
"""

import os
import signal
from collections.abc import Callable, Sequence
from typing import NoReturn, TypeVar

Item = TypeVar("Item")


def each_done(items: Sequence[Item], act: Callable[[Item], bool]) -> None:
    """Do each of one or more items; True says that it went well.

    What a child was given and could not do is done here again, so that its error and what it has to say come to the caller.
    """
    number = min(_processors(), len(items)) if hasattr(os, "fork") else 1
    first, *others = [items[start::number] for start in range(number)]
    children = [(_begun(share, act), share) for share in others]
    for item in first:
        act(item)
    for child, share in children:
        _, status = os.waitpid(child, 0)
        for item in share if status else ():
            act(item)


def _begun(share: Sequence[Item], act: Callable[[Item], bool]) -> int:
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        _end_with(share, lambda item: os.getppid() == parent and act(item))
    return child


def _end_with(share: Sequence[Item], act: Callable[[Item], bool]) -> NoReturn:
    """Work and end the process at once: nothing of the main process may run a second time in its copy."""
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        status = 0 if all(act(item) for item in share) else 1
    finally:
        os._exit(status)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
