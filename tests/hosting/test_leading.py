"""The pages that only lead on: at old addresses, and as the doors of the offline editions."""

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest

from plugins.addresses import absolute
from plugins.content_security import POLICY
from plugins.hosting.redirects import redirects
from plugins.languages import CODES, MAIN
from plugins.site import Site
from tests.built.pages import Page
from tests.built.validator import Unavailable, complaints, validator
from tests.sites import ADDRESS, DEMO, TINY, TestSite, committed_site

MOVED = {
    redirect.page: (
        next((code for code in CODES if redirect.target.startswith(f"{code}/")), MAIN.code),
        redirect.target,
    )
    for redirect in redirects(Site(TINY), None, [])
    if not redirect.query
}
DEMONSTRATION = {"en": "A demonstration", "ko": "시연용 사이트", "fr": "Site de démonstration"}


@pytest.fixture(scope="module")
def doors(public: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each door in a folder of its language."""
    folder = tmp_path_factory.mktemp("doors")
    for code in ("ko", "fr"):
        with zipfile.ZipFile(public / "offline" / f"pscore-{code}.zip") as archive:
            (folder / code).mkdir()
            (folder / code / "index.html").write_bytes(archive.read("pscore/index.html"))
    return folder


@pytest.fixture(scope="module")
def leading(public: Path, doors: Path) -> list[tuple[str, str, Page]]:
    """Language, where it leads from its own address, and the page."""
    found = [(code, target, Page(public / file, public)) for file, (code, target) in MOVED.items()]
    return found + [(code, f"{code}/index.html", Page(doors / code / "index.html", doors)) for code in ("ko", "fr")]


def links(page: Page) -> Iterator[str]:
    return (element.attrib["href"] for element in page.all("a"))


def test_a_page_that_leads_on_is_in_the_language_of_where_it_leads_and_says_that_it_is_a_demonstration(
    leading: list[tuple[str, str, Page]],
) -> None:
    for code, _, page in leading:
        assert page.tree.attrib["lang"] == code, page.path
        assert [code for code, words in DEMONSTRATION.items() if words in page.text] == [code], page.path


def test_it_has_the_policy_of_every_page_and_is_not_to_be_found(leading: list[tuple[str, str, Page]]) -> None:
    for _, _, page in leading:
        assert page.meta("Content-Security-Policy") == POLICY
        assert page.meta("robots") == "noindex"
        assert page.meta("referrer") == "no-referrer"


def test_it_leads_on_by_one_plain_link_and_needs_no_script(public: Path, leading: list[tuple[str, str, Page]]) -> None:
    for _, target, page in leading:
        assert page.all("script", "form") == []
        (link,) = links(page)
        assert posixpath.normpath(posixpath.join(posixpath.dirname(_place(page)), link)) == target
        assert (public / target).is_file()
        (style,) = page.metadata("stylesheet")
        sheet = posixpath.normpath(posixpath.join(posixpath.dirname(_place(page)), style.attrib["href"]))
        assert (public / sheet).is_file()


def _place(page: Page) -> str:
    """Where the page lies when it is read: a door at the top."""
    return page.address if page.address in MOVED else "index.html"


def test_what_has_moved_names_its_new_address(public: Path) -> None:
    for file, (_, target) in MOVED.items():
        page = Page(public / file, public)
        assert [link.attrib["href"] for link in page.metadata("canonical")] == [absolute(ADDRESS, target)]
        assert f">{absolute(ADDRESS, target)}</a>" in page.text


def test_it_is_html(leading: list[tuple[str, str, Page]]) -> None:
    for _, _, page in leading:
        parser = html5lib.HTMLParser()
        parser.parse(page.text)
        assert parser.errors == [], page.path


def test_the_validator_finds_no_error_in_it(
    leading: list[tuple[str, str, Page]], request: pytest.FixtureRequest
) -> None:
    try:
        jar = validator(Path(request.config.rootpath) / ".cache" / "vnu")
    except Unavailable as reason:
        pytest.skip(str(reason))
    assert complaints(jar, [page.path for _, _, page in leading]) == []


def test_no_door_stands_in_the_published_tree(public: Path) -> None:
    assert not list((public / "offline").rglob("*.html*"))
    with zipfile.ZipFile(public / "offline" / f"pscore-{MAIN.code}.zip") as archive:
        assert b'rel="canonical"' in archive.read("pscore/index.html")  # the home page itself


def test_what_such_a_page_says_is_looked_through(tmp_path: Path) -> None:
    site = committed_site(tmp_path / "site")
    _plant(site, '{{ "canary" ~ "@somewhere.kr" }}')
    done = site.publish(*DEMO)
    assert done.status == 1
    told = {line.split(":")[0] for line in done.complained.splitlines() if "must hold no e-mail address" in line}
    assert told == {*MOVED, "offline/ko.html", "offline/fr.html"}
    assert "canary" not in done.said + done.complained
    assert not (site.root / "public").exists()


def _plant(site: TestSite, words: str) -> None:
    template = site.root / "theme" / "templates" / "leading.html"
    text = template.read_text("utf-8")
    assert "</main>" in text
    template.write_text(text.replace("</main>", f"<p>{words}</p></main>"), "utf-8")
    site.commit()
