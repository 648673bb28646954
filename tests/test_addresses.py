import pytest

from plugins.addresses import absolute, address, relative


@pytest.mark.parametrize(
    ("start", "target", "link"),
    [
        ("about.html", "donate.html", "donate.html"),
        ("news/a.html", "donate.html", "../donate.html"),
        ("ko/news/a.html", "ko/news/b.html", "b.html"),
        ("ko/news/a.html", "fr/reports/x.html", "../../fr/reports/x.html"),
        ("index.html", "ko/index.html", "ko/index.html"),
    ],
)
def test_links_are_relative_and_name_their_file(start: str, target: str, link: str) -> None:
    assert relative(start, target) == link


def test_the_main_language_is_at_the_top_and_the_others_below_their_code() -> None:
    assert address("about.html", "en") == "about.html"
    assert address("about.html", "ko") == "ko/about.html"


def test_a_home_page_is_named_by_its_folder_in_a_whole_address() -> None:
    assert absolute("https://example.org", "index.html") == "https://example.org/"
    assert absolute("https://example.org/site/", "ko/index.html") == "https://example.org/site/ko/"
    assert absolute("https://example.org/site", "ko/about.html") == "https://example.org/site/ko/about.html"
