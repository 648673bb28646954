"""`./inv deploy s3` against a real server of the S3 interface (moto's)."""

import gzip
import itertools
import random
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import Mock

import pytest
from botocore.exceptions import ClientError

from plugins.hosting.deploy import s3
from plugins.hosting.deploy.bucket import Bucket
from plugins.hosting.deploy.s3 import Storage
from plugins.hosting.deploy.tree import whole_tree
from plugins.hosting.headers import is_served
from tests.hosting.deployer import KILLED, Deployed, Deployer, deployer
from tests.hosting.storages import CREDENTIALS, Fault, Place, faulty, place, storage
from tests.hosting.versions import after, files_of, torn_pages, version

LOCK = ".deploy-lock"
_NUMBERS = itertools.count()


@pytest.fixture(scope="module")
def deploy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployer]:
    with deployer(tmp_path_factory.mktemp("s3"), **CREDENTIALS, AWS_MAX_ATTEMPTS="1", AWS_RETRY_MODE="standard") as run:
        yield run


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return version(tmp_path_factory.mktemp("versions") / "old", "old", pages=0)


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return version(tmp_path_factory.mktemp("versions") / "new", "new", pages=0)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with storage() as address:
        yield address


@pytest.fixture
def bucket(endpoint: str) -> Place:
    return place(endpoint, f"site-{next(_NUMBERS)}")


def _deployed(
    deploy: Deployer,
    bucket: Place,
    source: Path,
    *options: str,
    kill_after: float | None = None,
    stop_after: float | None = None,
) -> Deployed:
    command = ("s3", bucket.bucket, "--endpoint-url", bucket.endpoint, "--source", source, "--no-verify", *options)
    return deploy.run(*command, kill_after=kill_after, stop_after=stop_after)


def _served(folder: Path) -> dict[str, bytes]:
    return {name: content for name, content in files_of(folder).items() if is_served(name)}


def test_the_storage_holds_what_visitors_may_ask_for_and_nothing_else(
    deploy: Deployer, bucket: Place, old: Path, new: Path
) -> None:
    assert _deployed(deploy, bucket, old).status == 0
    assert bucket.files() == _served(old)
    done = _deployed(deploy, bucket, new)
    assert done.status == 0, done.said
    assert bucket.files() == after(_served(old), _served(new))
    page, style = bucket.object("ko/index.html"), bucket.object(next(n for n in _served(new) if n.startswith("theme")))
    assert (page["ContentType"], page["CacheControl"]) == ("text/html; charset=utf-8", "public, max-age=300, must-revalidate")  # fmt: skip
    assert (style["ContentType"], style["CacheControl"]) == ("text/css; charset=utf-8", "public, max-age=31536000, immutable")  # fmt: skip


def test_only_what_changed_is_sent(deploy: Deployer, bucket: Place, old: Path) -> None:
    assert f"{len(_served(old))} files to bring" in _deployed(deploy, bucket, old).said
    assert "0 files to bring (0 kB), 0 to take away." in _deployed(deploy, bucket, old).said
    bucket.put("index.html", b"changed by somebody")
    bucket.put("strange.html", b"put there by somebody")
    done = _deployed(deploy, bucket, old)
    assert "1 files to bring (1 kB), 1 to take away." in done.said
    assert bucket.files() == _served(old)
    assert f"{len(_served(old))} files to bring" in _deployed(deploy, bucket, old, "--all").said


def test_the_theme_of_the_site_before_stays_for_one_deploy(
    deploy: Deployer, bucket: Place, old: Path, new: Path, tmp_path: Path
) -> None:
    newest = version(tmp_path / "newest", "newest", pages=0)
    for source in (old, new):
        assert _deployed(deploy, bucket, source).status == 0
    assert "would take away theme/css/site" in _deployed(deploy, bucket, newest, "--dry-run").said  # the old one's
    assert _deployed(deploy, bucket, newest).status == 0
    assert bucket.files() == after(_served(new), _served(newest))
    assert _deployed(deploy, bucket, newest).status == 0
    assert bucket.files() == _served(newest)


