"""What a deploy brings to a place and what it takes away, and the order in which that hurts nobody."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from plugins.hosting.assets import is_hashed
from plugins.hosting.kept import kept, listed
from plugins.hosting.manifest import NAME, SIGNATURE, SUMS, Entry
from plugins.messages import Message, say, tell

_LISTS = ("sitemap.xml", "feed.xml")
_LAST = (SUMS, SIGNATURE, NAME)


@dataclass(frozen=True)
class Changes:
    """Files to bring, in the order in which they go, and files to take away afterwards."""

    upload: tuple[str, ...]
    delete: tuple[str, ...]


def changes(there: Mapping[str, object], wanted: Mapping[str, object]) -> Changes:
    """From what lies there to what is wanted; the values tell whether two files are the same."""
    changed = [name for name in wanted if there.get(name) != wanted[name]]
    gone = [name for name in there if name not in wanted]
    upload = tuple(sorted(changed, key=lambda name: (step(name, there), name)))
    return Changes(upload, tuple(sorted(gone, key=lambda name: (-step(name, gone), name))))


def changes_by_manifest(content: str, wanted: Mapping[str, Entry]) -> Changes:
    """The same for a place of which only the manifest is known (empty when there is none); it says nothing of itself."""
    former = listed(content)
    there = {**former, **{name: wanted[name] for name in _LAST if former and name in wanted}}
    return changes(there, {**wanted, **kept(former, wanted)})


def step(name: str, there: Collection[str]) -> int:
    """When a file goes to a host that takes them one by one: first what others load or link to, at the end the manifest.

    A page that is new there goes before those that are replaced, which may link to it; lists for machines name all pages.
    What a live map draws has no hash in its name, so what replaces it goes with the pages that are replaced.
    """
    if name in _LAST:
        return 5 + _LAST.index(name)
    if name.endswith(".html"):
        return 3 if name in there else 2
    if name.rpartition("/")[2] in _LISTS:
        return 4
    if name.startswith("maps/") and name.endswith(".js") and name in there:
        return 3
    return 0 if is_hashed(name) else 1


def tell_dry(planned: Changes, sizes: Mapping[str, Entry]) -> None:
    """Say what a deploy would do, and that it was not done."""
    brought = [say("would bring %(name)s", name=name) for name in planned.upload]
    taken = [say("would take away %(name)s", name=name) for name in planned.delete]
    tell(*brought, *taken, summary(planned, sizes), say("This was a dry run: nothing was changed."))


def summary(done: Changes, sizes: Mapping[str, Entry]) -> Message:
    size = sum(sizes[name].bytes for name in done.upload if name in sizes)
    return say(
        "%(new)s files to bring (%(kilobytes)s kB), %(gone)s to take away.",
        new=len(done.upload),
        kilobytes=-(-size // 1000),
        gone=len(done.delete),
    )


def batches(names: Iterable[str], there: Collection[str]) -> list[list[str]]:
    """The names by their steps: within a batch the order does not matter."""
    by_step: dict[int, list[str]] = {}
    for name in names:
        by_step.setdefault(step(name, there), []).append(name)
    return [by_step[number] for number in sorted(by_step)]
