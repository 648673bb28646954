from datetime import UTC, date, datetime

from plugins.commit import Commit
from plugins.hosting.publishable import day_is_not_past, is_still_the_commit, links_are_open
from tests.giving.given import option

COMMITTED, LATER = date(2026, 11, 22), date(2027, 6, 1)


def test_a_link_that_expired_since_the_newest_commit_is_not_published() -> None:
    link = option(id="do-once", verified_on="2026-11-01", expires_on="2027-02-01")
    assert not list(links_are_open([link], COMMITTED, date(2027, 1, 31)))
    told = next(links_are_open([link], COMMITTED, date(2027, 2, 1)))
    assert told.message == "the link of do-once must be valid today; it expired after the newest commit"
    assert "SOURCE_DATE_EPOCH=$(date +%s) ./inv publish" in told.fix


def test_a_link_that_the_pages_hide_keeps_nothing_back() -> None:
    link = option(verified_on="2026-11-01", expires_on="2027-02-01")
    assert not list(links_are_open([link], LATER, LATER))
    assert not list(links_are_open([link], None, LATER))


def test_a_project_that_changed_meanwhile_is_not_published() -> None:
    begun = Commit("a" * 40, 0, ())
    assert not list(is_still_the_commit(begun, begun))
    for now in (None, Commit("b" * 40, 0, ()), Commit("a" * 40, 0, ("data/un.csv",))):
        assert list(is_still_the_commit(begun, now)), now


def test_a_day_that_was_set_for_something_else_is_refused() -> None:
    """nix-shell sets one of 1980: by the day of the commit a link that expired since would be shown."""
    made = Commit("a" * 40, int(datetime(2026, 11, 22, 23, 59, tzinfo=UTC).timestamp()), ())
    for day in (None, date(2026, 11, 21), COMMITTED, LATER):
        assert not list(day_is_not_past(day, made)), day
    for day in (date(1980, 1, 1), date(2026, 11, 20)):
        told = next(day_is_not_past(day, made))
        assert told.message == "SOURCE_DATE_EPOCH must not lie before the day of the commit; it does"
