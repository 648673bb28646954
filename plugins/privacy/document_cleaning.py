"""A PDF written anew with its pages, links and title, and without what tells of people and programs."""

from contextlib import suppress
from typing import Any

from plugins.messages import say
from plugins.privacy.picture_parts import Damaged, plain_jpeg
from plugins.privacy.portable_documents import jpeg_of, opened

_IN_CATALOGUE = ("OpenAction", "AA", "AF", "PieceInfo", "Metadata", "Collection")
_IN_OBJECTS = ("AA", "AF", "PieceInfo", "Metadata", "Thumb", "LastModified")


def cleaned_document(raw: bytes) -> bytes:
    """The cleaned PDF, the same bytes for the same file. Text under a box is not touched: that needs a person.

    Raises ValueError, which says why, when the file cannot be read.
    """
    document = opened(raw)
    if document is None or document.needs_pass:
        raise ValueError(say("it cannot be read, or it has a password"))
    title = (document.metadata or {}).get("title") or ""
    document.bake(annots=False, widgets=True)
    for page in document:
        for annotation in list(page.annots()):
            if annotation.type[1] != "Redact":  # a mark that somebody set stays until somebody applies it
                page.delete_annot(annotation)
    document.scrub(
        clean_pages=False,
        hidden_text=False,
        redactions=False,
        remove_links=False,
        reset_fields=False,
        reset_responses=False,
    )
    _without_notes(document)
    document.set_metadata({"title": title})
    document.xref_set_key(-1, "ID", "null")
    written = document.tobytes(garbage=4, deflate=True, no_new_id=True)
    document.close()
    return bytes(written)


def _without_notes(document: Any) -> None:
    for key in _IN_CATALOGUE:
        document.xref_set_key(document.pdf_catalog(), key, "null")
    document.xref_set_key(document.pdf_catalog(), "Names/JavaScript", "null")
    document.xref_set_key(document.pdf_catalog(), "Names/EmbeddedFiles", "null")
    for number in range(1, document.xref_length()):
        keys = document.xref_get_keys(number)
        for key in _IN_OBJECTS:
            if key in keys:
                document.xref_set_key(number, key, "null")
        jpeg = jpeg_of(document, number)
        if jpeg is not None:
            with suppress(Damaged):
                document.update_stream(number, plain_jpeg(jpeg), new=False, compress=False)
                document.xref_set_key(number, "Filter", "/DCTDecode")
