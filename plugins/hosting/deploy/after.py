"""The look at the site after a deploy: what a visitor gets is what was deployed."""

import time
from collections.abc import Callable, Collection
from pathlib import Path

from plugins.hosting.deploy.failures import Failed
from plugins.hosting.manifest import NAME, Manifest
from plugins.hosting.served import served_differences, whole_file
from plugins.hosting.verify import listing
from plugins.hosting.visitor import NoAnswer
from plugins.messages import say, spoken, tell

_PAUSE = 5  # seconds between two looks at the manifest
_LONG_PAUSE = 15  # between two comparisons: there may be many files


def what_is_served_is_new(
    url: str,
    manifest: Manifest,
    content: bytes,
    gone: Collection[str],
    wait: int,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Failed when a visitor gets anything else than the manifest says; `content` is its file, `gone` what was taken away.

    A host that builds or caches gets `wait` seconds: until it shows the new manifest, and then every file. A cache shows old
    ones for as long as each may be kept, counted from when somebody fetched it.
    """
    left = wait

    def waited(seconds: int) -> bool:
        """Whether there was time left to look again later."""
        nonlocal left
        if seconds > left:
            return False
        if left == wait:
            tell(say("Waiting until %(address)s shows the new site …", address=url))
        left -= seconds
        sleep(seconds)
        return True

    while _served_manifest(url) != content and waited(_PAUSE):
        pass
    found = list(served_differences(url, manifest, content, gone))
    while found and waited(_LONG_PAUSE):
        old = {difference.name for difference in found}
        found = list(served_differences(url, manifest, content, gone, only=old))
    if found:
        raise Failed(
            say(
                "what is served must be what was deployed; it is not:\n%(list)s",
                list="\n".join(map(spoken, listing(found))),
            ),
            say("A cache may show old files for some minutes; look again with ./inv verify %(address)s.", address=url),
        )
    tell(say("%(address)s serves what was deployed.", address=url))


def manifest_of(folder: Path) -> bytes:
    return (folder / NAME).read_bytes()


def _served_manifest(url: str) -> bytes | None:
    try:
        return whole_file(url, NAME)
    except NoAnswer as error:
        raise Failed(
            say("%(address)s must answer; it does not: %(error)s", address=url, error=str(error)),
            say("If its name is not there yet (DNS takes up to a day): --no-verify."),
        ) from None
