"""`./inv deploy pages` against a bare repository."""

import fcntl
import io
import os
import random
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from plugins.hosting.headers import is_served
from tests.hosting.deployer import KILLED, Deployer, deployer
from tests.hosting.versions import after, files_of, seal, version

UNTOUCHED = "Nothing was deployed; visitors have the old site."


def _git(folder: Path, *arguments: str) -> str:
    own = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    identity = ("-c", "user.name=Example", "-c", "user.email=example@example.org")
    command = ["git", *identity, *arguments]
    return subprocess.run(command, cwd=folder, env=own, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A clone with a commit, and the repository that it came from."""
    _git(tmp_path, "init", "-q", "--bare", "remote.git")
    _git(tmp_path, "init", "-q", "-b", "main", "project")
    project = tmp_path / "project"
    _git(project, "remote", "add", "origin", str(tmp_path / "remote.git"))
    _git(project, "commit", "-q", "--allow-empty", "-m", "Begin")
    _git(project, "push", "-q", "origin", "main")
    return project


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployer]:
    with deployer(tmp_path_factory.mktemp("pages"), GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_SYSTEM=os.devnull) as run:
        yield run


@pytest.fixture
def deploy(process: Deployer, project: Path) -> Deployer:
    return replace(process, folder=project)


def _shown(project: Path, folder: Path) -> dict[str, bytes]:
    """What GitHub would show."""
    _git(folder, "clone", "-q", "--branch", "gh-pages", str(project.parent / "remote.git"), "shown")
    files = files_of(folder / "shown")
    return {name: content for name, content in files.items() if not name.startswith(".git/")}


def test_the_branch_holds_the_site_and_what_github_wants(deploy: Deployer, project: Path, tmp_path: Path) -> None:
    source = version(tmp_path / "new", "new", "https://www.example.org")
    _git(project.parent / "remote.git", "branch", "a/refs/heads/gh-pages", "main")  # another branch
    done = deploy.run("pages", "--source", source, "--no-verify")
    assert done.status == 0, done.said
    served = {name: content for name, content in files_of(source).items() if is_served(name)}
    assert _shown(project, tmp_path) == {**served, ".nojekyll": b"", "CNAME": b"www.example.org"}
    assert _git(project, "branch", "--format=%(refname:short)") == "main"
    assert (
        _git(project, "for-each-ref", "--format=%(refname)")
        == "refs/heads/main\nrefs/remotes/origin/gh-pages\nrefs/remotes/origin/main"
    )


def test_a_site_below_the_name_of_github_has_no_cname(deploy: Deployer, project: Path, tmp_path: Path) -> None:
    source = version(tmp_path / "new", "new", "https://example.github.io/site")
    assert deploy.run("pages", "origin", "--source", source, "--no-verify").status == 0
    assert "CNAME" not in _shown(project, tmp_path)


def test_a_site_below_a_path_of_a_name_leaves_the_name_where_it_is(
    deploy: Deployer, project: Path, tmp_path: Path
) -> None:
    """With a CNAME GitHub would give the name to this repository, and the site at its top would be gone."""
    source = version(tmp_path / "new", "new", "https://www.example.org/site")
    assert deploy.run("pages", "origin", "--source", source, "--no-verify").status == 0
    assert "CNAME" not in _shown(project, tmp_path)


def test_the_same_site_is_the_same_commit_and_tells_no_person(deploy: Deployer, project: Path, tmp_path: Path) -> None:
    source = version(tmp_path / "new", "new")
    shas = set()
    for name in ("first.git", "second.git"):
        _git(tmp_path, "init", "-q", "--bare", name)
        assert deploy.run("pages", tmp_path / name, "--source", source, "--no-verify").status == 0
        shas.add(_git(tmp_path / name, "rev-parse", "gh-pages"))
    assert len(shas) == 1
    told = _git(tmp_path / "first.git", "log", "--format=%an %ae %cn %s %ad", "gh-pages")
    assert told == "PSCORE site noreply@127.0.0.1 PSCORE site Publish 6e6577000000 Thu Jan 1 00:00:00 1970 +0000"


def test_what_was_withdrawn_does_not_stay_in_the_past_of_the_branch(
    deploy: Deployer, project: Path, tmp_path: Path
) -> None:
    for words in ("old", "new"):
        source = version(tmp_path / words, words)
        assert deploy.run("pages", "--source", source, "--no-verify").status == 0
    assert _git(project.parent / "remote.git", "rev-list", "--count", "gh-pages") == "1"
    assert "only-old.html" not in _shown(project, tmp_path)
    assert "only-new.html" in _shown(project, tmp_path / "new")


def test_a_dry_run_changes_nothing(deploy: Deployer, project: Path, tmp_path: Path) -> None:
    assert deploy.run("pages", "--source", version(tmp_path / "old", "old"), "--no-verify").status == 0
    before = _git(project.parent / "remote.git", "rev-parse", "gh-pages")
    done = deploy.run("pages", "--source", version(tmp_path / "new", "new"), "--dry-run")
    assert "would bring only-new.html\n" in done.said
    assert "would take away only-old.html\n" in done.said
    assert _git(project.parent / "remote.git", "rev-parse", "gh-pages") == before


def test_a_branch_with_something_else_is_not_replaced(deploy: Deployer, project: Path, tmp_path: Path) -> None:
    source = version(tmp_path / "new", "new")
    done = deploy.run("pages", "--branch", "main", "--source", source, "--no-verify")
    assert done.status == 1
    assert "main must be empty or hold a deployed site; it holds something else" in done.said
    assert UNTOUCHED in done.said


def test_somebody_who_pushed_meanwhile_is_not_overwritten(deploy: Deployer, project: Path, tmp_path: Path) -> None:
    source, remote = version(tmp_path / "new", "new"), project.parent / "remote.git"
    # The moment between the look and the push: a hook of the clone, which runs then, is the other one.
    other = _git(project, "commit-tree", "-m", "other", "HEAD^{tree}")
    hook = project / ".git" / "hooks" / "pre-push"
    hook.write_text(f"#!/bin/sh\nexec git push -q --no-verify origin {other}:refs/heads/gh-pages\n")
    hook.chmod(0o755)
    done = deploy.run("pages", "--source", source, "--no-verify")
    assert done.status == 1
    assert "the branch gh-pages must be as it was a moment ago; somebody else deployed" in done.said
    assert UNTOUCHED in done.said
    assert _git(remote, "rev-parse", "gh-pages") == other


def test_a_connection_that_dies_after_the_push_is_no_old_site(deploy: Deployer, project: Path, tmp_path: Path) -> None:
    remote = project.parent / "remote.git"
    _hook(remote, "reference-transaction", '[ "$1" != committed ] || kill $PPID')
    done = deploy.run("pages", "--source", version(tmp_path / "new", "new"), "--no-verify")
    assert done.status == 0, done.said
    assert "only-new.html" in _branch(remote)
    # Nor can it be asked: the remote is gone.
    _hook(remote, "reference-transaction", f'[ "$1" != committed ] || {{ mv "{remote}" "{remote}.gone"; kill $PPID; }}')
    done = deploy.run("pages", "--source", version(tmp_path / "newer", "newer"), "--no-verify")
    assert done.status == 1
    assert "git must succeed (ls-remote); it said: " in done.said
    assert done.said.endswith("visitors have the old site or the new one. Look: ./inv verify.\n")


def test_a_remote_that_is_not_there_is_told_without_its_password(deploy: Deployer, tmp_path: Path) -> None:
    source = version(tmp_path / "new", "new")
    done = deploy.run("pages", "http://name:secret@127.0.0.1:9/site.git", "--source", source, "--no-verify")
    assert done.status == 1
    assert "git must succeed (ls-remote); it said: " in done.said
    assert "secret" not in done.said


def _themes(folder: Path) -> set[str]:
    return {name for name in files_of(folder) if name.startswith("theme/") and is_served(name)}


def _branch(remote: Path) -> dict[str, bytes]:
    """The files of the branch at the remote, with whatever of them can be read."""
    packed = subprocess.run(["git", "archive", "gh-pages"], cwd=remote, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        return {member.name: content.read() for member in archive if (content := archive.extractfile(member))}


def _hook(repository: Path, name: str, script: str) -> Path:
    path = repository / "hooks" / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


# The remote is another machine: it does not die with the deploy. Who has the lock knows that it has done its work.
_RECEIVE = """#!{python}
import fcntl, os, sys
os.setsid()
lock = os.open({lock!r}, os.O_RDWR | os.O_CREAT)
os.set_inheritable(lock, True)
fcntl.flock(lock, fcntl.LOCK_EX)
os.execvp("git-receive-pack", ["git-receive-pack", *sys.argv[1:]])
"""


def _as_another_machine(project: Path) -> Path:
    """Let git reach the remote as if it ran elsewhere; returns the lock that is held while it works."""
    lock, receive = project.parent / "receiving", project.parent / "receive-pack"
    receive.write_text(_RECEIVE.format(python=sys.executable, lock=str(lock)))
    receive.chmod(0o755)
    _git(project, "config", "remote.origin.receivepack", str(receive))
    lock.touch()
    return lock


def test_a_killed_deploy_leaves_the_old_commit_or_the_new_one_whole(
    deploy: Deployer, project: Path, tmp_path: Path
) -> None:
    chance, remote, working = random.Random(7), project.parent / "remote.git", _as_another_machine(project)
    sources = [version(tmp_path / words, words) for words in ("old", "new")]
    whole = []
    for source in sources:
        done = deploy.run("pages", "--source", source, "--no-verify")
        assert done.status == 0, done.said
        whole.append(_branch(remote))
    first, second = whole[0], {name: whole[1][name] for name in whole[1] if name not in _themes(sources[0])}
    assert whole[1] == after(first, second)
    either = [first, after(second, first), second, whole[1]]
    length, killed, stands = done.seconds, 0, 1
    for _ in range(20):
        command = ("pages", "--source", sources[1 - stands], "--no-verify")
        done = deploy.run(*command, kill_after=chance.uniform(length / 4, length))
        assert done.status in (0, KILLED), done.said
        killed += done.status == KILLED
        length = done.seconds if done.status == 0 else length
        with working.open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
        stands = either.index(_branch(remote)) // 2  # one of the two, or an error
    assert killed >= 10
    for number, source in enumerate(sources):
        done = deploy.run("pages", "--source", source, "--no-verify")
        assert done.status == 0, done.said
        assert either.index(_branch(remote)) // 2 == number


def test_the_theme_of_the_site_before_stays_for_one_deploy(deploy: Deployer, project: Path, tmp_path: Path) -> None:
    remote, sources = project.parent / "remote.git", [version(tmp_path / words, words) for words in ("a", "b", "c")]
    themes = []
    for source in (*sources, sources[2]):
        done = deploy.run("pages", "--source", source, "--no-verify")
        assert done.status == 0, done.said
        themes.append({name for name in _branch(remote) if name.startswith("theme/")})
    own = [_themes(source) for source in sources]
    assert themes == [own[0], own[0] | own[1], own[1] | own[2], own[2]]


def test_only_theme_files_that_are_what_the_former_manifest_says_stay(
    deploy: Deployer, project: Path, tmp_path: Path
) -> None:
    old, new, remote = version(tmp_path / "old", "old"), version(tmp_path / "new", "new"), project.parent / "remote.git"
    assert deploy.run("pages", "--source", old, "--no-verify").status == 0
    _git(tmp_path, "clone", "-q", "--branch", "gh-pages", str(remote), "other")
    styles = tmp_path / "other" / "theme" / "css"
    next(styles.glob("site.*.css")).write_text("changed by somebody")
    next(styles.glob("map.*.css")).unlink()
    (styles / "strange.0123456789.css").write_text("put there by somebody")
    _git(tmp_path / "other", "add", "--all")
    _git(tmp_path / "other", "commit", "-q", "-m", "Change")
    _git(tmp_path / "other", "push", "-q", "origin", "gh-pages")
    assert deploy.run("pages", "--source", new, "--no-verify").status == 0
    assert {name for name in _branch(remote) if name.startswith("theme/")} == _themes(new)


def test_a_deploy_killed_while_git_holds_its_locks_does_not_stop_the_next(
    deploy: Deployer, project: Path, tmp_path: Path
) -> None:
    _as_another_machine(project)
    hook = _hook(project / ".git", "reference-transaction", '[ "$1" != prepared ] || kill -9 0')
    assert deploy.run("pages", "--source", version(tmp_path / "old", "old"), "--no-verify").status == KILLED
    hook.unlink()
    done = deploy.run("pages", "--source", version(tmp_path / "new", "new"), "--no-verify")
    assert done.status == 0, done.said
    assert "only-new.html" in _branch(project.parent / "remote.git")
    assert not list((project / ".git" / "refs" / "heads").rglob("*.lock"))


def test_a_remote_that_refuses_is_told_with_its_reason(deploy: Deployer, project: Path, tmp_path: Path) -> None:
    remote, new = project.parent / "remote.git", version(tmp_path / "new", "new")
    assert deploy.run("pages", "--source", version(tmp_path / "old", "old"), "--no-verify").status == 0
    before = _branch(remote)
    hook = _hook(remote, "pre-receive", "printf 'This branch is \\033[31mprotected.\\n' >&2; exit 1")
    done = deploy.run("pages", "--source", new, "--no-verify")
    assert done.status == 1
    assert (
        "origin must take the new site; it refused: pre-receive hook declined: This branch is [31mprotected."
        in done.said
    )
    assert "Look at the rules of the branch" in done.said
    assert done.said.endswith(f"{UNTOUCHED}\n")
    assert _branch(remote) == before
    hook.unlink()
    assert deploy.run("pages", "--source", new, "--no-verify").status == 0


def test_a_remote_whose_disk_is_full_keeps_the_old_site(deploy: Deployer, project: Path, tmp_path: Path) -> None:
    remote = project.parent / "remote.git"
    assert deploy.run("pages", "--source", version(tmp_path / "old", "old"), "--no-verify").status == 0
    before = _branch(remote)
    _git(remote, "config", "receive.maxInputSize", "100")  # ends the writing half-way, as a full disk does
    done = deploy.run("pages", "--source", version(tmp_path / "new", "new"), "--no-verify")
    assert done.status == 1
    assert "must take the new site; it refused: unpacker error: fatal: pack exceeds maximum allowed size" in done.said
    assert UNTOUCHED in done.said
    assert _branch(remote) == before


@pytest.mark.parametrize(
    ("room", "told"),
    [(600, "The system refused: File too large\n"), (20_000, "git must write the commit; it said: ")],
    ids=["for no page", "for pages and no commit"],
)
def test_a_full_disk_is_told_and_leaves_the_old_site(
    deploy: Deployer, project: Path, tmp_path: Path, room: int, told: str
) -> None:
    remote, new = project.parent / "remote.git", version(tmp_path / "new", "new")
    for number in range(4):
        (new / "files" / f"{number}.png").write_bytes(random.Random(number).randbytes(10_000))
    seal(new, "http://127.0.0.1:9", words="new")
    assert deploy.run("pages", "--source", version(tmp_path / "old", "old"), "--no-verify").status == 0
    before = _branch(remote)
    done = deploy.run("pages", "--source", new, "--no-verify", room=room)
    assert done.status == 1
    assert told in done.said
    assert UNTOUCHED in done.said
    assert _branch(remote) == before
    assert deploy.run("pages", "--source", new, "--no-verify").status == 0
