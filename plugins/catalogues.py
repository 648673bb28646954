"""The gettext catalogues: of the interface's words in `theme/translations/`, of the messages to editors in `plugins/translations/`.

The main language's words stand in the templates and in the code themselves.
"""

import gettext
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from jinja2 import TemplateSyntaxError

from plugins.cache import Cache
from plugins.languages import LANGUAGES, MAIN, language
from plugins.messages import TRANSLATED, say, tell
from plugins.problems import Problem, listing
from plugins.site import Site
from plugins.texts import MEGABYTE, text_of

_OPTIONS = {"silent": "false", "trimmed": "true", "newstyle_gettext": "true"}
# `said_in(code, words)` says a text in another language than the page's: the words are its second argument.
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "said_in": (2,)}
# Files of the site that no template can write say their words in code.
_CODE_WITH_WORDS = ("plugins/maps/kml_texts.py",)

_LINE = re.compile(r'#.*|\s*|((msgid|msgid_plural|msgctxt|msgstr|msgstr\[\d\])\s+)?"([^"\\]|\\.)*"\s*')
_PLACEHOLDER = re.compile(r"%\((\w+)\)")
_QUOTES = say('Every msgid and msgstr is one text in double quotes on its line; a double quote inside is written \\".')


@dataclass(frozen=True)
class WordSet:
    """Words that are translated together: the folder of their catalogues, and the languages that have one."""

    folder: str
    codes: tuple[str, ...]


INTERFACE = WordSet("theme/translations", tuple(entry.code for entry in LANGUAGES if entry.code != MAIN.code))
MESSAGES = WordSet("plugins/translations", TRANSLATED)


def catalogue_file(site: Site, code: str, of: WordSet = INTERFACE) -> Path:
    return site.root / of.folder / code / "LC_MESSAGES" / "messages.po"


def template_words(site: Site, problems: list[Problem]) -> Catalog:
    """Every word of the interface, as templates and code have it now; a template that cannot be read is a problem."""
    words = Catalog(project="PSCORE", charset="utf-8")
    for path in sorted((site.theme / "templates").rglob("*.html")):
        shown = site.shown(path)
        try:
            found = _words_in(site, path)
        except TemplateSyntaxError as error:
            fix = say("Look at this line of the template: a bracket, quote or tag is missing or too many.")
            problems.append(
                Problem(
                    shown, error.lineno, 0, say("the template must be right; %(message)s", message=error.message), fix
                )
            )
            continue
        for line, word, comments, context in found:
            words.add(word, locations=[(shown, line)], auto_comments=comments, context=context)
    for path in (site.root / name for name in _CODE_WITH_WORDS):
        for line, word, comments, context in (
            extract_from_file("python", path, keywords={"_": None}) if path.is_file() else ()
        ):
            words.add(word, locations=[(site.shown(path), line)], auto_comments=comments, context=context)
    return words


def _words_in(site: Site, template: Path) -> list[Any]:
    """What Babel finds in a template: line, word, comments and context of each; kept, because reading all takes a third of a check."""
    source = template.read_bytes()
    key, kept = hashlib.sha256(repr((_recipe(), source)).encode()).hexdigest(), Cache(site.root / ".cache" / "words")
    content = kept.content(key)
    if content is None:
        found = extract("jinja2.ext:babel_extract", BytesIO(source), keywords=_KEYWORDS, options=_OPTIONS)
        content = json.dumps(list(found)).encode()
        kept.keep(key, content)
    # JSON has no tuples: a word with its plural is one.
    return [
        (line, tuple(word) if isinstance(word, list) else word, comments, context)
        for line, word, comments, context in json.loads(content)
    ]


@cache
def _recipe() -> tuple[object, ...]:
    """What decides about the words of a template beside itself."""
    return _KEYWORDS, _OPTIONS, version("babel"), version("jinja2")


def message_words(site: Site) -> Catalog:
    """Every message to editors, as the code has it now."""
    words = Catalog(project="PSCORE", charset="utf-8")
    for path in sorted((site.root / "plugins").rglob("*.py")):
        for _, word, _, _ in extract_from_file("python", path, keywords={"say": None}):
            words.add(word, locations=[(site.shown(path), 0)])
    return words


def catalogue(site: Site, code: str, problems: list[Problem], of: WordSet = INTERFACE) -> Catalog | None:
    """The catalogue of a language, None and a problem when it is missing or broken."""
    path = catalogue_file(site, code, of)
    shown = site.shown(path)
    if not path.is_file():
        problems.append(
            Problem(
                shown,
                0,
                0,
                say("the catalogue of '%(code)s' must exist; it does not", code=code),
                say("Run ./inv translations --update, then translate."),
            )
        )
        return None
    text = text_of(path, shown, MEGABYTE, problems)
    if text is None:
        return None
    for number, line in enumerate(text.split("\n"), start=1):
        # Babel reads a line without its quotes as a shorter word and says nothing.
        if not _LINE.fullmatch(line):
            problems.append(
                Problem(
                    shown, number, 0, say("the line must be a gettext line; it is '%(line)s'", line=line[:60]), _QUOTES
                )
            )
            return None
    try:
        return read_po(BytesIO(text.encode()), locale=language(code).locale, abort_invalid=True)
    except PoFileError as error:
        problems.append(
            Problem(
                shown,
                error.lineno + 1,
                0,
                say("the catalogue must be a gettext file; %(error)s", error=str(error.args[0])),
                _QUOTES,
            )
        )
        return None


