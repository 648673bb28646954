from pathlib import Path

import pytest

from plugins.editorial.markup import safe
from plugins.pictures.element import Elements
from plugins.pictures.renditions import Picture

WIDE = Picture(Path("wide.jpg"), "files/2026/wide", 4000, 3000, 1, False)
SMALL = Picture(Path("small.png"), "files/small", 64, 32, 1, True)


def shown(html: str, here: str = "ko/news/x.html") -> str:
    return Elements(here, [WIDE, SMALL]).put_into(safe(html, str))


def test_a_picture_offers_formats_and_sizes_and_keeps_its_place() -> None:
    assert shown('<p><img src="../../files/2026/wide-1600.jpg" alt="A &lt; &quot;B&quot;"></p>') == (
        "<p><picture>"
        '<source type="image/avif" srcset="../../files/2026/wide-480.avif 480w, ../../files/2026/wide-960.avif 960w,'
        ' ../../files/2026/wide-1600.avif 1600w" sizes="(min-width: 702px) 646px, 92vw">'
        '<source type="image/webp" srcset="../../files/2026/wide-480.webp 480w, ../../files/2026/wide-960.webp 960w,'
        ' ../../files/2026/wide-1600.webp 1600w" sizes="(min-width: 702px) 646px, 92vw">'
        '<img src="../../files/2026/wide-1600.jpg" alt="A &lt; &quot;B&quot;" width="1600" height="1200"'
        ' loading="lazy" decoding="async"></picture></p>'
    )


@pytest.mark.parametrize(
    ("written", "becomes", "sizes"),
    [
        ('width="200"', 'width="200" height="150"', "(min-width: 217px) 200px, 92vw"),
        ('width="200" height="9"', 'width="200" height="150"', "(min-width: 217px) 200px, 92vw"),
        ('width="9999"', 'width="1600" height="1200"', "(min-width: 702px) 646px, 92vw"),
        ('width="50%"', 'width="1600" height="1200"', "(min-width: 702px) 646px, 92vw"),
        ('width="0"', 'width="1600" height="1200"', "(min-width: 702px) 646px, 92vw"),
    ],
)
def test_a_text_may_ask_for_less_width_and_the_height_follows(written: str, becomes: str, sizes: str) -> None:
    html = shown(f'<img src="../../files/2026/wide-1600.jpg" alt="A" {written}>')
    assert becomes in html
    assert html.count(f'sizes="{sizes}"') == 2


def test_the_words_and_the_language_of_a_picture_stay() -> None:
    html = shown('<img src="../../files/small-64.png" alt="그림" lang="ko" title="T">')
    assert 'alt="그림"' in html
    assert 'lang="ko"' in html
    assert 'title="T"' in html


@pytest.mark.parametrize(
    "html",
    [
        '<img src="../../files/other-64.png" alt="A">',
        '<img src="files/small-64.png" alt="A">',
        '<p>&lt;img src="../../files/small-64.png"&gt;</p>',
        '<p title="&lt;img src=&quot;../../files/small-64.png&quot;&gt;">x</p>',
    ],
)
def test_what_is_no_picture_of_ours_stays_as_it_is(html: str) -> None:
    assert "<picture>" not in shown(html)
    assert shown(html) == safe(html, str)


def test_nothing_inside_an_attribute_is_taken_for_a_tag() -> None:
    """The filter leaves `<` in attributes as it is."""
    html = shown('<a title="<img src=" href="../../files/small-64.png">x</a><abbr title="><img "></abbr>')
    assert "<picture>" not in html


def test_which_pictures_a_page_shows_is_remembered_in_order() -> None:
    elements = Elements("about.html", [WIDE, SMALL])
    elements.put_into(
        safe('<img src="files/small-64.png" alt="A &amp; B"><img src="files/2026/wide-1600.jpg" alt="C">', str)
    )
    assert [(found.file.address, found.alt) for found in elements.shown] == [
        ("files/small-64.png", "A & B"),
        ("files/2026/wide-1600.jpg", "C"),
    ]
