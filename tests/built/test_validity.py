"""Is it HTML? The parser of the standard tells errors of form; the validator of the W3C tells the rest, where Java is."""

from pathlib import Path

import pytest

from tests.built.pages import pages
from tests.built.validator import Unavailable, complaints, validator
from tests.sites import Built


def test_every_page_is_parsed_without_an_error(built: Built) -> None:
    for page in pages(built.output):
        assert page.errors == [], page.address


def test_the_validator_finds_no_error(built: Built, request: pytest.FixtureRequest) -> None:
    try:
        jar = validator(Path(request.config.rootpath) / ".cache" / "vnu")
    except Unavailable as reason:
        pytest.skip(str(reason))
    assert complaints(jar, [*built.pages, *built.output.rglob("*.css"), *built.output.rglob("*.svg")]) == []
