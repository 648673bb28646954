import pytest

from plugins.privacy.allowed import Allowed
from plugins.privacy.text.identifying import RULES, identifying, name_problems, text_problems
from tests.privacy.gate.planted import INNOCENT, NOTHING_ALLOWED, PLANTED, inside

CALENDAR = Allowed({"calendar": frozenset({"pscore.org"})})


def rules(text: str, allowed: Allowed = NOTHING_ALLOWED) -> set[str]:
    return {finding.rule for finding in identifying(text, allowed, inside)}


@pytest.mark.parametrize(("rule", "text", "value"), PLANTED, ids=[f"{rule} {text[:30]}" for rule, text, _ in PLANTED])
def test_a_planted_value_is_refused_for_its_own_rule(rule: str, text: str, value: str) -> None:
    assert rules(f"Before it.\n\n{text}\n\nAfter it.") == {rule}


@pytest.mark.parametrize(("rule", "text", "value"), PLANTED, ids=[f"{rule} {text[:30]}" for rule, text, _ in PLANTED])
def test_no_message_and_no_finding_tells_the_value(rule: str, text: str, value: str) -> None:
    problems = list(text_problems(text, "content/en/pages/a.md", NOTHING_ALLOWED, inside))
    told = "".join(f"{problem}{problem!r}" for problem in problems) + repr(identifying(text, NOTHING_ALLOWED, inside))
    assert problems
    assert value not in told


@pytest.mark.parametrize("text", INNOCENT)
def test_what_only_looks_alike_passes(text: str) -> None:
    assert rules(text, CALENDAR) == set()


def test_every_rule_has_a_planted_value() -> None:
    assert {rule for rule, _, _ in PLANTED} == {rule.name for rule in RULES}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("first line\nsecond 900101-1234567", (2, 8)),
        ("&amp;&amp; 900101-1234567", (1, 12)),
        ("\u200b\u200b900101-1234567", (1, 3)),
        ("<b>word</b> 9<i>00101</i>-1234567", (1, 13)),
        ("한국어 번호９００１０１－１２３４５６７", (1, 7)),
        ("<p>one</p>\n<p title='x'>two</p>\n<p title='900101-1234567'>", (3, 11)),
        ("%41%41\\u0041 **x** 900101-1234567", (1, 20)),
        ("㎞㎞ 900101-1234567", (1, 4)),
    ],
)
def test_the_place_is_that_of_the_text_as_it_was_written(text: str, place: tuple[int, int]) -> None:
    (problem,) = text_problems(text, "a.md", NOTHING_ALLOWED, inside)
    assert (problem.line, problem.column) == place


def test_the_sentence_says_what_to_do() -> None:
    (problem,) = text_problems("\n010-1234-5678", "content/en/pages/a.md", NOTHING_ALLOWED, inside)
    assert str(problem) == (
        "content/en/pages/a.md:2:1: the text must hold no telephone number that is not allowed; it does\n"
        "    If it is an organisation's and published by it, give it an entry with a reason in data/allowed.toml; else delete it."
    )


def test_an_allowed_number_passes_however_it_is_written() -> None:
    own = Allowed({"telephone": frozenset({"8221234567"})})
    assert rules("02-123-4567, (02) 123 4567, +82 2 123 4567, +82-(0)2-123-4567", own) == set()
    assert rules("name,phone\nOffice,21234567\ntel:+8221234567, tel 8221234567, 전화 021234567", own) == set()


@pytest.mark.parametrize("longer", ["02-123-4567-8901", "02-123-45678", "+82 2 123 4567 89", "031-123-4567"])
def test_an_allowed_number_allows_no_longer_one(longer: str) -> None:
    assert rules(longer, Allowed({"telephone": frozenset({"8221234567"})})) == {"telephone"}


def test_an_allowed_address_allows_no_other_of_its_host() -> None:
    own = Allowed({"mail": frozenset({"info@pscore.org"})})
    assert rules("info@pscore.org, Info@PSCORE.org, mailto:info@pscore.org", own) == set()
    assert rules("jane.info@pscore.org", own) == {"mail"}
    assert rules("info@pscore.org.kr", own) == {"mail"}


def test_an_allowed_account_is_no_telephone_and_no_other_account() -> None:
    own = Allowed({"account": frozenset({"11012345678900"})})
    assert rules("계좌 110-1234-5678900", own) == set()
    assert rules("계좌 110-1234-5678901", own) == {"account"}


def test_the_host_of_a_calendar_allows_no_address_in_a_text() -> None:
    assert rules("write to jane@pscore.org", CALENDAR) == {"mail"}


def test_a_calendar_line_that_was_folded_is_read_whole() -> None:
    assert rules("BEGIN:VCALENDAR\r\nDESCRIPTION:call 010-12\r\n 34-5678\r\n") == {"telephone"}


def test_a_point_finer_than_the_grid_is_refused_and_a_tenth_of_a_degree_is_not() -> None:
    assert rules("39.01, 125.75") == {"point"}
    assert rules("39.1, 125.8") == set()


def test_the_name_of_a_file_is_read_and_never_told() -> None:
    (problem,) = name_problems("content/files/010-1234-5678.pdf", NOTHING_ALLOWED, inside)
    assert problem.path == "content/files"
    assert "1234" not in f"{problem}{problem!r}"


def test_an_allowed_point_passes() -> None:
    assert rules("39.0512, 125.7512", Allowed({"point": frozenset({"39.0512,125.7512"})})) == set()
