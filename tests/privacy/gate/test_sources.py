from pathlib import Path

import pytest

from plugins.privacy.sources import sources_are_safe
from plugins.site import Site
from tests.privacy.gate.planted import NOTHING_ALLOWED, inside
from tests.privacy.gate.test_pictures import exif, picture
from tests.privacy.gate.test_portable_documents import document

SECRET = "900101-1234567"
REFUSED = "the text must hold no resident or foreigner number; it does"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("content/en/pages/draft.md", f"Status: draft\n\n<!-- {SECRET} -->", REFUSED),
        ("data/campaigns.csv", f"id,title\na,{SECRET}\n", REFUSED),
        ("data/reports.json", f'{{"title": "{SECRET}"}}', REFUSED),
        ("theme/translations/ko/LC_MESSAGES/messages.po", f'msgid "x"\nmsgstr "{SECRET[:8]}"\n"{SECRET[8:]}"\n', REFUSED),
        ("theme/templates/a.html", f"{{# {SECRET} #}}", REFUSED),
        ("data/a.csv", f"이름,{SECRET}".encode("cp949"), REFUSED),
        ("content/files/a.jpg", picture("JPEG", exif=exif()), "the picture must hold nothing but the picture; it holds metadata or more (EXIF or XMP)"),
        ("content/files/a.pdf", document(lambda made, page: page.insert_text((72, 300), SECRET)), f"page 1: {REFUSED}"),
        (f"content/files/{SECRET}.txt", "x", f"the name of a file or folder in it breaks a rule: {REFUSED}"),
        (f"content/{SECRET}/a.txt", "x", f"the name of a file or folder in it breaks a rule: {REFUSED}"),
    ],
)  # fmt: skip
def test_every_source_is_read_and_no_message_tells_the_value(
    tmp_path: Path, name: str, content: str | bytes, message: str
) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    problems = list(sources_are_safe(Site(tmp_path), NOTHING_ALLOWED, inside))
    assert [problem.message for problem in problems] == [message]
    assert SECRET[:6] not in f"{problems[0]}{problems!r}"


def test_a_file_whose_name_breaks_a_rule_is_told_without_it_for_its_text_too(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / f"{SECRET}.md").write_text("010-1234-5678")
    problems = list(sources_are_safe(Site(tmp_path), NOTHING_ALLOWED, inside))
    assert [problem.path for problem in problems] == ["docs", "docs"]


def test_a_harmless_project_passes(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").write_text("Title: A talk in Seoul\n\n37.5665, 126.9780\n")
    (tmp_path / "content" / "a.png").write_bytes(picture("PNG"))
    assert list(sources_are_safe(Site(tmp_path), NOTHING_ALLOWED, inside)) == []


def test_a_source_that_cannot_be_read_as_data_is_left_to_those_who_read_it_or_told(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.json").write_text("[1,]")
    (tmp_path / "data" / "B.CSV").write_text("lat,note,lon\n39.0512," + "x" * 400 + ",125.7512\n")
    (tmp_path / "data" / "c.csv").write_text("lat,lon\n" + "x" * 200_000 + ",1\n")
    assert [
        (problem.path, problem.message) for problem in sources_are_safe(Site(tmp_path), NOTHING_ALLOWED, inside)
    ] == [
        ("data/B.CSV", "the data must hold no exact point in North Korea; it does"),
        ("data/c.csv", "the table must be one that can be read; it is not"),
    ]
