"""The commands as a researcher runs them: on a small project in a folder, with raw records handed in."""

import csv
import stat
from collections.abc import Collection, Sequence
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
        self.order = Order((self.raw,), date(2026, 12, 31), "2026Q4", folder / "vault", None, False)
        self.problems: list[Problem] = []

    def sanitise(self, records: Sequence[RawRecord], **changes: object) -> Outcome | None:
        def read(
            paths: Sequence[Path],
            columns: Path | None,
            acts: Collection[str],
            places: Collection[str],
            problems: list[Problem],
        ) -> tuple[RawRecord, ...]:
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
    assert {path.name for path in folder.iterdir()} == {"key", "people-2026Q4.json"}


def test_a_trial_writes_nothing_anywhere(project: Project) -> None:
    assert project.sanitise(TEN, dry_run=True) is not None
    assert project.written == set()
    assert not project.order.vault.exists()


def test_the_same_release_again_is_the_same_bytes(project: Project) -> None:
    project.sanitise(TEN)
    before = project.files
    (project.site.data / "incidents.csv").unlink()  # as after a run that was killed between the two files
    assert project.sanitise(TEN[::-1]) is not None
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


def test_a_table_changed_by_hand_stops_nothing_but_is_written_anew(project: Project) -> None:
    project.sanitise(TEN)
    path = project.site.data / "incidents.csv"
    path.write_bytes(path.read_bytes().replace(b"10-19", b"50+"))
    assert project.sanitise(TEN) is not None
    assert b"10-19" in path.read_bytes()


def test_a_manifest_changed_by_hand_stops_everything(project: Project) -> None:
    project.sanitise(TEN)
    path = project.site.data / "releases" / "2026Q4.json"
    path.write_bytes(path.read_bytes().replace(b"10-19", b"50+"))
    assert project.sanitise(TEN) is None


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
            "--dry-run",
        ]
    )
    assert found == Order((Path("a.csv"), Path("b.kml")), date(2026, 12, 31), "2026Q4", Path("v"), Path("c.toml"), True)


@pytest.mark.parametrize(
    "arguments", [[], ["a.csv"], ["a.csv", "--as-of", "today", "--release", "2026Q4", "--vault", "v"]]
)
def test_a_wrong_command_line_ends_with_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        order_of(arguments)
    assert stopped.value.code == 2
    assert capsys.readouterr().err


def withdraw(project: Project, *ids: str) -> list[Problem]:
    problems: list[Problem] = []
    withdrawal.withdraw(project.site, ids, problems, project.lattice)
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
    assert problems[0].message == "the vault must hold its key; it is damaged"


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
