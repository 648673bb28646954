import random
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from plugins.privacy.document_cleaning import cleaned_document
from plugins.privacy.portable_documents import document_problems, page_count, problems_of_document
from tests.privacy.gate.planted import NOTHING_ALLOWED, inside
from tests.privacy.gate.test_pictures import exif

pymupdf: Any = import_module("pymupdf")  # it has no types
SECRET = "900101-1234567"
Change = Callable[[Any, Any], object]


def messages(raw: bytes) -> list[str]:
    problems = list(problems_of_document(raw, "content/files/a.pdf", NOTHING_ALLOWED, inside))
    assert SECRET not in "".join(f"{problem}{problem!r}" for problem in problems)
    return [problem.message for problem in problems]


def document(change: Change = lambda document, page: None) -> bytes:
    """A PDF of one page with a title and a link, changed."""
    made = pymupdf.open()
    page = made.new_page()
    page.insert_text((72, 72), "A report on the right to food")
    page.insert_link({"kind": pymupdf.LINK_URI, "uri": "https://pscore.org/", "from": pymupdf.Rect(72, 60, 200, 76)})
    made.set_metadata({"title": "A report", "producer": "a program", "creationDate": "D:20240305000000Z"})
    change(made, page)
    return bytes(made.tobytes())


def with_camera_data(made: Any, page: Any) -> None:
    written = BytesIO()
    Image.new("RGB", (16, 12), "navy").save(written, "JPEG", exif=exif())
    page.insert_image(pymupdf.Rect(300, 300, 400, 400), stream=written.getvalue())


def forgotten(made: Any, page: Any) -> None:
    """A piece of text that no page shows any more."""
    number = made.get_new_xref()
    made.update_object(number, "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]>>")
    made.update_stream(number, f"BT ({SECRET}) Tj ET".encode(), compress=False)


def forgotten_beside(made: Any, page: Any) -> None:
    """The same, told as what puts the first page first."""
    forgotten(made, page)
    made.xref_set_key(made.xref_length() - 1, "Linearized", "1")


def hidden_layer(made: Any, page: Any) -> None:
    layer = made.add_ocg("notes", on=False)
    page.insert_text((72, 300), "between us", oc=layer)


def with_field(made: Any, page: Any) -> None:
    field = pymupdf.Widget()
    field.field_type, field.field_name, field.field_value = pymupdf.PDF_WIDGET_TYPE_TEXT, "name", "somebody"
    field.rect = pymupdf.Rect(72, 400, 200, 420)
    page.add_widget(field)


def covered(*box: float, opacity: float = 1) -> Change:
    return lambda made, page: page.draw_rect(box, fill=(0, 0, 0), fill_opacity=opacity)


def covered_by_picture(made: Any, page: Any) -> None:
    written = BytesIO()
    Image.new("RGB", (16, 12), "black").save(written, "PNG")
    page.insert_image(pymupdf.Rect(70, 60, 130, 76), stream=written.getvalue(), keep_proportion=False)


def scanned(*black: float) -> Change:
    """A picture of a line of text, in it a black box, and over it what a machine read before the box came."""

    def change(made: Any, page: Any) -> None:
        with pymupdf.open() as paper:
            sheet = paper.new_page(width=240, height=40)
            sheet.insert_text((12, 20), "read by a machine", color=(0.2, 0.2, 0.2))
            if black:
                sheet.draw_rect(black, fill=(0, 0, 0))
            picture = sheet.get_pixmap(dpi=150).tobytes("jpg", jpg_quality=60)
        page.insert_image(pymupdf.Rect(60, 180, 300, 220), stream=picture)
        page.insert_text((72, 200), "read by a machine", render_mode=3)

    return change


def boxes_in_a_row(made: Any, page: Any) -> None:
    for left in range(68, 230, 2):
        page.draw_rect((left, 60, left + 2, 77), color=None, fill=(0, 0, 0))


