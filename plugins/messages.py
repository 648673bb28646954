"""Sentences for editors, in the language of their terminal.

A message is English text that remembers the pattern and the values it was made of. So checks need not know who reads them:
they compare and pass on plain text, and the other language is made where a command prints.
"""

import gettext
import os
import sys
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Self, TextIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CATALOGUES = Path(__file__).parent / "translations"
TRANSLATED = ("ko",)  # the languages that messages are translated to


class Message(str):
    """A sentence in English; `pattern` is what the catalogues translate, `values` fills its `%(name)s`."""

    __slots__ = ("pattern", "values")
    pattern: str
    values: Mapping[str, object]

    def __new__(cls, pattern: str, values: Mapping[str, object]) -> Self:
        message = super().__new__(cls, pattern % values if values else pattern)
        message.pattern, message.values = pattern, values
        return message

    def __reduce__(self) -> tuple[type, tuple[str, Mapping[str, object]]]:
        return type(self), (self.pattern, self.values)


def say(pattern: str, /, **values: object) -> Message:
    """A message. The pattern is a literal, so that `./inv translations` finds it; a value may be a message itself.

    With values, a per cent sign in the pattern is doubled.
    """
    return Message(pattern, values)


def sentences(*messages: Message) -> Message:
    """Several sentences as one message, without the empty ones."""
    said = {f"sentence{number}": message for number, message in enumerate(messages) if message}
    return Message(" ".join(f"%({name})s" for name in said), said)


NOTHING = Message("", {})


def spoken(message: str) -> str:
    """The message in the language of the terminal; what is no message (a name, a number) stays as it is."""
    return said_in(message, terminal_language(os.environ))


def tell(*messages: str, to: TextIO | None = None) -> None:
    """Print messages, each on a line, in the language of the terminal."""
    print(*(spoken(message) for message in messages), sep="\n", file=to or sys.stdout, flush=True)


def said_in(message: str, code: str) -> str:
    """The message in a language; English where the catalogue has no translation."""
    if not isinstance(message, Message) or not message.pattern:
        return message
    pattern = _catalogue(code).gettext(message.pattern)
    values = {name: said_in(value, code) if isinstance(value, str) else value for name, value in message.values.items()}
    return pattern % values if values else pattern


def terminal_language(environment: Mapping[str, str]) -> str:
    """The code of the language that messages should be in: `SITE_MESSAGES`, else the terminal's, as gettext orders them."""
    for name in ("SITE_MESSAGES", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return environment[name][:2].lower()
    return "en"


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    if code not in TRANSLATED:
        return gettext.NullTranslations()
    words = read_po(BytesIO((CATALOGUES / code / "LC_MESSAGES" / "messages.po").read_bytes()), locale=code)
    compiled = BytesIO()
    write_mo(compiled, words)  # without the fuzzy ones
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
