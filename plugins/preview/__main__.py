"""Build, serve, and build again whenever a file is saved."""

import argparse
import sys
import threading
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

from plugins.messages import say, tell
from plugins.preview.builds import Builds
from plugins.preview.server import Server, server

WATCHED = ("content", "data", "theme", "plugins", "pelicanconf.py")


class Sources(DefaultFilter):
    """What an editor saves; not what the tools leave behind."""

    def __call__(self, change: Change, path: str) -> bool:
        return super().__call__(change, path) and not path.endswith((".mo", ".tmp", "~"))


def main() -> int:
    """Serve until interrupted; 1 when the port is taken."""
    parser = argparse.ArgumentParser(prog="serve")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--root", type=Path, default=Path.cwd())
    options = parser.parse_args()
    root = options.root.resolve()
    builds = Builds(root, root / ".preview")
    try:
        serving = server(builds, options.port)
    except (OSError, OverflowError) as error:
        fix = say("Is another preview running? ./inv serve --port 8001")
        tell(say("Port %(port)s cannot be used: %(error)s.", port=options.port, error=str(error)), fix, to=sys.stderr)
        return 1
    try:
        return _follow(builds, serving, root)
    except KeyboardInterrupt:
        tell("", say("The preview has ended."))
        return 0


def _follow(builds: Builds, serving: Server, root: Path) -> int:
    """Build, serve in the background, and build again after every save."""
    builds.build()
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    open_at = say("Open http://127.0.0.1:%(port)s/  (Ctrl+C ends the preview)", port=serving.server_port)
    tell("", open_at)
    watched = [root / name for name in WATCHED if (root / name).exists()]
    for changes in watch(*watched, watch_filter=Sources(), debounce=100, step=25, raise_interrupt=False):
        names = sorted({Path(path).relative_to(root).as_posix() for _, path in changes})
        more = " …" if len(names) > 3 else ""
        tell("", say("Saved: %(names)s", names=f"{', '.join(names[:3])}{more}"))
        builds.build(code_changed=any(name.endswith(".py") for name in names))
    builds.end()
    return 0


if __name__ == "__main__":
    sys.exit(main())
