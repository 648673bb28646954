"""A small tree like a published one: a file of every kind, its compressed copies, the pages for wrong addresses, the hosts' files."""

import gzip
from pathlib import Path

import brotli

from plugins.content_security import POLICY
from plugins.hosting.headers import CHECKSUMS_AT, KINDS
from plugins.hosting.hosts import host_files
from plugins.hosting.redirects import Redirect

STYLE = "theme/css/site.0123456789.css"
SCRIPT = "theme/js/map.abcdef0123.js"
REDIRECTS = (
    Redirect("/old/page/", "about.html"),
    Redirect("/sub02/0201.php", "ko/about.html"),
    Redirect("/old-home", "ko/index.html"),
    Redirect("/?p=12", "files/all.pdf"),
    Redirect("/old/list.php?a=1&b=2", "about.html"),
    Redirect("/%EC%98%9B/%EC%A3%BC%EC%86%8C/", "fr/about.html"),
)


def published_tree(folder: Path) -> list[str]:
    """Write the tree; returns the paths of the files that a visitor may ask for."""
    files = {f"files/all{ending}": _text(ending) for kind in KINDS for ending in kind.endings}
    files |= {
        name: _text(name)
        for name in (STYLE, SCRIPT, *CHECKSUMS_AT, ".well-known/security.txt", "offline/pscore-ko.zip")
    }
    for code in ("", "ko/", "fr/"):
        files |= {f"{code}{name}": _text(f"{code}{name}") for name in ("index.html", "about.html", "404.html")}
    for name, text in files.items():
        _write(folder, name, text.encode())
        if name not in CHECKSUMS_AT and not name.endswith((".zip", ".png", ".jpg", ".avif", ".webp", ".pdf", ".woff2")):
            _write(folder, f"{name}.gz", gzip.compress(text.encode(), mtime=0))
            _write(folder, f"{name}.br", brotli.compress(text.encode()))
    for name, content in host_files(REDIRECTS, demo=False).items():
        _write(folder, name, content)
    _write(folder, ".git/config", b"what must never be served")
    return sorted(files)


def _text(name: str) -> str:
    head = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><script src="{SCRIPT}"></script>'
    return f"<!DOCTYPE html>{head}<title>{name}</title>" + "<p>The same words again.</p>\n" * 200


def _write(folder: Path, name: str, content: bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
