"""How a deploy fails for a reason that somebody can mend, and what visitors have then."""

from plugins.messages import Message, say

UNTOUCHED = say("Nothing was deployed; visitors have the old site.")
HALF = say(
    "Some files are new already; visitors have old and new pages, each with all that it loads. Deploy again to finish."
)
UNCLEAR = say("It ended in the middle of the switch; visitors have the old site or the new one. Look: ./inv verify.")
SWITCHED = say("The new site is in its place; visitors have it.")


class Failed(Exception):
    """What must be so and is not, and what to do about it."""

    def __init__(self, message: Message, fix: Message) -> None:
        super().__init__(message)
        self.message, self.fix = message, fix
