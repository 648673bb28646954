"""Whole sites to test with: the tiny one in tests/site, and copies of it to break."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TINY = ROOT / "tests" / "site"


@dataclass(frozen=True)
class Built:
    """A finished build: the folder it lies in, what it said, and its exit status."""

    output: Path
    said: str
    complained: str
    status: int

    @property
    def pages(self) -> list[Path]:
        return sorted(self.output.rglob("*.html"))


@dataclass(frozen=True)
class TestSite:
    """A whole site in a folder of its own, with the project's theme and plugins."""

    __test__ = False
    root: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def output(self) -> Path:
        return self.root / "output"

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file of the site, with its folders."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "plugins.build", *arguments]

    def build(self, *arguments: str) -> Built:
        """Build in a fresh process, as the task does."""
        environment = {**os.environ, **self.environment}
        done = subprocess.run(
            self.command(*arguments), cwd=self.root, env=environment, capture_output=True, text=True, check=False
        )
        return Built(self.output, done.stdout, done.stderr, done.returncode)


def tiny_site(folder: Path, copy_code: bool = False) -> TestSite:
    """A copy of the tiny site in this folder; the plugins are linked, or copied when a test changes them."""
    return _assembled(folder, TINY, copy_code)


def real_site(folder: Path) -> TestSite:
    """The project's own content and data, built somewhere else than in output/."""
    return _assembled(folder, ROOT, copy_code=False)


def _assembled(folder: Path, source: Path, copy_code: bool) -> TestSite:
    folder.mkdir(parents=True, exist_ok=True)
    for path in (source / "content", source / "data", ROOT / "theme"):
        shutil.copytree(path, folder / path.name)
    if copy_code:
        shutil.copytree(ROOT / "plugins", folder / "plugins", ignore=shutil.ignore_patterns("__pycache__"))
    else:
        (folder / "plugins").symlink_to(ROOT / "plugins")
    shutil.copy(ROOT / "pelicanconf.py", folder)
    # What takes seconds to draw or compile is made once for all tests; it is kept by a hash of all that decides about it.
    (folder / ".cache").mkdir()
    for name in ("maps", "templates"):
        (ROOT / ".cache" / name).mkdir(parents=True, exist_ok=True)
        (folder / ".cache" / name).symlink_to(ROOT / ".cache" / name)
    return TestSite(folder)


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below the folder and its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