def closed_path(made: Any, page: Any) -> None:
    page.draw_polyline([(70, 63), (230, 63), (230, 75), (70, 75), (70, 63)], fill=(0, 0, 0), closePath=True)


def written_on(box: tuple[int, int, int], ink: tuple[float, float, float], size: float = 11) -> Change:
    """Text on a box of a colour (from 0 to 255)."""

    def change(made: Any, page: Any) -> None:
        page.draw_rect((60, 280, 300, 310), color=None, fill=[part / 255 for part in box])
        page.insert_text((72, 300), "a word on a coloured ground", fontsize=size, color=[part / 255 for part in ink])

    return change


def turned(change: Change) -> Change:
    def both(made: Any, page: Any) -> None:
        change(made, page)
        page.set_rotation(90)

    return both


def smaller(made: Any, page: Any) -> None:
    """A page of which less is shown than is there, with a word in what is not shown."""
    page.insert_text((72, 700), "cut off")
    page.set_cropbox(pymupdf.Rect(50, 40, 550, 600))


def white_paper(made: Any, page: Any) -> None:
    page.set_cropbox(pymupdf.Rect(50, 40, 550, 600))


def hidden_text_over_a_box(made: Any, page: Any) -> None:
    page.draw_rect((60, 180, 300, 220), fill=(0, 0, 0))
    page.insert_text((72, 200), "read by a machine before the box came", render_mode=3)


def hidden_text_on_white(made: Any, page: Any) -> None:
    page.draw_rect((0, 0, 595, 842), fill=(1, 1, 1), overlay=False)
    page.insert_text((72, 200), "read by a machine", render_mode=3)


def white_on_black(made: Any, page: Any) -> None:
    page.draw_rect((70, 260, 200, 276), fill=(0, 0, 0))
    page.insert_text((72, 272), "white on black", color=(1, 1, 1))


CLEANABLE = [
    (lambda made, page: made.set_metadata({"author": SECRET}), "the PDF must not tell its author, keywords or the like; it does"),
    (lambda made, page: made.set_metadata({"keywords": "x"}), "the PDF must not tell its author, keywords or the like; it does"),
    (lambda made, page: made.set_xml_metadata(f"<x:xmpmeta>{SECRET}</x:xmpmeta>"), "the PDF must hold no metadata of programs (XMP, small pictures); it does"),
    (lambda made, page: made.embfile_add("raw.txt", SECRET.encode()), "the PDF must have no files attached; it has"),
    (lambda made, page: page.add_file_annot((20, 20), SECRET.encode(), "raw.txt"), "page 1: the PDF must have no comments or other notes; it has"),
    (lambda made, page: page.add_text_annot((20, 20), "who was it?"), "page 1: the PDF must have no comments or other notes; it has"),
    (lambda made, page: page.add_highlight_annot(pymupdf.Rect(72, 60, 100, 76)), "page 1: the PDF must have no comments or other notes; it has"),
    (lambda made, page: made.xref_set_key(made.pdf_catalog(), "OpenAction", "<</S/JavaScript/JS(app.alert(1))>>"), "the PDF must do nothing when it is opened or clicked (JavaScript, actions); it does"),
    (lambda made, page: made.xref_set_key(made.pdf_catalog(), "PieceInfo", "<</X<</Y(z)>>>>"), "the PDF must hold no metadata of programs (XMP, small pictures); it does"),
    (forgotten, "the PDF must hold nothing that none of its pages use; it does"),
    (forgotten_beside, "the PDF must hold nothing that none of its pages use; it does"),
    (with_camera_data, "the pictures in the PDF must hold no metadata (EXIF); they do"),
    (with_field, "page 1: the fields of a form must be empty; they are not"),
]  # fmt: skip

