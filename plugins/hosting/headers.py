"""The one table of what every host says with a file: headers, how long it may be kept, and of what type it is.

The writers in `hosts/` put it into the form of each host. A page holds its policy itself too, for hosts without headers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from plugins.content_security import POLICY


@dataclass(frozen=True)
class Header:
    """One header of every answer, whatever its status; `why` says what it keeps from happening."""

    name: str
    value: str
    why: str


@dataclass(frozen=True)
class Lifetime:
    """How long the files whose address matches `pattern` may be kept; `folder` is where all of them lie."""

    folder: str
    pattern: str
    value: str
    why: str


@dataclass(frozen=True)
class Kind:
    """A media type and the endings of its files."""

    media_type: str
    endings: tuple[str, ...]
    text: bool = False

    @property
    def said(self) -> str:
        """The value of Content-Type."""
        return f"{self.media_type}; charset=utf-8" if self.text else self.media_type


# What browsers know everywhere: where Chromium does not know one (bluetooth, web-share), it complains in its console.
FEATURES = (
    "accelerometer", "autoplay", "camera", "clipboard-read", "clipboard-write", "display-capture",
    "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts",
    "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get",
    "screen-wake-lock", "serial", "storage-access", "usb", "xr-spatial-tracking",
)  # fmt: skip

HEADERS = (
    Header(
        "Content-Security-Policy",
        # Without upgrade-insecure-requests: every link inside the site is relative, so there is nothing to upgrade, and a
        # mirror without TLS (an onion service, a USB stick's server) would lose its styles and pictures.
        f"{POLICY}; frame-ancestors 'none'",
        "The policy of each page, and what a page cannot say itself: nobody shows the site inside another one.",
    ),
    Header("Referrer-Policy", "no-referrer", "No other site learns that a reader came from here."),
    Header(
        "Permissions-Policy",
        ", ".join(f"{feature}=()" for feature in FEATURES),
        "No page may ask for a camera, a position or anything else of the device, also if a script got in.",
    ),
    Header("Cross-Origin-Opener-Policy", "same-origin", "A page that opened this one keeps no hold on its window."),
    Header(
        # Also for the pictures that are shown beside a shared link: networks and messengers fetch them from their
        # servers, which do not ask for this header. Only a browser that shows another site's page does.
        "Cross-Origin-Resource-Policy",
        "same-origin",
        "Another site can neither show our files in its pages nor find out by them what a reader has read.",
    ),
    Header("X-Content-Type-Options", "nosniff", "A file is what its type says, never a script by its look."),
    Header(
        # Neither includeSubDomains nor preload: both bind every subdomain, also those of other people (edu.…), to TLS for
        # years, and cannot be taken back in a day. docs/deploying.md tells when and how to add them.
        "Strict-Transport-Security",
        "max-age=63072000",
        "After the first visit, two years of TLS only: nobody on the way can read along or put another page in.",
    ),
    Header("X-Frame-Options", "DENY", "The same as frame-ancestors, for browsers that do not know it."),
)
DEMO = Header(
    "X-Robots-Tag", "noindex", "Example data must not be found as if it were a fact; for files without a head too."
)

LIFETIMES = (
    Lifetime(
        "theme",
        r"/theme/.*\.[0-9a-f]{10}\.[a-z0-9]+",
        "public, max-age=31536000, immutable",
        "The name holds a hash of the content, so another content has another name.",
    ),
)
# A correction or a withdrawal must reach readers within minutes, also in a zip; what did not change is not sent again.
PAGES_SECONDS = 300
PAGES_LIFETIME = f"public, max-age={PAGES_SECONDS}, must-revalidate"

KINDS = (
    Kind("text/html", (".html",), text=True),
    Kind("text/css", (".css",), text=True),
    Kind("text/javascript", (".js",), text=True),
    Kind("image/svg+xml", (".svg",), text=True),
    # JSON is always UTF-8 (RFC 8259), and its types have no charset.
    Kind("application/json", (".json",)),
    Kind("application/geo+json", (".geojson",)),
    Kind("text/csv", (".csv",), text=True),
    Kind("application/xml", (".xml",), text=True),
    Kind("application/vnd.google-earth.kml+xml", (".kml",), text=True),
    Kind("text/calendar", (".ics",), text=True),
    Kind("application/x-bibtex", (".bib",), text=True),
    Kind("application/x-research-info-systems", (".ris",), text=True),
    Kind("text/plain", (".txt", ".minisig", ".pub"), text=True),
    Kind("image/avif", (".avif",)),
    Kind("image/webp", (".webp",)),
    Kind("image/png", (".png",)),
    Kind("image/jpeg", (".jpg",)),
    Kind("application/pdf", (".pdf",)),
    Kind("application/zip", (".zip",)),
    Kind("font/woff2", (".woff2",)),
)
# The name of the files without an ending, and where they lie.
CHECKSUMS = "SHA256SUMS"
CHECKSUMS_AT = (CHECKSUMS, f"offline/{CHECKSUMS}")
PLAIN = "text/plain; charset=utf-8"

COMPRESSED = (".br", ".gz")
# For hosts only; they lie in the tree, and no visitor sees them.
HOST_FILES = ("_headers", "_redirects", ".htaccess")
HOST_FOLDER = "server"


def headers(demo: bool) -> tuple[Header, ...]:
    """The headers of every answer; a demo is kept out of search engines."""
    return (*HEADERS, DEMO) if demo else HEADERS


def lifetime(path: str) -> str:
    """The value of Cache-Control for a file of the tree, such as `data/venues.csv`."""
    return next((entry.value for entry in LIFETIMES if re.fullmatch(entry.pattern, f"/{path}")), PAGES_LIFETIME)


def content_type(path: str) -> str:
    """The value of Content-Type for a file of the tree; KeyError for a type that the site does not publish.

    A compressed copy has the type of its file.
    """
    name = path.removesuffix(".br").removesuffix(".gz")
    return PLAIN if PurePosixPath(name).name == CHECKSUMS else dict(_types())[PurePosixPath(name).suffix]


def is_served(path: str) -> bool:
    """Whether a visitor can ask for this file of the tree by its name; compressed copies answer under their file's name."""
    return not (path in HOST_FILES or path.startswith(f"{HOST_FOLDER}/") or path.endswith(COMPRESSED))


def _types() -> Iterator[tuple[str, str]]:
    return ((ending, kind.said) for kind in KINDS for ending in kind.endings)
