"""`data/redirects.csv`: where a page of PSCORE's old site lies now, so that links in books and reports still lead somewhere."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote, unquote

from pydantic import AfterValidator, create_model

from plugins.hosting.reserved import reserved
from plugins.messages import Message, say
from plugins.problems import Problem
from plugins.records.csv_source import csv_source
from plugins.records.sources import Source
from plugins.records.validation import Record, table
from plugins.site import Site

NAME = "redirects.csv"
# Letters that have no meaning in any host's file, and, once decoded, letters of any language.
_WRITTEN = re.compile(r"/[A-Za-z0-9._~/%-]*(\?[A-Za-z0-9._~=&%+-]+)?")
_DECODED = re.compile(r"[\w.~/-]*")
_HOME = "index.html"


@dataclass(frozen=True)
class Redirect:
    """An old address, such as `/about-us/` or `/?p=12`, and the page or file of the site that it leads to."""

    source: str
    target: str

    @property
    def path(self) -> str:
        """The path of the old address with its letters, not their codes, and without a slash at its end."""
        return unquote(self.source.partition("?")[0]).rstrip("/") or "/"

    @property
    def query(self) -> str:
        """What follows the question mark; an old address with none is moved whatever query follows it."""
        return self.source.partition("?")[2]

    @property
    def paths(self) -> tuple[str, ...]:
        """The path as it may be asked for: with a slash at its end and without, but for a file."""
        name = self.path.rpartition("/")[2]
        return (self.path,) if not name or "." in name else (self.path, f"{self.path}/")

    @property
    def page(self) -> str:
        """The file that shows the way where a host cannot redirect: `about-us/index.html` for `/about-us/`."""
        path = self.path.strip("/")
        return path if path.endswith((".html", ".htm")) else f"{path}/{_HOME}"

    @property
    def location(self) -> str:
        """The address that the host answers with, from the top of the host; a language's home is named by its folder."""
        folder, _, file = self.target.rpartition("/")
        return quote(f"/{folder}/".replace("//", "/") if file == _HOME else f"/{self.target}")


def _old_address(text: str) -> str:
    fix = say("Write the old address without its host, such as /about-us/ or /?p=12; other letters as percent codes.")
    if not _WRITTEN.fullmatch(text):
        raise ValueError(say("must be an old address: it begins with / and is plain ASCII"), fix)
    try:
        path = unquote(text.partition("?")[0], errors="strict")
    except UnicodeDecodeError:
        raise ValueError(say("must be an old address: its percent codes must be UTF-8"), fix) from None
    if not _DECODED.fullmatch(path) or "//" in path or {".", ".."} & set(path.split("/")):
        raise ValueError(say("must be an old address: letters, digits and - . _ ~ / only, no empty folder"), fix)
    return text


# A column called `from` cannot be written as a field: it is a word of Python.
_COLUMNS: dict[str, Any] = {"from": (Annotated[str, AfterValidator(_old_address)], ...), "to": (str, ...)}
_LINE = create_model("_LINE", __base__=Record, **_COLUMNS)


def redirects(site: Site, existing: Collection[str] | None, problems: list[Problem]) -> tuple[Redirect, ...]:
    """The redirects of the site, in the order of their old addresses; none when anything is wrong with one of them.

    `existing` are the addresses of all pages and files of the site; None while they cannot be known, and then no line is
    held against them.
    """
    path = site.data / NAME
    shown = site.shown(path)
    before = len(problems)
    if not path.is_file() or path.is_symlink():
        fix = say("The columns are: %(columns)s", columns="from,to")
        problems.append(Problem(shown, 0, 0, say("the file must exist; it does not"), fix))
        return ()
    source = csv_source(path, shown, _LINE, problems)
    rows = table(_LINE, source, problems).rows
    if source is None:
        return ()
    lines = {number: Redirect(*row.model_dump().values()) for number, row in rows}
    problems.extend(_old_addresses_are_free(lines, source, existing or ()))
    problems.extend(_targets_exist(lines, source, existing))
    found = sorted(lines.values(), key=lambda redirect: redirect.source)
    return tuple(found) if len(problems) == before else ()


