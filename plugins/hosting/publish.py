"""The production build: everything that `./inv build` demands, and more, into `public/`, with all that a host needs.

The same commit gives the same bytes, whoever publishes it, where and when: links for money expire by the day of the commit, or by
that of SOURCE_DATE_EPOCH where it is set.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from plugins.building.outcome import Refused
from plugins.building.run import run
from plugins.checks import Checked, check
from plugins.commit import VARIABLE as DAY
from plugins.commit import commit, day_of_build, day_of_setting
from plugins.giving.publication import hidden
from plugins.hosting import publishable
from plugins.hosting.demonstration import demonstration
from plugins.hosting.publication import Publication
from plugins.hosting.site_address import VARIABLE
from plugins.messages import Message, say, tell
from plugins.problems import Problem
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
    demo = demonstration(os.environ)
    if isinstance(demo, Message):
        tell(demo, to=sys.stderr)
        return 2
    demo = demo or options.demo
    root, output = Path.cwd(), options.output.resolve()
    made_from, day = commit(root), day_of_build(root, os.environ)
    # Who sets the day makes an old site again, or looks ahead; who does not publishes for readers of today.
    today = day if day and DAY in os.environ else datetime.now(UTC).date()

    def look() -> tuple[Checked, Sequence[Problem]]:
        checked = check(Site(root))
        may_differ = options.allow_dirty and not os.environ.get("CI")
        problems = [
            *publishable.address_is_right(options.siteurl),
            *publishable.commit_is_known(made_from),
            *publishable.day_is_not_past(day_of_setting(os.environ), made_from),
            *publishable.security_contact_is_valid(today),
            *publishable.everything_is_committed(made_from, may_differ),
            *(() if demo else publishable.data_are_real(checked)),
            *(() if demo else publishable.links_are_open(checked.records.donation_options, day, today)),
            *checked.problems,
        ]
        for warning in () if problems else hidden(checked.records.donation_options, day):
            tell(warning)
        if made_from and made_from.changed:
            tell(
                say(
                    "%(count)s files differ from the commit; this is no site for readers.", count=len(made_from.changed)
                )
            )
        return checked, problems

    def write(checked: Checked, folder: Path, workshop: Path) -> None:
        if made_from is None:
            raise Refused(list(publishable.commit_is_known(made_from)))
        Publication(checked, options.siteurl, demo, made_from, day).write(folder, workshop)
        changed = list(publishable.is_still_the_commit(made_from, commit(root)))
        if changed:
            raise Refused(changed)

    def done(seconds: str) -> Message:
        place = publishable.shown_path(root, output)
        return say("Published in %(seconds)s s into %(place)s/.", seconds=seconds, place=place)

    return run(output, look, write, done, UNDONE)


if __name__ == "__main__":
    sys.exit(main())
