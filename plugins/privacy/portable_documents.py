"""PDFs that may be published: pages and a title, and nothing that tells who made them or that runs when they are opened."""

import re
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from plugins.messages import Message, say
from plugins.privacy.allowed import Allowed
from plugins.privacy.covered_text import unseen_text
from plugins.privacy.picture_parts import Damaged, foreign_parts
from plugins.privacy.text.identifying import rules_broken
from plugins.privacy.text.reading import Inside
from plugins.problems import Problem

MOST_BYTES = 50_000_000
MOST_PAGES = 2000
# What the information dictionary may tell: the title, programs and times. Author, company and the like are people's.
INFORMATION = frozenset(["Title", "Producer", "Creator", "CreationDate", "ModDate", "Trapped"])
CLEAN = say("Run ./inv clean with the path of the file, and look at the result.")
EXPORT = say("Export it again as PDF, without a password and in one piece.")
_STRING = re.compile(r"\(((?:\\.|[^()\\])*)\)|<([0-9A-Fa-f]{4,})>", re.DOTALL)
_ACTIONS = re.compile(
    r"/(?:JavaScript|JS|OpenAction|AA|Launch|RichMedia|SubmitForm|ImportData|GoToR|GoToE|Sound|Movie|Rendition|XFA)(?![A-Za-z]| null)"
)
_ATTACHED = re.compile(r"/(?:EmbeddedFiles?|Filespec|AF)(?![A-Za-z]| null)")
_REFERENCE = re.compile(r"(?<![0-9])([0-9]+) [0-9]+ R(?![A-Za-z])")
# What a file needs though nothing names it: how it is packed, and that its first page comes first.
_PACKING = re.compile(r"/Type\s*/(?:ObjStm|XRef)(?![A-Za-z])|\A<<(?!.*/Length).*/Linearized ", re.DOTALL)
_NOTES = re.compile(r"/(?:PieceInfo|Metadata|Thumb)(?![A-Za-z]| null)")

Told = tuple[int, Message, Message]
"""The page from 1 (0: the whole file), what must be so, and what to do."""


def document_problems(path: Path, shown: str, allowed: Allowed, inside: Inside) -> Iterator[Problem]:
    """What is wrong with a PDF file."""
    if path.stat().st_size > MOST_BYTES:
        yield _problem(shown, _too_large())
    else:
        yield from problems_of_document(path.read_bytes(), shown, allowed, inside)


def problems_of_document(raw: bytes, shown: str, allowed: Allowed, inside: Inside) -> Iterator[Problem]:
    """The same for the bytes of a PDF."""
    for told in _told(raw, allowed, inside):
        yield _problem(shown, told)


def page_count(path: Path) -> int | None:
    """How many pages a PDF has; None when it cannot be read."""
    document = opened(path.read_bytes())
    return None if document is None or document.needs_pass else int(document.page_count)


def opened(raw: bytes) -> Any:
    """The PDF, or None when it is none or damaged beyond reading; the library's own words could hold a value."""
    pymupdf = _library()
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    with suppress(Exception):
        document = pymupdf.open(stream=raw, filetype="pdf")
        if document.is_pdf:
            return document
    return None


def _library() -> Any:
    """PyMuPDF, which has no types; loaded late, because it is large and most builds have no PDF."""
    return import_module("pymupdf")


def _problem(shown: str, told: Told) -> Problem:
    page, message, fix = told
    if page:
        message = say("page %(page)s: %(message)s", page=page, message=message)
    return Problem(shown, 0, 0, message, fix)


def _too_large() -> Told:
    most = say(
        "the PDF must have at most %(bytes)s MB and %(pages)s pages; it has more",
        bytes=MOST_BYTES // 1_000_000,
        pages=MOST_PAGES,
    )
    return 0, most, say("Make the pictures in it smaller, or split it.")


def _told(raw: bytes, allowed: Allowed, inside: Inside) -> Iterator[Told]:
    document = opened(raw) if raw.startswith(b"%PDF-") else None
    if document is None:
        yield 0, say("the file must be a PDF, as its name says; it is not, or it is damaged"), EXPORT
        return
    if document.needs_pass or document.is_encrypted or (document.metadata or {}).get("encryption"):
        yield 0, say("the PDF must not be encrypted; it is"), EXPORT
    elif len(raw) > MOST_BYTES or document.page_count > MOST_PAGES:
        yield _too_large()
    else:
        try:
            yield from _in_file(document, raw, allowed, inside)
            for number in range(document.page_count):
                for message, fix in _on_page(document[number], allowed, inside):
                    yield number + 1, message, fix
            yield from _unseen(opened(raw))
        except Exception:  # whatever is wrong with the file; the library's own words could hold a value
            yield 0, say("the PDF must be whole; it is damaged"), EXPORT
    document.close()


