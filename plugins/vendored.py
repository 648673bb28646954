"""Libraries that lie in the theme as their makers published them, known by their hashes."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

FOLDER = PurePosixPath("vendor")


@dataclass(frozen=True)
class Library:
    """A release: where it comes from, npm's hash of the archive, and the SHA-256 of each file taken over byte for byte."""

    name: str
    version: str
    source: str
    integrity: str
    files: Mapping[str, str]

    @property
    def folder(self) -> PurePosixPath:
        """Where it lies in `theme/static/`."""
        return FOLDER / f"{self.name}-{self.version}"


# The last line of leaflet.js names a source map that is not published: only the tools of developers ask for it. `leaflet.css`
# beside it is our own cut of Leaflet's, because the whole names images for controls that the maps do not have.
LIBRARIES = (
    Library(
        "leaflet",
        "1.9.4",
        "https://registry.npmjs.org/leaflet/-/leaflet-1.9.4.tgz",
        "sha512-nxS1ynzJOmOlHp+iL3FyWqK89GtNL8U8rvlMOsQdTTssxZwCXh8N2NB3GDQOL+YR3XnWyZAxwQixURb+FA74PA==",
        {
            "leaflet.js": "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a",
            "LICENSE.txt": "53e8dc25862014e4324741ca18fbe3611e11d42ef69f59f86ea8c5389647d4cb",
        },
    ),
)

# What the scan need not look for in a script, because it was reviewed as a whole.
REVIEWED = frozenset(digest for library in LIBRARIES for name, digest in library.files.items() if name.endswith(".js"))
