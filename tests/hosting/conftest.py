"""Real web servers on this machine, each started once, over one small tree."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path

import pytest

from tests.hosting.published import published_tree
from tests.hosting.servers import HELP, NAMES, Program, free_port, missing, program, running


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
    """The folder, and the files in it that a visitor may ask for."""

    folder: Path
    files: list[str]


@dataclass(frozen=True)
class Server:
    """A running server and the tree that it serves."""

    program: Program
    workshop: Path
    port: int
    tree: Tree

    def answer(self, path: str, **headers: str) -> Answer:
        """What it answers to a path with its query; `accept_encoding="br"` and the like are headers of the request."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers={"accept-encoding": "identity", **sent})
        got = connection.getresponse()
        answer = Answer(got.status, got.headers, got.read())
        connection.close()
        return answer


@pytest.fixture(scope="session")
def tree() -> Iterator[Tree]:
    # Apache gives up root's rights, and cannot look into a folder of pytest.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Tree(Path(folder), published_tree(Path(folder)))


@pytest.fixture(scope="session", params=NAMES)
def server(request: pytest.FixtureRequest, tree: Tree, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if missing():
        pytest.fail(HELP)
    workshop, port = tmp_path_factory.mktemp(request.param), free_port()
    chosen = program(request.param, tree.folder, workshop, port)
    with running(chosen, workshop):
        yield Server(chosen, workshop, port, tree)
