"""The function for a CDN before a storage that docs/deploying.md shows, run by a real engine."""

import re

import pytest
from playwright.sync_api import Browser

from tests.sites import ROOT

FUNCTION = re.findall(
    r"```js\n(function handler.*?)```", (ROOT / "docs" / "deploying.md").read_text("utf-8"), re.DOTALL
)


@pytest.mark.parametrize(
    ("asked", "fetched"),
    [("/", "/index.html"), ("/ko/", "/ko/index.html"), ("/old/a.php/", "/old/a.php/index.html"), ("/about.html", "/about.html"),
     ("/offline/SHA256SUMS", "/offline/SHA256SUMS"), ("/manifest.json.minisig", "/manifest.json.minisig")],
)  # fmt: skip
def test_behind_a_folder_its_page_is_fetched_and_a_file_as_it_is(browser: Browser, asked: str, fetched: str) -> None:
    assert _answer(browser, asked) == {"uri": fetched}


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        ("/ko", "/ko/"),
        ("/old/a.php", "/old/a.php/"),
        ("//evil", "/evil/"),
        ("/\\evil", "/evil/"),
        ("///evil", "/evil/"),
    ],
)
def test_a_folder_without_its_slash_leads_to_the_one_with_it_on_the_same_host(
    browser: Browser, asked: str, where: str
) -> None:
    answer = _answer(browser, asked)
    assert answer["statusCode"] == 301
    assert answer["headers"] == {"location": {"value": where}}


def _answer(browser: Browser, address: str) -> dict[str, object]:
    """What the function makes of a request."""
    (function,) = FUNCTION
    with browser.new_page() as page:
        found: dict[str, object] = page.evaluate(
            f"uri => {{ {function}; return handler({{request: {{uri}}}}); }}", address
        )
    return found
