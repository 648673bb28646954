"""The last look, on what was built: everything in the output, whatever its type, before it takes the old site's place.

What the sources were checked for is checked here again, because a template, a plugin or a library may have put it in.
"""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from plugins.looking import Look
from plugins.messages import say
from plugins.privacy.allowed import Allowed
from plugins.privacy.map_rules import Ground, map_problems, placemark_problems, without_ground
from plugins.privacy.page_rules import page_problems
from plugins.privacy.pictures import FORMATS, problems_of_picture
from plugins.privacy.portable_documents import problems_of_document
from plugins.privacy.script_rules import script_problems, style_problems
from plugins.privacy.structured_points import data_are_whole, data_points, table_points
from plugins.privacy.text.identifying import name_problems, safe_path, text_problems
from plugins.privacy.text.reading import Inside
from plugins.problems import Problem

TEXTS = frozenset(
    ".html .css .js .json .geojson .csv .xml .ics .bib .ris .txt .svg .kml .minisig .pub".split()  # noqa: SIM905  a list of words
)
SOURCES = frozenset(
    [".md", ".py", ".pyc", ".po", ".pot", ".mo", ".toml", ".map", ".lock", ".log", ".bak", ".orig", ".tmp", ".in"]
)
_MEND_BUILD = say("It is written by the build: mend the template or the plugin that writes it.")


@dataclass(frozen=True)
class Rules:
    """What the scan measures by.

    `policy` is the content security policy of every page. `scripts` are SHA-256 hashes of libraries that were reviewed as a
    whole. `ground` are the points of the outlines under the maps, longitude and latitude as they are written there; only the
    `map_files`, named by their paths, may hold them. `by_path` says what else is demanded of a file: text and path to problems.
    `for_hosts` are the paths of files that a host reads, whose places the hosts decide: they are texts, whatever they are called.
    """

    allowed: Allowed
    inside: Inside
    policy: str
    scripts: Collection[str] = ()
    ground: Ground = ()
    map_files: Collection[str] = ()
    by_path: Mapping[str, Callable[[str, str], Iterator[Problem]]] = field(default_factory=dict)
    for_hosts: Collection[str] = ()


# Hash and ending of a file, whether it is a map -> what is wrong: the same bytes under another name are not read again.
Known = dict[tuple[str, str, bool], list[Problem]]


def scanning(folder: Path, meant: Collection[str], rules: Rules) -> Look:
    """The look at one file of a built site for all that must not stand in it; `meant` are the paths, from its folder, that the build meant to write."""
    known: Known = {}
    return lambda path: _file_problems(path, path.relative_to(folder).as_posix(), meant, rules, known)


def _file_problems(path: Path, name: str, meant: Collection[str], rules: Rules, known: Known) -> Iterator[Problem]:
    shown = safe_path(name, rules.allowed, rules.inside)
    if path.is_symlink() or not path.is_file():
        message = say("the output must hold files only; this is a link or a device")
        yield Problem(shown, 0, 0, message, _MEND_BUILD)
        return
    is_for_hosts = name in rules.for_hosts
    yield from _place_problems(name, shown, name in meant, is_for_hosts)
    yield from name_problems(name, rules.allowed, rules.inside)
    raw = path.read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    ending, is_map = ".txt" if is_for_hosts else path.suffix.lower(), name in rules.map_files
    key = digest, ending, is_map
    if key not in known:
        problems = _map_problems if is_map else _content_problems
        known[key] = list(problems(raw, digest, ending, shown, rules))
    yield from (Problem(shown, found.line, found.column, found.message, found.fix) for found in known[key])
    if name in rules.by_path:
        yield from rules.by_path[name](raw.decode("utf-8", "replace"), shown)


def _place_problems(name: str, shown: str, is_meant: bool, is_for_hosts: bool) -> Iterator[Problem]:
    """What is wrong with there being such a file at all."""
    hidden = not is_for_hosts and any(part.startswith((".", "_")) for part in name.split("/"))
    if hidden or Path(name).suffix.lower() in SOURCES or name.endswith("~"):
        yield Problem(shown, 0, 0, say("the output must hold no source, draft or hidden file; it does"), _MEND_BUILD)
    elif not is_meant:
        fix = say("Delete what was left over, or let the plugin that writes it say so.")
        yield Problem(
            shown, 0, 0, say("the output must hold only what the build meant to write; this was not meant"), fix
        )


