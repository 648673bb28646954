"""Pages at old addresses, for hosts that cannot redirect (GitHub Pages, a folder)."""

from collections.abc import Iterable

from plugins.addresses import absolute
from plugins.hosting.leading import LeadingPages
from plugins.hosting.redirects import Redirect
from plugins.languages import LANGUAGES, MAIN, Language


def moved_pages(redirects: Iterable[Redirect], site_url: str, leading: LeadingPages) -> dict[str, bytes]:
    """A page for each old address; one with a query has none, because a file's name cannot hold it."""
    return {
        redirect.page: leading.page(
            redirect.page, redirect.target, _language_of(redirect.target), absolute(site_url, redirect.target)
        )
        for redirect in redirects
        if not redirect.query
    }


def _language_of(target: str) -> Language:
    """The language of the page that is led to; files that are there for all are of the main one."""
    return next((language for language in LANGUAGES if target.startswith(f"{language.code}/")), MAIN)
