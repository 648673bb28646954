"""Lines that tell how far a long work is: now and then one, so that a log stays short and a person knows that it goes on."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from plugins.messages import say, tell

_SECONDS = 2.0

Item = TypeVar("Item")


def told(items: Iterable[Item], total: int, work: str, clock: Callable[[], float] = time.monotonic) -> Iterator[Item]:
    """The same items; every two seconds a line says how many of them are done. `work` is a message such as "Uploading"."""
    last = clock()
    for done, item in enumerate(items, start=1):
        yield item
        if clock() - last >= _SECONDS and done < total:
            last = clock()
            tell(say("%(work)s: %(done)s of %(total)s …", work=work, done=done, total=total))
