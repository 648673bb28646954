"""The gate over `data/incidents.csv`: what every check, build and publication asks before anything is shown. Fails closed."""

from collections.abc import Iterator

from plugins.privacy.history_rules import HISTORY_RULES
from plugins.privacy.published import Published
from plugins.privacy.row_rules import ROW_RULES
from plugins.problems import Problem

RULES = (*ROW_RULES, *HISTORY_RULES)


def incidents_are_publishable(published: Published) -> Iterator[Problem]:
    """Everything that any rule finds; no problem tells a value."""
    for rule in RULES:
        yield from rule(published)
