"""Is it HTML? The parser of the standard tells errors of form; the validator of the W3C tells the rest, where Java is."""

import subprocess
from pathlib import Path

import html5lib
import pytest

from tests.built.pages import pages
from tests.built.validator import Unavailable, validator
from tests.sites import Built

# Properties that browsers have had for years, and the validator's list of CSS has not: a container's size, and two of SVG 2.
YOUNG = (
    "Property “container-type” doesn’t exist",
    "Property “paint-order” doesn’t exist",
    "Property “vector-effect” doesn’t exist",
    "Unrecognized at-rule “@container”",
)


def test_every_page_is_parsed_without_an_error(built: Built) -> None:
    for page in pages(built.output):
        parser = html5lib.HTMLParser()
        parser.parse(page.text)
        assert parser.errors == [], page.address


@pytest.mark.xdist_group("validator")  # one worker fetches it, the others need not
def test_the_validator_finds_no_error(built: Built, request: pytest.FixtureRequest) -> None:
    try:
        jar = validator(Path(request.config.rootpath) / ".cache" / "vnu")
    except Unavailable as reason:
        pytest.skip(str(reason))
    files = [str(path) for path in [*built.pages, *built.output.rglob("*.css"), *built.output.rglob("*.svg")]]
    done = subprocess.run(
        ["java", "-jar", str(jar), "--also-check-css", "--also-check-svg", "--format", "gnu", "--errors-only", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    told = [line for line in done.stderr.splitlines() if not any(words in line.replace("'", "’") for words in YOUNG)]
    assert told == []
