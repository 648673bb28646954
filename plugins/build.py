"""Check everything, build the site into a new folder, and only then let it take the old one's place.

Run as `python -m plugins.build` in a fresh process: Pelican and its plugins keep state, and a failed build would poison
the next one. Whatever ends this process early, the last good site is untouched.
"""

import argparse
import fcntl
import logging
import os
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from jinja2 import FileSystemBytecodeCache, TemplateError

from plugins import catalogues
from plugins.addresses import address
from plugins.checks import Checked, check
from plugins.content_security import POLICY
from plugins.data_files import data_files
from plugins.editorial.files import published_theme
from plugins.languages import CODES
from plugins.maps.ground import MAP_FILES, vertices
from plugins.messages import NOTHING, Message, say, sentences, spoken, tell
from plugins.pictures.publication import Publication
from plugins.privacy.scan import Rules, scan
from plugins.problems import Problem, listing
from plugins.replacement import recover, replace
from plugins.site import Site

UNDONE = say("Nothing was built; the last good site is untouched.")


class Warned(Exception):
    """Pelican logged a warning."""


class Refused(Exception):
    """Something was found out only while it was being published; the listing says what."""


class Incomplete(Exception):
    """The files that were written are not the files that were meant."""


def main(arguments: list[str] | None = None) -> int:
    """Build the site; 0 when the new site is in place, 1 when problems kept it out."""
    parser = argparse.ArgumentParser(prog="build")
    parser.add_argument("--root", type=Path, default=Path.cwd())
    parser.add_argument("--output", type=Path, default=None)
    parser.add_argument("--settings", default="pelicanconf.py")
    parser.add_argument("--drafts", action="store_true", help="show drafts too (the preview)")
    parser.add_argument("--templates", type=Path, default=None, help="where compiled templates are kept between builds")
    parser.add_argument("--wait", action="store_true", help="import everything, then wait for a line on standard input")
    options = parser.parse_args(arguments)
    if options.wait and not _told_to_begin():
        return 0
    root = options.root.resolve()
    output = (options.output or root / "output").resolve()
    sources = [root / name for name in ("content", "data", "theme", "plugins", "tests", ".git")]
    if any(source.is_relative_to(output) or output.is_relative_to(source) for source in sources):
        tell(say("the output must be a folder of its own; %(output)s holds the sources", output=output), to=sys.stderr)
        return 2
    if options.drafts and not output.is_relative_to(root / ".preview"):
        tell(say("drafts are built for the preview only, into .preview/"), to=sys.stderr)
        return 2
    os.umask(0o022)  # the same file modes on every machine
    begun = time.monotonic()
    tell(say("Checking content, data and translations …"))
    checked = check(Site(root), drafts=options.drafts)
    if checked.problems:
        print(listing(checked.problems, UNDONE), file=sys.stderr)
        return 1
    tell(_found(checked))
    try:
        with _alone(output), _new_folder(output) as folder:
            _publish(checked, options.settings, folder / "site", folder, options.templates or folder)
            if (
                not options.drafts
            ):  # the preview is seen on this machine only, and must be quick; the gate has seen its sources
                _nothing_leads_to_a_person(checked, folder / "site")
            replace(folder / "site", output)
    except OSError as error:
        fix = say("Make room on the disk, or mend the rights of the folder, and build again.")
        where = f"{error.strerror} ({error.filename})" if error.filename else error.strerror
        tell(say("The site could not be written: %(error)s", error=where), f"    {spoken(fix)}", UNDONE, to=sys.stderr)
        return 1
    except KeyboardInterrupt:
        tell(sentences(say("Stopped."), UNDONE), to=sys.stderr)
        return 130
    except Refused as error:
        print(error, file=sys.stderr)
        return 1
    except (Incomplete, Warned) as error:
        tell(error.args[0], UNDONE, to=sys.stderr)
        return 1
    except Exception as error:
        if not (isinstance(error, TemplateError) or _frames_in_templates(error)):
            tell(UNDONE, to=sys.stderr)
            raise
        problem = Problem(
            *_place_in_template(error, root),
            0,
            say("the template must be right; %(error)s", error=str(error)),
            say("See docs/architecture.md."),
        )
        print(listing([problem], UNDONE), file=sys.stderr)
        return 1
    tell(
        say(
            "Built in %(seconds)s s. Open %(place)s",
            seconds=f"{time.monotonic() - begun:.1f}",
            place=str(output / "index.html"),
        )
    )
    return 0


def _told_to_begin() -> bool:
    """Import what takes long and wait: the preview keeps such a process ready, so that a save is on the page sooner.

    False when nobody is there any more.
    """
    import pelican.settings

    import plugins.publishing.data_page_writer  # noqa: F401  with all that it needs

    return bool(pelican.settings.DEFAULT_CONFIG) and bool(sys.stdin.readline())


def _frames_in_templates(error: Exception) -> list[traceback.FrameSummary]:
    return [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]


