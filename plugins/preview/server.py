"""The preview's web server, for this machine only. Pages get a small script that reloads them after a build.

The built site has no such script: it is added to what is sent, never to what is written.
"""

import html
import re
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from plugins.addresses import address
from plugins.languages import CODES, MAIN
from plugins.messages import say, spoken
from plugins.preview.builds import Builds

WAIT_SECONDS = 20.0

# The policy of the page allows scripts of its own host and nothing else, so the page asks for a script that the server
# holds back until there is something new: no connection is opened that the published page could not open.
_RELOAD = """"use strict";
(function () {
  var number = document.currentScript.src.split("=")[1];
  function wait() {
    var script = document.createElement("script");
    script.src = "/_preview/wait.js?number=" + number;
    script.onload = function () { script.remove(); wait(); };
    script.onerror = function () { script.remove(); setTimeout(wait, 1000); };
    document.head.append(script);
  }
  // Only then, because a script that does not come would hold up the end of loading.
  addEventListener("load", wait);
})();
"""
_STYLE = """
#preview-problems { margin: 0; padding: 1rem; background: #7a1010; color: #fff; font: 1rem/1.5 system-ui, sans-serif; }
#preview-problems pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0.5rem 0 0; font: 0.9rem/1.5 ui-monospace, monospace; }
"""


class Handler(SimpleHTTPRequestHandler):
    """Serves the newest good build, with what is wrong with a newer one above the page."""

    def __init__(self, *arguments: object, builds: Builds, **options: object) -> None:
        self.builds = builds
        super().__init__(*arguments, directory=str(builds.folder), **options)  # type: ignore[arg-type]

    def do_HEAD(self) -> None:
        self.send_error(HTTPStatus.METHOD_NOT_ALLOWED, "The preview answers GET only")

    def do_GET(self) -> None:
        # Another site's page must not read drafts by pointing its own name at this machine.
        if not re.fullmatch(r"(127\.0\.0\.1|localhost)(:\d+)?", self.headers.get("Host", "")):
            self.send_error(HTTPStatus.FORBIDDEN, "The preview answers only as 127.0.0.1 or localhost")
            return
        parts = urlsplit(self.path)
        match parts.path:
            case "/_preview/reload.js":
                self._send(_RELOAD.encode(), "text/javascript")
            case "/_preview/preview.css":
                self._send(_STYLE.encode(), "text/css")
            case "/_preview/wait.js":
                number = int((parse_qs(parts.query).get("number") or ["0"])[0])
                self._send(
                    b"location.reload();" if self.builds.wait_for_another(number, WAIT_SECONDS) else b"",
                    "text/javascript",
                )
            case _:
                self._page_or_file()

    def _page_or_file(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if path.suffix == ".html" and path.is_file():
            self._send(self._with_reload(path.read_text("utf-8")), "text/html; charset=utf-8")
        elif path.is_file():
            super().do_GET()
        else:
            self._send(self._with_reload(self._not_found()), "text/html; charset=utf-8", HTTPStatus.NOT_FOUND)

    def _not_found(self) -> str:
        first = self.path.strip("/").split("/")[0]
        page = self.builds.folder / address("404.html", first if first in CODES else MAIN.code)
        if page.is_file():
            return page.read_text("utf-8")
        return '<!doctype html><html lang="en"><meta charset="utf-8"><title>Preview</title><body><p>There is no page yet.</p></body></html>'

    def _with_reload(self, page: str) -> bytes:
        number, problems = self.builds.number, self.builds.problems
        head = '<link rel="stylesheet" href="/_preview/preview.css">'
        script = f'<script src="/_preview/reload.js?number={number}"></script>'
        banner = ""
        if problems:
            old = spoken(say("Not up to date: the last good page is shown."))
            banner = (
                f'<section id="preview-problems"><strong>{old}</strong><pre>{html.escape(problems)}</pre></section>'
            )
        page = page.replace("</head>", f"{head}</head>", 1)
        page = re.sub(r"<body[^>]*>", lambda body: body.group() + banner, page, count=1)
        return page.replace("</body>", f"{script}</body>", 1).encode()

    def _send(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  the base class names it
        """The terminal is for builds and problems, not for every request."""


class Server(ThreadingHTTPServer):
    """Ends with the program, although pages are still waiting for the next build."""

    daemon_threads = True

    # A page that is closed while it waits is no error.
    def handle_error(self, request: object, client_address: object) -> None:
        pass


def server(builds: Builds, port: int) -> Server:
    """A server on this machine's own address; OSError when the port is taken."""
    return Server(("127.0.0.1", port), partial(Handler, builds=builds))
