"""The interface's words: gettext catalogues in `theme/translations/`, one per language except the main one.

The main language's words stand in the templates themselves.
"""

import gettext
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from jinja2 import TemplateSyntaxError

from plugins.languages import LANGUAGES, MAIN, language
from plugins.problems import Problem, listing
from plugins.site import Site
from plugins.texts import MEGABYTE, text_of

_OPTIONS = {"silent": "false", "trimmed": "true", "newstyle_gettext": "true"}
# `said_in(code, words)` says a text in another language than the page's: the words are its second argument.
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "said_in": (2,)}


_LINE = re.compile(r'#.*|\s*|((msgid|msgid_plural|msgctxt|msgstr|msgstr\[\d\])\s+)?"([^"\\]|\\.)*"\s*')
_PLACEHOLDER = re.compile(r"%\((\w+)\)")
_QUOTES = 'Every msgid and msgstr is one text in double quotes on its line; a double quote inside is written \\".'


def catalogue_file(site: Site, code: str) -> Path:
    return site.theme / "translations" / code / "LC_MESSAGES" / "messages.po"


def translated_codes() -> list[str]:
    """The languages that need a catalogue."""
    return [entry.code for entry in LANGUAGES if entry.code != MAIN.code]


def template_words(site: Site, problems: list[Problem]) -> Catalog:
    """Every word of the interface, as the templates have it now; a template that cannot be read is a problem."""
    words = Catalog(project="PSCORE", charset="utf-8")
    for path in sorted((site.theme / "templates").rglob("*.html")):
        shown = site.shown(path)
        try:
            found = extract_from_file("jinja2.ext:babel_extract", path, keywords=_KEYWORDS, options=_OPTIONS)
        except TemplateSyntaxError as error:
            fix = "Look at this line of the template: a bracket, quote or tag is missing or too many."
            problems.append(Problem(shown, error.lineno, 0, f"the template must be right; {error.message}", fix))
            continue
        for line, word, comments, context in found:
            words.add(word, locations=[(shown, line)], auto_comments=comments, context=context)
    return words


def catalogue(site: Site, code: str, problems: list[Problem]) -> Catalog | None:
    """The catalogue of a language, None and a problem when it is missing or broken."""
    path = catalogue_file(site, code)
    shown = site.shown(path)
    if not path.is_file():
        problems.append(
            Problem(
                shown,
                0,
                0,
                f"the catalogue of '{code}' must exist; it does not",
                "Run ./inv translations --update, then translate.",
            )
        )
        return None
    text = text_of(path, shown, MEGABYTE, problems)
    if text is None:
        return None
    for number, line in enumerate(text.split("\n"), start=1):
        # Babel reads a line without its quotes as a shorter word and says nothing.
        if not _LINE.fullmatch(line):
            problems.append(Problem(shown, number, 0, f"the line must be a gettext line; it is '{line[:60]}'", _QUOTES))
            return None
    try:
        return read_po(BytesIO(text.encode()), locale=language(code).locale, abort_invalid=True)
    except PoFileError as error:
        problems.append(
            Problem(shown, error.lineno + 1, 0, f"the catalogue must be a gettext file; {error.args[0]}", _QUOTES)
        )
        return None


def broken_words(site: Site, code: str, words: Catalog) -> Iterator[Problem]:
    """Translations that would break a page or lose a number: a placeholder such as `%(count)s` left out or misspelt."""
    shown = site.shown(catalogue_file(site, code))
    rule = Catalog(language(code).locale).plural_expr
    if words.plural_expr != rule:
        message_of_rule = f"Plural-Forms must be the language's own rule, plural={rule}; it is another"
        yield Problem(
            shown, 1, 0, message_of_rule, "Run ./inv translations --update in a fresh copy, or mend the line."
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
            names = ", ".join(sorted(wanted)) or "none"
            text = f"the translation must have the placeholders of the original ({names}); it is '{(wrong or strings)[-1]}'"
            yield Problem(shown, message.lineno or 0, 0, text, "Copy each %(…)s from the msgid, letter by letter.")


def gaps(site: Site, code: str, words: Catalog, template: Catalog) -> Iterator[str]:
    """The words that are missing or only guessed (fuzzy), each as one line; readers see them in the main language."""
    shown = site.shown(catalogue_file(site, code))
    for wanted in template:
        if not wanted.id:
            continue
        has = words.get(wanted.id, wanted.context)
        if has is None or not _complete(has):
            yield f"{shown}: missing: {_one_line(wanted)}"
        elif has.fuzzy:
            yield f"{shown}:{has.lineno}: fuzzy, please review: {_one_line(wanted)}"


def update(site: Site) -> list[str]:
    """Bring every catalogue up to date with the templates; returns the files written."""
    wanted = template_words(site, [])
    written = []
    for code in translated_codes():
        path = catalogue_file(site, code)
        words = (
            read_po(BytesIO(path.read_bytes()), locale=language(code).locale)
            if path.is_file()
            else Catalog(language(code).locale)
        )
        words.update(wanted, update_creation_date=False)
        words.obsolete.clear()
        words.project, words.version, words.last_translator, words.language_team, words.msgid_bugs_address = (
            "PSCORE",
            "1",
            "PSCORE",
            "",
            "",
        )
        words.header_comment = f"# The words of the interface in {language(code).name}; ./inv translations --update brings them up to date."
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, words, width=120, sort_by_file=True, include_lineno=False)
        written.append(site.shown(path))
    return written


def compile_to(site: Site, folder: Path) -> None:
    """Write the `.mo` files that Jinja reads, without the fuzzy ones, into a folder of the build's own."""
    for code in translated_codes():
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
        print("Brought up to date:", *update(site), sep="\n  ")
    template = template_words(site, problems)
    missing: list[str] = []
    for code in translated_codes():
        words = catalogue(site, code, problems)
        if words is not None:
            problems.extend(broken_words(site, code, words))
            missing.extend(gaps(site, code, words, template))
    if problems:
        print(listing(problems, "The other words were not affected."), file=sys.stderr)
        return 1
    count = len([message for message in template if message.id])
    print(*missing, f"{count} words, {len(translated_codes())} catalogues: {len(missing)} missing or fuzzy.", sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
