"""Addresses inside the site.

A *name* says which page it is, whatever the language: `about.html`, `reports/forced-to-hate.html`.
An *address* says where it lies from the site's top: `about.html`, `ko/about.html`.
Links between pages are always relative and name their file, so that the same tree works at a domain's root,
under a path, on a mirror, and opened from a folder or a USB stick.
"""

import posixpath
from collections.abc import Mapping
from functools import cache
from urllib.parse import quote

from plugins.languages import MAIN


def address(name: str, code: str) -> str:
    """Where the page with this name lies in this language."""
    return name if code == MAIN.code else f"{code}/{name}"


def relative(start: str, target: str) -> str:
    """The link from the page at address `start` to the page at address `target`."""
    return _from_folder(posixpath.dirname(start), target)


@cache
def _from_folder(folder: str, target: str) -> str:
    """Kept, because a site asks for few pairs, each of them hundreds of times."""
    there, here = target.split("/"), folder.split("/") if folder else []
    common = 0
    while common < len(here) and common < len(there) - 1 and here[common] == there[common]:
        common += 1
    return "/".join([".."] * (len(here) - common) + there[common:])


def absolute(site_url: str, target: str) -> str:
    """The whole address, for the standards that want one; a language's home is named by its folder."""
    folder, file = posixpath.split(target)
    path = (f"{folder}/" if folder else "") if file == "index.html" else target
    return f"{site_url.rstrip('/')}/{quote(path)}"


def theme_address(path: str, names: Mapping[str, str]) -> str:
    """Where a file of the theme lies; `names` are the names that were changed for publishing."""
    return f"theme/{names.get(path, path)}"
