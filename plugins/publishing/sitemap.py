"""One sitemap for all languages, each page with its translations (https://www.sitemaps.org/, hreflang after Google's form)."""

from pathlib import Path
from xml.etree import ElementTree

from pelican import Pelican, signals

from plugins.addresses import absolute, address
from plugins.checks import Checked
from plugins.languages import MAIN

_MAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


def sitemap(checked: Checked, site_url: str) -> bytes:
    """The sitemap as XML: every page of the register, except those nobody should search for."""
    ElementTree.register_namespace("", _MAPS)
    ElementTree.register_namespace("xhtml", _XHTML)
    root = ElementTree.Element(f"{{{_MAPS}}}urlset")
    unlisted = {entry.address for entry in checked.documents if entry.review and entry.review.example}
    changed = {entry.address: entry.modified or entry.date for entry in checked.documents}
    for name, codes in checked.register.languages.items():
        for code in (code for code in codes if address(name, code) not in unlisted):
            url = ElementTree.SubElement(root, f"{{{_MAPS}}}url")
            ElementTree.SubElement(url, f"{{{_MAPS}}}loc").text = absolute(site_url, address(name, code))
            day = changed.get(address(name, code))
            if day:
                ElementTree.SubElement(url, f"{{{_MAPS}}}lastmod").text = day.isoformat()
            for other in (*codes, "x-default"):
                target = address(name, codes[0] if other == "x-default" else other)
                link = {"rel": "alternate", "hreflang": other, "href": absolute(site_url, target)}
                ElementTree.SubElement(url, f"{{{_XHTML}}}link", link)
    ElementTree.indent(root, "")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + bytes(ElementTree.tostring(root, "utf-8")) + b"\n"


def write(pelican: Pelican) -> None:
    """The main site is finished last, so it writes the one map."""
    if pelican.settings["DEFAULT_LANG"] == MAIN.code:
        path = Path(pelican.output_path) / "sitemap.xml"
        path.write_bytes(sitemap(pelican.settings["CHECKED"], pelican.settings["SITEURL"]))


def register() -> None:
    signals.finalized.connect(write)
