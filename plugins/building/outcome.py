"""How a build ends: its exit status, and what is said of each way to fail. Whatever it was, the last good site stands."""

import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from jinja2 import TemplateError

from plugins.messages import Message, say, sentences, spoken, tell
from plugins.problems import Problem, listing

UNDONE = say("Nothing was built; the last good site is untouched.")


class Warned(Exception):
    """Pelican logged a warning."""


class Refused(Exception):
    """Something was found out only while it was being published; the problems say what."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


class Incomplete(Exception):
    """The files that were written are not the files that were meant."""


def status_of(work: Callable[[], None], root: Path, undone: Message = UNDONE) -> int:
    """Do the work: 0 when it was done, 1 when something kept it from that, 130 when it was stopped."""
    try:
        work()
    except OSError as error:
        fix = say("Make room on the disk, or mend the rights of the folder, and build again.")
        where = f"{error.strerror} ({error.filename})" if error.filename else error.strerror
        tell(say("The site could not be written: %(error)s", error=where), f"    {spoken(fix)}", undone, to=sys.stderr)
        return 1
    except KeyboardInterrupt:
        tell(sentences(say("Stopped."), undone), to=sys.stderr)
        return 130
    except Refused as error:
        print(listing(error.problems, undone), file=sys.stderr)
        return 1
    except (Incomplete, Warned) as error:
        tell(error.args[0], undone, to=sys.stderr)
        return 1
    except Exception as error:
        if not (isinstance(error, TemplateError) or _frames_in_templates(error)):
            tell(undone, to=sys.stderr)
            raise
        message = say("the template must be right; %(error)s", error=str(error))
        problem = Problem(*_place_in_template(error, root), 0, message, say("See docs/architecture.md."))
        print(listing([problem], undone), file=sys.stderr)
        return 1
    return 0


def _frames_in_templates(error: Exception) -> list[traceback.FrameSummary]:
    return [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]


def _place_in_template(error: Exception, root: Path) -> tuple[str, int]:
    """The template and line that was being shown when the error came; Jinja names them in the traceback."""
    frames = _frames_in_templates(error)
    if not frames:
        return "theme/templates", 0
    path = Path(frames[-1].filename)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name, frames[-1].lineno or 0
