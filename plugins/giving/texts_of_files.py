"""What a file says, whatever its type, for the search for payment addresses. What cannot be read is not let through."""

from pathlib import Path

import pymupdf

MARKUP = frozenset([".html", ".xml", ".svg", ".md"])
WITHOUT_TEXT = frozenset([".png", ".jpg", ".jpeg", ".webp", ".avif", ".woff2"])


class Unreadable(Exception):
    """The file cannot be searched."""


def text_of_file(path: Path) -> str:
    """The text; of a PDF the words of its pages and the targets of its links. Pictures have none (a QR code in a photograph is not read)."""
    ending = path.suffix.lower()
    if ending in WITHOUT_TEXT:
        return ""
    try:
        raw = path.read_bytes()
        return _text_of_document(raw) if ending == ".pdf" else raw.decode("utf-8-sig")
    except (OSError, ValueError, RuntimeError) as error:  # of PyMuPDF: RuntimeError and its children
        raise Unreadable(type(error).__name__) from None


def _text_of_document(raw: bytes) -> str:
    with pymupdf.open(stream=raw, filetype="pdf") as document:  # type: ignore[no-untyped-call]
        if document.needs_pass:
            raise ValueError
        pieces = []
        for page in document:
            pieces.append(str(page.get_text()))
            pieces.extend(str(link["uri"]) for link in page.get_links() if link.get("uri"))
        return "\n".join(pieces)