def test_the_theme_of_the_site_before_stays_also_where_it_lies_packed(
    deploy: Deployer, bucket: Place, old: Path, new: Path
) -> None:
    for source in (old, new):
        assert _deployed(deploy, bucket, source, "--encoding", "gzip").status == 0
    assert bucket.files().keys() == after(_served(old), _served(new)).keys()


def test_only_theme_files_that_are_what_the_former_manifest_says_stay(
    deploy: Deployer, bucket: Place, old: Path, new: Path
) -> None:
    assert _deployed(deploy, bucket, old).status == 0
    site, kept = (next(name for name in _served(old) if name.startswith(f"theme/css/{kind}.")) for kind in ("site", "map"))  # fmt: skip
    bucket.put(site, b"changed by somebody")
    bucket.put("theme/css/strange.0123456789.css", b"put there by somebody")
    assert _deployed(deploy, bucket, new).status == 0
    assert bucket.files().keys() == _served(new).keys() | {kept}


def test_texts_may_lie_there_packed(deploy: Deployer, bucket: Place, new: Path) -> None:
    assert _deployed(deploy, bucket, new, "--encoding", "gzip").status == 0
    page, picture = bucket.object("index.html"), bucket.object("files/new.png")
    assert page["ContentEncoding"] == "gzip"
    assert gzip.decompress(page["Body"].read()) == (new / "index.html").read_bytes()
    assert "ContentEncoding" not in picture
    assert "0 files to bring" in _deployed(deploy, bucket, new, "--encoding", "gzip").said


def test_a_dry_run_changes_nothing(deploy: Deployer, bucket: Place, old: Path, new: Path) -> None:
    _deployed(deploy, bucket, old)
    done = _deployed(deploy, bucket, new, "--dry-run")
    assert done.status == 0
    assert "would bring index.html\n" in done.said
    assert "would take away files/old.png\n" in done.said
    assert "index.html.gz" not in done.said
    assert bucket.files() == _served(old)


def test_a_site_may_lie_below_a_prefix_and_leaves_the_rest_alone(deploy: Deployer, bucket: Place, new: Path) -> None:
    bucket.put("other/file.txt", b"x")
    below = Place(bucket.client, bucket.endpoint, f"{bucket.bucket}/www")
    assert _deployed(deploy, below, new).status == 0
    wanted = {f"www/{name}": content for name, content in _served(new).items()}
    assert bucket.files() == {"other/file.txt": b"x", **wanted}


def test_a_bucket_with_something_else_in_it_is_left_alone(deploy: Deployer, bucket: Place, new: Path) -> None:
    bucket.put("thesis.txt", b"x")
    done = _deployed(deploy, bucket, new)
    assert done.status == 1
    assert "must be empty or hold a deployed site; it holds something else" in done.said
    assert "Nothing was deployed; visitors have the old site." in done.said
    assert bucket.files() == {"thesis.txt": b"x"}


def test_a_second_deploy_at_once_is_refused_and_told_how_to_go_on(deploy: Deployer, bucket: Place, new: Path) -> None:
    bucket.put(LOCK, b"CI job 7, process 1, 2026-11-20 08:00:00 UTC")
    done = _deployed(deploy, bucket, new)
    assert done.status == 1
    assert "there is one: CI job 7, process 1, 2026-11-20 08:00:00 UTC" in done.said
    assert "add --unlock" in done.said
    assert list(bucket.files()) == [LOCK]
    assert _deployed(deploy, bucket, new, "--unlock").status == 0
    assert bucket.files() == _served(new)


def test_a_storage_that_knows_no_conditions_keeps_a_second_deploy_out_too(
    deploy: Deployer, bucket: Place, new: Path
) -> None:
    bucket.put(LOCK, b"CI job 7")
    with faulty(bucket.endpoint, Fault("PUT", 0, 0), unknown="If-None-Match") as address:
        done = _deployed(deploy, Place(bucket.client, address, bucket.bucket), new)
    assert done.status == 1
    assert "there is one: CI job 7" in done.said
    assert bucket.files() == {LOCK: b"CI job 7"}


