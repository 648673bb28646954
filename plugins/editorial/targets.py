"""Where texts lie on the site, and what the links in them become."""

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from plugins import addresses
from plugins.pictures.renditions import Picture
from plugins.site import Site

KINDS = ("pages", "news", "campaigns", "testimonies")

NONE: Mapping[Path, Picture] = {}
_MARKER = re.compile(r"\{(?P<what>[a-z]+)\}(?P<path>[^#?]*)(?P<rest>.*)", re.DOTALL)


def page_name(kind: str, stem: str) -> str:
    """The language-free name of the page made from a file of this kind."""
    match kind:
        case "pages":
            return "index.html" if stem == "home" else f"{stem}.html"
        case "campaigns":  # the story of a campaign stands on the page that is made from its data
            return f"campaigns/{stem.removeprefix('ca-')}.html"
        case _:
            return f"{kind}/{stem}.html"


def document_address(path: Path, site: Site) -> str:
    """The address of the page made from this file, whether or not it can be read."""
    language, kind = path.relative_to(site.content).parts[:2]
    return addresses.address(page_name(kind, path.stem), language)


def target(written: str, path: Path, site: Site, pictures: Mapping[Path, Picture] = NONE) -> str:
    """The link as the built page needs it: `{filename}` and `{static}` become addresses relative to the page.

    A link to a picture leads to its fallback: the file itself is not published.
    """
    marker = _MARKER.fullmatch(written)
    if not marker:
        return written
    base = site.content if marker["path"].startswith("/") else path.parent
    place = Path(posixpath.normpath((base / unquote(marker["path"]).lstrip("/")).as_posix()))
    here = document_address(path, site)
    if marker["what"] == "static" and place.is_relative_to(site.files) and place.is_file():
        file = pictures[place].fallback.address if place in pictures else place.relative_to(site.content).as_posix()
        return addresses.relative(here, file) + marker["rest"]
    if marker["what"] == "filename" and place.is_relative_to(site.content) and place.is_file():
        parts = place.relative_to(site.content).parts
        if len(parts) == 3 and parts[1] in KINDS and place.suffix == ".md":
            return addresses.relative(here, document_address(place, site)) + marker["rest"]
    return written


def is_own_image(image: str, path: Path, site: Site) -> bool:
    """Whether a picture is a file in content/files: a page must load nothing from anybody else."""
    return image.startswith("{static}") and target(image, path, site) != image


def leads_outside(target: str) -> bool:
    """Whether a target is a whole address (`https://…`, `mailto:…`) and not a place on this site."""
    return bool(urlsplit(target).scheme)
