"""The files of CI: what a stranger's change may do there, and what a secret may meet."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from tests.sites import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"

_PINNED = re.compile(r"actions/[a-z-]+@[0-9a-f]{40}")
_SCRIPT = re.compile(r"(?<![\w/.])(\./inv|\.ci/[a-z.]+)\b")


def _read(path: Path) -> dict[str, Any]:
    # YAML 1.1 reads the word "on" as true; GitHub does not.
    text = path.read_text("utf-8").replace("\non:", '\n"on":')
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def _jobs(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = _read(path)["jobs"]
    return found


def _steps() -> Iterator[dict[str, Any]]:
    for path in WORKFLOWS:
        for job in _jobs(path).values():
            yield from job["steps"]


def _audited(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("zizmor")
    command = [
        str(program),
        "--offline",
        "--no-config",
        "--no-progress",
        "--strict-collection",
        "--persona",
        "pedantic",
    ]
    return subprocess.run([*command, str(folder)], capture_output=True, text=True, check=False)


def test_zizmor_finds_nothing_to_complain_of() -> None:
    done = _audited(GITHUB)
    assert done.returncode == 0, done.stdout + done.stderr
    for path in [*WORKFLOWS, GITHUB / "dependabot.yml"]:
        assert f"completed {path}" in done.stderr


def test_zizmor_finds_an_action_that_can_change(tmp_path: Path) -> None:
    """That the audit above looks at all."""
    shutil.copytree(GITHUB, tmp_path / ".github")
    workflow = tmp_path / ".github" / "workflows" / "check.yml"
    workflow.write_text(re.sub("@[0-9a-f]{40}", "@v5", workflow.read_text("utf-8")), "utf-8")
    done = _audited(tmp_path / ".github")
    assert done.returncode != 0
    assert "unpinned-uses" in done.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_begins_without_any_permission(path: Path) -> None:
    assert _read(path)["permissions"] == {}


def test_only_githubs_own_actions_are_used_each_by_its_full_hash() -> None:
    used = [step["uses"] for step in _steps() if "uses" in step]
    assert used
    assert [action for action in used if not _PINNED.fullmatch(action)] == []


def test_one_action_has_one_hash_everywhere() -> None:
    used = {step["uses"] for step in _steps() if "uses" in step}
    assert len({action.split("@")[0] for action in used}) == len(used)


def test_no_step_leaves_a_token_on_the_disk() -> None:
    for step in _steps():
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_strangers_change_meets_no_secret_and_may_only_read(path: Path) -> None:
    """A change runs with `pull_request` alone; `pull_request_target` and the like would run it with our rights."""
    begun_by = _read(path)["on"]
    names = {begun_by} if isinstance(begun_by, str) else set(begun_by)
    assert names <= {"pull_request", "push", "schedule"}
    if "pull_request" in names:
        text = path.read_text("utf-8")
        assert "secrets." not in text
        assert "github.token" not in text
        for job in _jobs(path).values():
            assert job["permissions"] == {"contents": "read"}
            assert "environment" not in job


def test_only_main_is_published_and_each_night_too() -> None:
    begins = _read(GITHUB / "workflows" / "publish.yml")["on"]  # a schedule of GitHub runs on the default branch only
    assert begins.keys() == {"push", "schedule"}
    assert begins["push"] == {"branches": ["main"]}


def test_what_is_published_passed_the_same_check_as_a_change() -> None:
    check, publish = _jobs(GITHUB / "workflows" / "check.yml"), _jobs(GITHUB / "workflows" / "publish.yml")
    assert publish["check"] == check["check"]
    assert publish["build"]["needs"] == "check"


def test_the_gate_speaks_before_anything_that_could_print_what_it_found() -> None:
    runs = [step["run"] for step in _jobs(GITHUB / "workflows" / "check.yml")["check"]["steps"] if "run" in step]
    published = "./inv publish --demo --siteurl https://www.example.org"
    assert runs == ["./inv check", "python3 .ci/prepare.py", ".ci/run", published]
    assert _read(GITLAB)["check"]["script"] == runs


def test_the_build_has_no_secret_and_each_deploy_an_environment_of_its_own() -> None:
    jobs = _jobs(GITHUB / "workflows" / "publish.yml")
    for name, job in jobs.items():
        text = str(job)
        if name in ("check", "build"):
            assert "secrets." not in text
            assert "github.token" not in text
            assert "environment" not in job
        else:
            assert job["needs"] == "build"
            assert job["environment"]["name"] == name
            assert "publish" not in " ".join(step.get("run", "") for step in job["steps"])


def test_the_word_for_a_demonstration_is_read_by_our_program_and_by_no_shell() -> None:
    for path in [*WORKFLOWS, GITLAB]:
        text = path.read_text("utf-8")
        assert "$SITE_DEMO" not in text
        assert "{SITE_DEMO" not in text
    for step in _steps():
        if re.search(r"\./inv (publish|deploy)(?!.*--demo)", step.get("run", "")):
            assert step["env"]["SITE_DEMO"] == "${{ vars.SITE_DEMO }}"


def test_nothing_is_built_or_deployed_but_the_newest_commit_of_main() -> None:
    jobs = _jobs(GITHUB / "workflows" / "publish.yml")
    for name in jobs.keys() - {"check"}:
        runs = [step["run"] for step in jobs[name]["steps"] if "run" in step]
        work = next(place for place, run in enumerate(runs) if re.search(r"\./inv (publish|deploy)", run))
        assert runs[work - 1] == ".ci/newest", name
    pipeline = _read(GITLAB)
    for name in ("build", "rsync", "s3"):
        assert pipeline[name]["script"][-2] == ".ci/newest", name


def test_a_deploy_of_github_is_told_when_its_run_is_cancelled() -> None:
    """GitHub asks the shell alone to end."""
    runs = [step["run"] for step in _steps() if "./inv deploy" in step.get("run", "")]
    assert len(runs) == 3
    assert all(run.splitlines()[-1].startswith("exec ./inv deploy ") for run in runs)


def test_only_the_job_that_pushes_a_branch_may_write() -> None:
    jobs = _jobs(GITHUB / "workflows" / "publish.yml")
    assert {name: job["permissions"]["contents"] for name, job in jobs.items()} == {
        "check": "read", "build": "read", "pages": "write", "rsync": "read", "s3": "read"
    }  # fmt: skip


def test_a_secret_stands_in_the_environment_of_one_step_and_in_no_command() -> None:
    for step in _steps():
        beside = {key: value for key, value in step.items() if key != "env"}
        assert "secrets." not in str(beside)
        assert "${{" not in step.get("run", "")
    for path in WORKFLOWS:
        workflow = _read(path)
        assert "env" not in workflow
        assert all("env" not in job for job in workflow["jobs"].values())


def test_files_are_handed_over_whole_and_not_kept_for_long() -> None:
    given = next(step["with"] for step in _steps() if step.get("uses", "").startswith("actions/upload-artifact@"))
    assert given["include-hidden-files"] is True  # .well-known and .htaccess
    assert given["retention-days"] == 1
    assert _read(GITLAB)["build"]["artifacts"]["expire_in"] == "1 day"


def test_only_checks_take_from_a_cache_only_packages_by_the_lock() -> None:
    """A cache is written by other runs. What builds and deploys takes nothing from it; what is installed is compared with the lock."""
    for path in WORKFLOWS:
        for name, job in _jobs(path).items():
            for step in job["steps"]:
                if step.get("uses", "").startswith("actions/cache"):
                    assert name == "check"
                    assert step["with"]["path"] == "~/.cache/pip/http-v2"
                    assert "${{ hashFiles('requirements.lock') }}" in step["with"]["key"]
                    assert "restore-keys" not in step["with"]
    caches = {name: job["cache"] for name, job in _read(GITLAB).items() if isinstance(job, dict) and "cache" in job}
    assert caches == {"check": {"key": {"files": ["requirements.lock"]}, "paths": [".cache/pip/http-v2/"]}}


def test_gitlab_runs_in_an_image_of_a_known_content() -> None:
    assert re.fullmatch(r"python:[0-9.]+-bookworm@sha256:[0-9a-f]{64}", _read(GITLAB)["default"]["image"])


def test_gitlab_publishes_main_only_and_deploys_with_an_environment() -> None:
    pipeline = _read(GITLAB)
    for name in ("build", "rsync", "s3"):
        assert all("$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH" in rule["if"] for rule in pipeline[name]["rules"])
    for name in ("rsync", "s3"):
        assert pipeline[name]["extends"] == ".deploy"
    assert pipeline[".deploy"]["environment"]["name"] == "production"
    assert pipeline["build"]["stage"] != pipeline[".deploy"]["stage"]


def test_the_scripts_that_ci_runs_are_there() -> None:
    text = "".join(path.read_text("utf-8") for path in [*WORKFLOWS, GITLAB])
    assert set(_SCRIPT.findall(text)) == {"./inv", ".ci/newest", ".ci/prepare.py", ".ci/run"}
    assert (ROOT / ".ci" / "prepare.py").is_file()
    for program in ("inv", ".ci/newest", ".ci/run"):
        assert (ROOT / program).stat().st_mode & 0o111, program