BLACK, WHITE, NAVY = (0, 0, 0), (255, 255, 255), (0, 0, 90)
UNSEEN: list[Change] = [
    closed_path,
    boxes_in_a_row,
    hidden_text_on_white,
    lambda made, page: page.draw_rect((70, 60, 130, 76), fill=(0, 0, 0), radius=0.2),
    lambda made, page: page.draw_circle((90, 68), 15, fill=(0, 0, 0)),
    lambda made, page: page.draw_line((68, 68), (230, 68), width=14),
    lambda made, page: page.draw_line((68, 69), (140, 69), width=9),  # narrower than the line of text is high
    covered(70, 60, 130, 76, opacity=0.85),
    turned(covered(70, 60, 130, 76)),
    written_on(BLACK, BLACK),
    written_on(NAVY, BLACK),
    written_on(WHITE, WHITE),
    written_on(WHITE, (254, 254, 254)),
    lambda made, page: page.insert_text((72, 300), "between us", fill_opacity=0),
    lambda made, page: page.insert_text((72, 300), "between us", render_mode=7),
    scanned(10, 8, 60, 24),
    scanned(10, 11, 140, 21),
]
SEEN: list[Change] = [
    written_on((255, 230, 0), BLACK),
    written_on((200, 30, 30), WHITE),
    written_on((60, 60, 60), WHITE),
    written_on(WHITE, (200, 200, 200), 6),
    written_on(WHITE, (221, 221, 221), 9),
    written_on(WHITE, (0, 0, 0), 3),
    turned(written_on((255, 230, 0), BLACK)),
    scanned(),
    scanned(180, 8, 230, 30),
    white_paper,
    lambda made, page: page.insert_text((72, 300), "from below", rotate=90),
    lambda made, page: page.insert_text((72, 300), "\u00a0 . , - \u2026"),
]

FOR_A_PERSON = [
    (covered(70, 60, 130, 76), "page 1: no text may lie under a box or a picture; it does"),
    (hidden_text_over_a_box, "page 1: no text may lie under a box or a picture; it does"),
    (covered_by_picture, "page 1: no text may lie under a box or a picture; it does"),
    *((change, "page 1: no text may lie under a box or a picture; it does") for change in UNSEEN),
    (smaller, "page 1: no text may lie outside what is shown of the page; it does"),
    (lambda made, page: page.insert_text((-500, 300), "a word"), "page 1: no text may lie outside what is shown of the page; it does"),
    (lambda made, page: page.add_redact_annot(pymupdf.Rect(72, 60, 100, 76)), "page 1: a redaction must be applied; it is only marked"),
    (lambda made, page: page.insert_text((72, 300), f"no. {SECRET}"), "page 1: the text must hold no resident or foreigner number; it does"),
    (lambda made, page: page.insert_text((-500, 300), f"no. {SECRET}"), "page 1: the text must hold no resident or foreigner number; it does"),
    (lambda made, page: page.insert_text((72, 300), f"no. {SECRET}", render_mode=3), "page 1: the text must hold no resident or foreigner number; it does"),
    (lambda made, page: made.set_toc([[1, f"no. {SECRET}", 1]]), "the text must hold no resident or foreigner number; it does"),
    (lambda made, page: made.set_metadata({"title": f"no. {SECRET}"}), "the text must hold no resident or foreigner number; it does"),
    (hidden_layer, "the PDF must have no hidden layers; it has"),
    (lambda made, page: page.insert_link({"kind": pymupdf.LINK_URI, "uri": "file:///home/somebody/a.pdf", "from": pymupdf.Rect(72, 60, 200, 76)}), "page 1: a link must lead to a web address, a mail or a telephone; it does not"),
]  # fmt: skip


@pytest.mark.parametrize(
    "change", [None, covered(70, 160, 130, 176), covered(72, 68, 200, 69), covered(70, 60, 130, 76, opacity=0.3), white_on_black, *SEEN]
)  # fmt: skip
def test_an_honest_document_passes(change: Change | None) -> None:
    assert messages(document(change) if change else document()) == []


