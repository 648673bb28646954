from datetime import date

from plugins.commit import Commit
from plugins.hosting.publishable import is_still_the_commit, links_are_open
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