def _place_in_template(error: Exception, root: Path) -> tuple[str, int]:
    """The template and line that was being shown when the error came; Jinja names them in the traceback."""
    frames = _frames_in_templates(error)
    if not frames:
        return "theme/templates", 0
    path = Path(frames[-1].filename)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name, frames[-1].lineno or 0


def _publish(checked: Checked, settings_file: str, folder: Path, workshop: Path, templates: Path) -> None:
    """Run Pelican into the folder, every warning fatal, and compare what it wrote with what was meant.

    `workshop` holds what is needed on the way, `templates` the compiled templates.
    """
    # A site with problems need not wait for Pelican.
    from pelican import Pelican, log
    from pelican.settings import read_settings

    damaged = Publication(checked.site, folder).publish(checked.pictures)
    if damaged:
        raise Refused(listing(damaged, UNDONE))
    compiled = workshop / "catalogues"
    catalogues.compile_to(checked.site, compiled)
    tell(say("Building %(codes)s …", codes=", ".join(CODES)))
    os.chdir(checked.site.root)
    log.init(level=logging.WARNING, fatal="warnings", handler=logging.StreamHandler(sys.stderr))
    settings = read_settings(
        settings_file,
        override={
            "OUTPUT_PATH": str(folder),
            "CHECKED": checked,
            "CATALOGUES": compiled,
            "I18N_GETTEXT_LOCALEDIR": str(compiled),
        },
    )
    # Pelican makes four template environments per language; with this each template is compiled once, not twelve times.
    settings["JINJA_ENVIRONMENT"]["bytecode_cache"] = FileSystemBytecodeCache(str(templates), "template-%s")
    with Path(os.devnull).open("w") as nowhere:
        log.console.file = nowhere  # Pelican's own summary per language says nothing that ours does not
        try:
            Pelican(settings).run()
        except RuntimeError as error:
            if str(error) != "Warning or error encountered":
                raise
            raise Warned(
                say("Pelican warned (see above), and a warning may mean a page that is missing or wrong.")
            ) from error
    _every_file_is_meant(checked, folder)


def _meant(checked: Checked) -> set[str]:
    """The paths of all files that the site should have."""
    return {
        *checked.register.addresses,
        *(address(name, code) for code in CODES for name in ("404.html", "feed.xml")),
        "sitemap.xml",
        *(file.address for file in data_files(checked.records, "", str)),
        *(path.relative_to(checked.site.content).as_posix() for path in checked.files),
        *(file.address for picture in checked.pictures for file in picture.files),
        *(
            f"theme/{path.relative_to(checked.site.theme / 'static').as_posix()}"
            for path in published_theme(checked.site)
        ),
    }


def _every_file_is_meant(checked: Checked, folder: Path) -> None:
    """Nothing is missing, and nothing was written that nobody meant to publish."""
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    meant = _meant(checked)
    if written != meant:
        lost = [say("    missing: %(name)s", name=name) for name in sorted(meant - written)]
        extra = [say("    not meant: %(name)s", name=name) for name in sorted(written - meant)]
        words = [say("The built files are not the ones that were meant:"), *lost, *extra]
        raise Incomplete("\n".join(spoken(message) for message in words))


def _nothing_leads_to_a_person(checked: Checked, folder: Path) -> None:
    """The last look, on every file as it was written, before it takes the old one's place."""
    tell(say("Looking through what was built …"))
    rules = Rules(checked.guard.allowed, checked.guard.inside, POLICY, ground=vertices(), map_files=MAP_FILES)
    found = scan(folder, _meant(checked), rules)
    if found:
        raise Refused(listing(found, UNDONE))


def _found(checked: Checked) -> Message:
    news = sum(document.kind == "news" for document in checked.documents)
    found = say(
        "Found %(pages)s pages, %(news)s news items, %(reports)s reports in %(languages)s languages; no problems.",
        pages=len(checked.documents) - news,
        news=news,
        reports=len(checked.records.reports),
        languages=len(CODES),
    )
    gaps = say("%(count)s words are not translated (./inv translations lists them).", count=len(checked.gaps))
    return sentences(found, gaps if checked.gaps else NOTHING)


@contextmanager
def _alone(output: Path) -> Iterator[None]:
    """One build at a time for a place; the lock goes with the process, however it ends."""
    output.parent.mkdir(parents=True, exist_ok=True)
    with (output.parent / f".{output.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            tell(say("Another build is under way; waiting for it …"))
            fcntl.flock(lock, fcntl.LOCK_EX)
        recover(output)
        for left_over in output.parent.glob(f".{output.name}.new-*"):
            shutil.rmtree(left_over)
        yield


@contextmanager
def _new_folder(output: Path) -> Iterator[Path]:
    """A new folder beside the old one, on the same file system, gone afterwards whatever happens."""
    folder = Path(tempfile.mkdtemp(prefix=f".{output.name}.new-", dir=output.parent))
    try:
        yield folder
    finally:
        _wait_for_children()
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for_children() -> None:
    """After a failure a child process may still be writing pages; the folder can go only when it is done."""
    with suppress(ChildProcessError, AttributeError):
        while True:
            os.wait()


if __name__ == "__main__":
    sys.exit(main())
