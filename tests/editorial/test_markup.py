import pytest

from plugins.editorial.markup import TooSlow, markup, rendered, safe


def through(text: str) -> str:
    return safe(rendered(text), lambda target: target)


@pytest.mark.parametrize(
    ("written", "refused"),
    [
        ("<script>alert(1)</script>", ("script", "")),
        ('<b onclick="alert(1)">x</b>', ("b", "onclick")),
        ('<p style="color:red">x</p>', ("p", "style")),
        ('<iframe src="https://example.org"></iframe>', ("iframe", "")),
        ('<form action="https://example.org"></form>', ("form", "")),
        ('<img src="x" alt="y" onerror="alert(1)">', ("img", "onerror")),
        ('<svg onload="alert(1)"></svg>', ("svg", "")),
        ("<!-- private -->", ("!--", "")),
        ("# A first heading", ("h1", "")),
        ('<a href="x" target="_blank">x</a>', ("a", "target")),
        ('<div class="give">x</div>', ("div", "class")),
    ],
)
def test_html_that_is_not_allowed_is_told_and_does_not_reach_the_page(written: str, refused: tuple[str, str]) -> None:
    assert refused in markup(rendered(written)).refused
    html = through(written)
    assert "alert" not in html
    assert refused[0] == "h1" or (f" {refused[1]}=" if refused[1] else f"<{refused[0]}") not in html


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x"]
)
def test_an_address_that_runs_something_is_taken_out(address: str) -> None:
    assert "href" not in safe(f'<a href="{address}">x</a>', lambda target: target)


def test_everything_that_markdown_makes_is_allowed() -> None:
    text = "## A {#a}\n\n* x\n\n1. y\n\n> z\n\n| a | b |\n|:--|--:|\n| 1 | 2 |\n\nt\n:   d\n\n`c` *e* **s** n[^1]\n\n---\n\n[^1]: f\n"
    assert markup(rendered(text)).refused == []
    for tag in ("h2", "ul", "ol", "blockquote", "table", "dl", "code", "em", "strong", "sup", "hr"):
        assert f"<{tag}" in through(text)


def test_links_anchors_and_images_without_a_text_are_found() -> None:
    found = markup(rendered("## Heading {#here}\n\n[a](x.html) ![](silent.png) ![said](told.png)"))
    assert found.targets == ["x.html"]
    assert found.images == ["silent.png", "told.png"]
    assert found.anchors == ["here"]
    assert found.silent_images == ["silent.png"]


def test_a_korean_heading_has_an_anchor() -> None:
    assert markup(rendered("## 협의 지위")).anchors == ["협의-지위"]


def test_every_address_goes_through_the_given_function() -> None:
    assert safe('<a href="a">x</a><img src="b" alt="">', str.upper) == '<a href="A">x</a><img src="B" alt="">'


def test_a_row_of_brackets_that_takes_minutes_is_stopped() -> None:
    with pytest.raises(TooSlow):
        rendered("[" * 20_000)
