"""Building the preview again and again, each time in a fresh process, and telling the waiting pages."""

import subprocess
import sys
import threading
from pathlib import Path


class Builds:
    """The newest build: a number that grows with each one, and what was wrong with it (empty: it is the site shown)."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root = root
        self.folder = folder
        self.number = 0
        self.problems = ""
        self._changed = threading.Condition()

    def build(self) -> None:
        """Build once. Problems go to the terminal and are kept for the page; the last good site stays."""
        command = [sys.executable, "-m", "plugins.build", "--drafts", "--output", str(self.folder)]
        done = subprocess.run(command, cwd=self.root, stderr=subprocess.PIPE, text=True, check=False)
        if done.stderr:
            print(done.stderr, file=sys.stderr, flush=True)
        with self._changed:
            self.number += 1
            self.problems = (done.stderr or "The build stopped without a word.") if done.returncode else ""
            self._changed.notify_all()

    def wait_for_another(self, number: int, seconds: float) -> bool:
        """Wait until there is a build with another number; False when the time is over first."""
        with self._changed:
            return self._changed.wait_for(lambda: self.number != number, seconds)
