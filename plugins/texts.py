"""Reading a text file that a person saved, with whatever program they have."""

import re
from pathlib import Path

from plugins.messages import Message, say, sentences
from plugins.problems import Problem

MEGABYTE = 1_000_000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def text_of(path: Path, shown: str, limit: int, problems: list[Problem]) -> str | None:
    """The file's text with LF line ends and without a byte order mark, or None and the reason in `problems`.

    `limit` is the largest size in bytes; `shown` is the path to name in a message.
    """
    size = path.stat().st_size
    if size > limit:
        problems.append(
            Problem(
                shown,
                0,
                0,
                say(
                    "the file must be at most %(most)s kB; it is %(size)s kB",
                    most=f"{limit // 1000:,}",
                    size=f"{size // 1000:,}",
                ),
                say("Split it, or look whether something was pasted into it by accident."),
            )
        )
        return None
    raw = path.read_bytes()
    if raw.startswith(b"PK\x03\x04"):
        message = say("the file must be text; it is a spreadsheet or document under another name")
        problems.append(Problem(shown, 0, 0, message, sentences(say("Open it in the program that made it."), _SAVE_AS)))
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problems.append(Problem(shown, line, 0, _not_utf8(raw), _SAVE_AS))
        return None
    control = _CONTROL.search(text)
    if control and control.group() != "\0":
        line = text[: control.start()].count("\n") + 1
        message = say(
            "the file must be text; it holds a control character (U+%(number)s)", number=f"{ord(control.group()):04X}"
        )
        problems.append(
            Problem(shown, line, 0, message, say("Delete the sign that cannot be seen, or type the line anew."))
        )
        return None
    if control:
        line = text[: control.start()].count("\n") + 1
        problems.append(
            Problem(
                shown,
                line,
                0,
                say("the file must be text; it holds a NUL byte"),
                sentences(say("Save it again as plain text."), _SAVE_AS),
            )
        )
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


_SAVE_AS = say(
    "Save it as UTF-8 (Windows Notepad: File, Save as, Encoding: UTF-8; Excel: Save as, 'CSV UTF-8'; Hangul: 텍스트 문서, 유니코드 UTF-8)."
)


def _not_utf8(raw: bytes) -> Message:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return say("the file must be UTF-8; it is UTF-16")
    try:
        raw.decode("cp949")
    except UnicodeDecodeError:
        return say("the file must be UTF-8; its bytes are damaged or in another encoding")
    return say("the file must be UTF-8; it looks like CP949 (Korean Windows)")