def broken_words(site: Site, code: str, words: Catalog, of: WordSet = INTERFACE) -> Iterator[Problem]:
    """Translations that would break a page or lose a number: a placeholder such as `%(count)s` left out or misspelt."""
    shown = site.shown(catalogue_file(site, code, of))
    rule = Catalog(language(code).locale).plural_expr
    if words.plural_expr != rule:
        message_of_rule = say("Plural-Forms must be the language's own rule, plural=%(rule)s; it is another", rule=rule)
        yield Problem(
            shown, 1, 0, message_of_rule, say("Run ./inv translations --update in a fresh copy, or mend the line.")
        )
    for message in words:
        if not message.id or message.fuzzy or not _complete(message):
            continue
        ids, strings = _forms(message.id), _forms(message.string)
        wanted = set(_PLACEHOLDER.findall(ids[-1]))
        # The form for "one" may do without the number; the last form is the one for many and may not.
        wrong = [
            form
            for form in strings
            if not set(_PLACEHOLDER.findall(form)) <= wanted or not _can_be_filled(form, wanted)
        ]
        if wrong or set(_PLACEHOLDER.findall(strings[-1])) != wanted:
            names = ", ".join(sorted(wanted)) or say("none")
            text = say(
                "the translation must have the placeholders of the original (%(names)s); it is '%(form)s'",
                names=names,
                form=(wrong or strings)[-1],
            )
            yield Problem(
                shown, message.lineno or 0, 0, text, say("Copy each placeholder from the msgid, letter by letter.")
            )


def gaps(site: Site, code: str, words: Catalog, template: Catalog, of: WordSet = INTERFACE) -> Iterator[str]:
    """The words that are missing or only guessed (fuzzy), each as one line; readers see them in the main language."""
    shown = site.shown(catalogue_file(site, code, of))
    for wanted in template:
        if not wanted.id:
            continue
        has = words.get(wanted.id, wanted.context)
        if has is None or not _complete(has):
            yield f"{shown}: missing: {_one_line(wanted)}"
        elif has.fuzzy:
            yield f"{shown}:{has.lineno}: fuzzy, please review: {_one_line(wanted)}"


def update(site: Site) -> list[str]:
    """Bring every catalogue up to date with the templates and the code; returns the files written."""
    interface, messages = template_words(site, []), message_words(site)
    return [
        *(_updated(site, code, INTERFACE, interface) for code in INTERFACE.codes),
        *(_updated(site, code, MESSAGES, messages) for code in MESSAGES.codes),
    ]


def _updated(site: Site, code: str, of: WordSet, wanted: Catalog) -> str:
    path = catalogue_file(site, code, of)
    words = (
        read_po(BytesIO(path.read_bytes()), locale=language(code).locale)
        if path.is_file()
        else Catalog(language(code).locale)
    )
    words.update(wanted, update_creation_date=False)
    words.obsolete.clear()
    words.fuzzy = False  # Babel calls the head of a new catalogue fuzzy, and then leaves its charset out of the .mo
    words.project, words.version, words.last_translator, words.language_team, words.msgid_bugs_address = (
        "PSCORE",
        "1",
        "PSCORE",
        "",
        "",
    )
    words.header_comment = f"# {language(code).name}; ./inv translations --update brings the words up to date."
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, words, width=120, sort_by_file=True, include_lineno=False)
    return site.shown(path)


def compile_to(site: Site, folder: Path) -> None:
    """Write the `.mo` files that Jinja reads, without the fuzzy ones, into a folder of the build's own."""
    for code in INTERFACE.codes:
        words = catalogue(site, code, [])
        if words is not None:
            target = folder / code / "LC_MESSAGES" / "messages.mo"
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as file:
                write_mo(file, words)


@cache
def translations(folder: Path, code: str) -> gettext.NullTranslations:
    """The compiled words of one language, for a page that must speak several (the 404 page, the language switch)."""
    if code == MAIN.code:
        return gettext.NullTranslations()
    return gettext.translation("messages", folder, [code])


def _forms(text: str | Sequence[str] | None) -> Sequence[str]:
    """The singular and plural forms of a word, or its one form."""
    return (text or "",) if text is None or isinstance(text, str) else text


def _can_be_filled(form: str, names: set[str]) -> bool:
    """Whether a page can put its values into the text; a lone per cent sign must be doubled."""
    try:
        form % dict.fromkeys(names, "")
    except (ValueError, TypeError, KeyError):
        return False
    return True


def _complete(message: Message) -> bool:
    return all(_forms(message.string))


def _one_line(message: Message) -> str:
    return " ".join(_forms(message.id)[0].split())


def main(arguments: list[str]) -> int:
    """List what is missing or fuzzy in this folder's catalogues, after bringing them up to date with `--update`."""
    site = Site(Path.cwd())
    problems: list[Problem] = []
    if arguments == ["--update"]:
        tell(say("Brought up to date:"), *(f"  {name}" for name in update(site)))
    lines: list[str] = []
    for of, wanted in ((INTERFACE, template_words(site, problems)), (MESSAGES, message_words(site))):
        missing: list[str] = []
        for code in of.codes:
            words = catalogue(site, code, problems, of)
            if words is not None:
                problems.extend(broken_words(site, code, words, of))
                missing.extend(gaps(site, code, words, wanted, of))
        count = len([message for message in wanted if message.id])
        summary = say(
            "%(folder)s: %(count)s words, %(languages)s catalogues: %(missing)s missing or fuzzy.",
            folder=of.folder,
            count=count,
            languages=len(of.codes),
            missing=len(missing),
        )
        lines.extend([*missing, summary])
    if problems:
        tell(listing(problems, say("The other words were not affected.")), to=sys.stderr)
        return 1
    tell(*lines)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
