"""What every build does around its own work: look, say what was found, write beside the old site, and take its place."""

import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from plugins.building.outcome import status_of
from plugins.building.place import alone, holds_sources, new_folder
from plugins.building.steps import found
from plugins.checks import Checked
from plugins.messages import Message, say, tell
from plugins.problems import Problem, listing
from plugins.replacement import replace


def run(
    output: Path,
    look: Callable[[], tuple[Checked, Sequence[Problem]]],
    write: Callable[[Checked, Path, Path], None],
    done: Callable[[str], Message],
    undone: Message,
) -> int:
    """Build what `look` found into the output; 0 when it stands there whole, 1 when problems kept it out, 2 for a wrong place.

    `write` gets what was found, the folder to write (it does not exist yet) and one for what is needed on the way; `done` the
    seconds that it all took.
    """
    root = Path.cwd()
    if holds_sources(root, output):
        tell(say("the output must be a folder of its own; %(output)s holds the sources", output=output), to=sys.stderr)
        return 2
    os.umask(0o022)  # the same file modes on every machine
    begun = time.monotonic()
    tell(say("Checking content, data and translations …"))
    checked, problems = look()
    if problems:
        print(listing(problems, undone), file=sys.stderr)
        return 1
    tell(found(checked))

    def work() -> None:
        with alone(output), new_folder(output) as folder:
            write(checked, folder / "site", folder)
            replace(folder / "site", output)

    status = status_of(work, root, undone)
    if status == 0:
        tell(done(f"{time.monotonic() - begun:.1f}"))
    return status
