import pytest

from plugins.problems import Problem
from plugins.records.loading import records
from plugins.site import Site
from tests.sites import TINY

STATES = (TINY / "data" / "status.toml").read_text()


def load(site: Site) -> list[str]:
    problems: list[Problem] = []
    records(site, problems)
    return [problem.message for problem in problems]


def test_problems_of_all_files_are_told_in_one_run(checked_site: Site) -> None:
    (checked_site.data / "reports.json").write_text("[{},]")
    (checked_site.data / "milestones.csv").write_text("id\n")
    (checked_site.data / "status.toml").write_text("reports = 'perhaps'\npledges = 'real'")
    messages = load(checked_site)
    assert "the JSON must have no comma after the last entry; it has one" in messages
    assert "the column 'date' must be there; it is missing" in messages
    assert "reports must be 'real' or 'example'; it is 'perhaps'" in messages
    assert "'pledges' must be a dataset; it is not" in messages


@pytest.mark.parametrize("name", ["reports.json", "milestones.csv", "campaigns.csv", "filings.csv", "status.toml"])
def test_a_missing_file_is_told(checked_site: Site, name: str) -> None:
    (checked_site.data / name).unlink()
    assert load(checked_site) == ["the file must exist; it does not"]


def test_a_dataset_without_a_state_is_told(checked_site: Site) -> None:
    (checked_site.data / "status.toml").write_text(STATES.replace("milestones", "#"))
    assert load(checked_site) == ["milestones must be 'real' or 'example'; it is missing"]


def test_a_broken_status_file_is_told(checked_site: Site) -> None:
    (checked_site.data / "status.toml").write_text("reports = real")
    assert load(checked_site)[0].startswith("the file must be TOML;")
