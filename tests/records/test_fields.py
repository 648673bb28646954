from pathlib import Path

import pytest

from plugins.languages import CODES
from plugins.problems import Problem
from plugins.records.fields import EVERYWHERE, STATE, field_names
from plugins.records.loading import DATASETS, Records, records
from plugins.records.milestones import Milestone
from plugins.records.reports import Report
from plugins.site import Site
from tests.sites import ROOT, TINY


def lines(site: Site) -> list[str]:
    return (site.data / "fields.csv").read_text("utf-8").splitlines(keepends=True)


def told(site: Site, *rows: str) -> list[tuple[str, int, str]]:
    """The problems of the tiny site with this dictionary: file, line and message."""
    (site.data / "fields.csv").write_text("".join(rows), "utf-8")
    problems: list[Problem] = []
    assert records(site, problems) == Records()
    return [(problem.path, problem.line, problem.message) for problem in problems]


@pytest.fixture(scope="module")
def real() -> Records:
    return records(Site(ROOT), [])


def test_a_translated_field_is_named_once() -> None:
    assert field_names(Milestone) == ["id", "date", "title", "uncertain", "sources"]


def test_a_field_within_another_stands_behind_it_after_a_point() -> None:
    names = field_names(Report)
    place = names.index("rights")
    assert names[place : place + 3] == ["rights", "rights.instrument", "rights.article"]
    assert {"method.period", "editions.isbn", "files.sha256", "un.symbol"} <= set(names)


def test_the_dictionary_explains_itself(real: Records) -> None:
    assert [row.field for row in real.fields if row.dataset == "fields"] == ["dataset", "field", "unit", "text"]


def test_every_field_is_explained_in_every_language_in_a_sentence(real: Records) -> None:
    for row in real.fields:
        assert set(row.text) == set(CODES), row.field
        for text in row.text.values():
            assert text.endswith("."), text
            assert len(text) < 200, text


def test_no_two_languages_say_the_same(real: Records) -> None:
    for row in real.fields:
        assert len(set(row.text.values())) == len(CODES), row.field


def test_what_means_the_same_everywhere_is_a_field_of_several_datasets(real: Records) -> None:
    for row in real.fields:
        if row.dataset == EVERYWHERE and row.field != STATE:
            having = [name for name, (_, model) in DATASETS.items() if row.field in field_names(model)]
            assert len(having) > 1, row.field


def test_the_tiny_site_has_the_same_dictionary() -> None:
    """Both have the same datasets: after a change, copy data/fields.csv to tests/site/data/."""
    name = Path("data") / "fields.csv"
    assert (TINY / name).read_bytes() == (ROOT / name).read_bytes()


def test_a_field_without_a_row_is_told_at_the_dictionary(checked_site: Site) -> None:
    rows = [line for line in lines(checked_site) if not line.startswith("venues,timezone,")]
    assert told(checked_site, *rows) == [
        ("data/fields.csv", 1, "timezone of venues must be explained; it has no row"),
    ]


def test_a_row_that_is_wrong_itself_does_not_leave_its_field_unexplained(checked_site: Site) -> None:
    header, first, *rows = lines(checked_site)
    assert first.startswith("*,id,")
    assert told(checked_site, header, "*,id,,,,\n", *rows) == [
        ("data/fields.csv", 2, "text must be filled in one language at least; it is empty")
    ]


def test_a_dictionary_that_cannot_be_read_is_one_problem(checked_site: Site) -> None:
    ((path, _, message),) = told(checked_site, "field,text_en,unit\n")
    assert (path, message) == ("data/fields.csv", "the column 'dataset' must be there; it is missing")


def test_one_language_is_enough(checked_site: Site) -> None:
    header, _, *rows = lines(checked_site)
    (checked_site.data / "fields.csv").write_text("".join([header, "*,id,,Name.,,\n", *rows]), "utf-8")
    problems: list[Problem] = []
    assert records(checked_site, problems).fields[0].text == {"en": "Name."}
    assert problems == []
