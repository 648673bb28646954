"""Fixtures that several test folders share."""

import fcntl
import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plugins.site import Site
from tests.sites import DEMO, Built, TestSite, committed_site, real_site, tiny_site

os.environ["SITE_MESSAGES"] = "en"  # tests read the messages in English, wherever they run
os.environ["SOURCE_DATE_EPOCH"] = (
    "1795305600"  # 22 November 2026: on that day the example links to payment pages are open
)


@pytest.fixture
def site(tmp_path: Path) -> TestSite:
    """A copy of the tiny site that a test may break."""
    return tiny_site(tmp_path / "site")


@pytest.fixture
def checked_site(site: TestSite) -> Site:
    """The same copy, for the functions that check without building."""
    return Site(site.root)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """SIGINT means Ctrl+C, also where the tests were begun without it, as by `nohup … &`."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def built_once(place: Path, make: Callable[[Path], Built]) -> Built:
    """A site that all workers share: the first that asks makes it in a folder of the place, the others wait for it."""
    place.mkdir(exist_ok=True)
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = place / "told.json"
        if not told.is_file():
            done = make(place / "site")
            told.write_text(json.dumps([str(done.output), done.said, done.complained, done.status]))
    output, said, complained, status = json.loads(told.read_text())
    assert status == 0, complained
    return Built(Path(output), said, complained, status)


def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this session for all its workers."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The tiny site, built once per session by a process of its own."""
    return built_once(shared(tmp_path_factory) / "tiny", lambda folder: tiny_site(folder).build())


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The project's own site, built once per session by a process of its own."""
    return built_once(shared(tmp_path_factory) / "real", lambda folder: real_site(folder).build())


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a host gets: the tiny site, published as a demonstration, once per session."""
    place = shared(tmp_path_factory) / "public"
    return built_once(place, lambda folder: committed_site(folder).publish(*DEMO)).output


@pytest.fixture(params=["tiny", "real"])
def built(request: pytest.FixtureRequest) -> Built:
    """Each of the two sites in turn: what must hold for every page holds for both."""
    found: Built = request.getfixturevalue(request.param)
    return found
