"""What must hold before a site is published, beside what must hold before it is built."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from plugins.checks import Checked
from plugins.commit import VARIABLE, Commit
from plugins.giving.publication import unpublishable
from plugins.hosting.site_address import wrong_address
from plugins.hosting.well_known import SECURITY_EXPIRES
from plugins.messages import say
from plugins.problems import Problem
from plugins.records.donation_options import DonationOption

SETTINGS = "publishconf.py"


def address_is_right(site_url: str) -> Iterator[Problem]:
    wrong = wrong_address(site_url)
    if wrong:
        yield Problem(SETTINGS, 0, 0, *wrong)


def commit_is_known(commit: Commit | None) -> Iterator[Problem]:
    """Dates come from the commit, and a reader can see from which one the site was made."""
    if commit is None:
        message = say("the project must be a git repository with a commit; it is not")
        fix = say("Publish from a clone of the repository.")
        yield Problem(".git", 0, 0, message, fix)


def everything_is_committed(commit: Commit | None, may_differ: bool) -> Iterator[Problem]:
    """What is published can be made again from its commit; `may_differ` is for trying things out, never for CI."""
    if commit is None or may_differ:
        return
    fix = say(
        "Commit the change, or put it aside (git stash). What git is told to overlook counts too (.git/info/exclude, "
        "git update-index --assume-unchanged). Where git shows no change, take the file anew: delete it, git checkout FILE. "
        "To try things out: ./inv publish --allow-dirty."
    )
    for name in commit.changed:
        yield Problem(name, 0, 0, say("the file must be committed as it is; it is not"), fix)


def is_still_the_commit(begun: Commit, now: Commit | None) -> Iterator[Problem]:
    """Nobody committed or saved a file while the site was made: it would be from two commits."""
    if begun != now:
        message = say("the project must not change while it is published; it did")
        yield Problem(".git", 0, 0, message, say("Publish again."))


def day_is_not_past(given: date | None, commit: Commit | None) -> Iterator[Problem]:
    """A day before the commit is no reader's: it was set for something else (nix-shell sets 1980), and links that expired would go out."""
    if given and commit and given < commit.day - timedelta(days=1):
        message = say("%(variable)s must not lie before the day of the commit; it does", variable=VARIABLE)
        fix = say(
            "Unset it, or set the day by which readers see the site: %(variable)s=$(date +%%s).", variable=VARIABLE
        )
        yield Problem(SETTINGS, 0, 0, message, fix)


def links_are_open(options: Iterable[DonationOption], day: date | None, today: date) -> Iterator[Problem]:
    """No link is published after its last day: `day` is that of the build, by which the pages are made, `today` the real one, or `day` where that was set."""
    fix = say(
        "Publish with the present day: %(variable)s=$(date +%%s) ./inv publish. The link is then hidden.",
        variable=VARIABLE,
    )
    for option in options:
        if option.is_open(day) and not option.is_open(max(filter(None, (day, today)))):
            message = say("the link of %(id)s must be valid today; it expired after the newest commit", id=option.id)
            yield Problem("data/donation_options.json", 0, 0, message, fix)


def security_contact_is_valid(day: date) -> Iterator[Problem]:
    """`security.txt` names a day until which it is true (RFC 9116); `day` is today, or that of the build where it was set."""
    if day >= SECURITY_EXPIRES:
        fix = say("See whether the contact is still right, then write a later day, at most a year ahead.")
        message = say("SECURITY_EXPIRES must lie ahead; it does not")
        yield Problem("plugins/hosting/well_known.py", 0, 0, message, fix)


def data_are_real(checked: Checked) -> Iterator[Problem]:
    """No invented record is published as if it were one, and no link for money that leads to a test.

    `--demo` publishes both and says so on every page.
    """
    fix = say("Replace it by real records, or publish a demonstration: ./inv publish --demo.")
    for name, state in sorted(checked.records.states.items()):
        if state == "example" and name != "donation_options":
            message = say("%(name)s must be real to be published; it is an example", name=name)
            yield Problem("data/status.toml", 0, 0, message, fix)
    for document in checked.documents:
        if document.review and document.review.example:
            yield Problem(
                document.source, 0, 0, say("the testimony must be real to be published; it is an example"), fix
            )
    records = checked.records
    yield from unpublishable(records.donation_options, records.states.get("donation_options", ""))


def shown_path(root: Path, path: Path) -> str:
    """A path as it is told: from the project's folder where it lies in it."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
