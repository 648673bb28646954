"""`server/nginx.conf`, to be included in a `server { … }` that says name, root and certificate.

nginx forgets every `add_header` of the server in a location that has one of its own, so no location has one: what differs
by file (the lifetime) is a variable. A `server` is therefore for this site alone, also where the site stands below a path. Types hold their charset themselves, because nginx says none with a compressed copy.
Brotli is a module that not every nginx has, and nginx does not start with a directive that it does not know: it has a file
of its own.
"""

import re
from collections.abc import Iterator, Sequence

from plugins.hosting.headers import HOST_FILES, HOST_FOLDER, KINDS, LIFETIMES, PAGES_LIFETIME, PLAIN, headers
from plugins.hosting.redirects import Redirect
from plugins.languages import CODES, MAIN


def files(redirects: Sequence[Redirect], demo: bool, top: str) -> dict[str, str]:
    """The settings, and those that need the module for Brotli, by their path in the tree."""
    return {
        f"{HOST_FOLDER}/nginx.conf": "\n".join([*_settings(redirects, demo, top), ""]),
        f"{HOST_FOLDER}/nginx-brotli.conf": "brotli_static on;\n",
    }


def _settings(redirects: Sequence[Redirect], demo: bool, top: str) -> Iterator[str]:
    yield "server_tokens off;"
    yield "absolute_redirect off;"
    yield "index index.html;"
    yield "gzip_static on;"
    yield "gzip_vary on;"
    yield from _types()
    yield f'set $pscore_lifetime "{PAGES_LIFETIME}";'
    for lifetime in LIFETIMES:
        yield f'if ($uri ~ "^{re.escape(top)}{lifetime.pattern}$") {{ set $pscore_lifetime "{lifetime.value}"; }}'
    yield "add_header Cache-Control $pscore_lifetime always;"
    for header in headers(demo):
        yield f'add_header {header.name} "{header.value}" always;'
    yield from _pages(top)
    yield from _hidden(top)
    yield from _moved(redirects, top)


def _types() -> Iterator[str]:
    yield "types {"
    for kind in KINDS:
        endings = " ".join(ending.removeprefix(".") for ending in kind.endings)
        yield f'    "{kind.said}" {endings};'
    yield "}"
    yield f'default_type "{PLAIN}";'


def _pages(top: str) -> Iterator[str]:
    """A folder without a page of its own (403) is as unknown as a file that is not there."""
    yield f"error_page 404 {top}/404.html;"
    yield f"error_page 403 =404 {top}/404.html;"
    yield "location / { try_files $uri $uri/ =404; }"
    for code in CODES:
        if code != MAIN.code:
            yield f"location {top}/{code}/ {{"
            yield f"    error_page 404 {top}/{code}/404.html;"
            yield f"    error_page 403 =404 {top}/{code}/404.html;"
            yield "    try_files $uri $uri/ =404;"
            yield "}"


def _hidden(top: str) -> Iterator[str]:
    for name in HOST_FILES:
        yield f"location = {top}/{name} {{ return 404; }}"
    yield f"location ^~ {top}/{HOST_FOLDER}/ {{ return 404; }}"
    yield r"location ~ /\.(?!well-known/) { return 404; }"
    # The copies are answers to the name without the ending; alone they would come with a type that they are not.
    yield r"location ~ \.(br|gz)$ { return 404; }"


def _moved(redirects: Sequence[Redirect], top: str) -> Iterator[str]:
    places: dict[str, list[Redirect]] = {}
    for redirect in redirects:
        for path in redirect.paths:
            places.setdefault(path, []).append(redirect)
    for path, found in places.items():
        yield f'location = "{top}{path}" {{'
        for redirect in sorted(found, key=lambda one: not one.query):
            answer = f"return 301 {top}{redirect.location};"
            yield f'    if ($args = "{redirect.query}") {{ {answer} }}' if redirect.query else f"    {answer}"
        if all(redirect.query for redirect in found):
            yield "    try_files $uri $uri/ =404;"
        yield "}"
