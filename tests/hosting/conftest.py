"""Real web servers on this machine, each started once, over a published tiny site."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from urllib.parse import quote

import pytest

from plugins.hosting.headers import is_served
from plugins.hosting.site_address import top
from tests.conftest import built_once, shared
from tests.hosting.called_real import BELOW_A_PATH, site_called_real
from tests.hosting.servers import HELP, NAMES, Program, free_port, missing, program, running
from tests.sites import Built

# Of this kind the tiny site has no file.
FONT = "theme/fonts/text.0123456789.woff2"
OLD_PAGE = "donation/index.html"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: HTTPMessage
    body: bytes

    def said(self, name: str) -> list[str]:
        """Every value of a header, one for each time that it was sent."""
        return self.headers.get_all(name) or []


@dataclass(frozen=True)
class Tree:
    """A copy of a published site, which lies below a server's root where its address has a path."""

    root: Path
    top: str

    @property
    def folder(self) -> Path:
        return self.root / self.top.lstrip("/")

    @property
    def files(self) -> list[str]:
        """The files that a visitor gets who asks for them; at an old address that names a page a server leads on."""
        names = sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())
        return [name for name in names if is_served(name) and not name.startswith(".git/") and name != OLD_PAGE]


@dataclass(frozen=True)
class Server:
    """A running server and the tree that it serves."""

    program: Program
    workshop: Path
    port: int
    tree: Tree

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.tree.top}"

    def answer(self, path: str, **headers: str) -> Answer:
        """What it answers to a path with its query; `accept_encoding="br"` and the like are headers of the request."""
        return next(iter(self.answers([path], **headers).values()))

    def answers(self, paths: list[str], **headers: str) -> Mapping[str, Answer]:
        """What it answers to each path, all asked for over one connection."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        found = {}
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            for path in paths:
                asked = quote(self.tree.top + path, safe="/%?&=")
                connection.request("GET", asked, headers={"accept-encoding": "identity", **sent})
                got = connection.getresponse()
                found[path] = Answer(got.status, got.headers, got.read())
        return found


@contextmanager
def served_tree(public: Path, below: str = "") -> Iterator[Tree]:
    """A copy of a published site that a server without root's rights may read, beside what lies in a clone."""
    # Apache gives up root's rights, and cannot look into a folder of pytest.
    with tempfile.TemporaryDirectory() as folder:
        tree = Tree(Path(folder), below)
        tree.root.chmod(0o755)
        shutil.copytree(public, tree.folder, dirs_exist_ok=True)
        tree.folder.chmod(0o755)
        for name in (FONT, ".git/config"):
            (tree.folder / name).parent.mkdir()
            (tree.folder / name).write_bytes(b"what is no font, and what must never be served")
        yield tree


@contextmanager
def server_of(name: str, tree: Tree, workshop: Path) -> Iterator[Server]:
    """One of the servers over a tree."""
    if missing():
        pytest.fail(HELP)
    port = free_port()
    chosen = program(name, tree.root, tree.folder, workshop, port)
    with running(chosen, workshop):
        yield Server(chosen, workshop, port, tree)


@pytest.fixture(scope="session")
def tree(public: Path) -> Iterator[Tree]:
    with served_tree(public) as found:
        yield found


@pytest.fixture(scope="session", params=NAMES)
def server(request: pytest.FixtureRequest, tree: Tree, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with server_of(request.param, tree, tmp_path_factory.mktemp(request.param)) as found:
        yield found


@pytest.fixture(scope="session")
def called_real(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The tiny site with its records called real, published for readers and for an address with a path."""
    place = shared(tmp_path_factory) / "called-real"
    return built_once(place, lambda folder: site_called_real(folder).publish("--siteurl", BELOW_A_PATH))


@pytest.fixture(scope="session")
def tree_below(called_real: Built) -> Iterator[Tree]:
    with served_tree(called_real.output, top(BELOW_A_PATH)) as found:
        yield found


@pytest.fixture(scope="session", params=NAMES)
def server_below(
    request: pytest.FixtureRequest, tree_below: Tree, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    with server_of(request.param, tree_below, tmp_path_factory.mktemp(request.param)) as found:
        yield found
