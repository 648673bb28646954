"""Reading what the rules stand on, and what is published now, from the project's folder."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from plugins.messages import say
from plugins.privacy.acts import Acts
from plugins.privacy.lattice import FILE, lattice
from plugins.privacy.policy import PATH as POLICY
from plugins.privacy.policy import PolicyFile
from plugins.privacy.policy_file import policy_file
from plugins.privacy.published import Published, incidents, manifests
from plugins.privacy.rulebook import Rulebook
from plugins.problems import Problem
from plugins.records.acts import Act, Fault, acts_form_a_tree
from plugins.records.csv_source import csv_source
from plugins.records.places import PlaceType
from plugins.records.provinces import Province, provinces_are_counted_once, within
from plugins.records.validation import Record, table
from plugins.site import Site


@dataclass(frozen=True)
class Foundations:
    """The policy, the rulebook made of it, and the codes that may be published."""

    policy: PolicyFile
    rulebook: Rulebook
    place_types: frozenset[str]


def foundations(site: Site, problems: list[Problem], lattice_file: Path = FILE) -> Foundations | None:
    """Everything the rules need, or None and why not in `problems`: without one of these files nothing is told."""
    before = len(problems)
    policy = _policy(site, problems)
    acts = _table(site, "acts.csv", Act, acts_form_a_tree, problems)
    places = _table(site, "place_types.csv", PlaceType, lambda _: (), problems)
    provinces = _table(site, "provinces.csv", Province, provinces_are_counted_once, problems)
    if policy is None or len(problems) > before:
        return None
    ground = lattice(lattice_file, within(provinces))
    rulebook = Rulebook(policy.policy, ground, provinces, Acts(acts))
    return Foundations(policy, rulebook, frozenset(place.code for place in places))


def published_now(site: Site, ground: Foundations, problems: list[Problem]) -> Published:
    """The rows and manifests that lie in the project's folder; no file and no release is a site before its first one.

    Nothing at all when a manifest cannot be read: without it each row would seem to be wrong, and hide the cause.
    """
    before = len(problems)
    found = manifests(site.data / "releases", problems)
    if len(problems) > before:
        return Published((), (), ground.policy, ground.rulebook, ground.place_types)
    path = site.data / "incidents.csv"
    content = path.read_bytes() if path.is_file() else None
    rows = incidents(content, problems) if content is not None else ()
    return Published(rows, found, ground.policy, ground.rulebook, ground.place_types)


def _policy(site: Site, problems: list[Problem]) -> PolicyFile | None:
    try:
        return policy_file((site.root / POLICY).read_text("utf-8"), problems)
    except (OSError, UnicodeDecodeError):
        message = say("the file must be there and be UTF-8; it is not")
        problems.append(Problem(POLICY, 0, 0, message, say("Bring it back from git.")))
        return None


RecordT = TypeVar("RecordT", bound=Record)


def _table(
    site: Site,
    name: str,
    model: type[RecordT],
    rule: Callable[[Sequence[tuple[int, RecordT]]], Iterable[Fault]],
    problems: list[Problem],
) -> tuple[RecordT, ...]:
    """The records of a table that the project keeps, with what its own rule finds in `problems`."""
    shown = f"data/{name}"
    if not (site.data / name).is_file():
        problems.append(Problem(shown, 0, 0, say("the file must exist; it does not"), say("Bring it back from git.")))
        return ()
    source = csv_source(site.data / name, shown, model, problems)
    found = table(model, source, problems)
    if source:
        problems.extend(Problem(shown, *source.place(way), message, fix) for way, message, fix in rule(found.rows))
    return found.records
