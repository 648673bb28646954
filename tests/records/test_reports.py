import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins.problems import Problem
from plugins.records.loading import records
from plugins.records.reports import TOPICS, TYPES, Report, by_type
from plugins.site import Site
from tests.sites import ROOT

Works = list[dict[str, Any]]


def load(
    site: Site, change: Callable[[Works], object] = lambda works: None
) -> tuple[tuple[Report, ...], list[Problem]]:
    """The tiny catalogue after a change to its JSON."""
    path = site.data / "reports.json"
    works = json.loads(path.read_text())
    change(works)
    path.write_text(json.dumps(works, ensure_ascii=False, indent=2))
    problems: list[Problem] = []
    return records(site, problems).reports, problems


def test_the_catalogue_is_loaded_in_the_order_of_slugs(checked_site: Site) -> None:
    catalogue, problems = load(checked_site, lambda works: works.reverse())
    assert problems == []
    assert [report.slug for report in catalogue] == ["first-report", "second-report"]


def test_a_work_tells_its_languages_year_and_rights(checked_site: Site) -> None:
    (first, second), _ = load(checked_site)
    assert (first.year, second.year) == ("2016", None)
    assert (first.languages, second.languages) == (("en", "ko"), ("en",))
    assert first.rights_by_instrument == {"UDHR": ("1", "2", "3", "5"), "CRC": ()}
    assert first.original.title == "The first report"
    assert first.edition("fr") is None


def test_works_are_grouped_by_type_newest_first_and_undated_last(checked_site: Site) -> None:
    def change(works: Works) -> None:
        works += [{**works[1], "id": "r-third", "slug": "third", "issued": "2020-05", "related": []}]

    catalogue, _ = load(checked_site, change)
    assert [(kind, [report.slug for report in works]) for kind, works in by_type(catalogue)] == [
        ("thematic", ["first-report"]),
        ("statement", ["third", "second-report"]),
    ]


