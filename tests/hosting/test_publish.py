"""The production build of the tiny site, whole."""

import posixpath
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest

from plugins.commit import commit
from plugins.hosting import publishable
from plugins.hosting.assets import is_hashed
from plugins.hosting.manifest import NAME, Manifest, differences
from plugins.hosting.publish import main as publish
from plugins.hosting.publishable import security_contact_is_valid
from plugins.hosting.well_known import SECURITY_EXPIRES
from plugins.languages import CODES
from tests.sites import ADDRESS, DEMO, ROOT, TINY, TestSite, committed_site, tiny_site


@pytest.fixture
def site(tmp_path: Path) -> TestSite:
    return committed_site(tmp_path / "site")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--demo",), "publishconf.py: the address of the site must be given; it is not"),
        (("--demo", "--siteurl", "http://www.example.org"), "the address must begin with https://"),
        (("--siteurl", ADDRESS), "data/status.toml: incidents must be real to be published; it is an example"),
    ],
)
def test_what_must_not_be_published_is_refused(site: TestSite, options: tuple[str, ...], told: str) -> None:
    done = site.publish(*options)
    assert done.status == 1
    assert told in done.complained
    assert "Nothing was published; the last published site is untouched." in done.complained


def test_a_change_that_is_not_committed_is_refused_and_in_ci_always(site: TestSite) -> None:
    site.write("content/en/pages/extra.md", "Title: T\nSummary: S\n\nx")
    told = "content/en/pages/extra.md: the file must be committed as it is; it is not"
    assert told in site.publish(*DEMO).complained
    assert told in site.publish(*DEMO, "--allow-dirty", CI="true").complained
    assert not (site.root / "public").exists()


def test_an_invented_testimony_is_refused(site: TestSite) -> None:
    text = "content/en/testimonies/a-voice.md"
    (site.root / text).with_suffix(".review.toml").unlink()
    options = ("--consent", "C-2026-001", "--on", "2026-11-20", "--pseudonym", "Echo", "--example")
    for reviewer in ("r-01", "r-02"):
        command = [sys.executable, "-m", "plugins.privacy.reviewing", text, "--reviewer", reviewer, *options]
        subprocess.run(command, cwd=site.root, check=True, capture_output=True)
    done = site.publish("--siteurl", ADDRESS, "--allow-dirty")
    assert f"{text}: the testimony must be real to be published; it is an example" in done.complained


def test_a_folder_without_a_commit_is_refused(tmp_path: Path) -> None:
    site = tiny_site(tmp_path / "site")
    done = site.publish(*DEMO, GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert ".git: the project must be a git repository with a commit; it is not" in done.complained


def test_where_git_cannot_tell_what_has_changed_nothing_is_published(site: TestSite) -> None:
    (site.root / ".git" / "index").write_bytes(b"broken")
    assert commit(site.root) is None
    below = site.root / "content"
    assert commit(below) is None


def test_the_manifest_and_the_sums_are_those_of_the_files(public: Path) -> None:
    manifest = Manifest.read(public / NAME)
    assert (manifest.site, manifest.example) == (ADDRESS, True)
    assert re.fullmatch("[0-9a-f]{40}", manifest.commit)
    assert differences(manifest, public) == []
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=public, check=True)


def test_a_demonstration_says_so_on_every_page_and_is_not_to_be_found(public: Path) -> None:
    said = {"en": "A demonstration", "ko": "시연용 사이트", "fr": "Site de démonstration"}
    for page in public.rglob("*.html"):
        text = page.read_text()
        (code,) = re.findall(r'<html lang="(\w+)"', text)
        assert '<meta name="robots" content="noindex">' in text, page
        assert said[code] in text, page
    assert (public / "robots.txt").read_text() == "User-agent: *\nDisallow: /\n"


def test_every_file_of_the_theme_carries_its_hash_and_pages_name_it_so(public: Path) -> None:
    names = {
        path.relative_to(public).as_posix()
        for path in (public / "theme").rglob("*")
        if path.suffix not in (".gz", ".br")
    }
    files = {name for name in names if (public / name).is_file()}
    assert files
    assert all(is_hashed(name) for name in files)
    asked = set(re.findall(r'(?:href|src)="([^"]*theme/[^"]+)"', (public / "index.html").read_text()))
    assert asked
    assert asked <= files


def test_security_txt_stays_true_for_thirty_days() -> None:
    """This test reads the clock on purpose: it fails while there is still time to look."""
    assert datetime.now(UTC).date() < SECURITY_EXPIRES - timedelta(days=30)
    assert not list(security_contact_is_valid(SECURITY_EXPIRES - timedelta(days=1)))
    assert list(security_contact_is_valid(SECURITY_EXPIRES))


