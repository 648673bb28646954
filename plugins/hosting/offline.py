"""The offline edition: the site as a zip to carry on, one per language and one with all. It opens by double-click on `index.html`."""

import posixpath
import re
import zipfile
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path

from plugins.addresses import absolute
from plugins.hosting.leading import LeadingPages
from plugins.hosting.manifest import SUMS, sums
from plugins.languages import CODES, LANGUAGES, MAIN, Language

FOLDER = "offline"
# For search engines and hosts only; a copy on a stick has no use for them.
_LEFT_OUT = frozenset(["sitemap.xml", "404.html"])
# Only what a reader follows: nothing that a page loads may ever be asked for on the net.
_LINK = re.compile(r'(?<=\s)href="([^"#?:]+)(?=[#?"])')
# Already packed: a second time costs time and saves nothing.
_PACKED = frozenset(".avif .webp .jpg .jpeg .png .pdf .woff2".split())  # noqa: SIM905  a list of words
_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC).timestamp()


def doors(leading: LeadingPages) -> dict[str, bytes]:
    """The first page of each edition whose pages lie in a folder of their own; it stands in `offline/` until it is packed."""
    return {
        _door(language): leading.page("index.html", f"{language.code}/index.html", language)
        for language in LANGUAGES
        if language != MAIN
    }


def editions(
    folder: Path, files: Collection[str], site_url: str, pages: Mapping[str, Collection[str]], seconds: int, name: str
) -> None:
    """Write `offline/NAME-en.zip`, …, `offline/NAME-all.zip` and their sums into a folder that holds these files and the doors.

    `pages` are the addresses of each language's pages, `seconds` the time that all files in the zips get.
    """
    wanted = [path for path in sorted(files) if posixpath.basename(path) not in _LEFT_OUT]
    _write(folder, wanted, site_url, folder / FOLDER / f"{name}-all.zip", name, seconds, None)
    for language in LANGUAGES:
        others = [code for code in CODES if code != language.code]
        foreign = {page for code in others for page in pages[code]}
        own = [path for path in wanted if path not in foreign and not _is_of(path, others)]
        _write(folder, own, site_url, folder / FOLDER / f"{name}-{language.code}.zip", name, seconds, language)
    for door in (folder / FOLDER).glob("*.html"):
        door.unlink()
    (folder / FOLDER / SUMS).write_bytes(sums(folder / FOLDER))


def _door(language: Language) -> str:
    return f"{FOLDER}/{language.code}.html"


def _is_of(path: str, codes: Collection[str]) -> bool:
    """Whether a file is there for one of these languages alone: in its folder, or with its code in the name."""
    return path.startswith(tuple(f"{code}/" for code in codes if code != MAIN.code)) or any(
        f".{code}." in posixpath.basename(path) for code in codes
    )


def _write(
    folder: Path, files: list[str], site_url: str, target: Path, name: str, seconds: int, language: Language | None
) -> None:
    day = datetime.fromtimestamp(max(seconds, _EARLIEST), UTC).timetuple()[:6]
    held = frozenset(files)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        if language and language != MAIN:
            _add(archive, f"{name}/index.html", (folder / _door(language)).read_bytes(), day)
        for path in files:
            content = (folder / path).read_bytes()
            if path.endswith(".html"):
                content = _with_links_that_lead_on(content.decode(), path, held, site_url).encode()
            _add(archive, f"{name}/{path}", content, day)


def _add(archive: zipfile.ZipFile, path: str, content: bytes, day: tuple[int, ...]) -> None:
    entry = zipfile.ZipInfo(path, day[:6])  # type: ignore[arg-type]
    entry.external_attr = 0o100644 << 16
    entry.create_system = 3  # the same on every machine
    entry.compress_type = zipfile.ZIP_STORED if Path(path).suffix in _PACKED else zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def _with_links_that_lead_on(page: str, address: str, held: Collection[str], site_url: str) -> str:
    """The page with links to what the zip does not hold (another language) leading to the site on the net."""

    def led(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(address), match[1]))
        return match[0] if target in held else f'href="{absolute(site_url, target)}'

    return _LINK.sub(led, page)