def _in_file(document: Any, raw: bytes, allowed: Allowed, inside: Inside) -> Iterator[Told]:
    objects = [document.xref_object(number, compressed=True) for number in range(1, document.xref_length())]
    bare = "\n".join(_STRING.sub("", text) for text in objects)
    if document.is_repaired:
        yield 0, say("the PDF must be whole; it is damaged"), EXPORT
    if document.version_count > 1 or _after_end(raw):
        yield 0, say("the PDF must hold no earlier version of itself; it does"), CLEAN
    if _lost(objects, document.pdf_trailer(compressed=True)):
        yield 0, say("the PDF must hold nothing that none of its pages use; it does"), CLEAN
    if information(document) - INFORMATION:
        yield 0, say("the PDF must not tell its author, keywords or the like; it does"), CLEAN
    if _NOTES.search(bare) or document.get_xml_metadata():
        yield 0, say("the PDF must hold no metadata of programs (XMP, small pictures); it does"), CLEAN
    if document.embfile_count() or _ATTACHED.search(bare):
        yield 0, say("the PDF must have no files attached; it has"), CLEAN
    if _ACTIONS.search(bare):
        yield 0, say("the PDF must do nothing when it is opened or clicked (JavaScript, actions); it does"), CLEAN
    if any(not layer.get("on", True) for layer in document.get_ocgs().values()):
        yield (
            0,
            say("the PDF must have no hidden layers; it has"),
            say("Delete the layers in the program that made it."),
        )
    if any(_has_camera_data(document, number) for number in range(1, document.xref_length())):
        yield 0, say("the pictures in the PDF must hold no metadata (EXIF); they do"), CLEAN
    for message, fix in rules_broken("\n".join(_strings(objects)), allowed, inside):
        yield 0, message, fix


def _lost(objects: list[str], trailer: str) -> bool:
    """Whether there are objects that nothing leads to from the beginning; nobody sees them, everybody can read them."""
    bare = [_STRING.sub("", text) for text in objects]
    reached: set[int] = set()
    ahead = {int(number) for number in _REFERENCE.findall(_STRING.sub("", trailer))}
    while ahead:
        reached |= ahead
        texts = (bare[number - 1] for number in ahead if 0 < number <= len(bare))
        ahead = {int(number) for text in texts for number in _REFERENCE.findall(text)} - reached
    return any(
        number not in reached and text.strip() not in ("", "null") and not _PACKING.search(text)
        for number, text in enumerate(bare, start=1)
    )


def information(document: Any) -> set[str]:
    """The keys of the information dictionary that have a value."""
    kind, value = document.xref_get_key(-1, "Info")
    if kind == "xref":
        number = int(value.split()[0])
        return {
            key
            for key in document.xref_get_keys(number)
            if document.xref_get_key(number, key)[1] not in ("null", "()", "")
        }
    return set(re.findall(r"/([A-Za-z]+)", _STRING.sub("", value))) if kind == "dict" else set()


def _after_end(raw: bytes) -> bool:
    """Whether something follows the end of the file: a line end may, another version or a hidden file may not."""
    return bool(raw.rpartition(b"%%EOF")[2].strip(b"\r\n\0 "))


def jpeg_of(document: Any, number: int) -> bytes | None:
    """The bytes of an object that is a JPEG as a camera wrote it."""
    if not document.xref_is_stream(number) or document.xref_get_key(number, "Subtype")[1] != "/Image":
        return None
    return (
        document.xref_stream_raw(number)
        if document.xref_get_key(number, "Filter")[1].strip("[] ") == "/DCTDecode"
        else None
    )


def _has_camera_data(document: Any, number: int) -> bool:
    jpeg = jpeg_of(document, number)
    if jpeg is None:
        return False
    try:
        return bool(set(foreign_parts(jpeg, "JPEG")) - {"bytes after the end"})
    except Damaged:
        return False  # a viewer shows what it can; there is no segment that can be read


def _strings(objects: list[str]) -> Iterator[str]:
    """Every text in the objects: titles of chapters, alternative texts, addresses of links, names of fields."""
    for text in objects:
        for literal, hexadecimal in _STRING.findall(text):
            if hexadecimal:
                raw = bytes.fromhex(hexadecimal + "0" * (len(hexadecimal) % 2))
                yield raw[2:].decode("utf-16-be", "ignore") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")
            else:
                yield literal


def _on_page(page: Any, allowed: Allowed, inside: Inside) -> Iterator[tuple[Message, Message]]:
    kinds = {annotation.type[1] for annotation in page.annots()}
    if "Redact" in kinds:
        redact = say(
            "Apply it in the program that made it ('apply redactions'), and look whether the text can still be copied."
        )
        yield say("a redaction must be applied; it is only marked"), redact
    if kinds - {"Redact"}:
        yield say("the PDF must have no comments or other notes; it has"), CLEAN
    if any(widget.field_value not in (None, "", "Off", False) for widget in page.widgets()):
        yield say("the fields of a form must be empty; they are not"), CLEAN
    if any(_is_wrong_link(link) for link in page.get_links()):
        fix = say("Take the link out in the program that made the PDF.")
        yield say("a link must lead to a web address, a mail or a telephone; it does not"), fix
    yield from rules_broken(page.get_text("text", clip=_library().INFINITE_RECT()), allowed, inside)


def _unseen(copy: Any) -> Iterator[Told]:
    """Text that can be copied but not seen; the copy loses its text."""
    for number in range(copy.page_count):
        found = unseen_text(copy[number])
        if found.covered:
            fix = say(
                "Delete the text itself with a redaction tool: under the box it can be copied. ./inv clean cannot do it."
            )
            yield number + 1, say("no text may lie under a box or a picture; it does"), fix
        if found.outside:
            fix = say(
                "Delete the text itself in the program that made the PDF: it can be copied. ./inv clean cannot do it."
            )
            yield number + 1, say("no text may lie outside what is shown of the page; it does"), fix
    copy.close()


def _is_wrong_link(link: dict[str, Any]) -> bool:
    pymupdf = _library()
    if link["kind"] == pymupdf.LINK_URI:
        return not re.match(r"(?:https?|mailto|tel):", str(link.get("uri", "")), re.IGNORECASE)
    return link["kind"] in (pymupdf.LINK_LAUNCH, pymupdf.LINK_GOTOR)
