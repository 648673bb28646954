"""What the KML file says in words of the whole map and of each entry, in one language.

`_` gives the translation of an English text; the catalogues take these texts from here as they take those of the templates.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from plugins.addresses import absolute, address
from plugins.languages import date_text, number_text, wording
from plugins.maps.entries import Entry
from plugins.maps.imprint import Imprint
from plugins.maps.parts import kilometres
from plugins.records.fields import EVERYWHERE, Field


@dataclass(frozen=True)
class Texts:
    """The texts in one language; `_` translates into it."""

    code: str
    _: Callable[[str], str]

    def label(self, words: Mapping[str, str]) -> str:
        """A label in this language, or in another one and then marked with it."""
        text, code = wording(words, self.code)
        return text if code == self.code else f"{text} [{code}]"

    @property
    def title(self) -> str:
        return self._("Acts by area and period")

    def document(self, imprint: Imprint, is_empty: bool) -> str:
        """The description of the whole file; Google Earth reads descriptions as HTML, so no sign of it may stand there."""
        return escape("\n\n".join(self._document(imprint, is_empty)), quote=False)

    def _document(self, imprint: Imprint, is_empty: bool) -> Iterator[str]:
        _ = self._
        if imprint.is_example:
            yield self.example
        if is_empty:
            yield _("No entries have been published yet.")
        yield _(
            "Each area stands for several people who told, independently of each other, of one kind of act that began there in one "
            "period. It is as large as what may be told and marks no exact place. The darker it is, the more people told."
        )
        yield _("Where there is no area, nothing is told here. That does not mean that nothing happened.")
        yield _("Choose one kind of act in the list: areas of several would lie on top of each other.")
        yield _("No licence has been decided yet. Until then, please cite PSCORE and the address of the file.")
        if imprint.release and imprint.as_of:
            yield f"{_('To cite the data:')} {self.citation(imprint, imprint.release, imprint.as_of)}"
            yield f"{_('SHA-256 of incidents.csv')}: {imprint.table_sha256}"
        yield _("Made with Natural Earth")

    def citation(self, imprint: Imprint, release: str, as_of: str) -> str:
        """As the pages cite the table."""
        return self._(
            "{publisher}: Acts told of by people who left North Korea, by area and period. Release {release}, {day}. {address} "
            "(SHA-256 of incidents.csv begins with {hash})"
        ).format(
            publisher="PSCORE",
            release=release,
            day=date_text(as_of, self.code),
            address=absolute(imprint.site_url, address("map.html", self.code)),
            hash=imprint.table_sha256[:16],
        )

    @property
    def example(self) -> str:
        return self._("Example data: the records in this file are invented to show how it works.")

    def summary(self, entry: Entry) -> str:
        """An entry in a line: where, when, how many people."""
        return f"{self.label(entry.province.name)} · {self._years(entry)} · {self._people(entry)}"

    def entry(self, entry: Entry, is_example: bool) -> str:
        """The description of one entry, without HTML as that of the file."""
        lines = [self.example] if is_example else []
        return escape("\n".join([*lines, *self._entry(entry)]), quote=False)

    def _entry(self, entry: Entry) -> Iterator[str]:
        _ = self._
        people = {"people": self._people(entry)}
        yield _("Told independently of each other by %(people)s. This is no number of victims.") % people
        yield _("The act began in one of the years %(years)s.") % {"years": self._years(entry)}
        size = kilometres(entry.area)
        where = {"province": self.label(entry.province.name)}
        if size:
            where |= {"north": number_text(size[0], self.code), "east": number_text(size[1], self.code)}
            yield (
                _("Somewhere in a square of about %(north)s by %(east)s km, as far as it lies in %(province)s.") % where
            )
        else:
            yield _("Somewhere in %(province)s; the province is told as a whole.") % where
        if entry.has_place:
            yield _("Kind of place: %(place)s") % {"place": self.label(entry.place.label)}
        yield _("Release: %(release)s") % {"release": entry.incident.release}

    def _years(self, entry: Entry) -> str:
        return f"{entry.period.first}–{entry.period.last}"

    def _people(self, entry: Entry) -> str:
        _ = self._
        return {
            "3-4": _("3–4 people"),
            "5-9": _("5–9 people"),
            "10-19": _("10–19 people"),
            "20-49": _("20–49 people"),
            "50+": _("50 or more people"),
        }[entry.incident.sources]

    def field(self, name: str, fields: tuple[Field, ...]) -> str:
        """What a column means, by the data dictionary; its own name where that is silent."""
        meanings = {
            row.dataset: row.text for row in fields if row.field == name and row.dataset in (EVERYWHERE, "incidents")
        }
        return self.label(meanings.get("incidents") or meanings.get(EVERYWHERE) or {self.code: name})