def test_who_finds_another_s_lock_in_the_place_of_its_own_does_not_have_it(
    bucket: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = bucket.client.put_object

    def crossed(**asked: object) -> None:
        put(**asked)
        put(Bucket=bucket.bucket, Key=LOCK, Body=b"another's")

    monkeypatch.setattr(bucket.client, "put_object", crossed)
    assert Bucket(bucket.client, bucket.bucket).claim(LOCK, b"ours") == b"another's"


def test_a_lock_that_cannot_be_seen_a_moment_later_is_ours(bucket: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    unseen = ClientError({"Error": {"Code": "NoSuchKey"}}, "GetObject")
    monkeypatch.setattr(bucket.client, "get_object", Mock(side_effect=unseen))
    assert Bucket(bucket.client, bucket.bucket).claim(LOCK, b"ours") == b"ours"
    assert Bucket(bucket.client, bucket.bucket).claim(LOCK, b"another's") == b""


def test_a_storage_that_fails_when_the_lock_is_stored_keeps_none(deploy: Deployer, bucket: Place, new: Path) -> None:
    with faulty(bucket.endpoint, Fault("GET", 1, 1)) as address:
        done = _deployed(deploy, Place(bucket.client, address, bucket.bucket), new)
    assert done.status == 1
    assert "Nothing was deployed; visitors have the old site." in done.said
    assert bucket.files() == {}


def _stored(bucket: Place, source: Path) -> None:
    """A deploy in this process."""
    Storage(Bucket(bucket.client, bucket.bucket)).deploy(whole_tree(source, "public", demo=False))


def test_the_lock_of_somebody_who_removed_ours_stays(bucket: Place, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def removed(files: Iterator[object], *_: object) -> Iterator[object]:
        bucket.put(LOCK, b"somebody")
        yield from files

    monkeypatch.setattr(s3, "told", removed)
    _stored(bucket, new)
    assert bucket.files() == _served(new) | {LOCK: b"somebody"}


def test_nothing_is_sent_any_more_when_the_lock_is_given_back(
    bucket: Place, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, given_back, ends, put = threading.Event(), threading.Event(), [], Bucket.put

    def slow(place: Bucket, name: str, content: bytes, headers: dict[str, str]) -> str:
        if begun.is_set():
            given_back.wait(0.1)
        begun.set()
        tag = put(place, name, content, headers)
        ends.append(given_back.is_set())
        return tag

    def stopped(files: Iterator[object], *_: object) -> Iterator[object]:
        yield next(files)
        raise KeyboardInterrupt

    def unlock(storage: Storage) -> None:
        storage.bucket.delete(LOCK)
        given_back.set()

    monkeypatch.setattr(Storage, "unlock", unlock)
    monkeypatch.setattr(Bucket, "put", slow)
    monkeypatch.setattr(s3, "told", stopped)
    with pytest.raises(KeyboardInterrupt):
        _stored(bucket, new)
    assert len(ends) > 1
    assert not any(ends)
    assert LOCK not in bucket.files()


def test_a_first_deploy_that_died_is_finished_by_the_next(deploy: Deployer, bucket: Place, new: Path) -> None:
    bucket.put("index.html", (new / "index.html").read_bytes())
    bucket.put("404.html", b"of another version")
    assert _deployed(deploy, bucket, new).status == 0
    assert bucket.files() == _served(new)


def test_of_two_deploys_at_once_one_is_refused_or_comes_after_the_other(
    deploy: Deployer, bucket: Place, old: Path, new: Path, tmp_path: Path
) -> None:
    with deployer(tmp_path, **CREDENTIALS) as other, ThreadPoolExecutor(2) as threads:
        first = threads.submit(_deployed, deploy, bucket, old)
        second = threads.submit(_deployed, other, bucket, new)
        ends = [first.result(), second.result()]
    assert 0 in [end.status for end in ends]
    assert all(end.status == 0 or "no other deploy must be under way" in end.said for end in ends)
    one, two = _served(old), _served(new)
    each = [[one, after(two, one)], [two, after(one, two)]]
    assert bucket.files() in [files for pair, end in zip(each, ends, strict=True) if end.status == 0 for files in pair]


def test_a_storage_that_fails_half_way_leaves_whole_pages(
    deploy: Deployer, bucket: Place, old: Path, new: Path
) -> None:
    _deployed(deploy, bucket, old)
    with faulty(bucket.endpoint, Fault("PUT", good=10, bad=1000)) as address:
        done = _deployed(deploy, Place(bucket.client, address, bucket.bucket), new)
    assert done.status == 1
    assert "the storage must do what it is asked (put); it said: 500" in done.said
    assert "visitors have old and new pages, each with all that it loads" in done.said
    there = bucket.files()
    assert LOCK not in there
    assert there["manifest.json"] == (old / "manifest.json").read_bytes()
    assert torn_pages(there, [files_of(old), files_of(new)]) == []
    assert _deployed(deploy, bucket, new).status == 0
    assert bucket.files() == after(_served(old), _served(new))


def test_nothing_is_taken_away_before_everything_lies_there(
    deploy: Deployer, bucket: Place, old: Path, new: Path
) -> None:
    _deployed(deploy, bucket, old)
    with faulty(bucket.endpoint, Fault("DELETE", good=0, bad=1000)) as address:
        done = _deployed(deploy, Place(bucket.client, address, bucket.bucket), new)
    assert done.status == 1
    there = bucket.files()
    assert _served(new).items() <= there.items()
    assert there.keys() - {LOCK} == _served(new).keys() | _served(old).keys()


def test_one_failure_is_tried_again(endpoint: str, bucket: Place, new: Path, tmp_path: Path) -> None:
    environment = {**CREDENTIALS, "AWS_MAX_ATTEMPTS": "2", "AWS_RETRY_MODE": "standard"}
    with deployer(tmp_path, **environment) as patient, faulty(endpoint, Fault("PUT", 5, 1)) as address:
        assert _deployed(patient, Place(bucket.client, address, bucket.bucket), new).status == 0
    assert bucket.files() == _served(new)


def test_a_storage_without_a_key_or_a_bucket_is_told(deploy: Deployer, bucket: Place, new: Path) -> None:
    none = Place(bucket.client, bucket.endpoint, "nowhere")
    assert "(get); it said: NoSuchBucket" in _deployed(deploy, none, new).said
    silent = Place(bucket.client, "http://127.0.0.1:9", bucket.bucket)
    assert "the storage must answer (get); it did not: EndpointConnectionError" in _deployed(deploy, silent, new).said
    wrong = Place(bucket.client, "nowhere", bucket.bucket)
    assert "--endpoint-url must be the address of the storage; it is none" in _deployed(deploy, wrong, new).said


def test_a_killed_deploy_leaves_whole_pages(deploy: Deployer, bucket: Place, old: Path, new: Path) -> None:
    chance = random.Random(7)
    versions = [files_of(old), files_of(new)]
    _deployed(deploy, bucket, old)
    whole = _deployed(deploy, bucket, new).seconds
    killed = 0
    for number in range(20):
        source = (old, new)[number % 2]
        done = _deployed(deploy, bucket, source, "--unlock", kill_after=chance.uniform(whole / 4, whole))
        killed += done.status == KILLED
        whole = done.seconds if done.status == 0 else whole
        assert torn_pages(bucket.files(), versions) == []
    assert killed >= 10
    assert _deployed(deploy, bucket, new, "--unlock").status == 0
    assert bucket.files() in (_served(new), after(_served(old), _served(new)))


def test_a_deploy_that_ci_stops_gives_its_lock_back(deploy: Deployer, bucket: Place, old: Path, new: Path) -> None:
    chance = random.Random(7)
    _deployed(deploy, bucket, old)
    whole = _deployed(deploy, bucket, new).seconds
    stopped = 0
    for number in range(12):
        done = _deployed(deploy, bucket, (old, new)[number % 2], stop_after=chance.uniform(whole / 8, whole))
        assert done.status in (0, 130, -signal.SIGTERM), done.said  # the last: before it began
        assert "Traceback" not in done.said
        assert LOCK not in bucket.files(), done.said
        stopped += "Stopped." in done.said
    assert stopped >= 6
