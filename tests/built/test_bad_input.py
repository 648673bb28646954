"""Every kind of bad input ends in a clear message, and the old site stays."""

import unicodedata
from collections.abc import Callable

import pytest

from tests.sites import TestSite, snapshot

GOOD = "Title: T\nSummary: S\n\n"
Break = Callable[[TestSite], object]


def page(text: str | bytes, path: str) -> Break:
    return lambda site: site.write(path, text)


def data(was: str, becomes: str, path: str = "data/reports.json") -> Break:
    def change(site: TestSite) -> None:
        text = (site.root / path).read_text()
        assert was in text
        site.write(path, text.replace(was, becomes, 1))

    return change


def two_forms_of_a_name(site: TestSite) -> None:
    page(GOOD, "content/en/pages/" + unicodedata.normalize("NFC", "é.md"))(site)
    page(GOOD, "content/en/pages/" + unicodedata.normalize("NFD", "é.md"))(site)


BAD: dict[str, tuple[Break, str]] = {
    "a date that is not": (page(GOOD, "content/en/news/2026-02-30-x.md"), "content/en/news/2026-02-30-x.md: the date in the file name must be a day of the calendar"),
    "a missing date": (page(GOOD, "content/en/news/petition.md"), "content/en/news/petition.md: the file name must be a date and"),
    "two cases of a name": (page(GOOD, "content/en/pages/About.md"), "content/en/pages/about.md: the file must have an address of its own; content/en/pages/About.md has the same"),
    "two Unicode forms of a name": (two_forms_of_a_name, "content/en/pages/e\u0301.md has the same"),
    "an unknown status": (page("Title: T\nSummary: S\nStatus: hidden\n\nx", "content/en/pages/status.md"), "content/en/pages/status.md:3:1: Status must be one of published, draft; it is 'hidden'"),
    "an unknown key": (page("Title: T\nSumary: S\n\nx", "content/en/pages/key.md"), "Did you mean 'summary'?"),
    "a missing title": (page("Summary: S\n\nx", "content/en/pages/untitled.md"), "content/en/pages/untitled.md:1:1: Title must be given; it is missing or empty"),
    "CP949": (page("Title: 안녕하세요\nSummary: 요약\n\n글".encode("cp949"), "content/en/pages/cp949.md"), "content/en/pages/cp949.md:1: the file must be UTF-8; it looks like CP949 (Korean Windows)"),
    "UTF-16": (page((GOOD + "글").encode("utf-16"), "content/en/pages/utf16.md"), "the file must be UTF-8; it is UTF-16"),
    "a NUL byte": (page(GOOD + "a\0b", "content/en/pages/nul.md"), "content/en/pages/nul.md:4: the file must be text; it holds a NUL byte"),
    "two megabytes of brackets": (page("[" * 2_000_000, "content/en/pages/brackets.md"), "content/en/pages/brackets.md: the file must be at most 200 kB; it is 2,000 kB"),
    "a language that is not configured": (page(GOOD, "content/de/pages/x.md"), "content/de/pages/x.md: the folder must be a language of the site; it is 'de'"),
    "a link to nowhere": (page(GOOD + "\n[x](nowhere.html)", "content/en/pages/link.md"), "content/en/pages/link.md:5: the link must lead to a page or file of this site; it is 'nowhere.html'"),
    "a file link to nowhere": (page(GOOD + "[x]({filename}nowhere.md)", "content/en/pages/file.md"), "the link must lead to a Markdown file of this site"),
    "a way up in a slug": (data('"slug": "first-report"', '"slug": "../../first"'), "slug must be lower-case ASCII letters"),
    "a way up in a link": (page(GOOD + "[x]({static}/../../etc/passwd)", "content/en/pages/way-up.md"), "the link must lead to a file in content/files"),
    "JSON with a trailing comma": (data("\n]\n", ",\n]\n"), "the JSON must have no comma after the last entry; it has one"),
    "a doubled key": (data('"slug": "first-report",', '"slug": "first-report", "slug": "first-report",'), "a key must stand once in an object; 'slug' stands twice"),
    "NaN": (data('"interviews": 10', '"interviews": NaN'), "a number must be a number; it is 'NaN'"),
    "a broken catalogue": (data('msgid "Donate"', 'msgid "Donate', "theme/translations/ko/LC_MESSAGES/messages.po"), "theme/translations/ko/LC_MESSAGES/messages.po"),
    "an address that runs something": (page(GOOD + "[x](javascript:alert(1))", "content/en/pages/runs.md"), "the link must begin with http, https, mailto or be a place on this site"),
    "an image that is not one": (page(b"GIF89a?", "content/files/x.png"), "content/files/x.png: the file must be a picture of the format that its name says (PNG); it is not"),
    "a symbolic link out of the tree": (lambda site: (site.root / "content/en/pages/symbolic.md").symlink_to("/etc/hostname"), "content/en/pages/symbolic.md: the file must be a file of this folder; it is a symbolic link"),
    "raw HTML": (page(GOOD + "<script>alert(1)</script>", "content/en/pages/raw.md"), "HTML in the text must be one of the allowed tags; it is <script>"),
    "a broken table": (data("2006-founding,2006-10", "2006-founding,Oktober", "data/milestones.csv"), "data/milestones.csv:2:2: date must be a date as YYYY, YYYY-MM or YYYY-MM-DD; it is 'Oktober'"),
}  # fmt: skip


# Two of a kind of file cannot be broken at once, and a broken name hides no other.
SECOND = ("JSON with a trailing comma", "a doubled key", "NaN")
ROUNDS = [[kind for kind in BAD if kind not in SECOND], *([kind] for kind in SECOND)]


@pytest.mark.parametrize("kinds", ROUNDS, ids=lambda kinds: kinds[-1])
def test_bad_input_ends_in_a_message_and_the_old_site(
    site: TestSite, stood: dict[str, bytes], kinds: list[str]
) -> None:
    for kind in kinds:
        BAD[kind][0](site)
    done = site.build()
    assert done.status == 1
    assert [kind for kind in kinds if BAD[kind][1] not in done.complained] == []
    assert done.complained.rstrip().endswith("found. Nothing was built; the last good site is untouched.")
    assert "Traceback" not in done.said + done.complained
    assert snapshot(site.output) == stood
