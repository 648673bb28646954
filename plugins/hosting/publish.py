"""The production build: everything that `./inv build` demands, and more, into `public/`, with all that a host needs.

The same commit gives the same bytes, whoever publishes it, where and when.
"""

import argparse
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from plugins.building.outcome import status_of
from plugins.building.place import alone, holds_sources, new_folder
from plugins.building.steps import found
from plugins.checks import check
from plugins.giving.moment import day_of_build
from plugins.giving.publication import hidden
from plugins.hosting import publishable
from plugins.hosting.commit import commit
from plugins.hosting.publication import Publication
from plugins.hosting.site_address import VARIABLE
from plugins.messages import say, tell
from plugins.problems import listing
from plugins.replacement import replace
from plugins.site import Site

UNDONE = say("Nothing was published; the last published site is untouched.")


def main(arguments: list[str] | None = None) -> int:
    """Publish the site into a folder; 0 when it stands there whole, 1 when problems kept it out, 2 for wrong usage."""
    parser = argparse.ArgumentParser(prog="publish")
    parser.add_argument("--siteurl", default=os.environ.get(VARIABLE, ""))
    parser.add_argument("--demo", action="store_true", help="publish example data too, marked on every page")
    parser.add_argument("--allow-dirty", action="store_true", help="publish what is not committed; never in CI")
    parser.add_argument("--output", type=Path, default=Path("public"))
    options = parser.parse_args(arguments)
    root, output = Path.cwd(), options.output.resolve()
    if holds_sources(root, output):
        tell(say("the output must be a folder of its own; %(output)s holds the sources", output=output), to=sys.stderr)
        return 2
    os.umask(0o022)
    begun = time.monotonic()
    made_from, day = commit(root), day_of_build(root, os.environ)
    tell(say("Checking content, data and translations …"))
    checked = check(Site(root))
    may_differ = options.allow_dirty and not os.environ.get("CI")
    problems = [
        *publishable.address_is_right(options.siteurl),
        *publishable.commit_is_known(made_from),
        *publishable.security_contact_is_valid(max(filter(None, (datetime.now(UTC).date(), day)))),
        *publishable.everything_is_committed(made_from, may_differ),
        *(() if options.demo else publishable.data_are_real(checked)),
        *checked.problems,
    ]
    if problems or made_from is None:
        print(listing(problems, UNDONE), file=sys.stderr)
        return 1
    if made_from.changed:
        tell(say("%(count)s files differ from the commit; this is no site for readers.", count=len(made_from.changed)))
    for warning in hidden(checked.records.donation_options, day):
        tell(warning)
    tell(found(checked))
    publication = Publication(checked, options.siteurl, options.demo, made_from)

    def publish() -> None:
        with alone(output), new_folder(output) as folder:
            publication.write(folder / "site", folder)
            replace(folder / "site", output)

    status = status_of(publish, root, UNDONE)
    if status == 0:
        place = publishable.shown_path(root, output)
        seconds = f"{time.monotonic() - begun:.1f}"
        tell(say("Published in %(seconds)s s into %(place)s/.", seconds=seconds, place=place))
    return status


if __name__ == "__main__":
    sys.exit(main())
