"""The W3C's validator (vnu.jar), fetched once by npm from its registry and checked against its hash."""

import base64
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

VERSION = "26.9.27"
SHA512 = "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="

# Properties that browsers have had for years, and the validator's list of CSS has not: a container's size, and two of SVG 2.
_YOUNG = (
    "Property “container-type” doesn’t exist",
    "Property “paint-order” doesn’t exist",
    "Property “vector-effect” doesn’t exist",
    "Unrecognized at-rule “@container”",
)


class Unavailable(Exception):
    """There is no Java or npm here; the parser's own check still runs."""


def validator(cache: Path) -> Path:
    """The jar, from the cache or the registry; Unavailable where it cannot run, an assertion where the hash is wrong."""
    for program in ("java", "npm"):
        if not shutil.which(program):
            raise Unavailable(f"{program} is not installed, so the W3C's validator cannot run")
    jar = cache / f"vnu-{VERSION}.jar"
    if not jar.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        # Two test processes may fetch at once: each in a folder of its own, and the last step is one rename.
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            fetched(Path(folder)).rename(jar)
    return jar


def complaints(jar: Path, files: Sequence[Path]) -> list[str]:
    """The errors in pages, style sheets and drawings."""
    options = ["--also-check-css", "--also-check-svg", "--format", "gnu", "--errors-only"]
    command = ["java", "-jar", str(jar), *options, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return [line for line in done.stderr.splitlines() if not any(words in line.replace("'", "’") for words in _YOUNG)]


def fetched(folder: Path) -> Path:
    """The jar out of the package that npm brings."""
    packed = subprocess.run(
        ["npm", "pack", f"vnu-jar@{VERSION}", "--silent"], cwd=folder, capture_output=True, check=False
    )
    if packed.returncode:
        raise Unavailable("npm could not fetch vnu-jar from its registry")
    archive = folder / f"vnu-jar-{VERSION}.tgz"
    assert base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() == SHA512
    with tarfile.open(archive) as opened:
        inside = opened.extractfile("package/build/dist/vnu.jar")
        assert inside
        jar = folder / "vnu.jar"
        jar.write_bytes(inside.read())
    return jar
