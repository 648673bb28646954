"""The scan of a whole folder."""

from collections.abc import Collection
from pathlib import Path

from plugins.looking import problems_of_files
from plugins.privacy.scan import Rules, scanning
from plugins.problems import Problem


def scan(folder: Path, meant: Collection[str], rules: Rules) -> list[Problem]:
    return problems_of_files(folder, scanning(folder, meant, rules))
