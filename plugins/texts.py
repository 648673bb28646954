"""Reading a text file that a person saved, with whatever program they have."""

import re
from pathlib import Path

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
                f"the file must be at most {limit // 1000:,} kB; it is {size // 1000:,} kB",
                "Split it, or look whether something was pasted into it by accident.",
            )
        )
        return None
    raw = path.read_bytes()
    if raw.startswith(b"PK\x03\x04"):
        message = "the file must be text; it is a spreadsheet or document under another name"
        problems.append(Problem(shown, 0, 0, message, f"Open it in the program that made it. {_SAVE_AS}"))
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problems.append(Problem(shown, line, 0, "the file must be UTF-8; " + _encoding_guess(raw), _SAVE_AS))
        return None
    control = _CONTROL.search(text)
    if control and control.group() != "\0":
        line = text[: control.start()].count("\n") + 1
        message = f"the file must be text; it holds a control character (U+{ord(control.group()):04X})"
        problems.append(Problem(shown, line, 0, message, "Delete the sign that cannot be seen, or type the line anew."))
        return None
    if control:
        line = text[: control.start()].count("\n") + 1
        problems.append(
            Problem(
                shown, line, 0, "the file must be text; it holds a NUL byte", "Save it again as plain text. " + _SAVE_AS
            )
        )
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


_SAVE_AS = "Save it as UTF-8 (Windows Notepad: File, Save as, Encoding: UTF-8; Excel: Save as, 'CSV UTF-8'; Hangul: 텍스트 문서, 유니코드 UTF-8)."


def _encoding_guess(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "it is UTF-16"
    try:
        raw.decode("cp949")
    except UnicodeDecodeError:
        return "its bytes are damaged or in another encoding"
    return "it looks like CP949 (Korean Windows)"
