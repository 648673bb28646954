"""Where the parts of the site lie on the disk."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Site:
    """The folder that holds the whole project; every other place follows from it."""

    root: Path

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def theme(self) -> Path:
        return self.root / "theme"

    @property
    def files(self) -> Path:
        """PDFs and images, one copy for all languages."""
        return self.content / "files"

    def shown(self, path: Path) -> str:
        """The path as an editor knows it: from the project's folder, with slashes."""
        return path.relative_to(self.root).as_posix()
