"""The files in which the entries of the map can be had, for the page that offers them."""

from dataclasses import dataclass
from hashlib import sha256

from jinja2 import pass_context
from jinja2.runtime import Context

from plugins import catalogues
from plugins.data_files import DataFile, data_files

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

    def said_in(code: str, words: str) -> str:
        return catalogues.translations(context["CATALOGUES"], code).gettext(words)

    checked = context["site"]
    files = data_files(checked.records, context["main_siteurl"], str, checked.method, said_in)
    found = [_offered(file) for file in files if file.address.startswith(BEGINNING)]
    return sorted(found, key=lambda file: ORDER.index(file.ending))


def _offered(file: DataFile) -> OfferedFile:
    content = file.content()
    return OfferedFile(file.address, len(content), sha256(content).hexdigest())
