"""Which files of a site may outlive it at a host for one deploy."""

import pytest

from plugins.hosting.kept import kept, listed, may_be_kept
from plugins.hosting.manifest import entry_of

ENTRY = entry_of(b"x")


@pytest.mark.parametrize(
    "name",
    [
        "theme/css/site.0123456789.css",
        "theme/css/site.0123456789.css.br",
        "theme/vendor/leaflet-1.9/leaflet.0123456789.js.gz",
        "theme/fonts/text.0123456789.woff2",
        "theme/images/icon-180.0123456789.png",
    ],
)
def test_a_theme_file_with_a_hash_may_be_kept(name: str) -> None:
    assert may_be_kept(name)


@pytest.mark.parametrize(
    "name",
    [
        "theme/css/site.css",
        "files/a.0123456789.css",
        "theme/page.0123456789.html",
        "theme/page.0123456789.html.gz",
        "theme/page.0123456789.xhtml",
        "theme/page.0123456789.htm",
        *(
            f"theme/a.0123456789.{ending}"
            for ending in ("php", "shtml", "xht", "svg", "exe", "zip", "zip.gz", "php.br", "css.php")
        ),
        "Open-me-first.0123456789.css",
        "theme/../index.0123456789.css",
        "theme/a.0123456789.css/../../index.html",
        "theme//a.0123456789.css",
        "theme/a.0123456789.b/c.a.css",
        "theme/.hidden/a.0123456789.css",
        "theme/-/a b.0123456789.css",
        "theme/a.0123456789.css\n",
        "theme/a.0123456789.css.gz.gz",
    ],
)
def test_nothing_else_may(name: str) -> None:
    assert not may_be_kept(name)
    assert kept({name: ENTRY}, ()) == {}


def test_what_the_new_site_has_itself_is_not_kept() -> None:
    names = {"theme/a.0123456789.js": ENTRY, "theme/b.0123456789.js": ENTRY}
    assert kept(names, ["theme/a.0123456789.js"]) == {"theme/b.0123456789.js": ENTRY}


@pytest.mark.parametrize("content", ["", b"", "no manifest", b"\xff", "{}"])
def test_what_is_no_manifest_lists_nothing(content: bytes | str) -> None:
    assert listed(content) == {}
