"""The table of headers and the redirects, in the form of each host. Pure: a file's path in the tree, and its bytes.

`top` is the path below which the site stands on its host (`/site`), empty for a host of its own.
"""

from collections.abc import Sequence

from plugins.hosting.hosts import apache, caddy, netlify, nginx
from plugins.hosting.redirects import Redirect


def host_files(redirects: Sequence[Redirect], demo: bool, top: str) -> dict[str, bytes]:
    """Every file that a host reads and no visitor sees."""
    written: dict[str, str] = {}
    for host in (nginx, caddy, apache):
        written |= host.files(redirects, demo, top)
    # Netlify and Cloudflare Pages give each site a host of its own, and read their files at its top only.
    if not top:
        written |= netlify.files(redirects, demo)
    return {path: text.encode() for path, text in written.items()}