def test_security_txt_says_whom_to_tell(public: Path) -> None:
    lines = (public / ".well-known" / "security.txt").read_text().splitlines()
    assert f"Contact: {ADDRESS}/contact.html" in lines
    assert (ROOT / "content/en/pages/contact.md").is_file()


def test_an_old_address_leads_on_where_a_host_cannot_redirect(public: Path) -> None:
    lines = (TINY / "data" / "redirects.csv").read_text().splitlines()[1:]
    assert lines
    moved = Manifest.read(public / NAME).moved or {}
    for source, target in (line.split(",") for line in lines if "?" not in line):
        path = unquote(source).strip("/")
        page = public / (path if path.endswith(".html") else f"{path}/index.html")
        assert moved[page.relative_to(public).as_posix()] == target
        link = re.findall(r'<a href="([^"]+)"', page.read_text())[0]
        assert (page.parent / link).resolve() == (public / target).resolve()


def test_who_carries_the_zips_away_can_tell_whether_they_are_whole(public: Path, tmp_path: Path) -> None:
    folder = tmp_path / "offline"
    shutil.copytree(public / "offline", folder)
    command = ["sha256sum", "--check", "--quiet", "SHA256SUMS"]
    assert subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0
    listed = {line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    assert listed == {f"pscore-{name}.zip" for name in (*CODES, "all")}
    assert "offline/SHA256SUMS" in Manifest.read(public / NAME).files
    with (folder / "pscore-ko.zip").open("r+b") as archive:
        archive.seek(1000)
        archive.write(b"another")
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "pscore-ko.zip: FAILED\n")


def test_the_data_page_offers_the_zips_and_their_sums(public: Path) -> None:
    for page in ("data.html", "ko/data.html", "fr/data.html"):
        text = (public / page).read_text()
        wanted = {f"offline/{path.name}" for path in (public / "offline").iterdir()}
        found = {link.removeprefix("../") for link in re.findall(r'href="([^"]+)"', text) if "offline/" in link}
        assert found == wanted, page


def _editions(public: Path) -> Iterator[tuple[str, zipfile.ZipFile]]:
    for path in sorted((public / "offline").glob("*.zip")):
        yield path.stem.removeprefix("pscore-"), zipfile.ZipFile(path)


def test_an_offline_edition_opens_at_its_top_and_each_link_leads_somewhere(public: Path) -> None:
    editions = dict(_editions(public))
    assert set(editions) == {*CODES, "all"}
    for archive in editions.values():
        names = set(archive.namelist())
        assert "pscore/index.html" in names
        for page in (name for name in names if name.endswith(".html")):
            for link in re.findall(r'\s(?:href|src)="([^"#?]+)', archive.read(page).decode()):
                if not re.match(r"[a-z]+:", link):
                    assert posixpath.normpath(posixpath.join(posixpath.dirname(page), link)) in names, (page, link)


def test_an_edition_of_one_language_leads_to_the_others_on_the_net(public: Path) -> None:
    editions = dict(_editions(public))
    korean = editions["ko"].read("pscore/ko/index.html").decode()
    assert f'href="{ADDRESS}/"' in korean
    assert 'href="../index.html"' in editions["all"].read("pscore/ko/index.html").decode()
    pages = [name for name in editions["ko"].namelist() if name.endswith(".html")]
    assert all(name.startswith("pscore/ko/") for name in pages if name != "pscore/index.html")


def test_what_has_expired_keeps_nobody_from_making_an_old_commit_again_by_its_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site = committed_site(tmp_path / "site")  # of 2 January 2026
    options = site.root / "data" / "donation_options.json"
    options.write_text(options.read_text().replace("2026-11-01", "2026-01-01").replace("2027-11-01", "2026-01-20"))
    monkeypatch.setattr(publishable, "SECURITY_EXPIRES", date(2026, 1, 20))
    monkeypatch.chdir(site.root)

    def complained(day: datetime | None) -> str:
        monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
        if day:
            monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(day.timestamp())))
        assert publish(["--siteurl", "nowhere"]) == 1
        return capsys.readouterr().err

    expired = ("SECURITY_EXPIRES must lie ahead", "it expired after the newest commit")
    past = "SOURCE_DATE_EPOCH must not lie before the day of the commit; it does"
    again, today = complained(datetime(2026, 1, 19, tzinfo=UTC)), complained(None)
    assert not [told for told in (*expired, past) if told in again]
    assert [told for told in expired if told in today] == [*expired]  # for readers of today
    assert past in complained(datetime(1980, 1, 1, tzinfo=UTC))  # what nix-shell sets for all that is run in it
