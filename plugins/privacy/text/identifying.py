"""The rules for texts: what none may hold. RULES is the specification; each rule has a name, a detector and words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from plugins.messages import Message, say
from plugins.privacy.allowed import Allowed
from plugins.privacy.text.accounts import accounts
from plugins.privacy.text.circumstances import ages_with_places, camp_units
from plugins.privacy.text.coordinates import points
from plugins.privacy.text.mail import addresses
from plugins.privacy.text.map_grids import map_points
from plugins.privacy.text.normalised import normalised
from plugins.privacy.text.numbers_of_people import passports, resident_numbers
from plugins.privacy.text.place_codes import coded_points, hidden_points
from plugins.privacy.text.places import lines
from plugins.privacy.text.reading import Inside, Reading
from plugins.privacy.text.telephones import telephones
from plugins.problems import Problem

_ALLOW = say(
    "If it is an organisation's and published by it, give it an entry with a reason in data/allowed.toml; else delete it."
)
_COARSEN = say(
    "Name the province or the county, as reports do, or round to tenths of a degree. Exact places lead to people."
)


@dataclass(frozen=True)
class Rule:
    """What is refused: the detector yields places in the plain text; the words say it without the value."""

    name: str
    detector: Callable[[Reading], Iterator[int]]
    message: Message
    fix: Message


RULES = (
    Rule(
        "resident-number",
        resident_numbers,
        say("the text must hold no resident or foreigner number; it does"),
        say("Delete it, and tell who keeps the records: what was committed must be taken out of git's history too."),
    ),
    Rule(
        "passport",
        passports,
        say("the text must hold no passport number; it does"),
        say("Delete it. A photograph or scan of the passport may not be published either."),
    ),
    Rule("telephone", telephones, say("the text must hold no telephone number that is not allowed; it does"), _ALLOW),
    Rule("mail", addresses, say("the text must hold no e-mail address that is not allowed; it does"), _ALLOW),
    Rule("account", accounts, say("the text must hold no bank account that is not allowed; it does"), _ALLOW),
    Rule("point", points, say("the text must hold no exact point in North Korea; it does"), _COARSEN),
    Rule(
        "map-point",
        map_points,
        say("the text must hold no exact point in North Korea in metres of a map; it does"),
        _COARSEN,
    ),
    Rule("coded-point", coded_points, say("the text must hold no code of a point in North Korea; it does"), _COARSEN),
    Rule(
        "hidden-point",
        hidden_points,
        say("the text must hold no three-word place and no short link of a map; it does"),
        say("Name the place in words; for a public place outside the North, its address."),
    ),
    Rule(
        "age-and-place",
        ages_with_places,
        say("the text must not tell an exact age together with a place smaller than a county; it does"),
        say("Write a span of ages ('in her thirties') and the county or the province."),
    ),
    Rule(
        "camp-unit",
        camp_units,
        say("the text must not tell the unit within a camp; it does"),
        say("Name the camp only. Few people were in one unit, and those who guard it know them."),
    ),
)
_BY_NAME = {rule.name: rule for rule in RULES}


@dataclass(frozen=True, order=True)
class Finding:
    """That a rule is broken, and where in the text as it was written. What was found is not kept."""

    rule: str
    offset: int


def identifying(text: str, allowed: Allowed, inside: Inside) -> list[Finding]:
    """Everything in a text that could lead to a person or a private place, in the order of the text."""
    plain = normalised(text)
    reading = Reading(plain.text, allowed, inside)
    found = {Finding(rule.name, offset) for rule in RULES for offset in plain.origins(rule.detector(reading))}
    return sorted(found, key=lambda finding: (finding.offset, finding.rule))


def text_problems(text: str, shown: str, allowed: Allowed, inside: Inside) -> Iterator[Problem]:
    """The findings in a text as problems with line and column; `shown` is the path to name."""
    findings = identifying(text, allowed, inside)
    if findings:
        counted = lines(text)
        for finding in findings:
            rule = _BY_NAME[finding.rule]
            yield Problem(shown, *counted.place(finding.offset), rule.message, rule.fix)


def rules_broken(text: str, allowed: Allowed, inside: Inside) -> list[tuple[Message, Message]]:
    """Message and fix of each rule that a text breaks, once, for files in which nobody counts lines."""
    broken = dict.fromkeys(finding.rule for finding in identifying(text, allowed, inside))
    return [(_BY_NAME[name].message, _BY_NAME[name].fix) for name in broken]


def name_problems(shown: str, allowed: Allowed, inside: Inside) -> Iterator[Problem]:
    """The findings in the path of a file; only the folder before it is told, because messages are public too."""
    folder = safe_path(shown, allowed, inside)
    if folder != shown:
        for message, fix in rules_broken(shown.replace("/", "\n"), allowed, inside):
            yield Problem(
                folder, 0, 0, say("the name of a file or folder in it breaks a rule: %(rule)s", rule=message), fix
            )


def safe_path(shown: str, allowed: Allowed, inside: Inside) -> str:
    """The path of a file as a message may tell it: up to the folder before the first name that breaks a rule."""
    findings = identifying(shown.replace("/", "\n"), allowed, inside)
    return (shown[: findings[0].offset].rpartition("/")[0] or ".") if findings else shown
