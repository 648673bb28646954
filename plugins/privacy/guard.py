"""The gate as a whole, the same for `check`, `build` and the preview: all that the project holds goes through it.

It fails closed. Where a table, the policy or the list of allowed values cannot be read, that is a problem, and nothing is built.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from plugins.privacy.allowed import Allowed, allowed
from plugins.privacy.foundations import foundations, published_now
from plugins.privacy.gate import incidents_are_publishable
from plugins.privacy.published import Published
from plugins.privacy.quotation import without_quotations
from plugins.privacy.sources import sources_are_safe
from plugins.privacy.testimonies import testimonies_are_reviewed
from plugins.privacy.text.grid import inside_north_korea
from plugins.privacy.text.reading import Inside
from plugins.problems import Problem
from plugins.site import Site


@dataclass(frozen=True)
class Guarded:
    """What the gate went by, for the scan of what is built, what it refuses in the sources, and what may be told of interviews.

    `interviews` is None where the gate could not tell.
    """

    allowed: Allowed
    inside: Inside
    refused: tuple[Problem, ...]
    interviews: Published | None


def guarded(site: Site, problems: list[Problem], unfinished: Collection[str] = ()) -> Guarded:
    """What the gate finds in texts, names and files is `refused`, what its other rules find goes to `problems`.

    `unfinished` are testimonies that only the preview shows.
    """
    permitted = allowed(site.data / "allowed.toml", site.shown(site.data / "allowed.toml"), problems)
    inside = inside_north_korea()
    refused = tuple(sources_are_safe(site, permitted, inside))
    problems.extend(testimonies_are_reviewed(site, unfinished))
    return Guarded(permitted, inside, refused, _interviews(site, problems))


def tellable(guard: Guarded, problems: Collection[Problem]) -> Iterator[Problem]:
    """All problems in words that hold nothing of what the gate refuses."""
    yield from guard.refused
    told = {problem.path for problem in guard.refused}
    yield from without_quotations(problems, told, guard.allowed, guard.inside)


def _interviews(site: Site, problems: list[Problem]) -> Published | None:
    before = len(problems)
    ground = foundations(site, problems)
    if ground is None:
        return None
    published = published_now(site, ground, problems)
    problems.extend(incidents_are_publishable(published))
    return published if len(problems) == before else None