def _content_problems(raw: bytes, digest: str, ending: str, shown: str, rules: Rules) -> Iterator[Problem]:
    if ending in TEXTS:
        yield from _text_file_problems(raw, digest, ending, shown, rules)
    elif ending in FORMATS:
        yield from problems_of_picture(raw, ending, shown)
    elif ending == ".pdf":
        yield from problems_of_document(raw, shown, rules.allowed, rules.inside)
    elif ending == ".woff2":
        yield from _font_problems(raw, shown)
    else:
        fix = say("Publish it as text, PNG, JPEG, WebP, AVIF or PDF; other types cannot be looked through.")
        yield Problem(shown, 0, 0, say("the file must be of a type that the scan can read; it is not"), fix)


def _map_problems(raw: bytes, digest: str, ending: str, shown: str, rules: Rules) -> Iterator[Problem]:
    """A file of a map is read like any other once the ground is taken out; then nobody can count columns any more."""
    with suppress(UnicodeDecodeError):  # then the file stays as it is, and is refused for that
        raw = without_ground(raw.decode("utf-8"), rules.ground).encode()
    yield from map_problems(raw.decode("utf-8", "replace"), shown)
    for found in _content_problems(raw, digest, ending, shown, rules):
        yield replace(found, column=0)


def _text_file_problems(raw: bytes, digest: str, ending: str, shown: str, rules: Rules) -> Iterator[Problem]:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        yield Problem(shown, 0, 0, say("the file must be text in UTF-8; it is not"), _MEND_BUILD)
        return
    yield from text_problems(text, shown, rules.allowed, rules.inside)
    if ending in _BY_ENDING and digest not in rules.scripts:
        yield from _BY_ENDING[ending](text, shown, rules)


def _page(text: str, shown: str, rules: Rules) -> Iterator[Problem]:
    yield from page_problems(text, shown, rules.policy)


def _drawing(text: str, shown: str, rules: Rules) -> Iterator[Problem]:
    yield from page_problems(text, shown, None)
    yield from _markup(text, shown, rules)


def _markup(text: str, shown: str, rules: Rules) -> Iterator[Problem]:
    """Feeds, sitemaps and drawings: nothing that a reader of XML would run or load."""
    small = text.lower()
    if any(
        sign in small for sign in ("<!entity", "<!doctype", "<?xml-stylesheet", "<script", "&lt;script", "javascript:")
    ):
        yield Problem(shown, 0, 0, say("the file must hold no script, entity or style sheet; it does"), _MEND_BUILD)


def _placemarks(text: str, shown: str, rules: Rules) -> Iterator[Problem]:
    yield from _markup(text, shown, rules)
    yield from placemark_problems(text, shown)


def _style(text: str, shown: str, rules: Rules) -> Iterator[Problem]:
    yield from style_problems(text, shown)


def _script(text: str, shown: str, rules: Rules) -> Iterator[Problem]:
    yield from script_problems(text, shown)


def _data(text: str, shown: str, rules: Rules) -> Iterator[Problem]:
    yield from data_are_whole(text, shown)
    yield from data_points(text, shown, rules.inside)


def _table(text: str, shown: str, rules: Rules) -> Iterator[Problem]:
    yield from table_points(text, shown, rules.inside)


_BY_ENDING: Mapping[str, Callable[[str, str, Rules], Iterator[Problem]]] = {
    ".html": _page,
    ".svg": _drawing,
    ".xml": _markup,
    ".kml": _placemarks,
    ".css": _style,
    ".js": _script,
    ".json": _data,
    ".geojson": _data,
    ".csv": _table,
}


def _font_problems(raw: bytes, shown: str) -> Iterator[Problem]:
    """A web font (WOFF 2) may carry a block of metadata and a private one; the lengths stand at bytes 32 and 44."""
    if not raw.startswith(b"wOF2") or int.from_bytes(raw[8:12], "big") != len(raw):
        yield Problem(shown, 0, 0, say("the font must be WOFF 2, as its name says; it is not"), say("Export it again."))
    elif any(raw[32:36]) or any(raw[44:48]):
        yield Problem(
            shown, 0, 0, say("the font must hold no metadata; it does"), say("Export it again without metadata.")
        )
