"""The commands as a researcher runs them: on a small project in a folder, with raw records handed in."""

import csv
import stat
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from plugins.messages import say
from plugins.privacy import sanitise as command
from plugins.privacy import withdrawal
from plugins.privacy.foundations import foundations, published_now
from plugins.privacy.gate import incidents_are_publishable
from plugins.privacy.raw.record import RawRecord
from plugins.privacy.release import Outcome
from plugins.privacy.sanitise import Order, order_of, report, sanitise
from plugins.privacy.vault import vault
from plugins.problems import Problem
from plugins.site import Site
from tests.privacy import example_raw
from tests.privacy.country import FAR, LANDS, people, told
from tests.sites import ROOT

TEN = people(10)
NEEDED = ("privacy.toml", "acts.csv", "place_types.csv", "provinces.csv")


class Project:
    """A project with the real policy and tables, a vault beside it, and raw records that need no file."""

    def __init__(self, folder: Path) -> None:
        self.site = Site(folder / "project")
        self.site.data.mkdir(parents=True)
        for name in NEEDED:
            (self.site.data / name).write_bytes((Path(ROOT) / "data" / name).read_bytes())
        self.lattice = folder / "lattice.csv"
        with self.lattice.open("w", newline="") as file:
            csv.writer(file).writerows([("row", "column", "province", "hectares"), *LANDS])
        self.raw = folder / "raw.csv"
        self.raw.touch()
        self.order = Order((self.raw,), date(2026, 12, 31), "2026Q4", folder / "vault")
        self.problems: list[Problem] = []

    def sanitise(self, records: Sequence[RawRecord], **changes: object) -> Outcome | None:
        def read(
            paths: Sequence[Path],
            columns: Path | None,
            acts: Collection[str],
            places: Collection[str],
            is_land: Callable[[int, int], bool],
            problems: list[Problem],
        ) -> tuple[RawRecord, ...]:
            assert is_land(41_850_000, 129_350_000)
            assert not is_land(39_000_000, 125_000_000)
            assert "03.01.02" in acts
            assert "99" in places
            return tuple(records)

        self.problems = []
        return sanitise(replace(self.order, **changes), self.site, read, self.problems, self.lattice)  # type: ignore[arg-type]

    @property
    def files(self) -> dict[str, bytes]:
        folder = self.site.data
        return {
            str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
        }

    @property
    def written(self) -> set[str]:
        return set(self.files) - set(NEEDED)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_a_release_is_a_table_and_a_manifest(project: Project) -> None:
    outcome = project.sanitise(TEN)
    assert outcome is not None, project.problems
    assert project.written == {"incidents.csv", "releases/2026Q4.json"}
    assert project.files["incidents.csv"] == outcome.incidents
    assert project.files["releases/2026Q4.json"] == outcome.manifest.content


def test_the_report_tells_numbers_and_never_which(project: Project) -> None:
    outcome = project.sanitise([*TEN, told("one", consent=False), told("two", year=2025)])
    assert outcome is not None
    said = report(outcome)
    assert "     12 records read" in said
    assert "      1 without consent for publication" in said
    assert "      1 too recent" in said
    assert not [
        word for word in ("person", "one", "41.", "03.01", "KP-09", "in-") if word in said.replace("consent", "")
    ]


def test_the_vault_is_closed_to_others_and_holds_no_id_of_a_person(project: Project) -> None:
    project.sanitise(TEN)
    folder = project.order.vault
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for path in folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert b"person" not in path.read_bytes()
    assert {path.name for path in folder.iterdir()} == {"key", "history.json", "people-2026Q4.json"}


def test_a_trial_writes_nothing_anywhere(project: Project) -> None:
    assert project.sanitise(TEN, dry_run=True) is not None
    assert project.written == set()
    assert not project.order.vault.exists()


def test_the_same_release_again_is_the_same_bytes(project: Project) -> None:
    project.sanitise(TEN)
    before = project.files
    assert project.sanitise(TEN[::-1]) is not None
    assert project.files == before


def test_a_run_that_was_killed_between_the_two_files_is_done_again_with_the_old_table(project: Project) -> None:
    project.sanitise(TEN)
    before = project.files
    (project.site.data / "releases" / "2026Q4.json").unlink()
    assert project.sanitise(TEN) is None
    assert {problem.fix for problem in project.problems} == {"The file is never edited: bring it back from git."}
    (project.site.data / "incidents.csv").unlink()  # in git there was none yet
    assert project.sanitise(TEN) is not None
    assert project.files == before


