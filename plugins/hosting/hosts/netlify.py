"""`_headers` and `_redirects`, in the part of their form that Netlify and Cloudflare Pages share.

Where several rules match an address, Cloudflare joins the values of one header with a comma, so no header stands in two rules
that match one address. Therefore pages have no Cache-Control here: both hosts say `public, max-age=0, must-revalidate` for
what has none. Cloudflare ignores a line that it does not know (a query, a status of 404 or 301!) and says so; it shows the
nearest `404.html` above a wrong address by itself. Cloudflare allows 100 rules of headers with 2,000 letters a line, and 2,000
redirects of 1,000 letters; of a longer table it takes the first ones, and shows the pages at the other old addresses.
"""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from plugins.hosting.headers import CHECKSUMS_AT, KINDS, LIFETIMES, PLAIN, headers
from plugins.hosting.redirects import Redirect
from plugins.languages import CODES, MAIN


def files(redirects: Sequence[Redirect], demo: bool) -> dict[str, str]:
    """Both files by their path in the tree."""
    return {"_headers": _text(_header_rules(demo)), "_redirects": _text(_redirect_rules(redirects))}


def _header_rules(demo: bool) -> Iterator[str]:
    yield "/*"
    for header in headers(demo):
        yield f"  {header.name}: {header.value}"
    for lifetime in LIFETIMES:
        yield f"/{lifetime.folder}/*"
        yield f"  Cache-Control: {lifetime.value}"
    for kind in KINDS:
        for ending in kind.endings:
            yield f"/*{ending}"
            yield f"  Content-Type: {kind.said}"
    for path in CHECKSUMS_AT:
        yield f"/{path}"
        yield f"  Content-Type: {PLAIN}"


def _redirect_rules(redirects: Sequence[Redirect]) -> Iterator[str]:
    for redirect in redirects:
        # Both show a page at its address without .html too, and Cloudflare sends visitors there: they would go in a circle.
        if not redirect.query and redirect.location == f"{quote(redirect.path)}.html":
            continue
        for path in redirect.paths:
            # Netlify would show the page that lies at this path instead (a home page, or the one that shows the way on
            # hosts that cannot redirect), were it not for the exclamation mark.
            if redirect.query:
                query = " ".join(redirect.query.split("&"))
                yield f"{quote(path)} {query} {redirect.location} 301!"
            else:
                # Cloudflare does not know that mark, and redirects whatever lies there: it needs a line of its own. Of a
                # line of two or three words it counts also one that it ignores; with the comment there are more.
                yield f"{quote(path)} {redirect.location} 301! # Netlify"
                yield f"{quote(path)} {redirect.location} 301"
    for code in CODES:
        if code != MAIN.code:
            yield f"/{code}/* /{code}/404.html 404"


def _text(lines: Iterable[str]) -> str:
    return "\n".join([*lines, ""])
