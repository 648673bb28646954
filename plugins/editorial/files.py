"""What may lie under `content/`: Markdown where it belongs, and PDFs and images that are what they say."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from plugins.editorial.targets import KINDS
from plugins.languages import CODES, MAIN
from plugins.messages import Message, say
from plugins.privacy.pictures import FORMATS
from plugins.privacy.testimonies import ENDING
from plugins.problems import Problem, did_you_mean
from plugins.site import Site

# Whether a file is what its ending says, and holds nothing else, is asked by the gate.
PUBLISHED = (".pdf", *FORMATS)
DOCUMENTS = {".md", ".png", ".svg", ".jpg", ".webp"}
DATA = {".csv", ".json", ".toml", ".md", ".minisig", ".pub"}
STATIC = {".css", ".svg", ".png", ".js", ".woff2"}
# A library in theme/static/vendor/ brings the words under which it may be passed on.
LICENCE = "vendor/*/LICENSE.txt"
# Left behind by file managers; never published, so not worth a message.
IGNORED = {".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep"}


def content_files(site: Site, problems: list[Problem]) -> tuple[list[Path], list[Path]]:
    """The Markdown files and the published files, in a fixed order; what else lies under `content/` is a problem, but for reviews."""
    markdown_files: list[Path] = []
    published_files: list[Path] = []
    for path in sorted(_walk(site.content, site, problems)):
        parts = path.relative_to(site.content).parts
        if path.is_relative_to(site.files):
            problems.extend(_wrong_file(path, site))
            published_files.append(path)
        elif len(parts) == 1:
            fix = say("Move it to content/%(code)s/pages/ or another language's folder.", code=MAIN.code)
            problems.append(
                Problem(site.shown(path), 0, 0, say("the file must lie in the folder of a language; it does not"), fix)
            )
        elif parts[0] not in CODES:
            problems.append(
                Problem(
                    site.shown(path), 0, 0,
                    say("the folder must be a language of the site; it is '%(folder)s'", folder=parts[0]),
                    say("%(did_you_mean)s A new language also needs an entry in plugins/languages.py.", did_you_mean=did_you_mean(parts[0], CODES)),
                )
            )  # fmt: skip
        elif len(parts) != 3 or parts[1] not in KINDS:
            fix = say("Move it to %(folders)s.", folders=", ".join(f"content/{parts[0]}/{kind}/" for kind in KINDS))
            message = say("the file must lie in a folder for pages, news, campaigns or testimonies; it does not")
            problems.append(Problem(site.shown(path), 0, 0, message, fix))
        elif parts[1] == "testimonies" and path.name.endswith(ENDING):
            continue  # never published; the gate reads it
        elif path.suffix != ".md":
            fix = say("Texts are saved as .md; PDFs and images belong in content/files/.")
            problems.append(
                Problem(
                    site.shown(path),
                    0,
                    0,
                    say("the file must be Markdown (.md); it is '%(suffix)s'", suffix=path.suffix),
                    fix,
                )
            )
        else:
            markdown_files.append(path)
    problems.extend(_same_address(markdown_files + published_files, site))
    return markdown_files, published_files


def _walk(folder: Path, site: Site, problems: list[Problem]) -> Iterator[Path]:
    """Every file below the folder; a symbolic link is refused, because it can publish any file of the machine."""
    if not folder.is_dir() or folder.is_symlink():
        return
    for path in sorted(folder.iterdir()):
        if path.is_symlink():
            problems.append(
                Problem(
                    site.shown(path),
                    0,
                    0,
                    say("the file must be a file of this folder; it is a symbolic link"),
                    say("Copy the file itself here."),
                )
            )
        elif path.is_dir():
            yield from _walk(path, site, problems)
        elif not path.is_file():
            problems.append(
                Problem(site.shown(path), 0, 0, say("the file must be an ordinary file; it is not"), say("Remove it."))
            )
        elif path.name not in IGNORED:
            yield path


def published_theme(site: Site) -> list[Path]:
    """The theme's files that a page may load."""
    return list(_walk(site.theme / "static", site, []))


def theme_files(site: Site, problems: list[Problem]) -> None:
    """The theme and the data may hold no symbolic link, and what lies there and in docs/ is of a few types."""
    for folder in (site.content, site.data, site.theme):
        if folder.is_symlink() or not folder.is_dir():
            problems.append(
                Problem(
                    site.shown(folder),
                    0,
                    0,
                    say("the folder must be there, and no symbolic link; it is not"),
                    say("Bring it back from git."),
                )
            )
    data, documents = _walk(site.data, site, problems), _walk(site.root / "docs", site, problems)
    static = (path for path in _walk(site.theme, site, problems) if _is_static(path, site))
    problems.extend(_of_other_types(data, DATA, say("the file must be of a type that data may have"), site))
    problems.extend(_of_other_types(static, STATIC, say("the file must be of a type that a theme may publish"), site))
    problems.extend(
        _of_other_types(documents, DOCUMENTS, say("the file must be of a type that documents may have"), site)
    )


def _is_static(path: Path, site: Site) -> bool:
    """Whether the theme publishes the file; the licence of a library is of the type that it must have."""
    folder = site.theme / "static"
    return path.is_relative_to(folder) and not path.relative_to(folder).match(LICENCE)


def _of_other_types(paths: Iterable[Path], types: Collection[str], rule: Message, site: Site) -> Iterator[Problem]:
    """What git would publish without the gate having looked into it."""
    fix = say("Allowed: %(endings)s.", endings=", ".join(sorted(types)))
    for path in paths:
        if path.suffix not in types:
            message = say("%(rule)s; it is '%(name)s'", rule=rule, name=path.name)
            yield Problem(site.shown(path), 0, 0, message, fix)


def _wrong_file(path: Path, site: Site) -> Iterator[Problem]:
    shown = site.shown(path)
    ending = path.suffix.lower()
    if not path.name.isascii() or path.name != path.name.lower() or " " in path.name:
        yield Problem(
            shown,
            0,
            0,
            say("the file name must be lower-case ASCII without spaces, because it is an address"),
            say("Rename it."),
        )
    if ending not in PUBLISHED:
        fix = say("Allowed: %(endings)s.", endings=", ".join(PUBLISHED))
        yield Problem(
            shown,
            0,
            0,
            say("the file must be of a type that may be published; it is '%(name)s'", name=ending or path.name),
            fix,
        )


def _same_address(paths: list[Path], site: Site) -> Iterator[Problem]:
    """Names that differ only by case or Unicode form are one file on a Mac or Windows, and one address for a reader."""
    met: dict[str, Path] = {}
    for path in paths:
        key = unicodedata.normalize("NFKC", site.shown(path)).casefold()
        if key in met:
            yield Problem(
                site.shown(path),
                0,
                0,
                say("the file must have an address of its own; %(other)s has the same", other=site.shown(met[key])),
                say("Rename or remove one of them."),
            )
        met[key] = path