def _old_addresses_are_free(
    lines: Mapping[int, Redirect], source: Source, existing: Collection[str]
) -> Iterator[Problem]:
    """An old address stands once, and is nothing that the site has or publishing writes."""
    met: dict[tuple[str, str], int] = {}
    files = {*existing, *(redirect.page for redirect in lines.values() if not redirect.query)}
    for number, redirect in lines.items():
        place = source.place((number, "from"))
        if taken := _taken(redirect, existing, files):
            yield Problem(source.shown, *place, *taken)
        # Of an address and its index.html hosts that cannot redirect have one page.
        path = redirect.path if redirect.query else redirect.path.removesuffix(f"/{_HOME}")
        key = path, redirect.query
        if key in met:
            message = say("from must stand once; line %(line)s has the same address", line=met[key])
            yield Problem(source.shown, *place, message, say("Remove one of the rows."))
        met.setdefault(key, place[0])


def _taken(redirect: Redirect, existing: Collection[str], files: Collection[str]) -> tuple[Message, Message] | None:
    """Why an address cannot be an old one, and what to do; `files` are those of the site and of the table's own pages."""
    address = redirect.path.lstrip("/")
    if not redirect.query and any(name in existing for name in (address, f"{address}/{_HOME}".lstrip("/"))):
        # Some hosts would show the page, and others the redirect.
        message = say("from must be an address that the site does not have; it is a page or file of the site")
        return message, say("Remove the row.")
    if name := reserved(address):
        message = say("from must be free; ./inv publish writes %(name)s itself, or hosts hide it", name=name)
        return message, say("Remove the row: no host would send a visitor on from there.")
    if not redirect.query and any(above in files for above in _above(address)):
        message = say("from must not lie below a page or file; it does")
        return message, say("Remove the row, or the one of the address above it.")
    return None


def _above(address: str) -> Iterator[str]:
    """The addresses above one, which are folders if something lies below them."""
    parts = address.split("/")
    return ("/".join(parts[:count]) for count in range(1, len(parts)))


def _targets_exist(
    lines: Mapping[int, Redirect], source: Source, existing: Collection[str] | None
) -> Iterator[Problem]:
    """A visitor is sent once, to something that is there."""
    onward = {redirect.path: redirect.target for redirect in lines.values() if not redirect.query}
    for number, redirect in lines.items():
        place = source.place((number, "to"))
        if redirect.target in (existing or ()):
            continue
        if _path_of(redirect.target) in onward:
            end = _end(redirect.target, onward)
            message = say("to must be where the page lies now; it is an old address of this table")
            fix = (
                say("Write %(right)s.", right=end)
                if end
                else say("The rows lead in a circle: write a page of the site.")
            )
            yield Problem(source.shown, *place, message, fix)
        elif existing is not None:
            message = say("to must be a page or file of the site; '%(target)s' is none", target=redirect.target)
            yield Problem(source.shown, *place, message, _meant(redirect.target, existing))


def _meant(target: str, existing: Collection[str]) -> Message:
    plain = target.strip("/")
    for candidate in (plain, f"{plain}.html", f"{plain}/{_HOME}".lstrip("/")):
        if candidate in existing:
            return say("Write %(right)s.", right=candidate)
    return say("Write the name of a page or file, such as about.html or ko/about.html.")


def _path_of(target: str) -> str:
    return f"/{unquote(target).strip('/')}"


def _end(target: str, onward: Mapping[str, str]) -> str | None:
    """Where the rows lead in the end, None where they lead in a circle."""
    met: set[str] = set()
    while _path_of(target) in onward:
        if target in met:
            return None
        met.add(target)
        target = onward[_path_of(target)]
    return target
