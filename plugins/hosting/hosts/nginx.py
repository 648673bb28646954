"""`server/nginx.conf`, to be included in a `server { … }` that says name, root and certificate.

nginx forgets every `add_header` of the server in a location that has one of its own, so no location has one: what differs
by file (the lifetime) is a variable. Types hold their charset themselves, because nginx says none with a compressed copy.
Brotli is a module that not every nginx has, and nginx does not start with a directive that it does not know: it has a file
of its own.
"""

from collections.abc import Iterator, Sequence

from plugins.hosting.headers import HOST_FILES, HOST_FOLDER, KINDS, LIFETIMES, PAGES_LIFETIME, PLAIN, headers
from plugins.hosting.redirects import Redirect
from plugins.languages import CODES, MAIN


def files(redirects: Sequence[Redirect], demo: bool) -> dict[str, str]:
    """The settings, and those that need the module for Brotli, by their path in the tree."""
    return {
        f"{HOST_FOLDER}/nginx.conf": "\n".join([*_settings(redirects, demo), ""]),
        f"{HOST_FOLDER}/nginx-brotli.conf": "brotli_static on;\n",
    }


def _settings(redirects: Sequence[Redirect], demo: bool) -> Iterator[str]:
    yield "server_tokens off;"
    yield "absolute_redirect off;"
    yield "index index.html;"
    yield "gzip_static on;"
    yield "gzip_vary on;"
    yield from _types()
    yield f'set $pscore_lifetime "{PAGES_LIFETIME}";'
    for lifetime in LIFETIMES:
        yield f'if ($uri ~ "^{lifetime.pattern}$") {{ set $pscore_lifetime "{lifetime.value}"; }}'
    yield "add_header Cache-Control $pscore_lifetime always;"
    for header in headers(demo):
        yield f'add_header {header.name} "{header.value}" always;'
    yield from _pages()
    yield from _hidden()
    yield from _moved(redirects)


def _types() -> Iterator[str]:
    yield "types {"
    for kind in KINDS:
        endings = " ".join(ending.removeprefix(".") for ending in kind.endings)
        yield f'    "{kind.said}" {endings};'
    yield "}"
    yield f'default_type "{PLAIN}";'


def _pages() -> Iterator[str]:
    """A folder without a page of its own (403) is as unknown as a file that is not there."""
    yield "error_page 404 /404.html;"
    yield "error_page 403 =404 /404.html;"
    yield "location / { try_files $uri $uri/ =404; }"
    for code in CODES:
        if code != MAIN.code:
            yield f"location /{code}/ {{"
            yield f"    error_page 404 /{code}/404.html;"
            yield f"    error_page 403 =404 /{code}/404.html;"
            yield "    try_files $uri $uri/ =404;"
            yield "}"


def _hidden() -> Iterator[str]:
    for name in HOST_FILES:
        yield f"location = /{name} {{ return 404; }}"
    yield f"location ^~ /{HOST_FOLDER}/ {{ return 404; }}"
    yield r"location ~ /\.(?!well-known/) { return 404; }"
    # The copies are answers to the name without the ending; alone they would come with a type that they are not.
    yield r"location ~ \.(br|gz)$ { return 404; }"


def _moved(redirects: Sequence[Redirect]) -> Iterator[str]:
    places: dict[str, list[Redirect]] = {}
    for redirect in redirects:
        for path in redirect.paths:
            places.setdefault(path, []).append(redirect)
    for path, found in places.items():
        yield f'location = "{path}" {{'
        for redirect in sorted(found, key=lambda one: not one.query):
            answer = f"return 301 {redirect.location};"
            yield f'    if ($args = "{redirect.query}") {{ {answer} }}' if redirect.query else f"    {answer}"
        if all(redirect.query for redirect in found):
            yield "    try_files $uri $uri/ =404;"
        yield "}"
