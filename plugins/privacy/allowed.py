"""`data/allowed.toml`: numbers and addresses that may be published, because they are an organisation's and not a person's."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plugins.messages import Message, say
from plugins.problems import Problem, did_you_mean
from plugins.texts import MEGABYTE, text_of

KEYS = ("kind", "value", "reason")


def _telephone(written: str) -> str:
    """Digits from the country on: `02-123-4567` and `+82 (0)2 123 4567` are one number."""
    digits = re.sub(r"[^0-9+]", "", written.replace("(0)", ""))
    digits = re.sub(r"\A(?:\+|00)", "", digits)
    if digits == re.sub(r"[^0-9]", "", written) and digits.startswith("0"):
        return "82" + digits[1:]
    return re.sub(r"\A820", "82", digits)


def _number(written: str) -> str:
    return re.sub(r"[^0-9A-Za-z]", "", written).upper()


def _point(written: str) -> str:
    return ",".join(str(float(part)) for part in re.findall(r"-?[0-9]+(?:\.[0-9]+)?", written))


# What can be allowed -> the form in which two ways of writing it are compared.
KINDS: Mapping[str, Callable[[str], str]] = {
    "account": _number,
    "calendar": str.casefold,
    "mail": str.casefold,
    "point": _point,
    "telephone": _telephone,
}


@dataclass(frozen=True)
class Allowed:
    """The allowed values by kind, each in its compared form. Nothing is allowed unless it is listed whole."""

    values: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def holds(self, kind: str, written: str) -> bool:
        """Whether exactly this value is allowed, however it is written; a longer one that holds it is not."""
        return KINDS[kind](written) in self.values.get(kind, frozenset())


def allowed(path: Path, shown: str, problems: list[Problem]) -> Allowed:
    """What the file allows; without the file, or where it is wrong, nothing is allowed."""
    if not path.is_file():
        problems.append(Problem(shown, 0, 0, say("the file must be there; it is not"), say("Bring it back from git.")))
        return Allowed()
    text = text_of(path, shown, MEGABYTE, problems)
    if text is None:
        return Allowed()
    try:
        entries = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # of what is no TOML, nested too deep, or a number of too many digits
        line = re.search(r"\(at line ([0-9]+), column [0-9]+\)\Z", str(error))
        message = say("the file must be TOML; it is not")
        fix = say(
            'Each entry is [[allowed]] and then kind = "…", value = "…" and reason = "…", each on a line of its own.'
        )
        problems.append(Problem(shown, int(line.group(1)) if line else 0, 0, message, fix))
        return Allowed()
    return Allowed(_values(text, entries, shown, problems))


def _values(
    text: str, entries: Mapping[str, object], shown: str, problems: list[Problem]
) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    if set(entries) - {"allowed"}:
        message = say("the file must hold only [[allowed]] entries; it holds something else")
        problems.append(Problem(shown, 0, 0, message, say("Remove it, or write [[allowed]].")))
    listed = entries.get("allowed", [])
    heads = [number for number, line in enumerate(text.split("\n"), start=1) if line.strip() == "[[allowed]]"]
    for number, entry in enumerate(listed if isinstance(listed, list) else [None]):
        line = heads[number] if number < len(heads) else 0
        wrong = _wrong(entry, found)
        if wrong:
            problems.append(Problem(shown, line, 0, *wrong))
        elif isinstance(entry, dict):
            found.setdefault(entry["kind"], set()).add(KINDS[entry["kind"]](entry["value"]))
    return {kind: frozenset(values) for kind, values in found.items()}


def _wrong(entry: object, found: Mapping[str, set[str]]) -> tuple[Message, Message] | None:
    """What is wrong with an entry, and the fix; the value itself is never said."""
    if not isinstance(entry, dict):
        return say("the entry must be a table; it is not"), say("Write [[allowed]] on a line of its own.")
    for key in KEYS:
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            fix = say("An entry has kind, value and reason; the reason says whose it is and where it is published.")
            return say("%(key)s must be filled with a text in quotes; it is not", key=key), fix
    if unknown := sorted(set(entry) - set(KEYS)):
        return say("the entry must have no other keys; it has"), did_you_mean(unknown[0], KEYS)
    if entry["kind"] not in KINDS:
        return say("kind must be one of those that are known; it is not"), did_you_mean(entry["kind"], KINDS)
    compared = KINDS[entry["kind"]](entry["value"])
    if len(compared) < 7:
        return say("value must be whole; it is too short to be one"), say("Write the whole number or address.")
    if compared in found.get(entry["kind"], ()):
        return say("value must stand once; it stands before"), say("Keep one of the entries.")
    return None
