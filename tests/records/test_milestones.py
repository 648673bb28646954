import pytest

from plugins.problems import Problem
from plugins.records.loading import records
from plugins.records.milestones import Milestone, by_year
from plugins.site import Site

HEADER = "id,date,title_en,title_ko,title_fr,uncertain,sources\n"


def load(site: Site, rows: str) -> tuple[tuple[Milestone, ...], list[Problem]]:
    (site.data / "milestones.csv").write_text(HEADER + rows)
    problems: list[Problem] = []
    return records(site, problems).milestones, problems


def test_milestones_are_in_the_order_of_time_whatever_the_order_of_rows(checked_site: Site) -> None:
    entries, problems = load(
        checked_site,
        "2020-b,2020-03,B,,,,\n2020-a,2020,A,,,date,https://a.example https://b.example\n2019-c,2019,C,,,,\n",
    )
    assert problems == []
    assert [(year, [entry.id for entry in group]) for year, group in by_year(entries)] == [
        ("2019", ["2019-c"]),
        ("2020", ["2020-a", "2020-b"]),
    ]
    assert entries[1].sources == ("https://a.example", "https://b.example")
    assert entries[1].uncertain == "date"


@pytest.mark.parametrize(
    ("rows", "place", "message"),
    [
        ("2020-a,2020-02-30,A,,,,\n", (2, 2), "date must be a date as YYYY, YYYY-MM or YYYY-MM-DD; it is '2020-02-30'"),
        ("2020-a,,A,,,,\n", (2, 2), "date must be given; it is empty"),
        ("2020-a,2020,,,,,\n", (2, 0), "title must be filled in one language at least; it is empty"),
        ("2020-a,2020,A,,,maybe,\n", (2, 6), "uncertain must be one of the known values; it is 'maybe'"),
        (
            "2020-a,2020,A,,,,ftp://x\n",
            (2, 7),
            "sources[0] must be a web address that begins with https:// or http://; it is 'ftp://x'",
        ),
        ("2020-a,2020,A,,,,\n2020-a,2021,B,,,,\n", (3, 1), "id must be unique; '2020-a' stands before"),
    ],
)
def test_a_wrong_cell_is_told_with_its_line_and_column(
    checked_site: Site, rows: str, place: tuple[int, int], message: str
) -> None:
    entries, (problem,) = load(checked_site, rows)
    assert entries == ()
    assert ((problem.line, problem.column), problem.message) == (place, message)
