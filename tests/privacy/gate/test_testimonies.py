from datetime import date
from pathlib import Path

import pytest

from plugins.privacy import testimonies
from plugins.privacy.reviewing import main, signed
from plugins.privacy.seals import seal_of
from plugins.privacy.testimonies import hash_of, review_of
from plugins.site import Site

REVIEW = """# kept
text_sha256 = "{digest}"
reviewers = ["r-01", "r-02"]
pseudonym = "Haneul"
consent = "C-2026-001"
reviewed_on = 2026-11-20
example = true
seal = "{seal}"
"""
SIGNED = {"pseudonym": "Haneul", "consent": "C-2026-001", "example": True}
CHANGED = "the review must be as ./inv review wrote it; it was changed"


def whole(text: Path, reviewers: list[str] | None = None, day: int = 20) -> str:
    """A review of the text by two people."""
    codes, digest = reviewers or ["r-01", "r-02"], hash_of(text)
    signed_values = {**SIGNED, "text_sha256": digest, "reviewers": codes, "reviewed_on": date(2026, 11, day)}
    return REVIEW.format(digest=digest, seal=seal_of(text, signed_values))


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A testimony with a whole review."""
    path = tmp_path / "content" / "en" / "testimonies" / "a-voice.md"
    path.parent.mkdir(parents=True)
    path.write_text("Title: A voice\n\nInvented.\n", encoding="utf-8")
    review_of(path).write_text(whole(path), encoding="utf-8")
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
        ("example = true", 'example = true\nname = "Hong"', 8, "the review must have no other keys; it has"),
        ("example = true", 'example = true\n"Hong Gildong" = 1', 0, "the review must have no other keys; it has"),
        ("# kept", "x = " + "[" * 200_000, 0, "the review must be a TOML file in UTF-8; it is not"),
        ("# kept", "x = " + "9" * 5_000, 0, "the review must be a TOML file in UTF-8; it is not"),
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


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"Haneul"', '"Gildong"'),
        ('"C-2026-001"', '"C-2026-002"'),
        ("example = true", "example = false"),
        ('["r-01", "r-02"]', '["r-01", "r-03"]'),
        ("2026-11-20", "2026-11-21"),
    ],
)
def test_a_value_changed_by_hand_needs_a_new_review(text: Path, old: str, new: str) -> None:
    review_of(text).write_text(review_of(text).read_text("utf-8").replace(old, new), encoding="utf-8")
    assert told(text) == [("content/en/testimonies/a-voice.review.toml", 8, CHANGED)]
    again = signed(text, "r-05", date(2026, 11, 22))
    assert not again.done
    assert again.message.startswith("The review was changed by hand, or its text renamed")
    assert signed(text, "r-05", date(2026, 11, 22), "Haneul", "C-2026-001").done
    assert 'reviewers = ["r-05"]' in review_of(text).read_text("utf-8")


def test_a_review_without_a_seal_or_under_another_name_or_language_is_refused(text: Path) -> None:
    written = review_of(text).read_text("utf-8")
    review_of(text).write_text("".join(written.splitlines(keepends=True)[:-1]), encoding="utf-8")
    assert told(text) == [("content/en/testimonies/a-voice.review.toml", 0, CHANGED)]
    review_of(text).write_text(written, encoding="utf-8")
    for name in ("en/testimonies/another.md", "ko/testimonies/a-voice.md"):
        path = text.parents[2] / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.read_bytes())
        review_of(path).write_bytes(review_of(text).read_bytes())
    assert [(path, message) for path, _, message in told(text)] == [
        ("content/en/testimonies/another.review.toml", CHANGED),
        ("content/ko/testimonies/a-voice.review.toml", CHANGED),
    ]


def test_who_signs_other_values_signs_alone(text: Path) -> None:
    assert signed(text, "r-03", date(2026, 11, 22), pseudonym="Bada").done
    assert 'reviewers = ["r-03"]' in review_of(text).read_text("utf-8")


def test_the_seal_is_the_same_from_every_folder(text: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(text.parent)
    near = Path("..") / "testimonies" / text.name
    assert signed(near, "r-03", date(2026, 11, 22)).done
    assert told(text) == []


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
    written = whole(text, ["r-01", "r-07"], 21).replace("# kept\n", "").replace('"r-01", "r-02"', '"r-01", "r-07"')
    assert review_of(text).read_text("utf-8") == written.replace("11-20", "11-21")


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
