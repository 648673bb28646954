"""`.htaccess`, for Apache 2.4 and hosts that one cannot set up oneself (`AllowOverride All`).

A module that a host lacks costs what it would do, and not the site. `ServerTokens` cannot be said here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from plugins.hosting.headers import CHECKSUMS, HOST_FOLDER, KINDS, LIFETIMES, PAGES_LIFETIME, PLAIN, headers
from plugins.hosting.redirects import Redirect
from plugins.languages import CODES, MAIN


def files(redirects: Sequence[Redirect], demo: bool, top: str) -> dict[str, str]:
    """The settings by their path in the tree."""
    parts = [
        *_module("negotiation", ["Options -MultiViews -Indexes"]),
        "DirectoryIndex index.html",
        "ServerSignature Off",
        *_module("mime", _types()),
        *_module("headers", _headers(demo, top)),
        *_module("rewrite", _rewrites(redirects, top)),
        *_errors(top),
        "",
    ]
    return {".htaccess": "\n".join(parts)}


def _module(name: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"<IfModule mod_{name}.c>"
    yield from (f"    {line}" for line in lines)
    yield "</IfModule>"


def _types() -> Iterator[str]:
    for kind in KINDS:
        endings = " ".join(kind.endings)
        yield f"RemoveLanguage {endings}"
        yield f'AddType "{kind.media_type}" {endings}'
        yield f"{'AddCharset utf-8' if kind.text else 'RemoveCharset'} {endings}"
    yield f"<Files {CHECKSUMS}>"
    yield f'    ForceType "{PLAIN}"'
    yield "</Files>"
    # .br is Breton for some servers, and .gz a type of its own.
    yield "RemoveLanguage .br"
    yield "RemoveType .br .gz"
    yield "AddEncoding br .br"
    yield "AddEncoding gzip .gz"


def _headers(demo: bool, top: str) -> Iterator[str]:
    for header in headers(demo):
        yield f'Header always set {header.name} "{header.value}"'
    yield f'Header always set Cache-Control "{PAGES_LIFETIME}"'
    for lifetime in LIFETIMES:
        yield f'<If "%{{REQUEST_URI}} =~ m#^{re.escape(top)}{lifetime.pattern}(\\.br|\\.gz)?$#">'
        yield f'    Header always set Cache-Control "{lifetime.value}"'
        yield "</If>"
    yield 'Header merge Vary "Accept-Encoding"'


def _rewrites(redirects: Sequence[Redirect], top: str) -> Iterator[str]:
    yield "RewriteEngine On"
    yield f"RewriteBase {top}/"
    hidden = rf"^(_headers$|_redirects$|{HOST_FOLDER}/|(.*/)?\.(?!well-known/))"
    yield f"RewriteRule {hidden} - [R=404,L]"
    # What the visitor asked for, not what a rule below made of it.
    yield r"RewriteCond %{THE_REQUEST} \.(br|gz)[?\s]"
    yield r"RewriteRule \.(br|gz)$ - [R=404,L]"
    for redirect in redirects:
        if redirect.query:
            yield f"RewriteCond %{{QUERY_STRING}} ^{re.escape(redirect.query)}$"
        yield f"RewriteRule ^{re.escape(redirect.path[1:])}/?$ {top}{redirect.location} [R=301,L,QSD]"
    # A folder without a page of its own shows no list of its files.
    yield "RewriteCond %{REQUEST_FILENAME} -d"
    yield "RewriteCond %{REQUEST_FILENAME}/index.html !-f"
    yield "RewriteRule ^ - [R=404,L]"
    for name, ending in (("br", ".br"), ("gzip", ".gz")):
        yield rf"RewriteCond %{{HTTP:Accept-Encoding}} \b{name}\b"
        yield f"RewriteCond %{{REQUEST_FILENAME}}{ending} -f"
        yield f"RewriteRule ^(.+)$ $1{ending} [L]"


def _errors(top: str) -> Iterator[str]:
    yield f"ErrorDocument 404 {top}/404.html"
    for code in CODES:
        if code != MAIN.code:
            yield f'<If "%{{REQUEST_URI}} =~ m#^{re.escape(top)}/{code}/#">'
            yield f"    ErrorDocument 404 {top}/{code}/404.html"
            yield "</If>"
