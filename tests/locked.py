"""What requirements.lock names: packages with their versions, conditions and hashes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker

LOCK = Path(__file__).resolve().parents[1] / "requirements.lock"

_BEGINNING = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[^\s;]+)(?: ; (?P<condition>.+))?")


@dataclass(frozen=True)
class Locked:
    """One package of the lock; `condition` says where it is installed, empty for everywhere."""

    name: str
    version: str
    condition: str
    hashes: tuple[str, ...]

    @property
    def is_installed_here(self) -> bool:
        return not self.condition or Marker(self.condition).evaluate()


def locked(text: str) -> Iterator[Locked]:
    """Every package of a lock; ValueError for a line that is neither a package with a version nor one of its hashes."""
    lines = [line.strip() for line in text.replace("\\\n", " ").splitlines()]
    for line in lines:
        if not line or line.startswith("#"):
            continue
        package, *hashes = line.split(" --hash=")
        match = _BEGINNING.fullmatch(package.strip())
        if not match:
            raise ValueError(f"not a package with a version: {package}")
        yield Locked(match["name"], match["version"], match["condition"] or "", tuple(part.strip() for part in hashes))