@pytest.mark.parametrize(("change", "message"), CLEANABLE + FOR_A_PERSON)
def test_what_a_document_may_not_hold_is_refused(change: Change, message: str) -> None:
    assert message in messages(document(change))


@pytest.mark.parametrize(("change", "message"), CLEANABLE)
def test_a_cleaned_document_passes(change: Change, message: str) -> None:
    raw = document(change)
    clean = cleaned_document(raw)
    assert messages(clean) == []
    assert SECRET.encode() not in clean
    assert cleaned_document(raw) == clean
    with pymupdf.open(stream=clean, filetype="pdf") as made:
        assert "A report on the right to food" in made[0].get_text()
        assert [link["uri"] for link in made[0].get_links()] == ["https://pscore.org/"]
        assert made.metadata["title"] in ("A report", "")


@pytest.mark.parametrize(("change", "message"), FOR_A_PERSON)
def test_what_needs_a_person_is_not_cleaned_away_in_silence(change: Change, message: str) -> None:
    assert message in messages(cleaned_document(document(change)))


@pytest.mark.parametrize("options", [{"use_objstms": 1}, {"garbage": 4}, {"garbage": 1, "deflate": True}])
def test_a_document_packed_in_another_way_passes(options: dict[str, Any]) -> None:
    with pymupdf.open(stream=document(), filetype="pdf") as made:
        made.set_toc([[1, "A chapter (with more) 7 0 R", 1]])
        assert messages(bytes(made.tobytes(**options))) == []


def test_an_earlier_version_in_the_file_is_refused_and_cleaned(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(document())
    with pymupdf.open(path) as made:
        made[0].insert_text((72, 300), "a later word")
        made.saveIncr()
    assert messages(path.read_bytes()) == ["the PDF must hold no earlier version of itself; it does"]
    assert messages(cleaned_document(path.read_bytes())) == []


def test_what_follows_the_end_is_refused() -> None:
    assert "the PDF must hold no earlier version of itself; it does" in messages(document() + SECRET.encode())


def test_what_is_broken_encrypted_or_no_document_is_refused() -> None:
    with pymupdf.open(stream=document(), filetype="pdf") as made:
        locked = bytes(made.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="a", user_pw="b"))
        owned = bytes(made.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="a", user_pw=""))
    assert messages(locked) == messages(owned) == ["the PDF must not be encrypted; it is"]
    assert messages(b"%PDF-1.7 and no more") == [
        "the file must be a PDF, as its name says; it is not, or it is damaged"
    ]
    assert messages(b"PK\x03\x04") == ["the file must be a PDF, as its name says; it is not, or it is damaged"]
    assert "the PDF must be whole; it is damaged" in messages(document()[:-120])
    with pytest.raises(ValueError, match="password"):
        cleaned_document(locked)


def test_the_pages_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(document(lambda made, page: made.new_page()))
    (tmp_path / "b.pdf").write_bytes(b"no PDF")
    assert page_count(tmp_path / "a.pdf") == 2
    assert page_count(tmp_path / "b.pdf") is None


def test_a_document_too_large_is_not_even_opened(tmp_path: Path) -> None:
    with (tmp_path / "a.pdf").open("wb") as file:
        file.truncate(50_000_001)
    (problem,) = document_problems(tmp_path / "a.pdf", "a.pdf", NOTHING_ALLOWED, inside)
    assert problem.message == "the PDF must have at most 50 MB and 2000 pages; it has more"


def test_a_document_with_broken_bytes_is_told_and_never_a_crash() -> None:
    raw = document(with_camera_data)
    chance = random.Random(7)
    for _ in range(60):
        broken = bytearray(raw)
        for _ in range(chance.choice([1, 5, 40])):
            broken[chance.randrange(len(raw))] = chance.randrange(256)
        list(problems_of_document(bytes(broken), "a.pdf", NOTHING_ALLOWED, inside))
        assert messages(bytes(broken[: chance.randrange(len(raw) - 40)]))
