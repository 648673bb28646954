"""What was sent packed, unpacked little by little: some thousand bytes can be packed from more than any memory holds."""

import zlib
from collections.abc import Iterable, Iterator

import brotli

AS_IT_IS = "identity"  # the name of what is not packed
_PART = 64_000  # bytes that are made at once


def unpacked(parts: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The content of an answer, little by little, whatever it was packed from; it ends where it cannot be unpacked."""
    try:
        match encoding:
            case "gzip":
                yield from _from_gzip(parts)
            case "br":
                yield from _from_brotli(parts)
            case _:
                yield from parts
    except (zlib.error, brotli.error):
        return


def _from_gzip(parts: Iterable[bytes]) -> Iterator[bytes]:
    machine = zlib.decompressobj(31)
    for part in parts:
        while part and not machine.eof:
            yield machine.decompress(part, _PART)
            part = machine.unconsumed_tail
    yield machine.flush()


def _from_brotli(parts: Iterable[bytes]) -> Iterator[bytes]:
    machine = brotli.Decompressor()
    for part in parts:
        while not machine.is_finished() and (content := machine.process(part, output_buffer_limit=_PART)):
            yield content
            part = b""  # it goes on with what it has
