"""Files compressed once, as well as it can be done, so that no host has to: `page.html.gz` and `page.html.br` beside `page.html`."""

import gzip
from pathlib import Path

import brotli

from plugins.parallel import each_done

TEXTS = frozenset(".html .css .js .svg .json .geojson .csv .xml .kml .ics .txt .bib .ris".split())  # noqa: SIM905  a list of words
ENDINGS = (".gz", ".br")

_GZIP_LEVEL = 9
_BROTLI_QUALITY = 11


def compress(folder: Path) -> None:
    """Compress every text below the folder; where that would not make it smaller, there is no such file."""
    texts = [path for path in sorted(folder.rglob("*")) if path.suffix in TEXTS and path.is_file()]
    if texts:
        each_done(texts, _compress)


def _compress(path: Path) -> bool:
    raw = path.read_bytes()
    # No time and no name in the header: the same text gives the same bytes.
    packed = gzip.compress(raw, _GZIP_LEVEL, mtime=0), brotli.compress(raw, quality=_BROTLI_QUALITY)
    for ending, content in zip(ENDINGS, packed, strict=True):
        if len(content) < len(raw):
            path.with_name(path.name + ending).write_bytes(content)
    return True
