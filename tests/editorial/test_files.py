import os
import unicodedata
from pathlib import Path

import pytest
from PIL import Image

from plugins.checks import check
from plugins.editorial.files import content_files
from plugins.problems import Problem
from plugins.site import Site


def problems_of(site: Site) -> list[Problem]:
    problems: list[Problem] = []
    content_files(site, problems)
    return problems


def test_the_tiny_site_has_only_what_belongs_there(checked_site: Site) -> None:
    problems: list[Problem] = []
    markdown_files, files = content_files(checked_site, problems)
    assert problems == []
    assert [path.name for path in files] == ["paper.pdf", "square.png", "wide.jpg"]
    assert all(path.suffix == ".md" for path in markdown_files)


@pytest.mark.parametrize(
    ("path", "raw", "message"),
    [
        ("files/map.kml", b"<kml/>", "the file must be of a type that may be published; it is '.kml'"),
        ("files/notes.docx", b"PK", "the file must be of a type that may be published; it is '.docx'"),
        ("files/page.html", b"<p>", "the file must be of a type that may be published; it is '.html'"),
        (
            "files/Big Name.pdf",
            b"%PDF-1.4",
            "the file name must be lower-case ASCII without spaces, because it is an address",
        ),
        ("en/pages/notes.docx", b"PK", "the file must be Markdown (.md); it is '.docx'"),
        ("en/x.md", b"x", "the file must lie in a folder for pages, news, campaigns or testimonies; it does not"),
        ("en/blog/x.md", b"x", "the file must lie in a folder for pages, news, campaigns or testimonies; it does not"),
        ("de/pages/x.md", b"x", "the folder must be a language of the site; it is 'de'"),
    ],
)
def test_what_does_not_belong_is_told(checked_site: Site, path: str, raw: bytes, message: str) -> None:
    file = checked_site.content / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(raw)
    assert [(problem.path, problem.message) for problem in problems_of(checked_site)] == [(f"content/{path}", message)]


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("not.png", b"no image", "the file must be a picture of the format that its name says (PNG); it is not"),
        ("not.pdf", b"no pdf", "the file must be a PDF, as its name says; it is not, or it is damaged"),
    ],
)
def test_the_gate_tells_once_that_a_file_is_not_what_its_name_says(
    checked_site: Site, name: str, raw: bytes, message: str
) -> None:
    (checked_site.files / name).write_bytes(raw)
    assert problems_of(checked_site) == []
    assert [(problem.path, problem.message) for problem in check(checked_site).problems] == [
        (f"content/files/{name}", message)
    ]


def test_a_picture_under_another_name_is_told(checked_site: Site) -> None:
    Image.new("RGB", (2, 2)).save(checked_site.files / "picture.jpg", format="PNG")
    (problem,) = check(checked_site).problems
    assert problem.message == "the file must be a picture of the format that its name says (JPEG); it is not"


@pytest.mark.parametrize("name", ["files/secret.pdf", "en/pages/secret.md", "en/linked"])
def test_a_link_out_of_the_tree_is_refused_and_not_followed(checked_site: Site, tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("Title: canary\nSummary: canary\n\ncanary")
    (checked_site.content / name).symlink_to(outside if name == "en/linked" else outside / "secret.md")
    (problem,) = problems_of(checked_site)
    assert problem.message == "the file must be a file of this folder; it is a symbolic link"
    assert "canary" not in str(problem)


def test_names_that_differ_by_case_or_unicode_form_are_one_address(checked_site: Site) -> None:
    for name in ("About.md", unicodedata.normalize("NFD", "é.md"), unicodedata.normalize("NFC", "é.md")):
        (checked_site.content / "en" / "pages" / name).write_text("Title: T\nSummary: S\n\nx")
    messages = [problem.message for problem in problems_of(checked_site)]
    assert len([message for message in messages if message.startswith("the file must have an address of its own")]) == 2


def test_a_picture_that_tells_its_camera_and_place_is_refused(checked_site: Site) -> None:
    exif = Image.Exif()
    exif[0x010F] = "canary-camera"
    Image.new("RGB", (2, 2)).save(checked_site.files / "picture.jpg", exif=exif)
    (problem,) = check(checked_site).problems
    assert problem.message == "the picture must hold nothing but the picture; it holds metadata or more (EXIF or XMP)"
    assert "canary" not in str(problem)


def test_a_pipe_is_no_text(checked_site: Site) -> None:
    os.mkfifo(checked_site.content / "en" / "pages" / "pipe.md")
    (problem,) = problems_of(checked_site)
    assert problem.message == "the file must be an ordinary file; it is not"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("theme/static/images/evil.svg", "the file must be a file of this folder; it is a symbolic link"),
        ("theme/templates/evil.html", "the file must be a file of this folder; it is a symbolic link"),
        ("data/more.csv", "the file must be a file of this folder; it is a symbolic link"),
    ],
)
def test_a_link_out_of_the_theme_or_the_data_is_refused(checked_site: Site, path: str, message: str) -> None:
    (checked_site.root / path).symlink_to("/etc/hostname")
    assert message in [problem.message for problem in check(checked_site).problems if problem.path == path]


def test_a_folder_that_is_a_link_or_missing_is_told(checked_site: Site, tmp_path: Path) -> None:
    (checked_site.root / "data").rename(tmp_path / "data")
    (checked_site.root / "data").symlink_to(tmp_path / "data")
    (checked_site.root / "content").rename(tmp_path / "content")
    paths = {
        problem.path
        for problem in check(checked_site).problems
        if problem.message.startswith("the folder must be there")
    }
    assert paths == {"content", "data"}


@pytest.mark.parametrize(
    ("path", "told"),
    [("theme/static/evil.php", "'evil.php'"), ("data/raw.xlsx", "'raw.xlsx'"), ("data/map.kml", "'map.kml'")],
)
def test_types_that_nobody_publishes_are_refused_in_theme_and_data(checked_site: Site, path: str, told: str) -> None:
    (checked_site.root / path).write_bytes(b"x")
    (problem,) = check(checked_site).problems
    assert told in problem.message
