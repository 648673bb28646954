"""Whether a setting of CI asks for a demonstration: only one word does, so that no other one opens the door by mistake."""

from collections.abc import Mapping

from plugins.messages import Message, say

VARIABLE = "SITE_DEMO"


def demonstration(environment: Mapping[str, str]) -> bool | Message:
    """True for `yes`, False where nothing is said; else what is wrong with the setting."""
    match environment.get(VARIABLE, ""):
        case "":
            return False
        case "yes":
            return True
        case _:
            return say("%(variable)s must be yes, or be left out; it is something else. For the real site leave it out.", variable=VARIABLE)  # fmt: skip
