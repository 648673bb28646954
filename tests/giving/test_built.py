"""The look at a built site, on folders of a few files: every way in which an address could be added, changed or lost."""

import html
from pathlib import Path

import pymupdf
import pytest

from plugins.giving import qr
from plugins.giving.built import missing_pages, payments
from plugins.giving.links_rule import ASKING, LOOK_ALIKE, NAME, NOT_PINNED, SERVICE
from plugins.giving.own_name import ELSEWHERE as LEAVING
from plugins.giving.own_name import OWN
from plugins.giving.pins import Pins
from plugins.looking import problems_of_files
from plugins.problems import Problem
from tests.giving.given import PINNED

OTHER = "https://give.example.org/once?lang=en&ref=WEB-en"
PAGE = "ko/donate.html"
PINS = Pins(frozenset([PINNED, OTHER]), {PAGE: frozenset([PINNED])}, {PAGE: frozenset([PINNED])})
UNMEANT = "the page must link to exactly the payment addresses that are meant; one is missing or changed"
CODES = "the QR codes of the page must be exactly those of its payment addresses; they are not"
LEAVES = LEAVING[0]
ELSEWHERE = "a payment address must stand in a plain link only; it stands elsewhere too"
UNREADABLE = "the file must be one that can be searched for payment addresses; it is not"


def link(address: str) -> str:
    return f'<a href="{html.escape(address)}" rel="noopener">Give</a> <strong>give.example.org</strong>'


def code(address: str) -> str:
    return f'<svg><path class="{qr.MARK}" fill="#000" d="{qr.path(address)}"/></svg>'


GOOD = f"<!doctype html><p>{link(PINNED)}</p>{code(PINNED)}"


def problems_in(folder: Path) -> list[Problem]:
    return [*problems_of_files(folder, payments(folder, PINS, OWN)), *missing_pages(folder, PINS)]


def told(folder: Path, page: str = GOOD, **others: str | bytes) -> list[tuple[str, str]]:
    for name, content in {PAGE: page, **{key.replace("__", "."): value for key, value in others.items()}}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return sorted({(problem.path, str(problem.message)) for problem in problems_in(folder)})


def test_a_page_with_its_links_and_codes_is_right(tmp_path: Path) -> None:
    assert told(tmp_path, index__html="<p>Hello</p>", feed__xml="<feed/>") == []


def test_the_open_data_hold_every_pinned_address(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "donations.json").write_text(f'["{PINNED}", "{OTHER}"]')
    assert told(tmp_path) == []
    (tmp_path / "data" / "donations.json").write_text(f'["{PINNED}", "{OTHER}x"]')
    assert told(tmp_path) == [("data/donations.json", NOT_PINNED)]


