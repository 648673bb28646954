"""What takes long to make for the maps, kept between builds in `.cache/maps/` by a hash of all that decides about it.

It may be deleted at any time, and a file that is damaged is made anew (`plugins/cache.py`).
"""

import hashlib
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from inspect import getfile
from pathlib import Path

from plugins.cache import Cache

FOLDER = ".cache/maps"
# What no module of the maps imports (a test looks): a change there draws nothing anew.
ASIDE = frozenset(["building", "editorial", "hosting", "preview", "publishing", "translations"])
_DECIDING = frozenset([".py", ".csv", ".json", ".geojson"])
_LIBRARIES = ("babel", "branca", "folium", "jinja2", "markupsafe", "pillow", "pymupdf")


def kept(root: Path | None, given: object, make: Callable[[], bytes]) -> bytes:
    """What `make` makes from what is `given`, or what it made the last time; `root` is the project's folder, None keeps nothing."""
    if root is None:
        return make()
    found = Cache(root / FOLDER)
    key = hashlib.sha256(repr((given, _hash_of(getfile(make)), _recipe())).encode()).hexdigest()
    content = found.content(key)
    if content is None:
        content = make()
        found.keep(key, content)
    return content


@cache
def _recipe() -> tuple[str, ...]:
    """What decides beside what is given and the file that asks: code and data, those outside this folder too, and the libraries."""
    return code_and_data(Path(__file__).parents[1]), *(version(name) for name in _LIBRARIES)


def code_and_data(plugins: Path) -> str:
    """One hash of every file that a drawing may depend on."""
    names = {path.relative_to(plugins).as_posix(): path for path in plugins.rglob("*") if path.suffix in _DECIDING}
    whole = hashlib.sha256()
    for name in sorted(names):
        if name.partition("/")[0] not in ASIDE:
            whole.update(f"{name}\0".encode() + hashlib.sha256(names[name].read_bytes()).digest())
    return whole.hexdigest()


@cache
def _hash_of(file: str) -> str:
    return hashlib.sha256(Path(file).read_bytes()).hexdigest()
