"""Whatever is published was looked through, or is made of what was: a copy, a packed copy, or a hash."""

import gzip
import re
import zipfile
from pathlib import Path

import brotli
import pytest

from plugins import catalogues
from plugins.building.steps import compiled_words
from plugins.checks import check
from plugins.commit import Commit, commit
from plugins.hosting.manifest import NAME, Manifest
from plugins.hosting.publication import Publication
from plugins.site import Site
from tests.sites import ADDRESS

MADE_OF_HASHES = {"manifest.json", "SHA256SUMS", "offline/SHA256SUMS"}
ZIPS = {f"offline/pscore-{name}.zip" for name in ("en", "ko", "fr", "all")}


@pytest.fixture(scope="module")
def publication(public: Path) -> Publication:
    site, made_from = Site(public.parent), commit(public.parent)
    assert made_from
    return Publication(check(site), ADDRESS, demo=True, commit=made_from, day=None)


@pytest.fixture(scope="module")
def looked_through(
    public: Path, publication: Publication, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    """What the scan saw, by its path."""
    workshop = tmp_path_factory.mktemp("workshop")
    catalogues.compile_to(publication.checked.site, compiled_words(workshop))
    beside = publication.beside(workshop) | publication.for_hosts
    return {name: (public / name).read_bytes() for name in publication.files} | beside


def published(public: Path) -> dict[str, Path]:
    return {path.relative_to(public).as_posix(): path for path in public.rglob("*") if path.is_file()}


def test_what_was_not_looked_through_is_of_known_kinds(public: Path, looked_through: dict[str, bytes]) -> None:
    rest = published(public).keys() - looked_through.keys()
    packed = {name for name in rest if name.endswith((".gz", ".br"))}
    assert rest - packed == MADE_OF_HASHES | ZIPS


def test_what_was_looked_through_was_not_changed_afterwards(public: Path, looked_through: dict[str, bytes]) -> None:
    files = published(public)
    assert {name: files[name].read_bytes() for name in looked_through.keys() & files.keys()} == {
        name: content for name, content in looked_through.items() if name in files
    }
    assert looked_through.keys() - files.keys() == {"offline/ko.html", "offline/fr.html"}  # packed into the zips


def test_a_compressed_copy_is_of_what_was_looked_through(public: Path, looked_through: dict[str, bytes]) -> None:
    unpacked = {".gz": gzip.decompress, ".br": brotli.decompress}
    packed = [path for name, path in published(public).items() if path.suffix in unpacked]
    assert packed
    for path in packed:
        name = path.relative_to(public).as_posix().removesuffix(path.suffix)
        assert unpacked[path.suffix](path.read_bytes()) == looked_through[name], name


def test_a_zip_holds_what_was_looked_through_with_other_links_at_most(
    public: Path, looked_through: dict[str, bytes]
) -> None:
    for zipped in ZIPS:
        code = zipped.removesuffix(".zip").rpartition("-")[2]
        with zipfile.ZipFile(public / zipped) as archive:
            for entry in archive.namelist():
                name, content = entry.removeprefix("pscore/"), archive.read(entry)
                seen = looked_through[name]
                if name == "index.html" and code in ("ko", "fr"):
                    seen = looked_through[f"offline/{code}.html"]
                if name.endswith(".html"):
                    content, seen = _without_links(content), _without_links(seen)
                assert content == seen, (zipped, name)


def _without_links(page: bytes) -> bytes:
    return re.sub(rb'\shref="[^"]*"', b"", page)


def test_what_hosts_alone_read_is_not_in_a_zip(public: Path, publication: Publication) -> None:
    for zipped in ZIPS:
        with zipfile.ZipFile(public / zipped) as archive:
            names = {name.removeprefix("pscore/") for name in archive.namelist()}
        assert names & {*publication.for_hosts, "robots.txt", "sitemap.xml", "404.html"} == set()
        assert [name for name in names if name.endswith((".gz", ".br", ".zip")) or ".php" in name] == []


@pytest.mark.parametrize("changed", [(), ("content/en/pages/about.md",)])
def test_the_manifest_says_whether_the_files_were_those_of_the_commit(
    publication: Publication, tmp_path: Path, changed: tuple[str, ...]
) -> None:
    other = Publication(publication.checked, ADDRESS, demo=False, commit=Commit("0" * 40, 0, changed), day=None)
    other.write_sums(tmp_path)
    assert Manifest.read(tmp_path / NAME).changed is bool(changed)
