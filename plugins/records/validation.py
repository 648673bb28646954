"""From plain rows to records: every problem of every row, in words, with its line."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from plugins.messages import say
from plugins.problems import Problem, did_you_mean
from plugins.records.sources import Row, Source, Way


class Record(BaseModel):
    """What every record is: never changed after loading, and without a field nobody declared.

    Messages about a `quiet` one never say what was found in a cell, because it may be what must not be told.
    """

    quiet: ClassVar[bool] = False
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


RecordT = TypeVar("RecordT", bound=Record)


@dataclass(frozen=True)
class Table(Generic[RecordT]):
    """One dataset as loaded: the rows that are right with their number in the file, and the ids of all rows.

    The ids of wrong rows count too, and a file that could not be read has every id (None): what points at them would only
    repeat the problem. `whole` says that no row was wrong, so that sums over the rows mean something. `files` says for every
    row in which file it stands.
    """

    rows: tuple[tuple[int, RecordT], ...] = ()
    ids: frozenset[str] | None = None
    whole: bool = False
    files: tuple[str, ...] = ()

    @property
    def records(self) -> tuple[RecordT, ...]:
        return tuple(record for _, record in self.rows)

    def has(self, value: str) -> bool:
        """Whether a row with this id stands in the file, as far as can be known."""
        return self.ids is None or value in self.ids


def table(model: type[RecordT], source: Source | None, problems: list[Problem]) -> Table[RecordT]:
    """The rows of a source as records; what is wrong with the others goes to `problems`."""
    if source is None:
        return Table()
    rows: list[tuple[int, RecordT]] = []
    for number, row in enumerate(source.rows):
        try:
            rows.append((number, model.model_validate(row)))
        except ValidationError as error:
            problems.extend(_problem(detail, (number, *detail["loc"]), model, source) for detail in error.errors())
    return Table(
        tuple(rows),
        frozenset(_key(row) for row in source.rows) if source.whole else None,
        source.whole and len(rows) == len(source.rows),
        tuple(source.file(number) for number in range(len(source.rows))),
    )


def _key(row: Row) -> str:
    """What other files point at: the id, or for an article of an instrument both of these."""
    return str(row.get("id") or f"{row.get('instrument')} {row.get('article')}")


def _problem(detail: ErrorDetails, way: Way, model: type[Record], source: Source) -> Problem:
    name = field_name(way)
    kind, context, value = detail["type"], detail.get("ctx", {}), detail["input"]
    said = say("not") if model.quiet and not _is_empty(value) else _said(value)
    fix = say("See data/README.md for what the field means.")
    match kind:
        case "missing":
            message = say("%(name)s must be given; it is missing", name=name)
        case "extra_forbidden":
            message = say("%(name)s must be a known field; it is not", name=name)
            fix = did_you_mean(str(way[-1]), _fields(model, way))
        case "literal_error":
            known = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
            message = say("%(name)s must be one of the known values; it is %(said)s", name=name, said=said)
            fix = did_you_mean("" if model.quiet else str(value or ""), known)
        case "value_error":
            rule, *fixes = context["error"].args
            message = say("%(name)s %(error)s; it is %(said)s", name=name, error=rule, said=said)
            fix = fixes[0] if fixes and not model.quiet else fix
        case _ if value is None:
            message = say("%(name)s must be given; it is empty", name=name)
        case _:
            message = say(
                "%(name)s must be right: %(error)s; it is %(said)s",
                name=name,
                error=detail["msg"].lower(),
                said=said,
            )
    return Problem(*source.where(way), message, fix)


def field_name(way: Way) -> str:
    """The way to a value as an editor writes it: `editions[0].isbn`; the number of the row is told by the line."""
    name = ""
    for step in way[1:]:
        name += f"[{step}]" if isinstance(step, int) else f".{step}" if name else str(step)
    return name or say("the record")


def _is_empty(value: object) -> bool:
    return value in (None, "", {}, [], ())


def _said(value: object) -> str:
    if _is_empty(value):
        return say("empty")
    text = str(value)
    return f"'{text if len(text) <= 60 else text[:60] + '…'}'"


def _fields(model: type[BaseModel], way: Way) -> list[str]:
    """The names that may stand where the unknown one stands."""
    fields = model.model_fields
    for step in way[1:-1]:
        if isinstance(step, str) and step in fields:
            inner = list(models_in(fields[step].annotation))
            if not inner:
                break
            fields = inner[0].model_fields
    return list(fields)


def models_in(annotation: object) -> Iterator[type[BaseModel]]:
    """The records that may stand in a field, as such or in a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from models_in(argument)