def setting(**fields: object) -> Callable[[Works], object]:
    return lambda works: works[0].update(fields)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (setting(type="thematics"), "type must be one of the known values; it is 'thematics'"),
        (setting(issued="2016-13"), "issued must be a date as YYYY, YYYY-MM or YYYY-MM-DD; it is '2016-13'"),
        (setting(title={"en": " "}), "title must be filled in one language at least; it is '{'en': ' '}'"),
        (setting(publisher=""), "publisher must be filled; it is empty"),
        (setting(issued="2024-W01-1"), "issued must be a date as YYYY, YYYY-MM or YYYY-MM-DD; it is '2024-W01-1'"),
        (setting(issued="0016-01-01"), "issued must be a date as YYYY, YYYY-MM or YYYY-MM-DD; it is '0016-01-01'"),
        (setting(sources=["https://"]), "sources[0] must be a web address that begins with https:// or http://; it is 'https://'"),
        (setting(sources=["http://[x"]), "sources[0] must be a web address that begins with https:// or http://; it is 'http://[x'"),
        (lambda works: works[0]["editions"][0].update(pages=-5), "editions[0].pages must be at least 1; it is '-5'"),
        (lambda works: works[0]["editions"][0].update(isbn="978-3-16-148410-1"), "editions[0].isbn must be an ISBN whose check digit is right; it is '978-3-16-148410-1'"),
        (lambda works: works[0]["editions"][0].update(doi="doi:10.1"), "editions[0].doi must be a DOI without its https://doi.org/, such as 10.1000/182; it is 'doi:10.1'"),
        (lambda works: works[0]["editions"][0].update(language="klingon"), "editions[0].language must be a language (BCP 47), such as en, ko or zh-Hant; it is 'klingon'"),
        (setting(id="first"), "id must be an id such as r-2019-inescapable-violence; it is 'first'"),
        (setting(issued="2016-02-30"), "issued must be a date as YYYY, YYYY-MM or YYYY-MM-DD; it is '2016-02-30'"),
        (setting(slug="First Report"), "slug must be lower-case ASCII letters, digits and single hyphens; it is 'First Report'"),
        (setting(slug="../../etc"), "slug must be lower-case ASCII letters, digits and single hyphens; it is '../../etc'"),
        (setting(titel="x"), "titel must be a known field; it is not"),
        (setting(title={}), "title must be filled in one language at least; it is empty"),
        (setting(title={"xx": "x"}), "title must be in languages of the site (en, ko, fr), not 'xx'; it is '{'xx': 'x'}'"),
        (setting(sources=["javascript:alert(1)"]), "sources[0] must be a web address that begins with https:// or http://; it is 'javascript:alert(1)'"),
        (setting(un=[{"symbol": "A HRC 25", "relation": "own"}]), "un[0].symbol must be the symbol of a United Nations document, such as A/HRC/25/63 or CRC/C/PRK/CO/5; it is 'A HRC 25'"),
        (setting(rights=[{"instrument": "UDRH", "article": "3"}]), "rights[0].instrument must be one of the known values; it is 'UDRH'"),
        (lambda works: works[0].pop("summary"), "summary must be given; it is missing"),
        (lambda works: works[0]["editions"][0].update(pages="42"), "editions[0].pages must be right: input should be a valid integer; it is '42'"),
        (lambda works: works[1].update(id="r-first", related=["r-first"]), "id must be unique; 'r-first' stands before"),
        (lambda works: works[0]["rights"].append({"instrument": "CAT", "article": "1"}), "rights[5] must be in data/rights.csv; CAT 1 is not"),
        (lambda works: works[1].update(slug="first-report"), "slug must be unique; 'first-report' stands before"),
        (lambda works: works[0]["editions"][1].update(translation_of=None), "editions must hold exactly one original (translation_of null); it holds 2"),
        (lambda works: works[1].update(editions=[]), "editions must hold exactly one original (translation_of null); it holds 0"),
        (lambda works: works[0]["editions"][1].update(translation_of="fr"), "editions[1].translation_of must be another edition's language; it is 'fr'"),
        (lambda works: works[0].update(related=["r-none"]), "related[0] must be the id of a work; 'r-none' is none"),
        (lambda works: works[1].update(related=[]), "related[0] must be told by both works; 'r-second' does not name 'r-first'"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_and_nothing_is_loaded(
    checked_site: Site, change: Callable[[Works], object], message: str
) -> None:
    catalogue, problems = load(checked_site, change)
    assert catalogue == ()
    assert message in [problem.message for problem in problems]


def test_the_line_and_the_column_of_a_wrong_value_are_told(checked_site: Site) -> None:
    _, (problem,) = load(checked_site, lambda works: works[1].update(type="statment"))
    line = (checked_site.data / "reports.json").read_text().split("\n")[problem.line - 1]
    assert line[problem.column - 1 :] == '"type": "statment",'
    assert problem.fix.startswith("Did you mean 'statement'?")


def test_all_problems_of_all_works_are_told_at_once(checked_site: Site) -> None:
    def change(works: Works) -> None:
        works[0].update(type="x", issued="y", slug="Z")
        works[1].update(type="x", wrong=1)

    _, problems = load(checked_site, change)
    assert len(problems) == 5


@pytest.mark.parametrize("words", [TYPES, TOPICS])
def test_every_word_of_the_vocabularies_has_a_label_in_the_theme(words: tuple[str, ...]) -> None:
    template = (Path(ROOT) / "theme" / "templates" / "parts" / "words.html").read_text()
    assert [word for word in words if f'"{word}": _(' not in template] == []


@pytest.mark.parametrize("isbn", ["978-3-16-148410-0", "0-306-40615-2", "080442957X"])
def test_an_isbn_with_its_check_digit_is_accepted(checked_site: Site, isbn: str) -> None:
    _, problems = load(checked_site, lambda works: works[0]["editions"][0].update(isbn=isbn))
    assert problems == []
