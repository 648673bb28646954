"""What axe finds on a page: barriers for people who see, hear, move or understand otherwise."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# What is right is not listed too: for that axe would need twice the time.
OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}


def barriers(page: Page, part: str | None = None) -> str:
    """A report of all that is to be mended on a page that was opened with `bypass_csp=True`; empty when there is nothing."""
    found = Axe().run(page, context=part, options=OPTIONS)
    return str(found.generate_report()) if found.violations_count else ""
