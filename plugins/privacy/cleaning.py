"""`./inv clean`: write PDFs and pictures anew without what tells of people, places and programs."""

import argparse
import sys
from pathlib import Path

from plugins.messages import Message, say, spoken
from plugins.privacy.allowed import allowed
from plugins.privacy.document_cleaning import cleaned_document
from plugins.privacy.pictures import FORMATS, cleaned_picture, picture_problems
from plugins.privacy.portable_documents import document_problems
from plugins.privacy.text.grid import inside_north_korea
from plugins.problems import Problem, listing

UNDONE = say("What could be cleaned was cleaned; the rest needs a person.")


def main(arguments: list[str] | None = None) -> int:
    """Clean each file in its place; 0 when nothing is left to do, 1 with what a person must do."""
    parser = argparse.ArgumentParser(prog="clean")
    parser.add_argument("files", nargs="+", type=Path, help="PDFs and pictures (.pdf, .png, .jpg, .webp, .avif)")
    problems = [problem for path in parser.parse_args(arguments).files for problem in clean(path)]
    if problems:
        print(listing(problems, UNDONE), file=sys.stderr)
    return 1 if problems else 0


def clean(path: Path) -> list[Problem]:
    """Clean a file in its place, and tell what is still wrong with it. A file that cannot be cleaned stays as it is."""
    shown = path.as_posix()
    if not path.is_file() or path.is_symlink():
        return [Problem(shown, 0, 0, say("the file must be there; it is not"), say("Look at the path."))]
    if path.suffix.lower() not in (".pdf", *FORMATS):
        fix = say("Export it as PDF, PNG, JPEG, WebP or AVIF.")
        return [Problem(shown, 0, 0, say("the file must be a PDF or a picture; it is not"), fix)]
    if not _left(path, shown):  # a picture that is written again loses a little each time
        print(spoken(say("%(path)s: was clean", path=shown)))
        return []
    try:
        written = cleaned(path)
    except ValueError as reason:
        message = say("the file must be one that can be cleaned; %(reason)s", reason=_said(reason))
        return [Problem(shown, 0, 0, message, say("Export it again."))]
    except Exception:  # whatever is wrong with the file; the libraries' own words could hold a value
        return [Problem(shown, 0, 0, say("the file must be whole; it is damaged"), say("Export it again."))]
    beside = path.with_name(
        f".{path.name}.new"
    )  # a killed process leaves the old file or the new one, never half of one
    beside.write_bytes(written)
    beside.replace(path)
    print(spoken(say("%(path)s: written anew", path=shown)))
    return _left(path, shown)


def cleaned(path: Path) -> bytes:
    """The bytes of the cleaned file. Raises ValueError, which says why, when it cannot be cleaned."""
    raw = path.read_bytes()
    return cleaned_document(raw) if path.suffix.lower() == ".pdf" else cleaned_picture(raw)


def _left(path: Path, shown: str) -> list[Problem]:
    """What is wrong with the file as it lies there."""
    if path.suffix.lower() != ".pdf":
        return list(picture_problems(path, shown))
    own = allowed(Path("data/allowed.toml"), "data/allowed.toml", [])
    return list(document_problems(path, shown, own, inside_north_korea()))


def _said(reason: ValueError) -> Message:
    words = reason.args[0] if reason.args else ""
    return words if isinstance(words, Message) else say("it is damaged")


if __name__ == "__main__":
    sys.exit(main())
