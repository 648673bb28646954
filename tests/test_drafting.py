import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.checks import check
from plugins.drafting import Refused, asked, drafted, next_id, slug
from plugins.site import Site


def lines_added(before: bytes, after: bytes) -> list[bytes]:
    """The lines that are new, after making sure that no other line changed."""
    old, new = before.split(b"\n"), after.split(b"\n")
    added = [line for line in new if line not in old]
    assert [line for line in new if line in old] == old
    return added


def ids_of(path: Path) -> list[str]:
    with path.open(newline="") as file:
        return [row["id"] for row in csv.DictReader(file)]


def test_a_campaign_is_written_in_its_place_and_nothing_else_changes(checked_site: Site) -> None:
    path = checked_site.data / "campaigns.csv"
    before = path.read_bytes()
    answers = {"kind": "concert", "date_start": "2016-06-01", "title_en": 'Music, "live"', "country": "KR"}
    assert drafted(checked_site, "campaign", answers) == (path, "ca-2016-music-live")
    (added,) = lines_added(before, path.read_bytes())
    assert b'"Music, ""live"""' in added
    ids = ids_of(path)
    assert ids.index("ca-2016-music-live") == 1
    assert check(checked_site).problems == ()


def test_a_quoted_line_break_does_not_shift_the_place(checked_site: Site) -> None:
    path = checked_site.data / "campaigns.csv"
    path.write_text(path.read_text().replace("It raised money.", '"It raised\nmoney."'))
    drafted(
        checked_site, "campaign", {"kind": "street", "date_start": "2016-12-01", "title_en": "Late", "country": "KR"}
    )
    ids = ids_of(path)
    assert ids[:3] == ["ca-2016-street", "ca-2016-concert", "ca-2016-late"]


def test_the_line_ends_and_the_mark_of_a_spreadsheet_stay(checked_site: Site) -> None:
    path = checked_site.data / "campaigns.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    drafted(checked_site, "campaign", {"kind": "street", "date_start": "2018", "title_en": "X", "country": "KR"})
    after = path.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf")
    assert after.count(b"\n") == after.count(b"\r\n") == before.count(b"\n") + 1


def test_a_un_engagement_and_a_report_find_their_places(checked_site: Site) -> None:
    drafted(checked_site, "un", {"body": "HRC", "kind": "meeting", "date_start": "2015", "title_ko": "면담"})
    assert ids_of(checked_site.data / "un_engagements.csv")[1] == "un-2015-new"
    path = checked_site.data / "reports.json"
    for title, place in (("A first one", 0), ("Middle matter", 2), ("Zebras", 4)):
        before = path.read_text().split("\n")
        drafted(checked_site, "report", {"type": "statement", "language": "en", "title_en": title, "summary_en": "S."})
        assert json.loads(path.read_text())[place]["title"]["en"] == title
        gone = [line for line in before if line not in path.read_text().split("\n")]
        assert gone == []
    assert check(checked_site).problems == ()


@pytest.mark.parametrize(
    ("kind", "answers", "path"),
    [
        (
            "news",
            {"date": "2026-11-20", "title": "Petition handed over", "summary": "S."},
            "en/news/2026-11-20-petition-handed-over.md",
        ),
        ("page", {"name": "press", "language": "ko", "title": "보도", "summary": "요약"}, "ko/pages/press.md"),
    ],
)
def test_a_text_begins_as_a_draft(checked_site: Site, kind: str, answers: dict[str, str], path: str) -> None:
    written, _ = drafted(checked_site, kind, answers)
    assert written == checked_site.content / path
    assert "\nStatus: draft\n" in written.read_text()
    assert check(checked_site).problems == ()


@pytest.mark.parametrize(
    ("kind", "answers", "said"),
    [
        ("campaign", {"kind": "stret", "date_start": "2026", "title_en": "X"}, "Did you mean 'street'?"),
        ("campaign", {"kind": "street", "date_start": "2026-02-30", "title_en": "X"}, "date_start must be a date"),
        (
            "campaign",
            {"kind": "street", "date_start": "2026-02-03", "venue_id": "nowhere", "title_en": "X"},
            "venue_id must be an id of data/venues",
        ),
        ("campaign", {"titel_en": "X"}, "Did you mean 'title_en'?"),
        ("report", {"type": "statement", "language": "en"}, "must be filled"),
        (
            "news",
            {"date": "2026-02-30", "title": "X", "summary": "S"},
            "the date in the file name must be a day of the calendar",
        ),
        ("page", {"name": "about", "title": "X", "summary": "S"}, "content/en/pages/about.md exists already"),
        (
            "page",
            {"name": "x", "language": "de", "title": "X", "summary": "S"},
            "language must be one of en, ko, fr; it is 'de'",
        ),
    ],
)
def test_what_is_not_valid_is_not_written(checked_site: Site, kind: str, answers: dict[str, str], said: str) -> None:
    before = {
        path: path.read_bytes()
        for path in checked_site.root.rglob("*")
        if path.is_file() and "plugins" not in path.parts
    }
    with pytest.raises(Refused) as refused:
        drafted(checked_site, kind, answers)
    assert said in str(refused.value)
    assert before == {
        path: path.read_bytes()
        for path in checked_site.root.rglob("*")
        if path.is_file() and "plugins" not in path.parts
    }


def test_an_id_that_is_taken_gets_a_number() -> None:
    assert next_id("ca-", "2026-05", "In Itaewon", set()) == "ca-2026-in-itaewon"
    assert (
        next_id("ca-", "2026-05", "In Itaewon", {"ca-2026-in-itaewon", "ca-2026-in-itaewon-2"})
        == "ca-2026-in-itaewon-3"
    )
    assert next_id("ca-", "", "이태원", set()) == "ca-undated-new"


def test_words_become_the_part_of_an_address() -> None:
    assert slug("Éducation & liberté: où ?") == "education-liberte-ou"


def test_only_what_was_not_given_is_asked() -> None:
    questions: list[str] = []

    def ask(question: str) -> str:
        questions.append(question)
        return "" if question.startswith("city") else "x"

    answer: Callable[[str], str] = ask
    found = asked("campaign", {"kind": "street", "title_en": "T"}, answer)
    assert questions == ["date_start: ", "title_ko: ", "title_fr: ", "city_en: ", "country: "]
    assert found == {
        "kind": "street",
        "title_en": "T",
        "date_start": "x",
        "title_ko": "x",
        "title_fr": "x",
        "country": "x",
    }
