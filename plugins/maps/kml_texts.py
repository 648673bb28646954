"""What the KML file says in words of the whole map and of each entry, in one language.

`_` gives the translation of an English text; the catalogues take these texts from here as they take those of the templates.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from plugins.languages import date_text, number_text, wording
from plugins.maps.entries import Entry
from plugins.maps.imprint import ATTRIBUTION, Imprint
from plugins.maps.parts import kilometres
from plugins.privacy.classes import BANDS
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
            yield _("Nothing has been published yet.")
        yield _(
            "Each area stands for several people who told, independently of each other, of one kind of act that began there in one "
            "period. It is as large as what may be told and marks no exact place. The darker it is, the more people told."
        )
        yield _("Where there is no area, nothing may be told. That does not mean that nothing happened.")
        yield _("Choose one kind of act in the list: areas of several would lie on top of each other.")
        if imprint.release and imprint.as_of:
            day = date_text(imprint.as_of, self.code)
            yield _("Release %(release)s, as of %(day)s.") % {"release": imprint.release, "day": day}
        yield _("No licence has been decided yet. Until then, please cite PSCORE and the address of the file.")
        yield self._citation(imprint)
        yield ATTRIBUTION

    def _citation(self, imprint: Imprint) -> str:
        named = f"{self.title}, {imprint.release}" if imprint.release else self.title
        words = {"title": named, "address": imprint.table, "hash": imprint.table_sha256}
        return self._("How to cite: PSCORE, %(title)s, %(address)s, SHA-256 %(hash)s") % words

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
        least, most = BANDS[entry.incident.sources]
        if most is None:
            return self._("%(least)s or more people") % {"least": least}
        return self._("%(least)s–%(most)s people") % {"least": least, "most": most}

    def field(self, name: str, fields: tuple[Field, ...]) -> str:
        """What a column means, by the data dictionary; its own name where that is silent."""
        meanings = {
            row.dataset: row.text for row in fields if row.field == name and row.dataset in (EVERYWHERE, "incidents")
        }
        return self.label(meanings.get("incidents") or meanings.get(EVERYWHERE) or {self.code: name})