def test_the_same_release_with_other_records_is_refused(project: Project) -> None:
    project.sanitise(TEN)
    before = project.files
    assert project.sanitise(people(13)) is None  # of the same band, so that the table would look the same
    assert [problem.fix for problem in project.problems] == ["Give the next quarter to --release."]
    assert project.files == before


def test_a_second_release_goes_on_from_the_first(project: Project) -> None:
    project.sanitise(TEN)
    outcome = project.sanitise(people(13), release="2027Q1", as_of=date(2027, 1, 15))
    assert outcome is not None, project.problems
    assert outcome.manifest.previous == "2026Q4"
    assert project.written == {"incidents.csv", "releases/2026Q4.json", "releases/2027Q1.json"}


def test_a_second_release_without_the_vault_is_refused(project: Project, tmp_path: Path) -> None:
    project.sanitise(TEN)
    assert project.sanitise(people(13), release="2027Q1", as_of=date(2027, 1, 15), vault=tmp_path / "other") is None
    assert project.problems[0].message == "the vault must be the one of the last release; there is none here"
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("what", ["raw", "vault", "columns"])
@pytest.mark.parametrize("way", ["plain", "linked", "back"])
def test_nothing_that_could_hold_a_name_may_lie_in_the_project(
    project: Project, tmp_path: Path, what: str, way: str
) -> None:
    inside = project.site.root / "secret-name.csv"
    inside.touch()
    path = {
        "plain": inside,
        "linked": tmp_path / "link",
        "back": tmp_path / "raw" / ".." / "project" / "secret-name.csv",
    }[way]
    if way == "linked":
        path.symlink_to(inside)
    assert project.sanitise(TEN, **{what: (path,) if what == "raw" else path}) is None
    (problem,) = project.problems
    assert "must lie outside the project" in problem.message
    assert "secret" not in str(problem)
    assert project.written == set()


def test_a_link_in_the_project_that_leads_out_of_it_is_refused_too(project: Project) -> None:
    link = project.site.root / "link.csv"
    link.symlink_to(project.raw)
    assert project.sanitise(TEN, raw=(link,)) is None


def test_a_missing_policy_stops_everything(project: Project) -> None:
    (project.site.data / "privacy.toml").unlink()
    assert project.sanitise(TEN) is None
    assert [problem.path for problem in project.problems] == ["data/privacy.toml"]


def test_a_table_changed_by_hand_stops_everything(project: Project) -> None:
    project.sanitise(TEN)
    path = project.site.data / "incidents.csv"
    path.write_bytes(path.read_bytes().replace(b"10-19", b"50+"))
    before = project.files
    for label, day in (("2026Q4", date(2026, 12, 31)), ("2027Q1", date(2027, 1, 15))):
        assert project.sanitise(TEN, release=label, as_of=day) is None
        assert "the row must be as the manifest of the last release says; it is not" in messages(project)
    assert project.files == before


def messages(project: Project) -> list[str]:
    return [problem.message for problem in project.problems]


def without(project: Project, *files: str) -> None:
    for name in files:
        (project.site.data / name).unlink()


def test_a_withdrawal_whose_manifest_was_forgotten_stops_everything(project: Project) -> None:
    outcome = project.sanitise(TEN)
    assert outcome is not None
    assert withdraw(project, outcome.manifest.rows[0].id) == []
    without(project, "releases/2026Q4-w1.json")
    for label, day in (("2026Q4", date(2026, 12, 31)), ("2027Q1", date(2027, 1, 15))):
        assert project.sanitise(TEN, release=label, as_of=day) is None
        assert messages(project) == ["the file must hold all rows of the last release in their order; it does not"]


NEXT = {"release": "2027Q1", "as_of": date(2027, 1, 15)}


def test_a_withdrawal_that_the_vault_knows_and_the_folder_does_not_stops_everything(project: Project) -> None:
    outcome = project.sanitise(TEN)
    assert outcome is not None
    before, id_ = project.files["incidents.csv"], outcome.manifest.rows[0].id
    assert withdraw(project, id_, folder=project.order.vault) == []
    without(project, "releases/2026Q4-w1.json")
    (project.site.data / "incidents.csv").write_bytes(before)  # neither file was committed
    for changes in ({}, NEXT):
        assert project.sanitise(TEN, **changes) is None
        (problem,) = project.problems
        assert problem.message == f"what the vault knows as withdrawn must stay withdrawn; {id_} is not"
        assert f"./inv withdraw {id_}" in problem.fix
    assert withdraw(project, id_, folder=project.order.vault) == []
    again = project.sanitise(TEN, **NEXT)
    assert again is not None, project.problems
    assert again.manifest.rows == ()


