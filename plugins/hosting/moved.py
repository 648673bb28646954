"""Pages at old addresses, for hosts that cannot redirect (GitHub Pages, a folder): a line in every language, and the link."""

from collections.abc import Iterable
from html import escape

from plugins.addresses import absolute, relative
from plugins.content_security import POLICY
from plugins.hosting.redirects import Redirect
from plugins.languages import MAIN

_MOVED = (
    ("en", "This page has moved."),
    ("ko", "이 페이지는 주소가 바뀌었습니다."),
    ("fr", "Cette page a changé d’adresse."),
)


def moved_pages(redirects: Iterable[Redirect], site_url: str) -> dict[str, bytes]:
    """A page for each old address; one with a query has none, because a file's name cannot hold it."""
    return {redirect.page: _page(redirect, site_url).encode() for redirect in redirects if not redirect.query}


def _page(redirect: Redirect, site_url: str) -> str:
    link, whole = escape(relative(redirect.page, redirect.target)), escape(absolute(site_url, redirect.target))
    lines = "\n".join(f'<p lang="{code}">{words} <a href="{link}">{whole}</a></p>' for code, words in _MOVED)
    return (
        f'<!doctype html>\n<html lang="{MAIN.code}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n'
        f'<title>{_MOVED[0][1]}</title>\n<link rel="canonical" href="{whole}">\n</head>\n'
        f"<body>\n<main>\n<h1>PSCORE</h1>\n{lines}\n</main>\n</body>\n</html>\n"
    )
