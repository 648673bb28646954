import pytest

from plugins.publishing.structured_data import FUNCTIONS
from plugins.publishing.templates import article_ranges, host, json_ld, section_name, short_address


@pytest.mark.parametrize(
    ("articles", "text"),
    [
        (("1", "2", "3"), "1–3"),
        (("1", "2"), "1, 2"),
        (("9", "3", "5", "6", "7"), "3, 5–7, 9"),
        (("25", "26a"), "25, 26a"),
        ((), ""),
        (tuple(str(number) for number in range(1, 31)), "1–30"),
    ],
)
def test_articles_in_a_row_are_written_as_a_range(articles: tuple[str, ...], text: str) -> None:
    assert article_ranges(articles) == text


def test_no_text_can_end_the_element_of_structured_data() -> None:
    assert json_ld({"name": "</script><script>alert(1)</script>&"}) == (
        '<script type="application/ld+json">{"name":"\\u003c/script\\u003e\\u003cscript\\u003ealert(1)\\u003c/script\\u003e\\u0026"}</script>'
    )


def test_a_source_is_shown_by_its_host() -> None:
    assert host("https://www.rfa.org/korean/x") == "rfa.org"


def test_a_long_source_is_readable_and_cut() -> None:
    assert short_address("https://www.dailynk.com/%EB%B6%81%ED%95%9C/") == "dailynk.com/북한"
    assert short_address("https://example.org/" + "x" * 100) == "example.org/" + "x" * 51 + "…"


@pytest.mark.parametrize(("name", "section"), [("news/x.html", "news.html"), ("about.html", ""), ("index.html", "")])
def test_the_section_of_a_page_is_its_folders_list(name: str, section: str) -> None:
    assert section_name(name) == section


def test_there_is_structured_data_for_each_kind_of_page() -> None:
    assert set(FUNCTIONS) == {"organisation", "news_item", "testimony", "report", "event", "incidents"}