def test_the_vault_learns_of_withdrawals_made_without_it(project: Project) -> None:
    outcome = project.sanitise(people(10) + people(10, first=20, place=FAR))
    assert outcome is not None
    before, id_ = project.files["incidents.csv"], outcome.manifest.rows[0].id
    assert withdraw(project, id_) == []
    assert (
        project.sanitise(people(9), **NEXT) is None
    )  # somebody is missing, so there is no release, but it has learned
    without(project, "releases/2026Q4-w1.json")
    (project.site.data / "incidents.csv").write_bytes(before)
    assert project.sanitise(people(10) + people(10, first=20, place=FAR), **NEXT) is None
    assert messages(project) == [f"what the vault knows as withdrawn must stay withdrawn; {id_} is not"]


@pytest.mark.parametrize("label", ["2026Q3", "2026Q4", "2027Q1"])
def test_with_its_old_vault_a_project_cannot_begin_again(project: Project, label: str) -> None:
    project.sanitise(TEN)
    without(project, "releases/2026Q4.json", "incidents.csv")
    day = {"2026Q3": date(2026, 9, 1), "2026Q4": date(2026, 12, 31), "2027Q1": date(2027, 1, 15)}[label]
    assert project.sanitise(people(13), release=label, as_of=day) is None
    assert messages(project) == [
        "a release must stay as it was made; this one would be another than the one that the vault knows"
        if label == "2026Q4"
        else "the folder must hold every release that the vault has made, as it was made; 2026Q4 is missing"
    ]
    assert project.written == set()


def test_a_release_that_is_missing_from_the_end_is_named(project: Project) -> None:
    project.sanitise(TEN)
    table = project.files["incidents.csv"]
    project.sanitise(people(13), **NEXT)
    without(project, "releases/2027Q1.json")
    (project.site.data / "incidents.csv").write_bytes(table)
    assert project.sanitise(people(13), release="2027Q2", as_of=date(2027, 4, 15)) is None
    assert messages(project) == [
        "the folder must hold every release that the vault has made, as it was made; 2027Q1 is missing"
    ]


def test_a_release_that_another_vault_made_is_no_beginning(project: Project, tmp_path: Path) -> None:
    project.sanitise(TEN)
    other = Project(tmp_path / "other")
    outcome = other.sanitise([])
    assert outcome is not None
    for name, content in other.files.items():
        (project.site.data / name).write_bytes(content)
    assert project.sanitise(TEN, **NEXT) is None
    assert messages(project) == [
        "the folder must hold every release that the vault has made, as it was made; 2026Q4 is missing"
    ]


def test_a_release_that_the_vault_does_not_know_has_another_vault(project: Project, tmp_path: Path) -> None:
    assert project.sanitise([]) is not None  # no rows by which the vault could be told
    other = Project(tmp_path / "other")
    other.sanitise([], dry_run=False, release="2026Q3", as_of=date(2026, 9, 1))
    assert project.sanitise(TEN, **NEXT, vault=other.order.vault) is None
    assert "the vault must be the one of the last release; it does not know 2026Q4" in messages(project)


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"releases": {"2026Q4": 1}, "withdrawn": [1, "a"]}'])
def test_a_vault_without_its_history_is_damaged(project: Project, content: str | None) -> None:
    project.sanitise(TEN)
    path = project.order.vault / "history.json"
    path.unlink()
    if content is not None:
        path.write_text(content)
    assert project.sanitise(TEN) is None
    assert messages(project) == ["the vault must hold its key and its history; they are damaged"]


def test_a_trial_teaches_the_vault_nothing(project: Project) -> None:
    project.sanitise(TEN)
    before = (project.order.vault / "history.json").read_bytes()
    assert project.sanitise(people(13), **NEXT, dry_run=True) is not None
    assert (project.order.vault / "history.json").read_bytes() == before


def test_a_stricter_policy_makes_rows_coarser_without_a_withdrawal(project: Project) -> None:
    outcome = project.sanitise(TEN)
    assert outcome is not None
    path = project.site.data / "privacy.toml"
    text = path.read_text("utf-8")
    for name, value in (("cell_tenths", 1), ("cell_tenths_sensitive", 5)):
        text = text.replace(f"[{name}]\nvalue = {value}\n", f"[{name}]\nvalue = 10\n")
    path.write_text(text, "utf-8")
    again = project.sanitise(TEN, **NEXT)
    assert again is not None, project.problems
    assert (outcome.manifest.rows[0].level, again.manifest.rows[0].level) == ("0.5", "1.0")


