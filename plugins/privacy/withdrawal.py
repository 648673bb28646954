"""`./inv withdraw ID…`: take whole classes back. They stay on a list that keeps them from ever being told again."""

import argparse
import sys
from collections.abc import Collection
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from plugins.messages import say, spoken
from plugins.privacy.foundations import foundations, published_now
from plugins.privacy.gate import incidents_are_publishable
from plugins.privacy.lattice import FILE
from plugins.privacy.manifest import Manifest, order
from plugins.privacy.release import PATH, class_counts
from plugins.privacy.rows import csv_bytes, in_order
from plugins.privacy.vault import folder_holds_the_releases_of_the_vault, vault
from plugins.privacy.writing import write_release
from plugins.problems import Problem, listing
from plugins.site import Site


def without(last: Manifest, ids: Collection[str]) -> Manifest:
    """The manifest that follows the last one when some of its rows are withdrawn: `2026Q4-w1`, `2026Q4-w2`, …"""
    rows = tuple(row for row in last.rows if row.id not in ids)
    year, quarter, number = order(last.release)
    return replace(
        last,
        release=f"{year}Q{quarter}-w{number + 1}",
        previous=last.release,
        previous_sha256=last.sha256,
        counts={**last.counts, **class_counts(rows)},
        rows=rows,
        withdrawn=in_order({*last.withdrawn, *(row for row in last.rows if row.id in ids)}),
        incidents_sha256=sha256(csv_bytes(rows)).hexdigest(),
    )


def withdraw(
    site: Site, ids: Collection[str], problems: list[Problem], folder: Path | None = None, lattice_file: Path = FILE
) -> None:
    """Take the rows with these ids out of the table and write a manifest that says so; nothing if any id is unknown.

    `folder` is the vault; without one it learns of the withdrawal at the next release, from the manifest.
    """
    ground = foundations(site, problems, lattice_file)
    if ground is None:
        return
    now = published_now(site, ground, problems)
    opened = vault(folder, is_first=False, may_make=False, problems=problems) if folder else None
    if opened and not problems:
        problems.extend(folder_holds_the_releases_of_the_vault(now.manifests, opened.history))
    if problems:
        return
    known = {row.id for row in now.last.rows} if now.last else set()
    if not ids or not set(ids) <= known:
        fix = say("An id stands in the first column of data/incidents.csv and begins with in-.")
        problems.append(Problem(PATH, 0, 0, say("each id must be of a row of the table; one is not"), fix))
    if problems or now.last is None:
        return
    manifest = without(now.last, ids)
    after = replace(now, rows=tuple(enumerate(manifest.rows, start=2)), manifests=(*now.manifests, manifest))
    # Rules that the present rows break already are no reason to keep a row that somebody wants to be gone.
    before = {problem.message for problem in incidents_are_publishable(now)}
    problems.extend(found for found in incidents_are_publishable(after) if found.message not in before)
    if problems:
        return
    if opened:
        opened.learn(row.id for row in manifest.withdrawn)
    write_release(site, manifest)


def main(arguments: list[str]) -> int:
    """Withdraw the rows with the given ids from the site in this folder."""
    parser = argparse.ArgumentParser(prog="./inv withdraw", description=__doc__)
    parser.add_argument("ids", nargs="+", metavar="ID")
    parser.add_argument("--vault", type=Path, help="the researcher's folder, so that it knows of it at once")
    problems: list[Problem] = []
    said = parser.parse_args(arguments)
    withdraw(Site(Path.cwd()), said.ids, problems, said.vault)
    if problems:
        print(listing(problems, say("Nothing was withdrawn.")), file=sys.stderr)
        return 1
    print(spoken(say("Withdrawn: %(count)s. Commit all of it now, or it comes back:", count=len(set(said.ids)))))
    print("    git add data/incidents.csv data/releases")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
