"""`./inv sanitise RAW…`: from raw interview records outside the project to the rows that may be published. Needs no network."""

import argparse
import sys
import traceback
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from plugins.messages import Message, say, spoken
from plugins.privacy.foundations import Foundations, foundations, published_now
from plugins.privacy.gate import incidents_are_publishable
from plugins.privacy.history_rules import HISTORY_RULES
from plugins.privacy.lattice import FILE
from plugins.privacy.published import Published
from plugins.privacy.raw.reading import read
from plugins.privacy.raw.record import RawRecord
from plugins.privacy.release import PATH, Outcome, sanitised
from plugins.privacy.vault import (
    BACK,
    folder_holds_the_releases_of_the_vault,
    folder_holds_the_withdrawals_of_the_vault,
    vault,
)
from plugins.privacy.writing import write_release
from plugins.problems import Problem, listing
from plugins.site import Site

Reading = Callable[
    [Sequence[Path], Path | None, Collection[str], Collection[str], Callable[[int, int], bool], list[Problem]],
    tuple[RawRecord, ...],
]

# The numbers of the report in its order.
REPORT: dict[str, Message] = {
    "read": say("records read"),
    "without consent": say("without consent for publication"),
    "embargoed": say("too recent"),
    "period too long": say("withheld: the period is too long to be dated"),
    "province of few leavers": say("withheld: too few people are known to have left the province"),
    "rare act": say("withheld: the act is too rare"),
    "too few": say("withheld: too few people told of it"),
    "withdrawn": say("withheld: the class was withdrawn"),
    "waiting": say("waiting until more people told of the same"),
    "classes 0.1": say("classes told in cells of 0.1 degrees"),
    "classes 0.5": say("classes told in cells of 0.5 degrees"),
    "classes 1.0": say("classes told in cells of 1.0 degrees"),
    "classes province": say("classes told of a whole province"),
}


@dataclass(frozen=True)
class Order:
    """What the researcher asks for."""

    raw: tuple[Path, ...]
    as_of: date
    release: str
    vault: Path
    columns: Path | None = None
    today: date | None = None
    dry_run: bool = False


def sanitise(
    order: Order, site: Site, reading: Reading, problems: list[Problem], lattice_file: Path = FILE
) -> Outcome | None:
    """Make a release of the raw files and write it; None, nothing written and the reasons in `problems` otherwise."""
    problems.extend(_inside(order, site))
    problems.extend(_ahead(order))
    ground = foundations(site, problems, lattice_file)
    if problems or ground is None:
        return None
    now = published_now(site, ground, problems)
    # What lies here must be what was made. Its rows may be what a stricter policy forbids: this release makes them coarser.
    for rule in HISTORY_RULES:
        problems.extend(rule(now))
    if problems:
        return None
    lattice, acts = ground.rulebook.lattice, list(ground.rulebook.acts.parents)

    def is_land(latitude: int, longitude: int) -> bool:
        return lattice.province_at(latitude, longitude) is not None

    records = reading(order.raw, order.columns, acts, ground.place_types, is_land, problems)
    outcome = None if problems else _outcome(order, records, now, ground, problems)
    if outcome and not problems and not order.dry_run:
        write_release(site, outcome.manifest)
    return None if problems else outcome


