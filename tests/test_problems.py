from plugins.messages import say
from plugins.problems import Problem, did_you_mean, listing


def test_a_problem_says_file_line_column_what_must_be_and_the_fix() -> None:
    problem = Problem("data/x.csv", 12, 3, say("date must be a date; it is 'May'"), say("Write 2026-05."))
    assert str(problem) == "data/x.csv:12:3: date must be a date; it is 'May'\n    Write 2026-05."


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    assert str(Problem("x.md", 0, 0, say("the file must be UTF-8; it is not"), say("Save it."))).startswith(
        "x.md: the file"
    )


def test_a_near_word_is_offered_and_all_are_listed() -> None:
    assert did_you_mean("sumary", ["title", "summary"]) == "Did you mean 'summary'? Known: summary, title."
    assert did_you_mean("xyz", ["title", "summary"]) == "Known: summary, title."


def test_the_listing_is_in_the_order_of_files_and_lines_and_says_what_was_not_done() -> None:
    later, earlier = Problem("b.md", 1, 0, say("m"), say("f")), Problem("a.md", 9, 0, say("m"), say("f"))
    assert (
        listing([later, earlier, later], say("Nothing was built."))
        == f"{earlier}\n{later}\n\n2 problems found. Nothing was built."
    )
