"""Two versions of a small published site, with what a killed deploy could tear apart: pages, and the files that they load."""

import gzip
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from plugins.hosting.assets import hashed_names
from plugins.hosting.manifest import NAME, SUMS, Manifest, entries, sums

LANGUAGES = ("", "ko/", "fr/")
_LOADED = re.compile(r'(?:href|src)="/([^"]+)"')


def version(folder: Path, words: str, site: str = "http://127.0.0.1:9", example: bool = False, pages: int = 6) -> Path:
    """A published tree; another `words` is another version, with other names of assets and a page of its own."""
    style = (f"p{{content:'{words}'}}" * 9).encode()
    assets = {f"theme/{name}": style for name in hashed_names({"css/site.css": style, "css/map.css": style}).values()}
    files = {**assets, f"files/{words}.png": words.encode(), "data/a.csv": f"a\n{words}\n".encode()}
    links = "".join(f'<link rel="stylesheet" href="/{name}">' for name in assets)
    page = f'<!doctype html>{links}<p>{words}</p><img src="/files/{words}.png">' + "<p>the same</p>" * 20
    for code in LANGUAGES:
        names = ("index", "404", f"only-{words}", *(f"page-{number}" for number in range(pages)))
        files |= {f"{code}{name}.html": f"{page}{code}{name}".encode() for name in names}
        files[f"{code}feed.xml"] = f"<feed>{words}</feed>".encode()
    files["sitemap.xml"] = b"<urlset/>"
    files["_headers"] = b"/*\n"
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        if name.endswith((".html", ".css")):
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, mtime=0))
    seal(folder, site, example, words)
    return folder


def seal(folder: Path, site: str, example: bool = False, words: str = "", changed: bool = False) -> None:
    """Write the manifest and the sums of what lies in a folder."""
    commit = (words.encode().hex() + "0" * 40)[:40]
    manifest = Manifest(
        site=site, commit=commit, changed=changed, day=date(2026, 11, 20), example=example, files=entries(folder)
    )
    (folder / NAME).write_bytes(manifest.content)
    (folder / SUMS).write_bytes(sums(folder))


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def after(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> dict[str, bytes]:
    """What lies at a host when the new site took the place of the old one: the old one's theme stays for pages in caches."""
    return {**{name: content for name, content in old.items() if name.startswith("theme/")}, **new}


def torn_pages(files: Mapping[str, bytes], versions: list[dict[str, bytes]]) -> list[str]:
    """Pages that are of no version, or load a file that is not there."""
    pages = {name: content for name, content in files.items() if name.endswith(".html")}
    return [
        name
        for name, content in pages.items()
        if content not in [version.get(name) for version in versions]
        or any(loaded not in files for loaded in _LOADED.findall(content.decode()))
    ]