@pytest.mark.parametrize(
    ("page", "messages"),
    [
        ("<p>nothing</p>", {UNMEANT, CODES}),
        (f"{link(OTHER)}{code(PINNED)}", {LEAVES, NOT_PINNED, UNMEANT}),
        (f"{GOOD}{link(OTHER)}", {LEAVES, NOT_PINNED}),
        (GOOD.replace("https://", "http://"), {LEAVES, NOT_PINNED, UNMEANT}),
        (GOOD.replace("WEB-ko", "WEB-k0"), {LEAVES, NOT_PINNED, UNMEANT}),
        (GOOD.replace("give.example.org/", "give.example.org:443/"), {LEAVES, NOT_PINNED, UNMEANT}),
        (GOOD.replace("give.example.org/", "gіve.example.org/"), {LEAVES, LOOK_ALIKE, NOT_PINNED, UNMEANT}),
        (GOOD.replace("give.example.org/", "give.exam&#9;ple.org/"), {LEAVES, NOT_PINNED, ASKING, UNMEANT}),
        (f"{GOOD}<form action='{html.escape(PINNED)}'></form>", {ELSEWHERE}),
        (f"{GOOD}<img src='{html.escape(PINNED)}'>", {ELSEWHERE}),
        (f"{GOOD}<iframe src='{html.escape(PINNED)}'></iframe>", {ELSEWHERE}),
        (f"{GOOD}<a href='https://paypal.com/x'>x</a>", {SERVICE, LEAVES}),
        (f"{GOOD}<a href='https://pscore-help.net/x'>x</a>", {NAME, LEAVES}),
        (f"{GOOD}<a href='https://www.un.org/'>x</a>", {LEAVES}),
        (f"{GOOD}<a href='//www.un.org/'>x</a>", {LEAVES}),
        (f"{GOOD}<a href=' \\\\www.un.org/'>x</a>", {LEAVES}),
        (f"{GOOD}<a href='ht&#10;tps:www.un.org'>x</a>", {LEAVES}),
        (f"{GOOD}<map><area href='https://www.un.org/'></map>", {LEAVES}),
        (f"{GOOD}<button formaction='https://www.un.org/'>x</button>", {LEAVES}),
        (
            f"{GOOD}<link rel='canonical' href='https://www.un.org/'><a href='mailto:a@un.org'>x</a><a href='../'>x</a>",
            set(),
        ),
        (f"{link(PINNED)}", {CODES}),
        (f"{link(PINNED)}{code(OTHER)}", {CODES}),
        (f"{GOOD}{code(OTHER)}", {CODES}),
        (f"{GOOD}{code('https://evil.example.net/')}", {CODES}),
        (GOOD.replace("h1v1", "h2v1", 1), {CODES}),
    ],
)
def test_what_is_added_changed_or_lost_on_the_page_is_refused(tmp_path: Path, page: str, messages: set[str]) -> None:
    assert {message for _, message in told(tmp_path, page)} == messages


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("index.html", link(PINNED), NOT_PINNED),
        ("fr/donate.html", link(PINNED), NOT_PINNED),
        ("index.html", code(PINNED), CODES),
        ("feed.xml", f"<content>{html.escape(link(PINNED))}</content>", NOT_PINNED),
        ("feed.xml", "&lt;a href=&quot;https://give.example.0rg/&quot;&gt;", LOOK_ALIKE),
        ("theme/images/x.svg", f'<svg xmlns="x"><a href="{html.escape(PINNED)}"/></svg>', NOT_PINNED),
        ("theme/js/x.js", f"location='{PINNED}'", NOT_PINNED),
        ("theme/css/x.css", f"a{{background:url({PINNED})}}", NOT_PINNED),
        ("campaigns.ics", f"URL:{PINNED}", NOT_PINNED),
        ("data/campaigns.csv", f"id,url\r\nx,{PINNED}\r\n", NOT_PINNED),
        ("reports/cite/x.en.bib", "https://give.example.orq/once", LOOK_ALIKE),
        ("x.html", b"\xff\xfe", UNREADABLE),
        ("files/x.pdf", b"%PDF-1.7 broken", UNREADABLE),
        ("x.unknown", b"\x80\x81", UNREADABLE),
    ],
)
def test_any_other_file_holds_no_payment_address(tmp_path: Path, name: str, content: str | bytes, message: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert (name, message) in told(tmp_path)


def document(text: str, address: str) -> bytes:
    with pymupdf.open() as made:  # type: ignore[no-untyped-call]
        page = made.new_page()
        page.insert_text((72, 72), text)
        place = pymupdf.Rect(72, 60, 200, 80)  # type: ignore[no-untyped-call]
        page.insert_link({"kind": pymupdf.LINK_URI, "from": place, "uri": address})
        return bytes(made.tobytes())


@pytest.mark.parametrize(
    ("text", "address", "found"),
    [
        ("A report", "https://example.org/report", []),
        ("A report", PINNED, [("files/x.pdf", NOT_PINNED)]),
        ("https://paypal.com/x", "https://example.org/report", [("files/x.pdf", SERVICE)]),
    ],
)
def test_a_document_is_searched_with_its_links(
    tmp_path: Path, text: str, address: str, found: list[tuple[str, str]]
) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "x.pdf").write_bytes(document(text, address))
    assert told(tmp_path) == found


@pytest.mark.parametrize("tag", ['<a href="https://evil.net" href="{}">', "<A HREF='https://evil.net' href='{}'>"])
def test_a_link_with_two_targets_is_refused(tmp_path: Path, tag: str) -> None:
    doubled = "a link must have each attribute once; it does not"
    page = GOOD.replace(f'<a href="{html.escape(PINNED)}" rel="noopener">', tag.format(html.escape(PINNED)))
    assert told(tmp_path, page) == [(PAGE, doubled), (PAGE, LEAVES)]
    assert ("x.html", doubled) in told(tmp_path, GOOD, x__html='<a rel="x" rel="y">x</a>')


def test_a_page_that_is_missing_is_told(tmp_path: Path) -> None:
    assert [problem.message for problem in problems_in(tmp_path)] == [
        "the page with payment addresses must be there; it is not"
    ]


def test_a_link_to_nowhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.html").symlink_to(tmp_path / "lost")
    assert ("x.html", UNREADABLE) in told(tmp_path)


def test_a_message_never_tells_an_address(tmp_path: Path) -> None:
    told(tmp_path, GOOD.replace("WEB-ko", "WEB-k0"))
    assert not any("example.org" in str(problem) for problem in problems_in(tmp_path))
