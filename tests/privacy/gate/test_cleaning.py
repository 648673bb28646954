from pathlib import Path

import pytest

from plugins.privacy.cleaning import main
from tests.privacy.gate.test_pictures import exif, picture
from tests.privacy.gate.test_portable_documents import covered, document


def test_a_picture_and_a_document_are_cleaned_in_their_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo, paper = tmp_path / "a.jpg", tmp_path / "a.pdf"
    photo.write_bytes(picture("JPEG", exif=exif()))
    paper.write_bytes(document(lambda made, page: made.set_metadata({"author": "x"})))
    assert main([str(photo), str(paper)]) == 0
    assert capsys.readouterr().out == f"{photo.as_posix()}: written anew\n{paper.as_posix()}: written anew\n"
    once = photo.read_bytes(), paper.read_bytes()
    assert main([str(photo), str(paper)]) == 0
    assert (photo.read_bytes(), paper.read_bytes()) == once
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jpg", "a.pdf"]


def test_text_under_a_box_is_told_and_left_to_a_person(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(document(covered(70, 60, 130, 76)))
    assert main([str(path)]) == 1
    complained = capsys.readouterr().err
    assert "page 1: no text may lie under a box or a picture; it does" in complained
    assert "./inv clean cannot do it." in complained


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.docx", b"PK", "the file must be a PDF or a picture; it is not"),
        ("a.jpg", b"no picture", "the file must be one that can be cleaned; it is damaged, too large, or no picture"),
        ("a.png", picture("PNG", exif=exif())[:-30], "the file must be whole; it is damaged"),
        ("a.pdf", b"no PDF", "the file must be one that can be cleaned; it cannot be read, or it has a password"),
    ],
)
def test_what_cannot_be_cleaned_stays_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert main([str(path)]) == 1
    assert message in capsys.readouterr().err
    assert path.read_bytes() == content


def test_a_missing_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "a.pdf")]) == 1
    assert "the file must be there; it is not" in capsys.readouterr().err
