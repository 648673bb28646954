"""The tiny site with records that are called real, published for readers and not as a demonstration, for an address with a path."""

import json
import re
from pathlib import Path

import pytest

from plugins.hosting.hosts import host_files
from plugins.hosting.manifest import NAME, Manifest, differences
from plugins.hosting.redirects import redirects
from plugins.hosting.site_address import top
from plugins.records.fields import STATE
from plugins.site import Site
from tests.hosting.called_real import BELOW_A_PATH
from tests.hosting.conftest import Server
from tests.sites import TINY, Built


@pytest.fixture
def folder(called_real: Built) -> Path:
    return called_real.output


def test_its_manifest_does_not_call_it_an_example(folder: Path) -> None:
    manifest = Manifest.read(folder / NAME)
    assert (manifest.example, manifest.site) == (False, BELOW_A_PATH)
    assert differences(manifest, folder) == []


def test_search_engines_may_read_all_and_are_told_the_sitemap(folder: Path) -> None:
    assert (folder / "robots.txt").read_text() == f"User-agent: *\nAllow: /\n\nSitemap: {BELOW_A_PATH}/sitemap.xml\n"
    addresses = re.findall(r"<loc>([^<]+)</loc>", (folder / "sitemap.xml").read_text())
    assert {
        f"{BELOW_A_PATH}/",
        f"{BELOW_A_PATH}/ko/",
        f"{BELOW_A_PATH}/fr/",
        f"{BELOW_A_PATH}/testimonies/a-voice.html",
    } <= set(addresses)


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
    for name in host_files((), demo=False, top=top(BELOW_A_PATH)):
        assert "X-Robots-Tag" not in (folder / name).read_text(), name


@pytest.mark.parametrize("path", ["/", "/ko/", "/missing", "/about", "/data/incidents.csv", "/files/paper.pdf", "/offline/pscore-all.zip"])  # fmt: skip
def test_no_server_keeps_it_out_of_search_engines(server_below: Server, path: str) -> None:
    assert server_below.answer(path).said("X-Robots-Tag") == []
    assert server_below.answer(path).said("X-Content-Type-Options") == ["nosniff"]
