"""Building the preview again and again, each time in a fresh process, and telling the waiting pages."""

import subprocess
import sys
import threading
from pathlib import Path

from plugins.messages import say, spoken


class Builds:
    """The newest build: a number that grows with each one, and what was wrong with it (empty: it is the site shown)."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root = root
        self.folder = folder / "site"
        self.number = 0
        self.problems = ""
        self._templates = folder / "templates"
        self._templates.mkdir(parents=True, exist_ok=True)
        self._changed = threading.Condition()
        self._ready = self._prepared()

    def build(self, code_changed: bool = False) -> None:
        """Build once. Problems go to the terminal and are kept for the page; the last good site stays.

        A process that has everything imported is kept ready; when the code itself was changed it would be the old code.
        """
        if code_changed:
            self.end()
            self._ready = self._prepared()
        _, complaints = self._ready.communicate("begin\n")
        status = self._ready.returncode
        self._ready = self._prepared()
        if complaints:
            print(complaints, file=sys.stderr, flush=True)
        with self._changed:
            self.number += 1
            self.problems = (complaints or spoken(say("The build stopped without a word."))) if status else ""
            self._changed.notify_all()

    def end(self) -> None:
        """Let the process that is kept ready go home."""
        self._ready.communicate("")

    def wait_for_another(self, number: int, seconds: float) -> bool:
        """Wait until there is a build with another number; False when the time is over first."""
        with self._changed:
            return self._changed.wait_for(lambda: self.number != number, seconds)

    def _prepared(self) -> "subprocess.Popen[str]":
        options = ["--drafts", "--wait", "--output", str(self.folder), "--templates", str(self._templates)]
        command = [sys.executable, "-m", "plugins.build", *options]
        return subprocess.Popen(command, cwd=self.root, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
