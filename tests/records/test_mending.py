from pathlib import Path

import pytest

from plugins.records.mending import mend, mended, needs_mending

GOOD = 'id,title\na,하나\nb,"two, three"\n'.encode()


@pytest.mark.parametrize(
    "raw",
    [
        'id,title\r\na,하나\r\nb,"two, three"\r\n'.encode("cp949"),
        "id;title\na;하나\nb;two, three\n".encode(),
        b"\xef\xbb\xbf" + GOOD,
        GOOD.replace(b"\n", b"\r\n"),
        'id,title,\na,하나,\nb,"two, three",\n,,\n'.encode(),
        "id\ttitle\na\t하나\nb\ttwo, three\n".encode(),
    ],
    ids=["CP949", "semicolons", "byte order mark", "CRLF", "empty column and row", "tabs"],
)
def test_a_table_saved_in_another_way_becomes_the_same_table(raw: bytes) -> None:
    assert needs_mending(raw)
    assert mended(raw) == GOOD


def test_a_good_table_is_left_alone(tmp_path: Path) -> None:
    odd_quotes = b'id,title\n"a",one\n'
    (tmp_path / "good.csv").write_bytes(odd_quotes)
    assert mend(tmp_path) == []
    assert (tmp_path / "good.csv").read_bytes() == odd_quotes


@pytest.mark.parametrize(
    "raw", [b"\xff\xfe\x00\x00\x81", b'id,title\r\n"never closed\r\n', b"id,title,\r\na,b,c,d\r\n"]
)
def test_what_cannot_be_mended_safely_is_left_for_a_person(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "x.csv").write_bytes(raw)
    assert mend(tmp_path) == []
    assert (tmp_path / "x.csv").read_bytes() == raw


def test_the_names_of_what_was_rewritten_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(GOOD)
    (tmp_path / "years").mkdir()
    for name in ("b.csv", "years/2026.csv"):
        (tmp_path / name).write_bytes(GOOD.replace(b"\n", b"\r\n"))
    assert mend(tmp_path) == ["b.csv", "years/2026.csv"]
    assert (tmp_path / "years/2026.csv").read_bytes() == GOOD
