import re
from urllib.parse import urlsplit

import pytest

from tests.built.pages import LOADING, pages
from tests.sites import Built, snapshot


def test_every_page_has_the_strict_policy_before_anything_is_loaded(built: Built) -> None:
    for page in pages(built.output):
        policy = page.meta("Content-Security-Policy")
        assert policy is not None, page.address
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe" not in policy
        assert "http" not in policy
        head = page.tree.find("head")
        assert head is not None
        first = [element.attrib.get("http-equiv") or element.attrib.get("charset") for element in head][:2]
        assert first == ["utf-8", "Content-Security-Policy"], page.address


def test_no_page_loads_anything_from_another_host(built: Built) -> None:
    for page in pages(built.output):
        for element in page.all():
            for name, value in element.attrib.items():
                if name in LOADING or (
                    element.tag == "link"
                    and name == "href"
                    and element.attrib["rel"] in ("stylesheet", "icon", "apple-touch-icon", "preload")
                ):
                    assert not urlsplit(value).netloc, (page.address, element.tag, value)
        assert not page.all("iframe", "object", "embed", "form", "video", "audio"), page.address


def test_no_stylesheet_or_picture_loads_anything_from_another_host(built: Built) -> None:
    for name, content in snapshot(built.output).items():
        if name.endswith((".css", ".svg")):
            text = content.decode().replace("http://www.w3.org/2000/svg", "")
            assert not re.search(r"@import|url\(|https?:|//[a-z]", text), name


def test_no_page_has_inline_script_or_style(built: Built) -> None:
    for page in pages(built.output):
        for element in page.all():
            assert not [name for name in element.attrib if name == "style" or name.startswith("on")], (
                page.address,
                element.tag,
            )
            assert element.tag != "style", page.address
            if element.tag == "script" and element.attrib.get("type") != "application/ld+json":
                assert set(element.attrib) == {"defer", "src"}, page.address
                assert not (element.text or "").strip(), page.address
            assert not element.attrib.get("href", "").lower().startswith(("javascript:", "data:")), page.address


def test_only_the_pages_with_a_live_map_have_javascript(built: Built) -> None:
    """What they say without it is tested with the pages themselves."""
    for page in pages(built.output):
        scripts = [element.attrib["src"] for element in page.all("script") if "src" in element.attrib]
        assert bool(scripts) == (page.address.rpartition("/")[2] in ("map.html", "campaigns.html")), page.address


@pytest.mark.parametrize("canary", ["canary", "secret-draft", "brouillon-secret"])
def test_drafts_are_nowhere(tiny: Built, canary: str) -> None:
    for name, content in snapshot(tiny.output).items():
        assert canary not in name
        assert canary.encode() not in content, name


def test_no_source_file_is_published(built: Built) -> None:
    """The tables under data/ are no copies: they are written from the records."""
    names = [name for name in snapshot(built.output) if not (name.startswith("data/") and name.endswith(".csv"))]
    sources = (".md", ".po", ".mo", ".py", ".csv", ".toml")
    assert [name for name in names if name.endswith(sources) or "/." in f"/{name}"] == []


def test_no_path_of_the_machine_is_published(built: Built) -> None:
    for name, content in snapshot(built.output).items():
        assert str(built.output.parent).encode() not in content, name


def test_texts_with_signs_that_html_knows_are_shown_as_written(tiny: Built) -> None:
    page = (tiny.output / "about.html").read_text()
    assert "About &lt;the&gt; “tiny” &amp; odd site" in page
    assert "<the>" not in page
    report = (tiny.output / "reports" / "second-report.html").read_text()
    assert "Only titled &lt;/script&gt; in English &amp; nowhere else" in report
    assert "Only titled </script>" not in report
