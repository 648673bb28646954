"""The files beside the pages, as one build writes and describes them: those of the map are made once for all languages."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from plugins import catalogues
from plugins.checks import Checked
from plugins.data_files import DataFile, data_files


@dataclass(frozen=True)
class Build:
    """What the files depend on; a build has catalogues in a folder of its own, so it is known by that."""

    catalogues: Path
    site_url: str
    site_name: str
    checked: Checked = field(compare=False)

    def said_in(self, code: str, words: str) -> str:
        """A text of the interface in a language."""
        return catalogues.translations(self.catalogues, code).gettext(words)

    def calendar_name(self, code: str) -> str:
        return f"{self.site_name}: {self.said_in(code, 'Campaigns')}"


@cache
def offered_files(build: Build) -> tuple[DataFile, ...]:
    checked = build.checked
    return tuple(data_files(checked.records, build.site_url, build.calendar_name, checked.method, build.said_in))
