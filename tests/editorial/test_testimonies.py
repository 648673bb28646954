"""What a testimony must have, and that no message tells what stands in its review."""

from pathlib import Path

import pytest

from plugins.checks import check
from plugins.editorial.documents import Document, document
from plugins.editorial.testimonies import Review, review
from plugins.privacy.seals import seal_of
from plugins.privacy.testimonies import hash_of, review_of, review_values
from plugins.problems import Problem
from plugins.site import Site

NAME = "content/en/testimonies/a-voice"


def text(site: Site, name: str = NAME) -> Path:
    return site.root / f"{name}.md"


def change(path: Path, was: str, becomes: str) -> None:
    """Change a file, and when it is a testimony or a review let the review be a sealed one of the present text."""
    before, digest = path.read_text(), hash_of(path)
    assert was in before
    path.write_text(before.replace(was, becomes))
    if path.parent.name == "testimonies" and path.suffix == ".md" and review_of(path).is_file():
        change(review_of(path), digest, hash_of(path))
    if path.name.endswith(".review.toml"):
        found = review_values(path)
        assert found
        seal = seal_of(path.with_name(path.name.removesuffix(".review.toml") + ".md"), found)
        path.write_text(path.read_text().replace(str(found["seal"]), seal))


def read(site: Site) -> tuple[Document, list[Problem]]:
    problems: list[Problem] = []
    found = document(text(site), site, problems)
    assert found
    return found, problems


def told(site: Site, drafts: bool = False) -> list[tuple[str, int, str]]:
    return [(problem.path, problem.line, problem.message) for problem in check(site, drafts).problems]


def test_a_testimony_has_its_warning_its_rights_and_its_review(checked_site: Site) -> None:
    found, problems = read(checked_site)
    assert problems == []
    assert (found.name, found.warning) == ("testimonies/a-voice.html", "Being alone.")
    assert [right.slug for right in found.rights] == ["udhr-3", "iccpr-7"]
    assert found.review == Review("Echo", example=False)


def test_a_review_is_found_by_the_name_of_its_text() -> None:
    assert review_of(Path("x/a.b.md")) == Path("x/a.b.review.toml")


def test_a_page_has_no_warning_and_a_testimony_no_day(checked_site: Site) -> None:
    change(text(checked_site), "Rights:", "Modified: 2026-01-02\nSources: https://example.org/\nRights:")
    change(text(checked_site, "content/en/pages/about"), "Summary:", "Warning: x\nSummary:")
    assert told(checked_site) == [
        ("content/en/pages/about.md", 2, "'warning' must be a known key; it is not"),
        (f"{NAME}.md", 4, "the key must be a known one; it is not"),
        (f"{NAME}.md", 5, "the key must be a known one; it is not"),
    ]


def test_no_message_repeats_a_line_of_a_testimony(checked_site: Site) -> None:
    """Somebody may forget the blank line before the account."""
    change(text(checked_site), "Rights:", "We lived in canary\nThey asked in canary: who\nRights: canary\n Lang:")
    problems = check(checked_site).problems
    assert len(problems) >= 3
    assert "canary" not in "".join(str(problem) for problem in problems)


def test_a_testimony_without_a_warning_is_refused(checked_site: Site) -> None:
    change(text(checked_site), "Warning: Being alone.\n", "")
    assert told(checked_site) == [(f"{NAME}.md", 1, "Warning must be given; it is missing or empty")]


def test_a_picture_in_a_testimony_is_refused(checked_site: Site) -> None:
    change(text(checked_site), "Words of", "![A square]({static}/files/square.png)\n\nWords of")
    assert told(checked_site) == [(f"{NAME}.md", 8, "a testimony must have no picture; it has one")]


@pytest.mark.parametrize(
    ("rights", "message"),
    [
        ("ICCPR", "Rights must be instruments and articles with commas between; one part is not"),
        ("ICCPR 7 UDHR 3", "Rights must be instruments and articles with commas between; one part is not"),
        ("iccpr 7", "Rights must be instruments and articles with commas between; one part is not"),
        ("ICCPR 99", "Rights must be articles of data/rights.csv; 'ICCPR 99' is none"),
    ],
)
def test_a_right_that_nobody_knows_is_told(checked_site: Site, rights: str, message: str) -> None:
    change(text(checked_site), "UDHR 3, ICCPR 7", rights)
    assert told(checked_site) == [(f"{NAME}.md", 4, message)]


def test_the_rights_may_be_left_out(checked_site: Site) -> None:
    change(text(checked_site), "Rights: UDHR 3, ICCPR 7\n", "")
    assert told(checked_site) == []


def test_a_testimony_without_a_review_is_refused(checked_site: Site) -> None:
    review_of(text(checked_site)).unlink()
    assert told(checked_site) == [(f"{NAME}.md", 0, "the testimony must have a review beside it; it has none")]


def test_only_the_preview_shows_a_draft_that_is_not_reviewed_yet(checked_site: Site) -> None:
    review_of(text(checked_site)).unlink()
    change(text(checked_site), "Warning:", "Status: draft\nWarning:")
    assert told(checked_site, drafts=True) == []
    assert told(checked_site) == [(f"{NAME}.md", 0, "the testimony must have a review beside it; it has none")]


@pytest.mark.parametrize(
    "raw",
    [
        b'pseudonym = "canary',
        b"canary = 1\ncanary = 2",
        "pseudonym = '예명 canary'".encode("cp949"),
        b'canary = "x"\nexample = true',
        b"pseudonym = 7\nexample = true",
        b'pseudonym = "canary"',
        b'pseudonym = "canary"\nexample = "canary"',
    ],
)
def test_a_review_that_cannot_be_shown_is_none_and_the_gate_tells_it_without_what_stands_in_it(
    checked_site: Site, raw: bytes
) -> None:
    path = review_of(text(checked_site))
    path.write_bytes(raw)
    assert review(path) is None
    problems = check(checked_site).problems
    assert {problem.path for problem in problems} == {f"{NAME}.review.toml"}
    assert "canary" not in "".join(str(problem) for problem in problems).replace("it has 'canary'", "")


def test_a_review_without_its_text_is_told(checked_site: Site) -> None:
    text(checked_site).rename(text(checked_site).with_name("another-voice.md"))
    assert (
        f"{NAME}.review.toml",
        0,
        "a review must lie beside its testimony; there is none of this name",
    ) in told(checked_site)


def test_a_review_lies_nowhere_else(checked_site: Site) -> None:
    (checked_site.content / "en/pages/about.review.toml").write_text("example = true")
    assert told(checked_site) == [
        ("content/en/pages/about.review.toml", 0, "the file must be Markdown (.md); it is '.toml'")
    ]


def test_an_account_is_invented_in_every_language_or_in_none(checked_site: Site) -> None:
    change(review_of(text(checked_site, "content/ko/testimonies/a-voice")), "example = false", "example = true")
    message = f"example must be the same in every language; in {NAME}.md it is not"
    assert told(checked_site) == [("content/ko/testimonies/a-voice.md", 0, message)]


def test_where_there_is_a_testimony_there_is_the_list(checked_site: Site) -> None:
    (checked_site.content / "ko/pages/testimonies.md").unlink()
    assert told(checked_site) == [
        (
            "content/ko/pages/testimonies.md",
            0,
            "the page must exist where there are testimonies in the language; it does not",
        )
    ]
