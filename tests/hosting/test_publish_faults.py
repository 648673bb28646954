"""`./inv publish` killed at many moments, and on a disk that fills: the last published site stays, or the new one stands there whole."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plugins.hosting.manifest import NAME, SUMS, Manifest, differences, sums
from tests.hosting.publisher import EXCHANGE, Publisher, publisher
from tests.hosting.tries import KILLED
from tests.sites import committed_site, snapshot

OLD, NEW = "https://old.example.org", "https://new.example.org"
FULL = "    Make room on the disk, or mend the rights of the folder, and build again.\nNothing was published; the last published site is untouched.\n"


@pytest.fixture(scope="module")
def publish(public: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Publisher]:
    """A site with what was published of it, whole, and the process that publishes it again."""
    folder = tmp_path_factory.mktemp("publish")
    site = committed_site(folder / "site")
    shutil.copytree(public, site.root / "public")
    with publisher(site, folder) as running:
        assert running.pages(NEW).status == KILLED
        yield running


def _is_whole(public: Path, address: str) -> bool:
    manifest = Manifest.read(public / NAME)
    assert manifest.site == address
    return differences(manifest, public) == [] and (public / SUMS).read_bytes() == sums(public)


def _left_over(publish: Publisher) -> list[str]:
    return [path.name for path in publish.site.root.glob(".public.*") if path.name != ".public.lock"]


def test_a_publish_killed_while_pages_are_written_leaves_the_old_site(publish: Publisher, public: Path) -> None:
    """All of it is real; the first time it was killed when all pages were written."""
    stands = publish.site.root / "public"
    before = snapshot(public)
    assert snapshot(stands) == before
    pages = len(publish.changes)
    for moment in (1, pages // 2):
        assert publish.whole(NEW, kill_at=moment).status == KILLED
        assert snapshot(stands) == before
    assert len(_left_over(publish)) == 1


def test_a_publish_killed_at_twenty_moments_leaves_the_old_site_or_the_new_one(publish: Publisher) -> None:
    """Spread evenly over all changes to the disk from the written pages on, and three about the exchange of the two sites.

    What is real in it is told in `publisher.py`.
    """
    public = publish.site.root / "public"
    whole = {}
    for address in (OLD, NEW):
        done = publish.from_pages_on(address)
        assert done.status == 0, done.said
        assert _is_whole(public, address)
        whole[address] = snapshot(public)
    assert whole[OLD].keys() == whole[NEW].keys()
    changes = publish.changes
    exchange, last = changes.index(EXCHANGE) + 1, len(changes)
    moments = sorted({*(1 + number * (last - 1) // 17 for number in range(18)), exchange, exchange + 1, exchange + 2})
    assert len(moments) >= 20
    stands, ends = NEW, []
    for moment in moments:
        other = OLD if stands == NEW else NEW
        assert publish.from_pages_on(other, kill_at=moment).status == KILLED
        assert len(_left_over(publish)) == 1, "what the one before it left is cleared away"
        stands = other if moment > exchange else stands
        assert snapshot(public) == whole[stands], f"killed at {moment} of {last}"
        ends.append(moment > exchange)
    assert True in ends
    assert False in ends
    other = OLD if stands == NEW else NEW
    assert publish.from_pages_on(other).status == 0
    assert snapshot(public) == whole[other]
    assert _left_over(publish) == []


def _room_for_small_pages_only(public: Path) -> int:
    return max(page.stat().st_size for page in public.rglob("*.html")) - 1


def _room_for_pages_only(public: Path) -> int:
    """A size between that of the largest file that is written before the offline editions and that of the smallest of these."""
    sizes = {path: path.stat().st_size for path in public.rglob("*") if path.is_file()}
    largest = max(size for path, size in sizes.items() if path.suffix != ".zip")
    smallest = min(size for path, size in sizes.items() if path.suffix == ".zip")
    assert largest < smallest
    return (largest + smallest) // 2


@pytest.mark.parametrize(
    ("room", "step"),
    [
        (_room_for_small_pages_only, "Building en, ko, fr …"),
        (_room_for_pages_only, "Looking through what was built …"),
    ],
    ids=["a page", "an offline edition"],
)
def test_a_disk_that_fills_is_told_and_the_last_site_stays(
    publish: Publisher, public: Path, room: Callable[[Path], int], step: str
) -> None:
    """The limit on a file's size stands for a disk that is full: both stop a write half-way."""
    before = snapshot(publish.site.root / "public")
    done = publish.whole(NEW, room=room(public))
    assert done.status == 1
    assert done.said.endswith(f"{step}\nThe site could not be written: File too large\n{FULL}")
    assert snapshot(publish.site.root / "public") == before
    assert _left_over(publish) == []