def test_a_policy_loosened_in_silence_stops_everything(project: Project) -> None:
    path = project.site.data / "privacy.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("[cell_tenths]\nvalue = 1\n", "[cell_tenths]\nvalue = 5\n"), "utf-8")
    assert project.sanitise(TEN) is not None
    path.write_text(text, "utf-8")
    assert project.sanitise(TEN, **NEXT) is None
    assert {problem.path for problem in project.problems} == {"data/privacy.toml"}


def test_a_day_that_has_not_come_is_refused(project: Project) -> None:
    assert project.sanitise(TEN, today=date(2026, 12, 30)) is None
    assert messages(project) == ["--as-of must not be later than today; it is"]
    assert project.sanitise(TEN, today=date(2026, 12, 31)) is not None


def test_a_manifest_changed_by_hand_stops_everything(project: Project) -> None:
    project.sanitise(TEN)
    path = project.site.data / "releases" / "2026Q4.json"
    path.write_bytes(path.read_bytes().replace(b"10-19", b"50+"))
    assert project.sanitise(TEN) is None
    # The cause alone: without the manifest every row would seem to be wrong.
    (problem,) = project.problems
    assert problem.path == "data/releases"
    assert problem.fix == "It is number 1 by name. The file is never edited: bring it back from git."
    assert withdraw(project, "in-aaaaaaaaaa") == [problem]


def test_problems_of_the_raw_files_stop_everything(project: Project) -> None:
    def read(*arguments: object) -> tuple[RawRecord, ...]:
        problems = arguments[-1]
        assert isinstance(problems, list)
        problems.append(Problem("raw file 1", 3, 0, say("date must be right; it is not"), say("Write it anew.")))
        return ()

    problems: list[Problem] = []
    assert sanitise(project.order, project.site, read, problems, project.lattice) is None
    assert [problem.path for problem in problems] == ["raw file 1"]
    assert not project.order.vault.exists()


