"""Check everything, build the site into a new folder, and only then let it take the old one's place.

Run as `python -m plugins.build` in a fresh process: Pelican and its plugins keep state, and a failed build would poison
the next one. Whatever ends this process early, the last good site is untouched.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from plugins.building.outcome import UNDONE
from plugins.building.run import run
from plugins.building.steps import (
    compiled_templates,
    refuse_what_must_not_go_out,
    write_site,
)
from plugins.checks import Checked, check
from plugins.messages import say, tell
from plugins.problems import Problem
from plugins.site import Site


def main(arguments: list[str] | None = None) -> int:
    """Build the site of the present folder; 0 when the new site is in place, 1 when problems kept it out, 2 for wrong usage."""
    parser = argparse.ArgumentParser(prog="build")
    parser.add_argument("--output", type=Path, default=Path("output"))
    parser.add_argument("--settings", default="pelicanconf.py")
    parser.add_argument("--drafts", action="store_true", help="show drafts too (the preview)")
    parser.add_argument("--templates", type=Path, default=None, help="where compiled templates are kept between builds")
    parser.add_argument("--wait", action="store_true", help="import everything, then wait for a line on standard input")
    options = parser.parse_args(arguments)
    if options.wait and not _told_to_begin():
        return 0
    root, output = Path.cwd(), options.output.resolve()
    if options.drafts and not output.is_relative_to(root / ".preview"):
        tell(say("drafts are built for the preview only, into .preview/"), to=sys.stderr)
        return 2

    def look() -> tuple[Checked, Sequence[Problem]]:
        checked = check(Site(root), drafts=options.drafts)
        return checked, checked.problems

    def write(checked: Checked, folder: Path, workshop: Path) -> None:
        write_site(checked, options.settings, folder, workshop, options.templates or compiled_templates(root, workshop))
        # The preview is seen on this machine only, and must be quick; the gate has seen its sources.
        if not options.drafts:
            refuse_what_must_not_go_out(checked, folder)

    place = str(output / "index.html")
    return run(
        output,
        look,
        write,
        lambda took: say("Built in %(seconds)s s. Open %(place)s", seconds=took, place=place),
        UNDONE,
    )


def _told_to_begin() -> bool:
    """Import what takes long and wait: the preview keeps such a process ready, so that a save is on the page sooner.

    False when nobody is there any more.
    """
    import pelican.settings

    import plugins.publishing.data_page_writer  # noqa: F401  with all that it needs

    return bool(pelican.settings.DEFAULT_CONFIG) and bool(sys.stdin.readline())


if __name__ == "__main__":
    sys.exit(main())
