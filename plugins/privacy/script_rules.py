"""What a style sheet or a script of the site may not do: ask another host, or run what is made from text."""

import re
from collections.abc import Iterator

from plugins.messages import say
from plugins.privacy.text.places import lines
from plugins.problems import Problem

_COMMENT = re.compile(r"/\*[^*]*(?:\*(?!/)[^*]*)*\*/")
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
# An address of another host, a style sheet of its own, a script: whatever the quotes around it.
_STYLE = re.compile(
    r"@import|(?:url|src|image|image-set)\(\s*[\"']?\s*(?:[a-z][a-z0-9+.-]*:|//)|[\"']\s*(?:(?:https?|wss?|ftp|file|blob|data|javascript):|//)"
    r"|expression\s*\(|-moz-binding|(?<![\w-])behavior\s*:",
    re.IGNORECASE,
)
_SCRIPT = re.compile(
    r"\b(?:fetch|eval|Function|importScripts|import|require)\s*\(|\bimport\s*[\"'{*]|\b(?:XMLHttpRequest|WebSocket|WebTransport|EventSource"
    r"|RTCPeerConnection|sendBeacon|serviceWorker|SharedWorker|Worker|geolocation)\b|document\s*\.\s*(?:write|cookie)|javascript:"
)
_ADDRESS = re.compile(r"(?<![\w:])(?:[a-z][a-z0-9+.-]*:)?//[^\s/\"'`<>()]+\.[^\s\"'`<>()]*", re.IGNORECASE)
# Names of vocabularies; nobody is asked for them.
_NAMES = ("http://www.w3.org/", "https://www.w3.org/")


def style_problems(style: str, shown: str) -> Iterator[Problem]:
    """What is wrong with a style sheet; comments are no part of it, and its escapes are read as letters."""
    blank = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment.group()), style)
    for match in _STYLE.finditer(blank):
        yield _style_problem(style, shown, match.start())
    read = _ESCAPE.sub(lambda escape: chr(min(int(escape[1], 16), 0x10FFFF)), blank)
    if read != blank and len(_STYLE.findall(read)) > len(_STYLE.findall(blank)):
        yield _style_problem(style, shown, 0)


def _style_problem(style: str, shown: str, offset: int) -> Problem:
    message = say("the style sheet must load nothing from another host and nothing in its own text; it does")
    return Problem(
        shown,
        *lines(style).place(offset),
        message,
        say("Copy the file into theme/static/ and name it by a relative address."),
    )


def script_problems(script: str, shown: str) -> Iterator[Problem]:
    """What is wrong with a script that nobody has reviewed as a whole (those are known by their hash)."""
    counted = lines(script)
    for match in _SCRIPT.finditer(script):
        message = say("the script must make no request and run no text; it does")
        fix = say("Data comes as a script of its own beside the page; what is loaded stands in the page as a tag.")
        yield Problem(shown, *counted.place(match.start()), message, fix)
    for match in _ADDRESS.finditer(_COMMENT.sub(lambda comment: " " * len(comment.group()), script)):
        if not match.group().startswith(_NAMES):
            message = say("the script must name no other host; it does")
            fix = say("Take the address out. A library that needs it is reviewed, and then listed by its hash.")
            yield Problem(shown, *counted.place(match.start()), message, fix)
