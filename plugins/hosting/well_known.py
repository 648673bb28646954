"""The files that machines look for at fixed places: `robots.txt` and `.well-known/security.txt` (RFC 9116)."""

from collections.abc import Sequence
from datetime import date

from plugins.addresses import absolute

# Where somebody who found a hole in the site writes to; the page tells the organisation's ways to be reached.
SECURITY_CONTACT_PAGE = "contact.html"
SECURITY_EXPIRES = date(2027, 10, 1)
ROBOTS = "robots.txt"


def robots(site_url: str, demo: bool) -> bytes:
    """Everything may be read by search engines; of a demonstration nothing should be found."""
    if demo:
        return b"User-agent: *\nDisallow: /\n"
    return f"User-agent: *\nAllow: /\n\nSitemap: {absolute(site_url, 'sitemap.xml')}\n".encode()


def security(site_url: str, codes: Sequence[str]) -> bytes:
    """Whom to tell of a weakness, in which languages, until when this is true."""
    lines = [
        f"Contact: {absolute(site_url, SECURITY_CONTACT_PAGE)}",
        f"Expires: {SECURITY_EXPIRES.isoformat()}T00:00:00Z",
        f"Preferred-Languages: {', '.join(codes)}",
        f"Canonical: {absolute(site_url, '.well-known/security.txt')}",
    ]
    return ("\n".join(lines) + "\n").encode()