def _outcome(
    order: Order, records: Sequence[RawRecord], now: Published, ground: Foundations, problems: list[Problem]
) -> Outcome | None:
    """The release as it would be written, after the gate has seen it; the vault knows of it before anybody else."""
    before = tuple(manifest for manifest in now.manifests if manifest.release != order.release)
    previous = before[-1] if before else None
    opened = vault(order.vault, is_first=not now.manifests, may_make=not order.dry_run, problems=problems)
    if opened is None:
        return None
    problems.extend(folder_holds_the_releases_of_the_vault(now.manifests, opened.history, order.release))
    problems.extend(folder_holds_the_withdrawals_of_the_vault(now.manifests, opened.history))
    if problems:
        return None
    if now.last and not order.dry_run:
        opened.learn(row.id for row in now.last.withdrawn)
    outcome = sanitised(
        records, order.release, order.as_of, previous, opened.people(previous), opened.key, ground.rulebook, problems
    )
    if outcome is None:
        return None
    # The people too: or a class could grow unseen by one person after the other until its band of numbers changes.
    made = opened.history.releases.get(order.release)
    if made and (made != outcome.manifest.sha256 or opened.people(outcome.manifest) != outcome.people):
        message = say("a release must stay as it was made; this one would be another than the one that the vault knows")
        is_here = len(before) < len(now.manifests)
        problems.append(Problem(PATH, 0, 0, message, say("Give the next quarter to --release.") if is_here else BACK))
    after = replace(now, rows=tuple(enumerate(outcome.manifest.rows, start=2)), manifests=(*before, outcome.manifest))
    problems.extend(incidents_are_publishable(after))
    if not problems and not order.dry_run:
        opened.keep(outcome.manifest, outcome.people)
    return outcome


def _inside(order: Order, site: Site) -> list[Problem]:
    """Whatever could hold a name lies outside the project, also behind a symbolic link."""
    root = site.root.resolve()
    places = [("raw", path) for path in order.raw] + [("--vault", order.vault)]
    places += [("--columns", order.columns)] if order.columns else []
    message = say("raw files, the vault and the table of columns must lie outside the project; one lies inside")
    fix = say(
        "Move it to an encrypted disk outside this folder. If git has seen it, tell whoever keeps the repository."
    )
    return [Problem(name, 0, 0, message, fix) for name, path in places if _is_within(path, root)]


def _ahead(order: Order) -> list[Problem]:
    """A day that has not come yet would let go what is still held back."""
    if order.today is None or order.as_of <= order.today:
        return []
    message = say("--as-of must not be later than today; it is")
    return [Problem(PATH, 0, 0, message, say("Give today's day, or an earlier one of the quarter."))]


def _is_within(path: Path, root: Path) -> bool:
    return path.resolve().is_relative_to(root) or path.absolute().is_relative_to(root)


def report(outcome: Outcome) -> str:
    """The numbers of a release, and never which."""
    lines = [f"{outcome.numbers[name]:>7} {spoken(words)}" for name, words in REPORT.items()]
    return "\n".join([outcome.manifest.release, *lines])


def order_of(arguments: Sequence[str]) -> Order:
    """The command line as an order; a wrong one ends the program with status 2."""
    parser = argparse.ArgumentParser(prog="./inv sanitise", description=__doc__)
    parser.add_argument("raw", nargs="+", type=Path, metavar="RAW", help="a raw file outside the project")
    parser.add_argument("--as-of", required=True, type=date.fromisoformat, help="the day that counts as today")
    parser.add_argument("--release", required=True, help="the quarter, such as 2026Q4")
    parser.add_argument("--vault", required=True, type=Path, help="the researcher's folder outside the project")
    parser.add_argument("--columns", type=Path, help="what the columns of the raw files are called")
    parser.add_argument("--today", type=date.fromisoformat, help="what the clock says; --as-of is never later")
    parser.add_argument("--dry-run", action="store_true", help="only tell the numbers")
    said = parser.parse_args(arguments)
    return Order(tuple(said.raw), said.as_of, said.release, said.vault, said.columns, said.today, said.dry_run)


def main(arguments: Sequence[str]) -> int:
    """Sanitise into the site of this folder; a bug is told by its place only, because its words could hold a value."""
    order = order_of(arguments)
    problems: list[Problem] = []
    try:
        outcome = sanitise(order, Site(Path.cwd()), read, problems)
    except Exception as error:
        places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
        bug = say(
            "A bug: %(kind)s at %(places)s. Please report it.", kind=type(error).__name__, places=", ".join(places)
        )
        print(spoken(bug), file=sys.stderr)
        return 1
    if outcome is None:
        print(listing(problems, say("Nothing was written.")), file=sys.stderr)
        return 1
    print(report(outcome))
    print(
        spoken(
            say("A trial: nothing was written.")
            if order.dry_run
            else say("Written. Read the table before you commit it.")
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
