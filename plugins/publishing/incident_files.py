"""The files in which the entries of the map can be had, for the page that offers them."""

from dataclasses import dataclass
from hashlib import sha256

from jinja2 import pass_context
from jinja2.runtime import Context

from plugins.data_files import DataFile
from plugins.publishing.offered_files import Build, offered_files

BEGINNING = "data/incidents."
# The table first, what is made from it behind.
ORDER = ("csv", "json", "geojson", "kml")


@dataclass(frozen=True)
class OfferedFile:
    """A file of the site; `size` in bytes, `language` where it is in one only."""

    address: str
    size: int
    sha256: str

    @property
    def name(self) -> str:
        return self.address.rpartition("/")[2]

    @property
    def ending(self) -> str:
        return self.name.rpartition(".")[2]

    @property
    def language(self) -> str | None:
        _, *language, _ = self.name.split(".")
        return language[0] if language else None


@pass_context
def incident_files(context: Context) -> list[OfferedFile]:
    """Every file of the entries."""
    build = Build(context["CATALOGUES"], context["main_siteurl"], context["SITENAME"], context["site"])
    found = [_offered(file) for file in offered_files(build) if file.address.startswith(BEGINNING)]
    return sorted(found, key=lambda file: ORDER.index(file.ending))


def _offered(file: DataFile) -> OfferedFile:
    content = file.content()
    return OfferedFile(file.address, len(content), sha256(content).hexdigest())
