import gzip
from pathlib import Path

import brotli

from plugins.hosting.compression import compress

PAGE = b"<p>Pyongyang</p>" * 200


def test_texts_are_compressed_beside_themselves_and_come_back_whole(tmp_path: Path) -> None:
    (tmp_path / "ko").mkdir()
    (tmp_path / "ko" / "a.html").write_bytes(PAGE)
    (tmp_path / "b.png").write_bytes(PAGE)
    compress(tmp_path)
    written = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert written == ["b.png", "ko/a.html", "ko/a.html.br", "ko/a.html.gz"]
    assert gzip.decompress((tmp_path / "ko" / "a.html.gz").read_bytes()) == PAGE
    assert brotli.decompress((tmp_path / "ko" / "a.html.br").read_bytes()) == PAGE


def test_a_compressed_file_holds_no_time_and_no_name(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    compress(tmp_path)
    header = (tmp_path / "a.html.gz").read_bytes()[:10]
    assert header[3:8] == bytes(5)


def test_what_would_not_be_smaller_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a")
    compress(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
