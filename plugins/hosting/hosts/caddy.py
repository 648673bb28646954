"""`server/Caddyfile`, to be imported in the block of a site, whose `root` it needs. Caddy brings TLS itself."""

import re
from collections.abc import Iterator, Sequence

from plugins.hosting.headers import (
    CHECKSUMS_AT,
    HOST_FILES,
    HOST_FOLDER,
    KINDS,
    LIFETIMES,
    PAGES_LIFETIME,
    PLAIN,
    headers,
)
from plugins.hosting.redirects import Redirect
from plugins.languages import CODES, MAIN


def files(redirects: Sequence[Redirect], demo: bool, top: str) -> dict[str, str]:
    """The settings by their path in the tree."""
    return {f"{HOST_FOLDER}/Caddyfile": "\n".join([*_settings(redirects, demo, top), ""])}


def _settings(redirects: Sequence[Redirect], demo: bool, top: str) -> Iterator[str]:
    yield from _headers(demo)
    # Which of two values would win differs between versions of Caddy, so each address has one.
    yield "@minutes {"
    for lifetime in LIFETIMES:
        yield f"\tnot path_regexp ^{re.escape(top)}{lifetime.pattern}$"
    yield "}"
    yield f'header @minutes Cache-Control "{PAGES_LIFETIME}"'
    for lifetime in LIFETIMES:
        yield f"@{lifetime.folder} path_regexp ^{re.escape(top)}{lifetime.pattern}$"
        yield f'header @{lifetime.folder} Cache-Control "{lifetime.value}"'
    yield from _types(top)
    yield from _moved(redirects, top)
    yield from _hidden(top)
    yield from _FILES
    yield from _errors(demo, top)


_FILES = ("file_server {", "\tprecompressed br gzip", "}")


def _headers(demo: bool) -> Iterator[str]:
    yield "header {"
    yield "\t-Server"
    for header in headers(demo):
        yield f'\t{header.name} "{header.value}"'
    yield "}"
    # Caddy says it only of the compressed copy. Set when the answer is ready, so that it stands there once.
    yield "header {"
    yield "\tVary Accept-Encoding"
    yield "\tdefer"
    yield "}"


def _hidden(top: str) -> Iterator[str]:
    hidden = " ".join(f"{top}/{name}" for name in HOST_FILES)
    yield f"@hidden path {hidden} {top}/{HOST_FOLDER}/* *.br *.gz"
    yield "error @hidden 404"
    yield "@dotted {"
    yield f"\tpath_regexp ^{re.escape(top)}/(.*/)?\\."
    yield f"\tnot path {top}/.well-known/*"
    yield "}"
    yield "error @dotted 404"


def _types(top: str) -> Iterator[str]:
    """For an address that ends in a folder there is no ending; the server finds the page and its type."""
    for number, kind in enumerate(KINDS):
        endings = " ".join(f"*{ending}" for ending in kind.endings)
        yield f"@type{number} path {endings}"
        yield f'header @type{number} Content-Type "{kind.said}"'
    for path in CHECKSUMS_AT:
        yield f'header {top}/{path} Content-Type "{PLAIN}"'


def _moved(redirects: Sequence[Redirect], top: str) -> Iterator[str]:
    for number, redirect in enumerate(redirects):
        yield f"@moved{number} {{"
        yield f"\tpath {' '.join(top + path for path in redirect.paths)}"
        if redirect.query:
            yield f"\tquery {' '.join(redirect.query.split('&'))}"
        yield "}"
        yield f"redir @moved{number} {top}{redirect.location} 301"


def _errors(demo: bool, top: str) -> Iterator[str]:
    """The page for a wrong address, in the language of the address. Caddy forgets the headers from before the error."""
    others = [code for code in CODES if code != MAIN.code]
    lines = [
        *_headers(demo),
        f'header Cache-Control "{PAGES_LIFETIME}"',
        'header Content-Type "text/html; charset=utf-8"',
    ]
    for code in others:
        lines += [f"@{code} path {top}/{code}/*", f"rewrite @{code} {top}/{code}/404.html"]
    lines += [
        f"@main not path {' '.join(f'{top}/{code}/*' for code in others)}",
        f"rewrite @main {top}/404.html",
        *_FILES,
    ]
    yield "handle_errors {"
    yield from (f"\t{line}" for line in lines)
    yield "}"
