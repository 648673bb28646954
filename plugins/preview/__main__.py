"""Build, serve, and build again whenever a file is saved."""

import argparse
import sys
import threading
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

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
        print(
            f"Port {options.port} cannot be used: {error}. Is another preview running? ./inv serve --port 8001",
            file=sys.stderr,
        )
        return 1
    try:
        return _follow(builds, serving, root)
    except KeyboardInterrupt:
        print("\nThe preview has ended.")
        return 0


def _follow(builds: Builds, serving: Server, root: Path) -> int:
    """Build, serve in the background, and build again after every save."""
    builds.build()
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    print(f"\nOpen http://127.0.0.1:{serving.server_port}/  (Ctrl+C ends the preview)", flush=True)
    watched = [root / name for name in WATCHED if (root / name).exists()]
    for changes in watch(*watched, watch_filter=Sources(), debounce=100, step=25, raise_interrupt=False):
        names = sorted({Path(path).relative_to(root).as_posix() for _, path in changes})
        print(f"\nSaved: {', '.join(names[:3])}{' …' if len(names) > 3 else ''}", flush=True)
        builds.build(code_changed=any(name.endswith(".py") for name in names))
    builds.end()
    return 0


if __name__ == "__main__":
    sys.exit(main())
