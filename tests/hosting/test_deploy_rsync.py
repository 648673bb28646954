"""`./inv deploy rsync` against a real sshd on this machine."""

import random
import shlex
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from plugins.hosting.deploy.ssh import Server
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


def test_back_to_the_release_before_or_to_any(deploy: Deployer, host: Host, root: Path, versions: list[Path]) -> None:
    for source in versions:
        _deployed(deploy, host, root, source)
    names = sorted(_releases(root))
    assert len(names) == 3
    one, two, three = map(files_of, versions)
    dry = _deployed(deploy, host, root, versions[0], "--rollback", "--dry-run")
    assert dry.status == 0
    assert files_of(root / "current") == after(two, three)
    assert _deployed(deploy, host, root, versions[0], "--rollback").status == 0
    assert files_of(root / "current") == after(one, two)
    assert _deployed(deploy, host, root, versions[0], "--rollback").status == 0
    assert files_of(root / "current") == one
    none = _deployed(deploy, host, root, versions[0], "--rollback")
    assert none.status == 1
    assert "there must be an earlier release; there is none" in none.said
    third = next(name for name in names if name.startswith(b"three".hex()))
    assert _deployed(deploy, host, root, versions[0], "--rollback", third).status == 0
    assert files_of(root / "current") == after(two, three)


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
