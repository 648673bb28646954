import os
from pathlib import Path

from tests.sites import Built, TestSite, real_site, snapshot

ELSEWHERE = {"TZ": "America/St_Johns", "LC_ALL": "C", "PYTHONHASHSEED": "4242", "USER": "two", "LANG": "tr_TR.UTF-8"}


def with_modes(output: Path) -> dict[str, bytes]:
    """Every file and its bytes, and the mode of every file and folder."""
    modes = {f"mode of {path.relative_to(output)}": oct(path.stat().st_mode).encode() for path in output.rglob("*")}
    return snapshot(output) | modes


def test_two_builds_are_the_same_bytes_wherever_and_whoever_builds(tmp_path: Path, real: Built) -> None:
    """The first with whatever earlier builds kept, the second with nothing; two publications, of the tiny site, are compared elsewhere."""
    site = real_site(tmp_path / "a/much/deeper/폴더")
    for kept in (site.root / ".cache").iterdir():
        kept.unlink()
    before = os.umask(0o077)
    try:
        done = TestSite(site.root, ELSEWHERE).build()
    finally:
        os.umask(before)
    assert done.status == 0, done.complained
    assert with_modes(site.output) == with_modes(real.output)
