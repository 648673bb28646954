"""The program behind `./inv`: Invoke, with exit codes and words that say what is right.

Exit status: 0 fine, 1 problems found, 2 wrong usage.
"""

import sys

from invoke.collection import Collection
from invoke.exceptions import Exit, ParseError
from invoke.program import Program

from plugins.problems import did_you_mean

# Tasks that take several words -> the option that each of the words stands for; Invoke itself knows no such lists.
LISTS = {"sanitise": "--raw", "withdraw": "--id", "clean": "--file", "deploy": "--to"}


def spelt_out(arguments: list[str]) -> list[str]:
    """`./inv clean a.pdf b.png` as `./inv clean --file a.pdf --file b.png`: the words up to the first option.

    `./inv clean --help` asks for the help of the task, whatever it needs otherwise.
    """
    program, *rest = arguments
    if rest and not rest[0].startswith("-") and {"--help", "-h"} & set(rest):
        return [program, "--help", rest[0]]
    if not rest or rest[0] not in LISTS:
        return arguments
    task, *words = rest
    end = next((place for place, word in enumerate(words) if word.startswith("-")), len(words))
    options = [part for word in words[:end] for part in (LISTS[task], word)]
    return [program, task, *options, *words[end:]]


class Menu(Program):
    """Invoke's program: an unknown task or option ends with status 2 and tells the right ones."""

    def parse_core(self, argv: list[str] | None) -> None:
        arguments = spelt_out(sys.argv if argv is None else argv)
        try:
            super().parse_core([*arguments, "--list"] if len(arguments) == 1 else arguments)
        except ParseError as error:
            raise Exit(f"inv: {error}\n./inv --help tells the options.", code=2) from error

    def parse_tasks(self) -> None:
        try:
            super().parse_tasks()
        except ParseError as error:
            raise Exit(f"inv: {error}\n{self._right(error)}", code=2) from error
        except ValueError as error:  # a word where an option takes a number
            raise Exit(f"inv: {error}\n./inv --help tells the options.", code=2) from error

    def _right(self, error: ParseError) -> str:
        """What could have been meant: a task when none was understood, else the options of the one that was."""
        if error.context is None or error.context.name is None:
            return did_you_mean(self.core.unparsed[0], self.collection.task_names)
        flags = sorted(flag for flag in error.context.flags if flag.startswith("--"))
        return f"Options of {error.context.name}: {', '.join(flags) or 'none'}."


def main() -> None:
    """Run the tasks of tasks.py; `./inv` has gone to the project's folder."""
    import tasks

    Menu(name="PSCORE's site", binary="./inv", namespace=Collection.from_module(tasks)).run()


if __name__ == "__main__":
    main()
