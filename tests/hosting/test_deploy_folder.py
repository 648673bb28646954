"""`./inv deploy folder`, and what every deploy refuses."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from plugins.hosting.deploy.options import options
from plugins.hosting.headers import PAGES_SECONDS
from plugins.hosting.manifest import NAME
from plugins.hosting.verify import main as verify
from tests.hosting.deployer import KILLED, Deployer, deployer
from tests.hosting.versions import after, files_of, seal, version

UNTOUCHED = "Nothing was deployed; visitors have the old site."


@pytest.fixture(scope="module")
def deploy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployer]:
    with deployer(tmp_path_factory.mktemp("folder")) as running:
        yield running


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return version(tmp_path / "old", "old")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return version(tmp_path / "new", "new")


def test_the_new_site_takes_the_place_of_the_old_one_whole(deploy: Deployer, old: Path, new: Path) -> None:
    site = new.parent / "site"
    assert deploy.run("folder", site, "--source", old, "--no-verify").status == 0
    assert files_of(site) == files_of(old)
    done = deploy.run("folder", site, "--source", new, "--no-verify")
    assert "Deployed in " in done.said
    assert files_of(site) == after(files_of(old), files_of(new))
    assert [path.name for path in new.parent.iterdir() if path.name.startswith(".site.")] == [".site.lock"]


def test_the_theme_of_the_site_before_stays_for_one_deploy(deploy: Deployer, old: Path, new: Path) -> None:
    site, newest = new.parent / "site", version(new.parent / "newest", "newest")
    for before, source in ((old, old), (old, new), (new, newest)):
        assert deploy.run("folder", site, "--source", source, "--no-verify").status == 0
        assert verify([str(site), "--former", str(before / NAME)]) == 0
    assert files_of(site) == after(files_of(new), files_of(newest))
    assert deploy.run("folder", site, "--source", newest, "--no-verify").status == 0
    assert files_of(site) == files_of(newest)


def test_a_dry_run_does_not_tell_of_the_theme_that_stays(deploy: Deployer, old: Path, new: Path) -> None:
    site = new.parent / "site"
    deploy.run("folder", site, "--source", old, "--no-verify")
    assert "would take away theme/" not in deploy.run("folder", site, "--source", new, "--dry-run").said


def test_only_theme_files_that_are_what_the_former_manifest_says_stay(deploy: Deployer, old: Path, new: Path) -> None:

    own = ("theme/page.0123456789.html", "theme/page.0123456789.html.gz", "files/picture.0123456789.png")
    for name in (*own, "theme/.hidden/a.0123456789.css", "theme/unhashed.css"):
        (old / name).parent.mkdir(exist_ok=True)
        (old / name).write_bytes(b"old")
    seal(old, "http://127.0.0.1:9")
    site = new.parent / "site"
    assert deploy.run("folder", site, "--source", old, "--no-verify").status == 0
    style = next((site / "theme" / "css").glob("site.*.css"))
    style.write_text("changed by somebody")
    next((site / "theme" / "css").glob("map.*.css")).unlink()
    (site / "theme" / "css" / "strange.0123456789.css").write_text("put there by somebody")
    assert deploy.run("folder", site, "--source", new, "--no-verify").status == 0
    left = files_of(site).keys() - files_of(new).keys()
    assert sorted(name.rpartition(".css")[2] for name in left) == [".gz", ".gz"]


def test_a_dry_run_tells_every_file_and_changes_nothing(deploy: Deployer, old: Path, new: Path) -> None:
    site = new.parent / "site"
    deploy.run("folder", site, "--source", old, "--no-verify")
    done = deploy.run("folder", site, "--source", new, "--dry-run")
    assert done.status == 0
    lines = done.said.splitlines()
    assert "would bring only-new.html" in lines
    assert "would bring 404.html" in lines
    assert "would take away ko/only-old.html" in lines
    assert "would bring sitemap.xml" not in lines
    assert lines[-1] == "This was a dry run: nothing was changed."
    assert files_of(site) == files_of(old)
    assert lines.index("would bring files/new.png") < lines.index("would bring only-new.html")
    assert lines.index("would bring only-new.html") < lines.index("would bring index.html")


def test_a_file_that_changed_since_it_was_published_is_refused(deploy: Deployer, new: Path) -> None:
    (new / "index.html").write_text("other")
    (new / "404.html").unlink()
    (new / "extra.html").write_text("x")
    done = deploy.run("folder", new.parent / "site", "--source", new)
    assert done.status == 1
    assert f"{new}/index.html: the file must be as it was published; it is changed" in done.said
    assert f"{new}/404.html: the file must be as it was published; it is missing" in done.said
    assert f"{new}/extra.html: the file must be as it was published; it is not in the manifest" in done.said
    assert done.said.endswith(f"4 problems found. {UNTOUCHED}\n")
    assert not (new.parent / "site").exists()


def test_a_folder_that_was_not_published_is_refused(deploy: Deployer, tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    done = deploy.run("folder", tmp_path / "site", "--source", tmp_path / "public")
    assert done.status == 1
    assert f"{tmp_path}/public/{NAME}: there must be a manifest; there is none" in done.said


def test_examples_are_deployed_only_as_a_demonstration(deploy: Deployer, new: Path) -> None:
    seal(new, "http://127.0.0.1:9", example=True)
    command = ("folder", new.parent / "site", "--source", new, "--no-verify")
    done = deploy.run(*command)
    assert done.status == 1
    assert "the site must hold real data; it holds examples" in done.said
    assert deploy.run(*command, "--demo").status == 0


def test_what_differs_from_its_commit_is_deployed_only_as_a_demonstration(deploy: Deployer, new: Path) -> None:
    seal(new, "http://127.0.0.1:9", changed=True)
    command = ("folder", new.parent / "site", "--source", new, "--no-verify", "--demo")
    done = deploy.run(*command)
    assert done.status == 1
    assert "the site must be made from its commit as it is; files differed from it" in done.said
    assert UNTOUCHED in done.said
    assert not (new.parent / "site").exists()
    seal(new, "http://127.0.0.1:9", example=True, changed=True)
    assert deploy.run(*command).status == 0


def test_a_folder_with_something_else_in_it_is_not_replaced(deploy: Deployer, new: Path) -> None:
    site = new.parent / "site"
    site.mkdir()
    (site / "thesis.txt").write_text("x")
    command = ("folder", site, "--source", new, "--no-verify")
    done = deploy.run(*command)
    assert done.status == 1
    assert f"{site} must be empty or hold a deployed site; it holds something else" in done.said
    assert UNTOUCHED in done.said
    assert files_of(site) == {"thesis.txt": b"x"}
    assert deploy.run(*command, "--take-over").status == 0


@pytest.mark.parametrize("place", ["content", ".", "new"])
def test_the_sources_are_no_place_for_a_site(deploy: Deployer, new: Path, place: str) -> None:
    target = new if place == "new" else place
    done = deploy.run("folder", target, "--source", new)
    assert done.status == 2
    assert "holds the sources" in done.said


@pytest.mark.parametrize("arguments", [(), ("nowhere",), ("folder",), ("folder", "a", "--rollback")])
def test_a_command_written_wrongly_ends_with_two(deploy: Deployer, arguments: tuple[str, ...]) -> None:
    done = deploy.run(*arguments)
    assert done.status == 2
    assert "usage: deploy" in done.said


def test_what_builds_or_lies_behind_a_cache_is_waited_for_unasked() -> None:
    waits = [options([target, "place"]).wait for target in ("folder", "pages", "rsync", "s3")]
    assert waits == [0, 300, 0, PAGES_SECONDS + 30]


def test_an_address_that_does_not_answer_is_told(deploy: Deployer, new: Path) -> None:
    done = deploy.run("folder", new.parent / "site", "--source", new)
    assert done.status == 1
    assert "http://127.0.0.1:9 must answer; it does not: " in done.said
    assert "--no-verify" in done.said
    assert "The new site is in its place; visitors have it." in done.said


def test_a_disk_that_takes_no_more_leaves_the_old_site(deploy: Deployer, old: Path, new: Path) -> None:
    site = new.parent / "site"
    deploy.run("folder", site, "--source", old, "--no-verify")
    done = deploy.run("folder", site, "--source", new, "--no-verify", room=600)
    assert done.status == 1
    assert f"The system refused: File too large\n{UNTOUCHED}" in done.said
    assert files_of(site) == files_of(old)
    assert not list(new.parent.glob(".site.new-*"))


def test_of_two_deploys_at_once_one_comes_after_the_other(deploy: Deployer, tmp_path: Path) -> None:
    sources = [version(tmp_path / words, words, pages=60) for words in ("old", "new")]
    old, new = (files_of(source) for source in sources)
    versions, site = [old, new, after(old, new), after(new, old)], tmp_path / "site"
    with deployer(tmp_path) as other, ThreadPoolExecutor(2) as threads:
        for _ in range(5):
            doing = [
                threads.submit(one.run, "folder", site, "--source", source, "--no-verify")
                for one, source in zip((deploy, other), sources, strict=True)
            ]
            ends = [each.result() for each in doing]
            assert [end.status for end in ends] == [0, 0], [end.said for end in ends]
            assert files_of(site) in versions
            assert [path.name for path in tmp_path.glob(".site.*")] == [".site.lock"]


def test_a_killed_deploy_leaves_the_old_site_or_the_new_one(deploy: Deployer, old: Path, new: Path) -> None:
    site, chance = new.parent / "site", random.Random(7)
    first, second = files_of(old), files_of(new)
    versions = [first, second, after(first, second), after(second, first)]
    whole = deploy.run("folder", site, "--source", old, "--no-verify").seconds
    killed = 0
    for number in range(20):
        source = (new, old)[number % 2]
        done = deploy.run("folder", site, "--source", source, "--no-verify", kill_after=chance.uniform(0, whole))
        killed += done.status == KILLED
        whole = done.seconds if done.status == 0 else whole
        assert files_of(site) in versions
    assert killed >= 10
    assert deploy.run("folder", site, "--source", new, "--no-verify").status == 0
    assert files_of(site) in versions[1:3]
    assert not list(new.parent.glob(".site.new-*"))
