"""CI may keep the packages that it fetched: whoever can write into such a cache still brings in nothing."""

import hashlib
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

_WHEEL = "example-1.0-py3-none-any.whl"


class _Index(ThreadingHTTPServer):
    """An index of packages on this machine, which remembers what it was asked for."""

    def __init__(self, folder: Path) -> None:
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), partial(_Files, directory=str(folder)))


class _Files(SimpleHTTPRequestHandler):
    """Files that may be kept for ever, as PyPI says of its wheels."""

    server: _Index

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=365000000, immutable, public")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        self.server.asked.append(self.path)


def _wheel(path: Path, code: str) -> None:
    about = {
        "METADATA": "Metadata-Version: 2.1\nName: example\nVersion: 1.0\n",
        "WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "RECORD": "",
    }
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("example.py", code)
        for name, text in about.items():
            archive.writestr(f"example-1.0.dist-info/{name}", text)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[_Index]:
    served = tmp_path / "served"
    (served / "example").mkdir(parents=True)
    _wheel(served / _WHEEL, "told = 'the truth'\n")
    (served / "example" / "index.html").write_text(f'<a href="/{_WHEEL}">{_WHEEL}</a>')
    with _Index(served) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def _installed(index: _Index, place: Path, into: str) -> subprocess.CompletedProcess[str]:
    """As `./inv` installs, with the cache in `place`."""
    lock = place / "requirements.lock"
    expected = hashlib.sha256((place / "served" / _WHEEL).read_bytes()).hexdigest()
    lock.write_text(f"example==1.0 --hash=sha256:{expected}\n")
    return subprocess.run(
        [
            *(sys.executable, "-m", "pip", "--isolated", "--cache-dir", place / "cache", "install", "--no-deps"),
            *("--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:", "--requirement", lock),
            *("--index-url", f"http://127.0.0.1:{index.server_port}/", "--trusted-host", "127.0.0.1"),
            *("--target", place / into),
        ],
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_wheel_from_a_poisoned_cache_is_refused(index: _Index, tmp_path: Path) -> None:
    assert _installed(index, tmp_path, "first").returncode == 0
    assert _installed(index, tmp_path, "second").returncode == 0
    assert index.asked.count(f"/{_WHEEL}") == 1, "the second comes from the cache"

    whole = (tmp_path / "served" / _WHEEL).read_bytes()
    _wheel(tmp_path / _WHEEL, "told = 'lies now.'\n")
    poison = (tmp_path / _WHEEL).read_bytes()
    assert len(poison) == len(whole)
    kept = [path for path in (tmp_path / "cache").rglob("*") if path.is_file() and whole in path.read_bytes()]
    assert len(kept) == 1
    kept[0].write_bytes(kept[0].read_bytes().replace(whole, poison))

    done = _installed(index, tmp_path, "third")
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr
    assert not (tmp_path / "third").exists()
    assert index.asked.count(f"/{_WHEEL}") == 1
