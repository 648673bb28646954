import datetime

import pytest

from plugins.editorial.front_matter import FrontMatter, front_matter, iso_date
from plugins.problems import Problem


def read(text: str, kind: str = "news") -> tuple[FrontMatter, list[Problem]]:
    problems: list[Problem] = []
    return front_matter(text, kind, "x.md", problems), problems


GOOD = "Title: A title\nSummary: A summary.\n"


def test_fields_end_at_the_first_blank_line_and_the_text_keeps_its_line_number() -> None:
    matter, problems = read(GOOD + "\nThe text: it may have colons.")
    assert problems == []
    assert (matter.value("title"), matter.body, matter.body_line) == ("A title", "\nThe text: it may have colons.", 3)


def test_a_value_goes_on_in_an_indented_line() -> None:
    matter, _ = read("Title: T\nSummary: S\nSources: https://a.example\n    https://b.example\n\nx")
    assert matter.value("sources") == "https://a.example https://b.example"


@pytest.mark.parametrize(
    ("text", "line", "message", "fix"),
    [
        ("Summary: S\n\nx", 1, "Title must be given; it is missing or empty", "Add a line 'Title: "),
        ("Title:\nSummary: S\n\nx", 1, "Title must be given; it is missing or empty", "Add a line 'Title: "),
        (GOOD + "Sumary: S\n\nx", 3, "'sumary' must be a known key; it is not", "Did you mean 'summary'?"),
        (
            GOOD + "Status: publisched\n\nx",
            3,
            "Status must be one of published, draft; it is 'publisched'",
            "Did you mean 'published'?",
        ),
        (GOOD + "Title: B\n\nx", 3, "Title must stand once; line 1 has it already", "Keep one."),
        (
            GOOD + "The text begins at once",
            3,
            "the front matter must be 'Key: value' lines; it is 'The text begins at once'",
            "Put a blank line",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_the_fix(text: str, line: int, message: str, fix: str) -> None:
    _, problems = read(text)
    assert [(problem.line, problem.message) for problem in problems] == [(line, message)]
    assert problems[0].fix.startswith(fix)


def test_a_page_has_no_date() -> None:
    _, (problem,) = read(GOOD + "Date: 2026-01-01\n\nx", kind="pages")
    assert problem.message == "'date' must be a known key; it is not"


@pytest.mark.parametrize("written", ["2026-02-30", "30.2.2026", "2026-2-3", "yesterday", "20260203"])
def test_an_impossible_date_is_refused(written: str) -> None:
    matter, _ = read(GOOD + f"Date: {written}\n\nx")
    problems: list[Problem] = []
    assert iso_date(matter, "date", "x.md", problems) is None
    assert problems[0].message == f"Date must be a day of the calendar, as YYYY-MM-DD; it is '{written}'"


def test_a_day_of_the_calendar_is_read() -> None:
    matter, _ = read(GOOD + "Date: 2024-02-29\n\nx")
    assert iso_date(matter, "date", "x.md", []) == datetime.date(2024, 2, 29)


def test_empty_lines_before_the_front_matter_do_no_harm() -> None:
    matter, problems = read("\n\n" + GOOD + "\nx")
    assert problems == []
    assert (matter.line("title"), matter.body_line) == (3, 5)


def test_a_fence_of_another_system_is_told() -> None:
    _, problems = read("---\n" + GOOD + "---\n\nx")
    assert {problem.fix for problem in problems} == {"Take the line out; the front matter needs no fence."}


def test_a_status_may_begin_with_a_capital() -> None:
    assert read(GOOD + "Status: Draft\n\nx")[1] == []
