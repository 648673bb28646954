"""Undoing the ways in which a file writes one letter as several: entities, percent signs, backslashes, folded lines."""

import html
import re
from urllib.parse import unquote

from plugins.privacy.text.steps import Replacement

_SPACES = {"n": "\n", "t": "\t", "r": "\r"}


def _unescaped(escape: str) -> str:
    """The escapes of JSON and JavaScript (a code, a line end), and Markdown's: a backslash before a sign."""
    kind, rest = escape[1], escape[2:].strip("{}")
    if kind in "ux" and rest:
        number = int(rest, 16)
        return chr(number) if number <= 0x10FFFF else ""
    return _SPACES.get(kind, kind)


def _unquoted(escape: str) -> str:
    return unquote(unquote(escape.replace("%25", "%")), errors="ignore")


def _nothing(_: str) -> str:
    return ""


BACKSLASHES = Replacement(
    re.compile(r"\\(?:u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[^0-9A-Za-z\s]|[ntr]|\r?\n)"), _unescaped
)
# Twice, because what was escaped by one program is escaped again by the next.
ENTITIES = Replacement(
    re.compile(r"&(?:amp;){0,3}(?:#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,7};?|[A-Za-z][A-Za-z0-9]{1,31};)"),
    lambda entity: html.unescape("&" + entity.replace("&amp;", "&").replace("amp;", "").removeprefix("&")),
)
PERCENTS = Replacement(re.compile(r"(?:%(?:25){0,2}[0-9a-fA-F]{2}){1,64}"), _unquoted)
# A text in a catalogue (.po) goes on in the next quotes; a line of a calendar goes on after a line end and a space.
CATALOGUE_LINES = Replacement(re.compile(r'"[ \t]*\r?\n[ \t]*"'), _nothing)
CALENDAR_LINES = Replacement(re.compile(r"\r?\n[ \t]"), _nothing)
