"""Names of theme files that carry a hash of their content: a browser may keep such a file for a year, because a change has a new name."""

import hashlib
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

_DIGITS = 10  # of the hash in a name; a clash would need a million versions of one file
_HASHED = re.compile(rf"\.[0-9a-f]{{{_DIGITS}}}\.[a-z0-9]+")
_STYLE_ADDRESS = re.compile(r"url\(\s*([\"']?)([^\"')]+)\1\s*\)")


def hashed_names(files: Mapping[str, bytes]) -> dict[str, str]:
    """For each path the one with a hash in it, `css/site.css` -> `css/site.0123456789.css`.

    A style sheet's hash is that of its text with the names of the files it loads already changed.
    """
    names = {path: _hashed(path, raw) for path, raw in files.items() if not path.endswith(".css")}
    for path, raw in files.items():
        if path.endswith(".css"):
            names[path] = _hashed(path, style_with(raw, path, names))
    return names


def style_with(style: bytes, path: str, names: Mapping[str, str]) -> bytes:
    """The style sheet at this path with the new names of the files that it loads."""

    def renamed(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), match[2]))
        if target not in names:
            return match[0]
        return f"url({match[1]}{posixpath.relpath(names[target], posixpath.dirname(path) or '.')}{match[1]})"

    return _STYLE_ADDRESS.sub(renamed, style.decode()).encode()


def rename(folder: Path, names: Mapping[str, str]) -> None:
    """Give the files of a built theme folder their new names."""
    for path, name in names.items():
        if path.endswith(".css"):
            sheet = folder / path
            sheet.write_bytes(style_with(sheet.read_bytes(), path, names))
        (folder / path).rename(folder / name)


def is_hashed(path: str) -> bool:
    """Whether the file at this path of the site never changes."""
    return path.startswith("theme/") and _HASHED.search(path) is not None


def _hashed(path: str, raw: bytes) -> str:
    pure = PurePosixPath(path)
    return pure.with_name(f"{pure.stem}.{hashlib.sha256(raw).hexdigest()[:_DIGITS]}{pure.suffix}").as_posix()
