"""What the tests of whole builds share."""

import shutil

import pytest

from tests.built.other_sites import bare as bare_site
from tests.built.other_sites import rare as rare_site
from tests.conftest import built_once, shared
from tests.sites import Built, TestSite, snapshot


@pytest.fixture
def stood(site: TestSite, tiny: Built) -> dict[str, bytes]:
    """Every file of the last good site, which a build that fails must leave as it is."""
    shutil.copytree(tiny.output, site.output)
    return snapshot(site.output)


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The tiny site when nothing is told yet."""
    return built_once(shared(tmp_path_factory) / "bare", lambda folder: bare_site(folder).build())


@pytest.fixture(scope="session")
def rare(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The tiny site with what is rare."""
    return built_once(shared(tmp_path_factory) / "rare", lambda folder: rare_site(folder).build())
