"""The table of headers and the redirects, in the form of each host. Pure: a file's path in the tree, and its bytes."""

from collections.abc import Sequence

from plugins.hosting.hosts import apache, caddy, netlify, nginx
from plugins.hosting.redirects import Redirect


def host_files(redirects: Sequence[Redirect], demo: bool) -> dict[str, bytes]:
    """Every file that a host reads and no visitor sees."""
    written: dict[str, str] = {}
    for host in (netlify, nginx, caddy, apache):
        written |= host.files(redirects, demo)
    return {path: text.encode() for path, text in written.items()}
