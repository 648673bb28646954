"""What takes long to make for the maps, kept between builds in `.cache/maps/` by a hash of all that decides about it.

It may be deleted at any time, and a file that is damaged is made anew (`plugins/pictures/cache.py`).
"""

import hashlib
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from plugins.pictures.cache import Cache

FOLDER = ".cache/maps"
_LIBRARIES = ("folium", "branca", "jinja2", "pymupdf", "pillow")


def kept(root: Path | None, given: object, make: Callable[[], bytes]) -> bytes:
    """What `make` makes from what is `given`, or what it made the last time; `root` is the project's folder, None keeps nothing."""
    if root is None:
        return make()
    found = Cache(root / FOLDER)
    key = hashlib.sha256(repr((given, _recipe())).encode()).hexdigest()
    content = found.content(key)
    if content is None:
        content = make()
        found.keep(key, content)
    return content


@cache
def _recipe() -> tuple[str, ...]:
    """What decides beside what is given: the code of the maps, the ground, and the libraries."""
    folder = Path(__file__).parent
    files = sorted([*folder.glob("*.py"), *folder.glob("basemap/*.*json")])
    code = hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in files)).hexdigest()
    return code, *(version(name) for name in _LIBRARIES)