def test_a_bug_is_told_by_its_place_and_never_by_its_words(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def read(*arguments: object) -> tuple[RawRecord, ...]:
        raise ValueError("canary 홍길동")

    monkeypatch.chdir(project.site.root)
    monkeypatch.setattr(command, "read", read)
    arguments = [str(project.raw), "--as-of", "2026-12-31", "--release", "2026Q4", "--vault", str(project.order.vault)]
    assert command.main(arguments) == 1
    said = capsys.readouterr()
    assert "A bug: ValueError at" in said.err
    assert "canary" not in said.out + said.err


def test_the_command_line_becomes_an_order() -> None:
    found = order_of(
        [
            "a.csv",
            "b.kml",
            "--as-of",
            "2026-12-31",
            "--release",
            "2026Q4",
            "--vault",
            "v",
            "--columns",
            "c.toml",
            "--today",
            "2027-01-02",
            "--dry-run",
        ]
    )
    raw = (Path("a.csv"), Path("b.kml"))
    assert found == Order(raw, date(2026, 12, 31), "2026Q4", Path("v"), Path("c.toml"), date(2027, 1, 2), dry_run=True)


@pytest.mark.parametrize(
    "arguments", [[], ["a.csv"], ["a.csv", "--as-of", "today", "--release", "2026Q4", "--vault", "v"]]
)
def test_a_wrong_command_line_ends_with_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        order_of(arguments)
    assert stopped.value.code == 2
    assert capsys.readouterr().err


def withdraw(project: Project, *ids: str, folder: Path | None = None) -> list[Problem]:
    problems: list[Problem] = []
    withdrawal.withdraw(project.site, ids, problems, folder, project.lattice)
    return problems


def test_a_withdrawal_takes_the_row_out_and_keeps_it_away(project: Project) -> None:
    outcome = project.sanitise(people(10) + people(10, first=20, place=FAR))
    assert outcome is not None
    gone, stays = outcome.manifest.rows
    assert withdraw(project, gone.id) == []
    assert project.written == {"incidents.csv", "releases/2026Q4.json", "releases/2026Q4-w1.json"}
    assert gone.id.encode() not in project.files["incidents.csv"]
    again = project.sanitise(people(15) + people(15, first=20, place=FAR), release="2027Q1", as_of=date(2027, 1, 15))
    assert again is not None, project.problems
    assert [row.id for row in again.manifest.rows] == [stays.id]
    assert again.manifest.withdrawn == (gone,)


def test_the_command_says_exactly_what_to_commit(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("incidents.csv", "releases/2026Q4.json"):
        (project.site.data / name).parent.mkdir(exist_ok=True)
        (project.site.data / name).write_bytes((Path(ROOT) / "data" / name).read_bytes())
    monkeypatch.chdir(project.site.root)
    id_ = project.files["incidents.csv"].decode().splitlines()[1].partition(",")[0]
    assert withdrawal.main([id_]) == 0
    assert "git add data/incidents.csv data/releases\n" in capsys.readouterr().out


def test_a_withdrawal_is_not_told_to_the_vault_of_another_project(project: Project, tmp_path: Path) -> None:
    outcome = project.sanitise(TEN)
    assert outcome is not None
    other = Project(tmp_path / "other")
    other.sanitise(TEN, release="2026Q3", as_of=date(2026, 9, 1))
    before = project.files
    assert withdraw(project, outcome.manifest.rows[0].id, folder=other.order.vault)
    assert withdraw(project, outcome.manifest.rows[0].id, folder=tmp_path / "none")
    assert project.files == before


@pytest.mark.parametrize("ids", [(), ("in-aaaaaaaaaa",)])
def test_only_a_row_that_is_there_can_be_withdrawn(project: Project, ids: tuple[str, ...]) -> None:
    project.sanitise(TEN)
    before = project.files
    assert [problem.message for problem in withdraw(project, *ids)] == [
        "each id must be of a row of the table; one is not"
    ]
    assert project.files == before


def test_a_row_that_a_stricter_policy_forbids_can_be_withdrawn(project: Project) -> None:
    outcome = project.sanitise(TEN)
    assert outcome is not None
    path = project.site.data / "privacy.toml"
    path.write_text(
        path.read_text("utf-8").replace('value = 5\nsource = "Least', 'value = 11\nsource = "Least'), "utf-8"
    )
    assert project.sanitise(TEN, release="2027Q1", as_of=date(2027, 1, 15)) is None
    assert withdraw(project, outcome.manifest.rows[0].id) == []
    assert project.sanitise(TEN, release="2027Q1", as_of=date(2027, 1, 15)) is not None


def test_a_vault_that_others_can_read_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    folder.mkdir()
    folder.chmod(0o755)
    problems: list[Problem] = []
    assert vault(folder, True, True, problems) is None
    assert problems[0].message == "the vault must be closed to everybody else; it is not"


def test_a_folder_with_other_things_is_no_new_vault(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir(mode=0o700)
    (folder / "letter.txt").touch()
    problems: list[Problem] = []
    assert vault(folder, True, True, problems) is None
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("key", ["", "00", "no key at all", "é"])
def test_a_damaged_key_is_refused(tmp_path: Path, key: str) -> None:
    folder = tmp_path / "vault"
    folder.mkdir(mode=0o700)
    (folder / "key").write_text(key, "utf-8")
    problems: list[Problem] = []
    assert vault(folder, True, True, problems) is None
    assert problems[0].message == "the vault must hold its key and its history; they are damaged"


def test_the_tables_of_the_project_are_right(project: Project) -> None:
    problems: list[Problem] = []
    ground = foundations(project.site, problems, project.lattice)
    assert problems == []
    assert ground is not None
    assert ground.rulebook.openness("KP-09") == "cells"
    assert ground.rulebook.openness("KP-01") == "province"
    assert ground.rulebook.openness("KP-04") == "nothing"
    assert ground.rulebook.openness("KP-13") == "nothing"  # it counts as KP-09


def test_raw_files_as_researchers_have_them_become_a_release(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = example_raw.write(tmp_path / "raw", 400, 1)
    monkeypatch.chdir(project.site.root)
    arguments = ["--as-of", "2026-12-31", "--release", "2026Q4", "--vault", str(project.order.vault)]
    assert command.main([*map(str, raw), *arguments]) == 0
    assert "    400 records read" in capsys.readouterr().out
    written = b"".join(project.files.values()) + b"".join(path.read_bytes() for path in project.order.vault.iterdir())
    assert "예시 인물".encode() not in written
    problems: list[Problem] = []
    ground = foundations(project.site, problems)
    assert ground is not None
    assert list(incidents_are_publishable(published_now(project.site, ground, problems))) == problems == []
