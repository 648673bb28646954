"""Whole sites to test with: the tiny one in tests/site, and copies of it to break."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parents[1]
TINY = ROOT / "tests" / "site"
ADDRESS = "https://www.example.org"  # at which the published sites of the tests are said to stand
DEMO = ("--siteurl", ADDRESS, "--demo")


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

    def with_own_code(self) -> Self:
        """The same, with a copy of the plugins that a test may change."""
        (self.root / "plugins").unlink()
        shutil.copytree(ROOT / "plugins", self.root / "plugins", ignore=shutil.ignore_patterns("__pycache__"))
        return self

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "plugins.build", *arguments]

    def build(self, *arguments: str) -> Built:
        """Build in a fresh process, as the task does."""
        done = self._run(self.command(*arguments), os.environ | self.environment)
        return Built(self.output, done.stdout, done.stderr, done.returncode)

    def publish(self, *options: str, **environment: str) -> Built:
        """Publish in a fresh process, as the task does, by nobody's settings."""
        inherited = {name: value for name, value in os.environ.items() if name not in ("CI", "SITEURL", "SITE_DEMO")}
        done = self._run([sys.executable, "-m", "plugins.hosting.publish", *options], inherited | environment)
        return Built(self.root / "public", done.stdout, done.stderr, done.returncode)

    def commit(self, message: str = "Change") -> None:
        """Commit everything, always by the same person at the same moment."""
        who = ("-c", "user.name=Example", "-c", "user.email=example@example.org")
        when = {f"GIT_{role}_DATE": "2026-01-02T03:04:05Z" for role in ("AUTHOR", "COMMITTER")}
        for command in (("init", "-q"), ("add", "-A"), (*who, "commit", "-q", "-m", message)):
            subprocess.run(["git", *command], cwd=self.root, check=True, env=os.environ | when)

    def _run(self, command: list[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=False)


def tiny_site(folder: Path) -> TestSite:
    """A copy of the tiny site in this folder; the plugins are linked."""
    return _assembled(folder, TINY)


def committed_site(folder: Path) -> TestSite:
    """A copy of the tiny site that can be published: in a git repository of its own."""
    site = tiny_site(folder)
    shutil.copy(ROOT / "publishconf.py", folder)
    site.write(".gitignore", "/plugins\n/public/\n/.public.*\n/.cache/\n__pycache__/\n")
    site.commit("Begin")
    return site


def real_site(folder: Path) -> TestSite:
    """The project's own content and data, built somewhere else than in output/."""
    return _assembled(folder, ROOT)


def _assembled(folder: Path, source: Path) -> TestSite:
    folder.mkdir(parents=True, exist_ok=True)
    for path in (source / "content", source / "data", ROOT / "theme"):
        shutil.copytree(path, folder / path.name)
    (folder / "plugins").symlink_to(ROOT / "plugins")
    shutil.copy(ROOT / "pelicanconf.py", folder)
    # What takes seconds to draw, encode or compile is made once for all tests; it is kept by a hash of all that decides about it.
    (folder / ".cache").mkdir()
    for name in ("maps", "pictures", "templates", "words"):
        (ROOT / ".cache" / name).mkdir(parents=True, exist_ok=True)
        (folder / ".cache" / name).symlink_to(ROOT / ".cache" / name)
    return TestSite(folder)


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below the folder and its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
