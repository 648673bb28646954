"""What the tests of whole builds share."""

import shutil

import pytest

from tests.sites import Built, TestSite, snapshot


@pytest.fixture
def stood(site: TestSite, tiny: Built) -> dict[str, bytes]:
    """Every file of the last good site, which a build that fails must leave as it is."""
    shutil.copytree(tiny.output, site.output)
    return snapshot(site.output)
