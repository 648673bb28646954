"""The web servers that the settings are tried with: found, or installed on Debian and Ubuntu, or named in one line."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import HTTPServer
from pathlib import Path
from signal import SIGTERM

from tests.programs import place, provide

NAMES = ("nginx", "caddy", "apache2")
PACKAGES = ("nginx", "libnginx-mod-http-brotli-static", "caddy", "apache2")
HELP = "The tests of the hosts' settings need nginx with its module for Brotli, Caddy and Apache: install them (Debian, Ubuntu: apt install nginx libnginx-mod-http-brotli-static caddy apache2), or run ./inv test --fast without them."

_BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
_APACHE = Path("/usr/lib/apache2/modules")
_DEBIAN = Path("/etc/apache2/mods-available")
_APACHE_MODULES = ("mpm_event", "authz_core", "dir", "mime", "negotiation", "headers", "rewrite", "deflate", "filter")


@dataclass(frozen=True)
class Program:
    """A server: its settings, how it reads them to check them, and how it begins; each command ends by itself."""

    name: str
    settings: str
    check: Sequence[str]
    begin: Sequence[str]


def missing() -> list[str]:
    """What of the servers is not on this machine."""
    found = [name for name in NAMES if not place(name)]
    return [*found, *([] if _BROTLI.is_file() else [_BROTLI.name])]


def program(name: str, root: Path, site: Path, workshop: Path, port: int) -> Program:
    """A server that serves the root with the settings of the site in it, beside what Debian's own say of types and compression."""
    command, file = place(name) or name, workshop / f"{name}.conf"
    match name:
        case "nginx":
            asked = [command, "-e", str(workshop / "errors"), "-p", str(workshop), "-c", str(file)]
            return Program(name, _nginx(root, site, workshop, port), [*asked, "-t"], asked)
        case "caddy":
            asked = ["--config", str(file), "--adapter", "caddyfile"]
            start = [command, "start", *asked, "--pidfile", str(workshop / "pid")]
            return Program(name, _caddy(root, site, workshop, port), [command, "validate", *asked], start)
        case _:
            asked = [command, "-f", str(file)]
            return Program(name, _apache(root, workshop, port), [*asked, "-t"], [*asked, "-k", "start"])


@contextmanager
def running(chosen: Program, workshop: Path) -> Iterator[None]:
    """The server, from when it listens until it has been told to stop."""
    (workshop / f"{chosen.name}.conf").write_text(chosen.settings, "utf-8")
    run(chosen.begin, workshop)
    try:
        yield
    finally:
        os.kill(int((workshop / "pid").read_text("ascii")), SIGTERM)


@contextmanager
def in_background(server: HTTPServer) -> Iterator[str]:
    """The address of a server of Python's that answers meanwhile; whatever happens, nobody has to wait for its thread."""
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def run(command: Sequence[str], workshop: Path) -> str:
    """Run a command that must succeed, with a home of its own; returns all that it said."""
    log = workshop / "said"
    environment = {
        **os.environ,
        "HOME": str(workshop),
        "XDG_DATA_HOME": str(workshop),
        "XDG_CONFIG_HOME": str(workshop),
    }
    with log.open("wb") as said:  # a server that stays keeps a pipe open, and one would wait for its end
        status = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, env=environment, check=False, timeout=60
        ).returncode
    text = log.read_text("utf-8", "replace")
    assert status == 0, text
    return text


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _nginx(root: Path, site: Path, workshop: Path, port: int) -> str:
    places = "".join(
        f"{kind}_temp_path {workshop}/temporary;\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.geteuid() == 0 else ""
    return f"""{user}
load_module {_BROTLI};
pid {workshop}/pid;
worker_processes 1;
events {{}}
http {{
access_log off;
include /etc/nginx/mime.types;
gzip on;
{places}
server {{
listen 127.0.0.1:{port};
root {root};
include {site}/server/nginx.conf;
include {site}/server/nginx-brotli.conf;
}}
}}
"""


def _caddy(root: Path, site: Path, workshop: Path, port: int) -> str:
    # Indented by tabs, or Caddy warns that it is not.
    return f"""{{
\tadmin off
\tauto_https off
}}
http://127.0.0.1:{port} {{
\tbind 127.0.0.1
\troot * {root}
\timport {site}/server/Caddyfile
}}
"""


def _apache(root: Path, workshop: Path, port: int) -> str:
    modules = "\n".join(f"LoadModule {name}_module {_APACHE}/mod_{name}.so" for name in _APACHE_MODULES)
    user = "User nobody\nGroup nogroup" if os.geteuid() == 0 else ""
    return f"""{modules}
{user}
ServerRoot {workshop}
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {workshop}/pid
ErrorLog {workshop}/errors
Include {_DEBIAN}/mime.conf
Include {_DEBIAN}/deflate.conf
ServerTokens Prod
DocumentRoot {root}
<Directory {root}>
AllowOverride All
Require all granted
</Directory>
"""


def main() -> int:
    """Make sure that the servers are there; 1 when one is not."""
    return provide(missing, PACKAGES, "Installing Debian's web servers for the tests of the hosts' settings …", HELP)


if __name__ == "__main__":
    sys.exit(main())
