"""The parts of a zipped file, unpacked only when it is sure how large they become."""

import io
import zipfile
import zlib
from collections.abc import Callable

from plugins.messages import Message, say
from plugins.privacy.raw.rows import RawFile
from plugins.problems import Problem
from plugins.texts import MEGABYTE

# Text of a spreadsheet packs 10 to 50 times; a bomb 1000 times.
_HIGHEST_RATIO = 200
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # offices write no other


def parts(
    data: bytes, wanted: Callable[[str], object], most: int, file: RawFile, problems: list[Problem]
) -> dict[str, bytes] | None:
    """The wanted members by name, None when they cannot be had. `most` limits the bytes of all of them together."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir() and wanted(member.filename)]
            names = {member.filename for member in members}
            if len(names) < len(members) or any(member.compress_type not in _PACKINGS for member in members):
                raise zipfile.BadZipFile
            if not _sizes_are_safe(members, most, file, problems):
                return None
            # zipfile never unpacks more of a member than the size it declares.
            return {member.filename: archive.read(member) for member in members}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, OverflowError):
        # RuntimeError: a password.
        problems.append(file.problem(*damaged()))
        return None


def damaged() -> tuple[Message, Message]:
    message = say("the file must be whole and without a password; it cannot be unpacked or read")
    return message, say("Open it in the program that made it, and save it again without a password.")


def _sizes_are_safe(members: list[zipfile.ZipInfo], most: int, file: RawFile, problems: list[Problem]) -> bool:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked <= most and (unpacked <= MEGABYTE or unpacked <= _HIGHEST_RATIO * packed):
        return True
    message = say(
        "the file must unpack to at most %(most)s MB; it becomes larger, or suspiciously large", most=most // MEGABYTE
    )
    fix = say("Save it again from the program that made it, in several files if there are many records.")
    problems.append(file.problem(message, fix))
    return False
