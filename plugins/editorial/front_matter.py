"""The `Key: value` lines at the top of a Markdown file."""

import re
from dataclasses import dataclass
from datetime import date

from plugins.messages import say
from plugins.problems import Problem, did_you_mean

KEYS = {
    "pages": ("title", "summary", "status", "lang", "modified", "sources"),
    "campaigns": ("title", "summary", "status", "lang", "modified", "sources"),
    "news": ("title", "summary", "date", "status", "lang", "modified", "sources"),
}
STATUSES = ("published", "draft")
FIRST_YEAR = 1900  # anything earlier is a typing error here

_FIELD = re.compile(r"(?P<key>[A-Za-z][\w -]*):(?:[ \t]+(?P<value>.*))?$")


@dataclass(frozen=True)
class Field:
    value: str
    line: int


@dataclass(frozen=True)
class FrontMatter:
    """The fields by lower-case key, and where the text below them begins (line from 1)."""

    fields: dict[str, Field]
    body: str
    body_line: int

    def value(self, key: str) -> str:
        """The field's value, empty when it is not there."""
        field = self.fields.get(key)
        return field.value if field else ""

    def line(self, key: str) -> int:
        """The field's line, the first line when it is not there."""
        field = self.fields.get(key)
        return field.line if field else 1


def front_matter(text: str, kind: str, shown: str, problems: list[Problem]) -> FrontMatter:
    """Split a file of this kind (`pages` or `news`) into its fields and its text; what is wrong goes to `problems`."""
    lines = text.split("\n")
    begin = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    end = next((number for number, line in enumerate(lines[begin:], begin) if not line.strip()), len(lines))
    fields: dict[str, Field] = {}
    last = ""
    for number, line in enumerate(lines[begin:end], begin + 1):
        if line[0] in " \t" and last:
            fields[last] = Field(f"{fields[last].value} {line.strip()}".strip(), fields[last].line)
            continue
        found = _FIELD.match(line)
        if not found:
            problems.append(
                Problem(
                    shown,
                    number,
                    1,
                    say("the front matter must be 'Key: value' lines; it is '%(line)s'", line=line[:40]),
                    say("Take the line out; the front matter needs no fence.")
                    if line.startswith("---")
                    else say(
                        "Put a blank line between the front matter and the text; a value goes on in the next line after four spaces."
                    ),
                )
            )
            continue
        last = found["key"].strip().lower()
        if last in fields:
            problems.append(
                Problem(
                    shown,
                    number,
                    1,
                    say(
                        "%(key)s must stand once; line %(line)s has it already",
                        key=last.title(),
                        line=fields[last].line,
                    ),
                    say("Keep one."),
                )
            )
        fields[last] = Field((found["value"] or "").strip(), number)
    matter = FrontMatter(fields, "\n".join(lines[end:]), end + 1)
    problems.extend(_unknown_keys(matter, kind, shown))
    problems.extend(_missing_words(matter, shown))
    problems.extend(_unknown_status(matter, shown))
    return matter


def iso_date(matter: FrontMatter, key: str, shown: str, problems: list[Problem]) -> date | None:
    """The day in a field, None when the field is empty or is no day of the calendar."""
    value = matter.value(key)
    if not value:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            raise ValueError
        day = date.fromisoformat(value)
        if day.year < FIRST_YEAR:
            raise ValueError
    except ValueError:
        problems.append(
            Problem(
                shown,
                matter.line(key),
                1,
                say(
                    "%(key)s must be a day of the calendar, as YYYY-MM-DD; it is '%(written)s'",
                    key=key.title(),
                    written=value,
                ),
                say("Write for example '%(key)s: 2026-05-03'.", key=key.title()),
            )
        )
        return None
    return day


def _unknown_keys(matter: FrontMatter, kind: str, shown: str) -> list[Problem]:
    return [
        Problem(
            shown,
            field.line,
            1,
            say("'%(key)s' must be a known key; it is not", key=key),
            did_you_mean(key, KEYS[kind]),
        )
        for key, field in matter.fields.items()
        if key not in KEYS[kind]
    ]


def _missing_words(matter: FrontMatter, shown: str) -> list[Problem]:
    examples = {
        "title": say("Title: What this page is called"),
        "summary": say("Summary: One or two sentences for lists, search and previews."),
    }
    return [
        Problem(
            shown,
            matter.line(key),
            1,
            say("%(key)s must be given; it is missing or empty", key=key.title()),
            say("Add a line '%(example)s'", example=example),
        )
        for key, example in examples.items()
        if not matter.value(key)
    ]


def _unknown_status(matter: FrontMatter, shown: str) -> list[Problem]:
    status = matter.value("status")
    if not status or status.lower() in STATUSES:
        return []
    message = say("Status must be one of %(states)s; it is '%(status)s'", states=", ".join(STATUSES), status=status)
    return [Problem(shown, matter.line("status"), 1, message, did_you_mean(status, STATUSES))]
