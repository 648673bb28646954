"""`./inv deploy rsync` against a real sshd on this machine."""

import os
import random
import shlex
import shutil
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from plugins.hosting.deploy import __main__ as command
from plugins.hosting.deploy import ssh
from plugins.hosting.deploy.ssh import Server
from plugins.hosting.manifest import sums
from tests.hosting.deployer import KILLED, Deployed, Deployer, deployer
from tests.hosting.ssh_server import HELP, Host, missing, ssh_server
from tests.hosting.versions import after, files_of, version

UNTOUCHED = "Nothing was deployed; visitors have the old site."


@pytest.fixture(scope="module")
def deploy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployer]:
    with deployer(tmp_path_factory.mktemp("rsync"), GITHUB_RUN_ID="7") as running:
        yield running


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    if missing():
        pytest.fail(HELP)
    with ssh_server(tmp_path_factory.mktemp("keys")) as running:
        yield running


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("versions")
    return [version(folder / words, words) for words in ("one", "two", "three")]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder on the server whose name would hurt whoever does not quote it."""
    return tmp_path / 'it\'s $(touch hurt) "here" & now'


@pytest.fixture
def instead(host: Host) -> Iterator[Callable[[str, str], None]]:
    """Puts a script before a program of the server: what it does not end itself goes on to the program."""

    def put(name: str, script: str) -> None:
        path = host.programs / name
        path.write_text(f'#!/bin/sh\n{script}\nexec {shutil.which(name)} "$@"\n')
        path.chmod(0o755)

    yield put
    for path in host.programs.iterdir():
        path.unlink()


def _deployed(
    deploy: Deployer,
    host: Host,
    root: Path,
    source: Path,
    *options: object,
    kill_after: float | None = None,
    stop_after: float | None = None,
) -> Deployed:
    command = ("rsync", f"{host.login}:{root}", *host.options, "--source", source, "--no-verify", *options)
    return deploy.run(*command, kill_after=kill_after, stop_after=stop_after)


def _shown(root: Path) -> dict[str, bytes]:
    """What visitors get. The server lives on when a deploy is killed, and may turn the link while the files are read."""
    while True:
        release = (root / "current").resolve()
        try:
            files = files_of(release)
        except FileNotFoundError:
            files = {}
        if (root / "current").resolve() == release:
            return files


def _releases(root: Path) -> set[str]:
    return {path.name for path in (root / "releases").iterdir() if path.is_dir()}


def test_a_release_is_switched_to_and_only_what_changed_is_new_on_the_disk(
    deploy: Deployer, host: Host, root: Path, versions: list[Path]
) -> None:
    one, two, _ = versions
    assert _deployed(deploy, host, root, one).status == 0
    first = (root / "current").readlink()
    assert files_of(root / "current") == files_of(one)
    done = _deployed(deploy, host, root, two)
    assert done.status == 0, done.said
    assert files_of(root / "current") == after(files_of(one), files_of(two))
    assert files_of(root / first) == files_of(one)
    assert (root / first / "sitemap.xml").samefile(root / "current" / "sitemap.xml")
    assert (root / first / "data").stat().st_mode & 0o777 == 0o755
    assert (root / "current" / "index.html").stat().st_mode & 0o777 == 0o644
    assert {path.name for path in root.iterdir()} == {"current", "releases"}
    assert not list(root.parent.rglob("hurt"))


def test_back_to_what_visitors_had_before_or_to_any(
    deploy: Deployer, host: Host, root: Path, versions: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = version(tmp_path / "example", "example", example=True)
    manifest = example / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"changed": false,\n', ""))  # as an older version wrote it
    (example / "SHA256SUMS").write_bytes(sums(example))
    one, three = files_of(example), files_of(versions[2])
    back = ("--rollback", "--demo")
    steps = ((example, "--demo"), (versions[1],), (example, *back), (versions[2], "--keep", 2))
    for source, *options in steps:
        assert _deployed(deploy, host, root, source, *options).status == 0
    # It holds examples.
    refused = _deployed(deploy, host, root, example, "--rollback", "--dry-run")
    assert refused.status == 1
    assert "the site must hold real data; it holds examples" in refused.said
    assert refused.said.endswith(f"{UNTOUCHED}\n")
    assert _deployed(deploy, host, root, example, *back, "--dry-run").status == 0
    assert files_of(root / "current") == after(one, three)
    # Two was turned away from: it is not what visitors had before three. They must find the manifest as it lies there.
    looked: list[object] = []
    monkeypatch.setattr(command, "what_is_served_is_new", lambda *given: looked.extend(given))
    assert command.main(["rsync", f"{host.login}:{root}", *map(str, host.options), *back]) == 0
    assert files_of(root / "current") == one
    assert manifest.read_bytes() in looked
    none = _deployed(deploy, host, root, example, "--rollback")
    assert none.status == 1
    assert "there must be an earlier release; there is none" in none.said
    latest = next(name for name in _releases(root) if name.startswith(b"three".hex()[:12]))
    assert _deployed(deploy, host, root, example, "--rollback", latest).status == 0
    assert files_of(root / "current") == after(one, three)


def test_the_last_releases_are_kept(deploy: Deployer, host: Host, root: Path, versions: list[Path]) -> None:
    for source in versions:
        assert _deployed(deploy, host, root, source, "--keep", 2).status == 0
    assert {name[:6] for name in _releases(root)} == {b"two".hex(), b"three".hex()[:6]}
    lists = {path.name for path in (root / "releases").glob(".kept-*")}
    assert lists == {f".kept-{name}" for name in _releases(root)}


def test_the_theme_of_the_site_before_stays_for_one_deploy_also_beside_a_release_used_again(
    deploy: Deployer, host: Host, root: Path, versions: list[Path]
) -> None:
    one, two, three = map(files_of, versions)
    steps = [(0, one), (1, after(one, two)), (2, after(two, three)), (1, after(three, two)), (1, after(three, two))]
    for number, wanted in steps:
        done = _deployed(deploy, host, root, versions[number])
        assert done.status == 0, done.said
        assert files_of(root / "current") == wanted
        assert "would take away theme/" not in _deployed(deploy, host, root, versions[0], "--dry-run").said
    assert len(_releases(root)) == 3


def test_only_theme_files_that_are_what_the_former_manifest_says_stay(
    deploy: Deployer, host: Host, root: Path, versions: list[Path]
) -> None:
    assert _deployed(deploy, host, root, versions[0]).status == 0
    styles = root / "current" / "theme" / "css"
    next(styles.glob("site.*.css")).write_text("changed by somebody")
    next(styles.glob("map.*.css")).unlink()
    (styles / "strange.0123456789.css").write_text("put there by somebody")
    done = _deployed(deploy, host, root, versions[1])
    assert done.status == 0, done.said
    left = files_of(root / "current").keys() - files_of(versions[1]).keys()
    assert sorted(name.rpartition(".css")[2] for name in left) == [".gz", ".gz"]


def test_a_release_that_was_changed_on_the_server_is_not_used_again(
    deploy: Deployer, host: Host, root: Path, versions: list[Path]
) -> None:
    _deployed(deploy, host, root, versions[0])
    page = root / "current" / "index.html"
    page.write_bytes(b"somebody was here")
    done = _deployed(deploy, host, root, versions[0])
    assert done.status == 0, done.said
    assert files_of(root / "current") == files_of(versions[0])
    assert len(_releases(root)) == 2


def test_a_dry_run_changes_nothing(deploy: Deployer, host: Host, root: Path, versions: list[Path]) -> None:
    assert "would bring index.html" in _deployed(deploy, host, root, versions[0], "--dry-run").said
    assert not root.exists()
    _deployed(deploy, host, root, versions[0])
    done = _deployed(deploy, host, root, versions[1], "--dry-run")
    assert "would take away only-one.html\n" in done.said
    assert files_of(root / "current") == files_of(versions[0])
    assert len(_releases(root)) == 1


def test_a_second_deploy_at_once_is_refused_and_told_how_to_go_on(
    deploy: Deployer, host: Host, root: Path, versions: list[Path]
) -> None:
    (root / ".deploy-lock").mkdir(parents=True)
    (root / ".deploy-lock" / "owner").write_text("min@office, process 1, 2026-11-20 08:00:00 UTC\x1b[31m")
    done = _deployed(deploy, host, root, versions[0])
    assert done.status == 1
    assert "there is one: min@office, process 1, 2026-11-20 08:00:00 UTC[31m" in done.said
    assert "add --unlock" in done.said
    assert UNTOUCHED in done.said
    assert _deployed(deploy, host, root, versions[0], "--unlock").status == 0


def test_a_lock_that_cannot_be_made_is_no_other_deploy_and_a_half_made_one_goes(
    deploy: Deployer, host: Host, root: Path, versions: list[Path], instead: Callable[[str, str], None]
) -> None:
    lock = root / ".deploy-lock"
    instead("cat", "[ -e .deploy-lock ] && echo 'cat: No space left on device' >&2 && exit 1")
    done = _deployed(deploy, host, root, versions[0])
    assert done.status == 1
    assert "it said: cat: No space left on device" in done.said
    assert not lock.exists()
    lock.write_text("")  # a refusal that root does not overrule
    done = _deployed(deploy, host, root, versions[0])
    assert done.status == 1
    assert "it said: mkdir: cannot create directory" in done.said
    assert "no other deploy" not in done.said


def test_the_lock_of_somebody_who_removed_ours_stays(
    deploy: Deployer, host: Host, root: Path, versions: list[Path], instead: Callable[[str, str], None]
) -> None:
    instead("sha256sum", "echo somebody > ../../.deploy-lock/owner")
    assert _deployed(deploy, host, root, versions[0]).status == 0
    assert (root / ".deploy-lock" / "owner").read_text() == "somebody\n"


def test_what_the_server_refuses_beside_the_switch_does_not_keep_the_new_site_from_visitors(
    deploy: Deployer, host: Host, root: Path, versions: list[Path], instead: Callable[[str, str], None]
) -> None:
    assert _deployed(deploy, host, root, versions[0]).status == 0
    refuses = "&& echo 'Operation not permitted' >&2 && exit 1"
    instead("ln", f'[ "$1" = -fL ] {refuses}')  # a file of another login
    instead("rm", f'[ "$1 $2" = "-rf --" ] {refuses}')
    done = _deployed(deploy, host, root, versions[1], "--keep", 1)
    assert done.status == 0, done.said
    assert "Old releases stay on the server; delete them there" in done.said
    assert "it said: Operation not permitted" in done.said
    assert files_of(root / "current") == after(*map(files_of, versions[:2]))


def test_where_nobody_knows_whether_the_link_was_turned_that_is_told(
    deploy: Deployer, host: Host, root: Path, versions: list[Path], instead: Callable[[str, str], None]
) -> None:
    instead("mv", f'[ "$2" = .current.new ] && {shutil.which("mv")} "$@" && kill $PPID')
    done = _deployed(deploy, host, root, versions[0])
    assert done.status == 1
    assert done.said.endswith("visitors have the old site or the new one. Look: ./inv verify.\n")
    assert files_of(root / "current") == files_of(versions[0])


@pytest.mark.usefixtures("interruptible")
def test_an_upload_ends_with_the_deploy_that_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rsync = tmp_path / "rsync"
    rsync.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/process\necho page.html\nexec sleep 60\n")
    rsync.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    def stopped(lines: Iterator[bytes], *_: object) -> Iterator[bytes]:
        yield next(lines)
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(ssh, "told", stopped)
    with pytest.raises(KeyboardInterrupt):
        Server("site@example.org", "/srv").bring(tmp_path, "releases", 1, [])
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "process").read_text()), 0)


def test_a_server_whose_key_is_another_is_not_talked_to(
    deploy: Deployer, host: Host, root: Path, versions: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "known").write_text(f"[127.0.0.1]:{host.port} {host.identity.with_suffix('.pub').read_text()}")
    done = _deployed(deploy, host, root, versions[0], "--known-hosts", tmp_path / "known")
    assert done.status == 1
    assert "Host key verification failed." in done.said
    assert "compare the fingerprint" in done.said
    (tmp_path / "known").write_text("")
    assert "Host key verification failed." in _deployed(deploy, host, root, versions[0], "--known-hosts", tmp_path / "known").said  # fmt: skip
    assert not root.exists()


def test_a_folder_named_current_is_not_replaced(deploy: Deployer, host: Host, root: Path, versions: list[Path]) -> None:
    (root / "current").mkdir(parents=True)
    done = _deployed(deploy, host, root, versions[0])
    assert done.status == 1
    assert "current must be a link to a release" in done.said


@pytest.mark.parametrize(
    "place", ["-oProxyCommand=x:/srv", "a b:/srv", "host", "host:~/site", "host:", "u@-h:/srv", "host:/a\nb"]
)
def test_a_place_that_could_be_misunderstood_is_refused(deploy: Deployer, versions: list[Path], place: str) -> None:
    assert Server.at(place) is None
    done = deploy.run("rsync", "--source", versions[0], "--", place)
    assert done.status == 2
    assert "the place must be written as USER@HOST:/FOLDER" in done.said


def test_host_keys_are_always_compared() -> None:
    server = Server.at("site@example.org:/srv", known_hosts=Path("/a b/known"))
    assert server
    command = shlex.join(server.command)
    assert "StrictHostKeyChecking=yes" in command
    assert "BatchMode=yes" in command


def test_of_two_deploys_at_once_one_is_refused_or_comes_after_the_other(
    deploy: Deployer, host: Host, root: Path, versions: list[Path], tmp_path: Path
) -> None:
    sources = versions[:2]
    with deployer(tmp_path, GITHUB_RUN_ID="8") as other, ThreadPoolExecutor(2) as threads:
        for number in range(4):
            place = root / str(number)
            doing = [
                threads.submit(_deployed, one, host, place, source)
                for one, source in zip((deploy, other), sources, strict=True)
            ]
            ends = [each.result() for each in doing]
            assert 0 in [end.status for end in ends]
            assert all(end.status == 0 or "no other deploy must be under way" in end.said for end in ends)
            one, two = (files_of(source) for source in sources)
            whole = [one, two, after(one, two), after(two, one)]
            assert _shown(place) in whole
            # Beside a release lies the list of what it keeps of the one before.
            assert all(files_of(release) in whole for release in (place / "releases").glob("[!.]*"))
            assert {path.name for path in place.iterdir()} == {"current", "releases"}


def test_a_killed_deploy_leaves_the_old_site_or_the_new_one(
    deploy: Deployer, host: Host, root: Path, versions: list[Path]
) -> None:
    chance = random.Random(7)
    one, two, three = map(files_of, versions)
    whole = [one, two, after(one, two), after(two, one)]
    _deployed(deploy, host, root, versions[0], "--keep", 1)
    length = _deployed(deploy, host, root, versions[1], "--keep", 1).seconds
    killed = 0
    for number in range(20):
        source = versions[number % 2]
        done = _deployed(deploy, host, root, source, "--keep", 1, "--unlock", kill_after=chance.uniform(0, length))
        killed += done.status == KILLED
        length = done.seconds if done.status == 0 else length
        assert _shown(root) in whole
    assert killed >= 10
    assert _deployed(deploy, host, root, versions[2], "--unlock").status == 0
    assert files_of(root / "current") in (after(one, three), after(two, three))


def test_a_deploy_that_ci_stops_gives_its_lock_back(
    deploy: Deployer, host: Host, root: Path, versions: list[Path]
) -> None:
    chance = random.Random(7)
    _deployed(deploy, host, root, versions[0], "--keep", 1)
    length = _deployed(deploy, host, root, versions[1], "--keep", 1).seconds
    stopped = 0
    for number in range(12):
        done = _deployed(
            deploy, host, root, versions[number % 2], "--keep", 1, stop_after=chance.uniform(length / 8, length)
        )
        assert done.status in (0, 1, 130, -signal.SIGTERM), done.said  # the last: before it began
        assert "Traceback" not in done.said
        assert "no other deploy must be under way" not in done.said
        assert not (root / ".deploy-lock").exists(), done.said
        stopped += "Stopped." in done.said
    assert stopped >= 6
