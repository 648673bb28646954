"""Reading of XML in one go, without entities, and without keeping what nobody asked for."""

from collections.abc import Mapping
from typing import Protocol
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from plugins.messages import say
from plugins.privacy.raw.rows import Wrong

DEEPEST = 100


class Reader(Protocol):
    """Told of each element as it passes; only what it keeps stays in memory."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None: ...
    def end(self, tag: str) -> None: ...
    def data(self, text: str) -> None: ...
    def close(self) -> None: ...


def local(tag: str) -> str:
    """The name of an element without its namespace, which differs between versions of a format."""
    return tag.rpartition("}")[2]


def read_xml(data: bytes, reader: Reader) -> None:
    """Tell the reader of every element. Raises Wrong when there is a DOCTYPE or an entity, or when it is no XML."""
    parser = DefusedXMLParser(target=reader, forbid_dtd=True)
    try:
        parser.feed(data)
        parser.close()
    except DefusedXmlException:
        raise Wrong(
            say("the file must have no DOCTYPE and no entities; it has"),
            say("Save it again from the program that made it, or delete the line with <!DOCTYPE."),
        ) from None
    except (ParseError, ValueError, LookupError):
        raise Wrong(
            say("the file must be whole XML in UTF-8; it is damaged"),
            say("Save it again from the program that made it."),
        ) from None
