from plugins.messages import say
from plugins.privacy.quotation import without_quotations
from plugins.problems import Problem
from tests.privacy.gate.planted import NOTHING_ALLOWED, inside

FIX = say("Mend it.")


def told(problem: Problem, *paths: str) -> list[Problem]:
    return list(without_quotations([problem], paths, NOTHING_ALLOWED, inside))


def test_what_quotes_nothing_of_the_kind_is_told_as_it_is() -> None:
    problem = Problem("content/en/pages/a.md", 3, 1, say("Status must be known; it is '%(word)s'", word="x"), FIX)
    assert told(problem, "content/en/pages/b.md") == [problem]


def test_of_a_file_that_the_gate_has_told_nothing_else_is_told() -> None:
    problem = Problem("a.md", 3, 1, say("it is '%(word)s'", word="1234567"), FIX)  # half of a number
    assert told(problem, "a.md") == []


def test_a_message_that_quotes_is_told_by_its_place_alone() -> None:
    message = say("id must be unique; '%(word)s' stands before", word="900101-1234567")
    (problem,) = told(Problem("a.csv", 3, 1, message, FIX))
    assert (problem.path, problem.line, problem.column) == ("a.csv", 3, 1)
    assert "900101" not in f"{problem}{problem.message!r}{problem.message.values}"


def test_a_fix_that_quotes_is_not_told_either() -> None:
    fix = say("Known: %(known)s.", known="010-2345-6789")
    (problem,) = told(Problem("a.csv", 3, 1, say("it is wrong"), fix))
    assert "2345" not in str(problem)


def test_a_path_that_quotes_is_told_up_to_its_folder() -> None:
    path = "content/files/900101-1234567.docx"
    (problem,) = told(Problem(path, 0, 0, say("the file must be of another type"), FIX))
    assert problem.path == "content/files"
    assert told(Problem(path, 0, 0, say("the file must be of another type"), FIX), "content/files") == []
