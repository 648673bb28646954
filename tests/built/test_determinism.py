import os
from pathlib import Path

from tests.sites import TestSite, real_site, snapshot, tiny_site

HERE = {"TZ": "Asia/Seoul", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "USER": "one"}
ELSEWHERE = {"TZ": "America/St_Johns", "LC_ALL": "C", "PYTHONHASHSEED": "4242", "USER": "two", "LANG": "tr_TR.UTF-8"}


def built(site: TestSite, mask: int) -> dict[str, bytes]:
    for kept in (site.root / ".cache").iterdir():
        kept.unlink()  # nothing that another build has made
    before = os.umask(mask)
    try:
        done = site.build()
    finally:
        os.umask(before)
    assert done.status == 0, done.complained
    modes = {
        path.relative_to(site.output).as_posix(): oct(path.stat().st_mode).encode() for path in site.output.rglob("*")
    }
    return snapshot(site.output) | {f"mode of {name}": mode for name, mode in modes.items()}


def test_two_builds_are_the_same_bytes_wherever_and_whoever_builds(tmp_path: Path) -> None:
    for make, name in ((tiny_site, "tiny"), (real_site, "real")):
        one = make(tmp_path / f"{name} one")
        two = make(tmp_path / f"{name}/a/much/deeper/폴더")
        assert built(TestSite(one.root, HERE), 0o022) == built(TestSite(two.root, ELSEWHERE), 0o077)
