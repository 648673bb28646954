"""The tiny site with records that are called real, published for readers and not as a demonstration."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from minisign import KeyPair

from plugins.giving.__main__ import main as donations
from plugins.hosting.hosts import host_files
from plugins.hosting.manifest import NAME, Manifest, differences
from plugins.hosting.redirects import redirects
from plugins.records.fields import STATE
from plugins.site import Site
from tests.conftest import built_once, shared
from tests.hosting.conftest import Server, Tree, served_tree, server_of
from tests.hosting.servers import NAMES
from tests.sites import ADDRESS, TINY, Built, TestSite, committed_site


def called_real(folder: Path) -> TestSite:
    """The tiny site with every table called real; of its ways to give, only those that lead to no test of a provider."""
    site = committed_site(folder)
    states = (site.root / "data" / "status.toml").read_text()
    site.write("data/status.toml", states.replace('"example"', '"real"'))
    options = json.loads((site.root / "data" / "donation_options.json").read_text())
    site.write("data/donation_options.json", json.dumps([option for option in options if not option["url"]]))
    signed_by_a_fresh_key(site)
    site.commit("Call it real")
    return site


def signed_by_a_fresh_key(site: TestSite) -> None:
    pair, key = KeyPair.generate(), site.root.with_name("secret.key")
    key.write_bytes(bytes(pair.secret_key) + b"\n")
    site.write("data/donations.pub", bytes(pair.public_key) + b"\n")
    assert donations(["sign", "--root", str(site.root), "--key", str(key)]) == 0


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Built:
    place = shared(tmp_path_factory) / "called-real"
    return built_once(place, lambda folder: called_real(folder).publish("--siteurl", ADDRESS))


@pytest.fixture
def folder(published: Built) -> Path:
    return published.output


@pytest.fixture(scope="session")
def tree_of_real_records(published: Built) -> Iterator[Tree]:
    with served_tree(published.output) as found:
        yield found


@pytest.fixture(scope="session", params=NAMES)
def real_server(
    request: pytest.FixtureRequest, tree_of_real_records: Tree, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    with server_of(request.param, tree_of_real_records, tmp_path_factory.mktemp(request.param)) as found:
        yield found


def test_its_manifest_does_not_call_it_an_example(folder: Path) -> None:
    manifest = Manifest.read(folder / NAME)
    assert (manifest.example, manifest.site) == (False, ADDRESS)
    assert differences(manifest, folder) == []


def test_search_engines_may_read_all_and_are_told_the_sitemap(folder: Path) -> None:
    assert (folder / "robots.txt").read_text() == f"User-agent: *\nAllow: /\n\nSitemap: {ADDRESS}/sitemap.xml\n"
    addresses = re.findall(r"<loc>([^<]+)</loc>", (folder / "sitemap.xml").read_text())
    assert {f"{ADDRESS}/", f"{ADDRESS}/ko/", f"{ADDRESS}/fr/", f"{ADDRESS}/testimonies/a-voice.html"} <= set(addresses)


def test_only_pages_for_wrong_and_old_addresses_are_not_to_be_found(folder: Path) -> None:
    hidden = {page.relative_to(folder).as_posix() for page in folder.rglob("*.html") if "noindex" in page.read_text()}
    old = {redirect.page for redirect in redirects(Site(TINY), None, []) if not redirect.query}
    assert hidden == {"404.html", "ko/404.html", "fr/404.html", *old}


def test_no_page_says_that_it_is_a_demonstration_or_shows_an_example(folder: Path) -> None:
    for page in folder.rglob("*.html"):
        text = page.read_text()
        assert 'class="example' not in text, page
        assert not re.search("A demonstration|시연용 사이트|Site de démonstration|Example data|예시 자료", text), page


def test_no_data_carry_the_mark_of_an_example(folder: Path) -> None:
    tables = list((folder / "data").glob("*.csv"))
    assert len(tables) > 10
    for table in tables:
        assert STATE not in table.read_text("utf-8-sig").splitlines()[0].split(","), table
    for file in (folder / "data").glob("*.json"):
        assert f'"{STATE}": "example"' not in file.read_text(), file
        assert "State: example" not in file.read_text(), file
    assert json.loads((folder / "data" / "incidents.geojson").read_bytes())["example"] is False


def test_no_draft_is_in_it(folder: Path) -> None:
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    assert [name for name in names if "secret-draft" in name or "brouillon" in name] == []
    texts = [path.read_text() for path in folder.rglob("*") if path.suffix in (".html", ".xml", ".json")]
    assert not any("secret-draft" in text or "brouillon-secret" in text for text in texts)


def test_no_host_is_told_to_keep_it_out_of_search_engines(folder: Path) -> None:
    for name in host_files((), demo=False, top=""):
        assert "X-Robots-Tag" not in (folder / name).read_text(), name


@pytest.mark.parametrize("path", ["/", "/ko/", "/missing", "/about", "/data/incidents.csv", "/files/paper.pdf", "/offline/pscore-all.zip"])  # fmt: skip
def test_no_server_keeps_it_out_of_search_engines(real_server: Server, path: str) -> None:
    assert real_server.answer(path).said("X-Robots-Tag") == []
    assert real_server.answer(path).said("X-Content-Type-Options") == ["nosniff"]
