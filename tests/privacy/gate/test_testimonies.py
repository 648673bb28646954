from datetime import date
from pathlib import Path

import pytest

from plugins.privacy import testimonies
from plugins.privacy.reviewing import main, signed
from plugins.privacy.testimonies import hash_of, review_of
from plugins.site import Site

REVIEW = """# kept
text_sha256 = "{digest}"
reviewers = ["r-01", "r-02"]
pseudonym = "Haneul"
consent = "C-2026-001"
reviewed_on = 2026-11-20
example = true
"""


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A testimony with a whole review."""
    path = tmp_path / "content" / "en" / "testimonies" / "a-voice.md"
    path.parent.mkdir(parents=True)
    path.write_text("Title: A voice\n\nInvented.\n", encoding="utf-8")
    review_of(path).write_text(REVIEW.format(digest=hash_of(path)), encoding="utf-8")
    return path


def told(text: Path) -> list[tuple[str, int, str]]:
    site = Site(text.parents[3])
    return [
        (problem.path, problem.line, str(problem.message)) for problem in testimonies.testimonies_are_reviewed(site, ())
    ]


def test_a_reviewed_testimony_passes(text: Path) -> None:
    assert told(text) == []


def test_a_changed_text_needs_a_new_review(text: Path) -> None:
    text.write_text("Title: A voice\n\nInvented, and changed.\n", encoding="utf-8")
    (problem,) = testimonies.testimonies_are_reviewed(Site(text.parents[3]), ())
    assert str(problem) == (
        "content/en/testimonies/a-voice.review.toml:2: the review must be of the present text; the text was changed after it\n"
        "    Two people read it, and each runs ./inv review content/en/testimonies/a-voice.md --reviewer r-01 with a code of their own."
    )


def test_a_testimony_without_a_review_is_refused(text: Path) -> None:
    review_of(text).unlink()
    assert told(text) == [
        ("content/en/testimonies/a-voice.md", 0, "the testimony must have a review beside it; it has none")
    ]


def test_a_review_without_its_testimony_is_refused(text: Path) -> None:
    text.unlink()
    assert told(text) == [
        (
            "content/en/testimonies/a-voice.review.toml",
            0,
            "a review must lie beside its testimony; there is none of this name",
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        (
            '["r-01", "r-02"]',
            '["r-01", "r-01"]',
            3,
            "reviewers must be the codes of two different people; they are not",
        ),
        ('["r-01", "r-02"]', '["r-01"]', 3, "reviewers must be the codes of two different people; they are not"),
        (
            '["r-01", "r-02"]',
            '["Hong", "Gildong"]',
            3,
            "reviewers must be the codes of two different people; they are not",
        ),
        ('["r-01", "r-02"]', '"r-01, r-02"', 3, "reviewers must be the codes of two different people; they are not"),
        ('"Haneul"', '""', 4, "pseudonym must be the short name that stands for the person; it is not"),
        ('"C-2026-001"', '"Hong Gildong"', 5, "consent must be the reference of a written consent; it is not"),
        ("2026-11-20", '"2026-11-20"', 6, "reviewed_on must be the day of the last review; it is not"),
        ("2026-11-20", "2026-11-20T10:00:00Z", 6, "reviewed_on must be the day of the last review; it is not"),
        ("true", '"yes"', 7, "example must be true or false; it is not"),
        ("example = true\n", "", 0, "example must be true or false; it is not"),
        ("example = true", 'example = true\nname = "Hong"', 8, "the review must have no other keys; it has 'name'"),
        ("example = true", 'example = true\n"Hong Gildong" = 1', 0, "the review must have no other keys; it has"),
        ("# kept", "Hong Gildong", 0, "the review must be a TOML file in UTF-8; it is not"),
    ],
)
def test_a_review_is_whole_and_what_stands_in_it_is_not_told(
    text: Path, old: str, new: str, line: int, message: str
) -> None:
    review = review_of(text)
    review.write_text(review.read_text("utf-8").replace(old, new), encoding="utf-8")
    problems = list(testimonies.testimonies_are_reviewed(Site(text.parents[3]), ()))
    assert [(problem.line, problem.message) for problem in problems] == [(line, message)]
    assert "Hong" not in repr(problems)
    assert "Gildong" not in repr(problems)


def test_two_people_sign(text: Path) -> None:
    review_of(text).unlink()
    first = signed(text, "r-07", date(2026, 11, 20), "Haneul", "C-2026-001", example=True)
    assert (first.done, first.message) == (True, "Signed. A second person must sign before it can be published.")
    assert [message for _, _, message in told(text)] == [
        "reviewers must be the codes of two different people; they are not"
    ]
    second = signed(text, "r-01", date(2026, 11, 21))
    assert (second.done, second.message) == (True, "Signed. The review is whole.")
    assert told(text) == []
    assert review_of(text).read_text("utf-8") == REVIEW.format(digest=hash_of(text)).replace("# kept\n", "").replace(
        '"r-01", "r-02"', '"r-01", "r-07"'
    ).replace("11-20", "11-21")


def test_nobody_signs_twice(text: Path) -> None:
    assert not signed(text, "r-01", date(2026, 11, 20)).done


def test_a_changed_text_loses_its_signatures_and_keeps_the_rest(text: Path) -> None:
    text.write_text("Title: A voice\n\nChanged.\n", encoding="utf-8")
    assert signed(text, "r-03", date(2026, 11, 22)).done
    written = review_of(text).read_text("utf-8")
    assert 'reviewers = ["r-03"]' in written
    assert written.startswith("# kept\n")
    assert "example = true" in written


def test_the_command_says_what_is_missing(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    review_of(text).unlink()
    assert main([str(text), "--reviewer", "r-01", "--on", "2026-11-20"]) == 1
    assert "needs --pseudonym and --consent" in capsys.readouterr().err
    assert main([str(text), "--reviewer", "Hong", "--on", "2026-11-20"]) == 1
    assert main([str(text.with_suffix(".txt")), "--reviewer", "r-01", "--on", "2026-11-20"]) == 1
    assert not review_of(text).exists()
    with pytest.raises(SystemExit, match="2"):
        main([str(text), "--reviewer", "r-01", "--on", "yesterday"])
