"""Fixtures that several test folders share."""

import os
from pathlib import Path

import pytest

from plugins.site import Site
from tests.sites import Built, TestSite, real_site, tiny_site

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


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The tiny site, built once per session by a process of its own."""
    built = tiny_site(tmp_path_factory.mktemp("tiny") / "site").build()
    assert built.status == 0, built.complained
    return built


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The project's own site, built once per session by a process of its own."""
    built = real_site(tmp_path_factory.mktemp("real") / "site").build()
    assert built.status == 0, built.complained
    return built


@pytest.fixture(params=["tiny", "real"])
def built(request: pytest.FixtureRequest) -> Built:
    """Each of the two sites in turn: what must hold for every page holds for both."""
    found: Built = request.getfixturevalue(request.param)
    return found
