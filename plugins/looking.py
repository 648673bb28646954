"""Looking at every file of a folder, on all processors: each is read for all that is demanded of it before the next."""

from collections.abc import Callable, Iterable
from pathlib import Path

from plugins.parallel import each_done
from plugins.problems import Problem

Look = Callable[[Path], Iterable[Problem]]


def problems_of_files(folder: Path, *looks: Look) -> list[Problem]:
    """Everything that the looks find in the files of the folder, and in the links that lie there."""
    problems: list[Problem] = []

    def is_fine(path: Path) -> bool:
        found = [problem for look in looks for problem in look(path)]
        problems.extend(found)
        return not found

    files = [path for path in sorted(folder.rglob("*")) if path.is_symlink() or not path.is_dir()]
    if files:
        each_done(files, is_fine)
    return problems
