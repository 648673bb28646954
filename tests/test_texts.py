from pathlib import Path

import pytest

from plugins.problems import Problem
from plugins.texts import text_of


def read(tmp_path: Path, raw: bytes, limit: int = 1000) -> tuple[str | None, list[Problem]]:
    path = tmp_path / "x.md"
    path.write_bytes(raw)
    problems: list[Problem] = []
    return text_of(path, "x.md", limit, problems), problems


def test_a_byte_order_mark_and_crlf_are_read_as_if_they_were_not_there(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xef\xbb\xbfone\r\ntwo\rthree") == ("one\ntwo\nthree", [])


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("제목: 안녕하세요".encode("cp949"), "it looks like CP949 (Korean Windows)"),
        ("Title: x".encode("utf-16"), "it is UTF-16"),
        (b"Title: \xff\xfe\xfd\x81", "its bytes are damaged or in another encoding"),
    ],
)
def test_another_encoding_is_named_and_the_way_to_save_is_told(tmp_path: Path, raw: bytes, said: str) -> None:
    text, (problem,) = read(tmp_path, raw)
    assert text is None
    assert problem.message == f"the file must be UTF-8; {said}"
    assert "CSV UTF-8" in problem.fix


def test_the_line_of_a_wrong_byte_is_told(tmp_path: Path) -> None:
    _, (problem,) = read(tmp_path, b"one\ntwo\n\xff")
    assert problem.line == 3


def test_a_nul_byte_is_refused_with_its_line(tmp_path: Path) -> None:
    _, (problem,) = read(tmp_path, b"one\nt\0wo")
    assert (problem.line, problem.message) == (2, "the file must be text; it holds a NUL byte")


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    _, (problem,) = read(tmp_path, b"[" * 2_000_000, limit=200_000)
    assert problem.message == "the file must be at most 200 kB; it is 2,000 kB"


def test_a_control_character_is_told_with_its_line(tmp_path: Path) -> None:
    _, (problem,) = read(tmp_path, b"one\ntwo \x07 bells")
    assert (problem.line, problem.message) == (2, "the file must be text; it holds a control character (U+0007)")


def test_a_workbook_under_another_name_is_told(tmp_path: Path) -> None:
    _, (problem,) = read(tmp_path, b"PK\x03\x04...")
    assert problem.message == "the file must be text; it is a spreadsheet or document under another name"
