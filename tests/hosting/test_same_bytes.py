"""A commit is published to the same bytes wherever, by whomever and whenever it is done, and needs no network for it."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from plugins.hosting.manifest import NAME, Manifest, differences
from tests.sites import DEMO, ROOT, committed_site

NOBODY = 65534
# Another user may read what lies in another's home, as Python and the project do here, and nothing else: git looks whose a folder is.
AS_NOBODY = (
    *("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"),
    *("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search", "--securebits=+no_setuid_fixup"),
)


@pytest.fixture(scope="module")
def another_user() -> tuple[str, ...]:
    """What begins a command of another user; empty where there can be none."""
    if os.geteuid() != 0 or not shutil.which(AS_NOBODY[0]):
        return ()
    tried = [*AS_NOBODY, sys.executable, "-c", "import plugins"]
    return AS_NOBODY if subprocess.run(tried, cwd=ROOT, capture_output=True, check=False).returncode == 0 else ()


# A network of one's own, without anything in it. Who is not root must be a root of one's own for it.
ALONE = ("unshare", "--net") if os.geteuid() == 0 else ("unshare", "--map-root-user", "--net")


@pytest.fixture(scope="module")
def no_network() -> tuple[str, ...]:
    """What begins a command that reaches nobody; empty where a program cannot have a network of its own."""
    if not shutil.which("unshare"):
        return ()
    may = subprocess.run([*ALONE, "true"], capture_output=True, text=True, check=False)
    assert may.returncode == 0, (
        "unshare is here, and may not make a network of its own. Allow it (Ubuntu: sysctl kernel.apparmor_restrict_unprivileged_userns=0; "
        f"a container: --privileged) or test on another machine. It said: {may.stderr}"
    )
    out = "import socket; socket.create_connection(('192.0.2.1', 443), 5)"
    tried = subprocess.run([*ALONE, sys.executable, "-c", out], capture_output=True, text=True, check=False)
    assert "unreachable" in tried.stderr
    return ALONE


# The first day of a month: since then the same links are shown as on the 22nd, when the other was published.
DAY = date(2026, 11, 1)


@pytest.fixture(scope="module")
def elsewhere(
    another_user: tuple[str, ...], no_network: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The same commit, published on another day, in another folder, time zone, locale, hash seed, umask and home, with nothing kept before."""
    site = committed_site(tmp_path_factory.mktemp("elsewhere") / "a" / "much" / "deeper" / "폴더")
    for kept in (site.root / ".cache").iterdir():
        kept.unlink()
    if another_user:
        for path in (site.root, *site.root.rglob("*")):
            os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    environment = {
        "PATH": os.environ["PATH"],
        "SOURCE_DATE_EPOCH": str(int(datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC).timestamp())),
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C",
        "LANG": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "7",
        "HOME": str(site.root.parent),
    }
    command = [*no_network, *another_user, sys.executable, "-m", "plugins.hosting.publish", *DEMO]
    done = subprocess.run(
        command, cwd=site.root, env=environment, umask=0o077, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert list((site.root / ".cache" / "maps").iterdir())
    return site.root / "public"


def test_two_publications_of_a_commit_are_the_same_bytes(public: Path, elsewhere: Path) -> None:
    assert (elsewhere / NAME).read_text() == (public / NAME).read_text()
    assert (elsewhere / "SHA256SUMS").read_bytes() == (public / "SHA256SUMS").read_bytes()
    assert differences(Manifest.read(public / NAME), elsewhere) == []


def test_two_publications_have_the_same_modes(public: Path, elsewhere: Path) -> None:
    modes = [
        {path.relative_to(folder).as_posix(): oct(path.lstat().st_mode) for path in folder.rglob("*")}
        for folder in (public, elsewhere)
    ]
    assert modes[0] == modes[1]


def test_the_second_one_was_another_users(another_user: tuple[str, ...], elsewhere: Path) -> None:
    if not another_user:
        pytest.skip(
            "only root, with setpriv and the right to hand on CAP_DAC_READ_SEARCH, can act as another user here"
        )
    assert {path.lstat().st_uid for path in (elsewhere, *elsewhere.rglob("*"))} == {NOBODY}
    assert {path.stat().st_uid for path in elsewhere.parents[0].glob("content/**/*.md")} == {NOBODY}


def test_a_site_can_be_made_again_by_the_day_of_its_manifest(public: Path, elsewhere: Path) -> None:
    assert Manifest.read(public / NAME).day == DAY
    assert os.environ["SOURCE_DATE_EPOCH"] == str(int(datetime(2026, 11, 22, tzinfo=UTC).timestamp()))
    assert (elsewhere / NAME).read_bytes() == (public / NAME).read_bytes()


@pytest.mark.skipif(not shutil.which("unshare"), reason="needs Linux, where a program can have a network of its own")
def test_the_second_one_was_made_without_a_network(elsewhere: Path) -> None:
    assert (elsewhere / "offline" / "pscore-all.zip").is_file()
