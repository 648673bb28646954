"""Check everything, build the site into a new folder, and only then let it take the old one's place.

Run as `python -m plugins.build` in a fresh process: Pelican and its plugins keep state, and a failed build would poison
the next one. Whatever ends this process early, the last good site is untouched.
"""

import argparse
import os
import sys
import time
from pathlib import Path

from plugins.building.outcome import UNDONE, status_of
from plugins.building.place import alone, holds_sources, new_folder
from plugins.building.steps import (
    compiled_templates,
    found,
    refuse_money_going_astray,
    refuse_what_leads_to_a_person,
    write_site,
)
from plugins.checks import check
from plugins.messages import say, tell
from plugins.problems import listing
from plugins.replacement import replace
from plugins.site import Site


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
    if holds_sources(root, output):
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
    tell(found(checked))

    def build() -> None:
        with alone(output), new_folder(output) as folder:
            templates = options.templates or compiled_templates(root, folder)
            write_site(checked, options.settings, folder / "site", folder, templates)
            # The preview is seen on this machine only, and must be quick; the gate has seen its sources.
            if not options.drafts:
                refuse_what_leads_to_a_person(checked, folder / "site")
                refuse_money_going_astray(checked, folder / "site")
            replace(folder / "site", output)

    status = status_of(build, root)
    if status == 0:
        seconds, place = f"{time.monotonic() - begun:.1f}", str(output / "index.html")
        tell(say("Built in %(seconds)s s. Open %(place)s", seconds=seconds, place=place))
    return status


def _told_to_begin() -> bool:
    """Import what takes long and wait: the preview keeps such a process ready, so that a save is on the page sooner.

    False when nobody is there any more.
    """
    import pelican.settings

    import plugins.publishing.data_page_writer  # noqa: F401  with all that it needs

    return bool(pelican.settings.DEFAULT_CONFIG) and bool(sys.stdin.readline())


if __name__ == "__main__":
    sys.exit(main())
