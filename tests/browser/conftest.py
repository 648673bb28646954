"""A real Chromium, a real web server on this machine, and pages that remember what they asked for and complained of."""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, Request, expect, sync_playwright

from tests.browser.chromium import HELP, chromium
from tests.sites import Built

# Chromium asks its maker for updates and suggestions unless it is told not to.
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--disable-gpu",
]

# How long at most an awaited sight is waited for: a preview that builds while all processors test takes its time.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    path = chromium()
    if not path:
        pytest.fail(HELP)
    # Chromium's own sandbox refuses to run as root, which a container usually is.
    options = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    running = playwright.chromium.launch(executable_path=path, args=options)
    yield running
    running.close()


@dataclass
class Visit:
    """A page in the browser, with every address it asked for and every complaint of its console."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def failed(self, request: Request) -> None:
        """Note a request that failed; one that ended because the visitor went on to another page did not."""
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"failed: {request.url}")

    def width_beyond_the_window(self) -> int:
        """By how many pixels the page could be scrolled sideways."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


Open = Callable[..., Visit]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Open a page in a fresh visitor's browser: `visit(address, width=360, javascript=False, …)`."""
    contexts = []

    def opened(address: str, width: int = 1280, javascript: bool = True, **options: Any) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=javascript, **options
        )
        contexts.append(context)
        visit = Visit(context.new_page())
        visit.page.on("request", lambda request: visit.requests.append(request.url))
        visit.page.on("console", lambda message: visit.complaints.append(message.text))
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.on("requestfailed", visit.failed)
        visit.page.goto(address)
        return visit

    yield opened
    for context in contexts:
        context.close()


class Quiet(SimpleHTTPRequestHandler):
    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """A wrong address shows the site's own page for it, as a host does."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  the base class names it
        pass


class QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes on to another page before it has read this one is no error."""


def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine; yields its address."""
    server = QuietServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def tiny_address(tiny: Built) -> Iterator[str]:
    yield from served(tiny.output)


@pytest.fixture(scope="session")
def real_address(real: Built) -> Iterator[str]:
    yield from served(real.output)


@pytest.fixture(scope="session")
def under_a_path(tiny: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The tiny site as it lies on a host that gives it only a path: http://host/some/path/"""
    top = tmp_path_factory.mktemp("host")
    (top / "some").mkdir()
    (top / "some" / "path").symlink_to(tiny.output)
    for address in served(top):
        yield f"{address}/some/path"
