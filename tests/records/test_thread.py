import pytest

from plugins.records.loading import Records, records
from plugins.records.rights import Article
from plugins.records.thread import Thread
from plugins.site import Site
from tests.sites import ROOT, TINY


@pytest.fixture(scope="module")
def tiny_thread() -> Thread:
    return Thread(records(Site(TINY), []))


@pytest.fixture(scope="module", params=[TINY, ROOT], ids=["tiny", "real"])
def thread(request: pytest.FixtureRequest) -> Thread:
    problems: list[object] = []
    found = records(Site(request.param), problems)  # type: ignore[arg-type]
    assert problems == []
    return Thread(found)


def article(thread: Thread, slug: str) -> Article:
    return next(article for article in thread.records.rights if article.slug == slug)


def test_from_a_right_to_what_was_published_said_and_done(tiny_thread: Thread) -> None:
    works = tiny_thread.reports_on(article(tiny_thread, "udhr-3"))
    said = tiny_thread.engagements_with(works)
    done = tiny_thread.campaigns_with(works, said)
    assert [report.id for report in works] == ["r-first"]
    assert [entry.id for entry in said] == ["un-2017-side"]
    assert [campaign.id for campaign in done] == ["ca-2016-street", "ca-2017-geneva"]


def test_from_a_campaign_back_to_the_rights(tiny_thread: Thread) -> None:
    geneva = next(campaign for campaign in tiny_thread.records.campaigns if campaign.id == "ca-2017-geneva")
    (entry,) = tiny_thread.engagements_around(geneva)
    (report,) = tiny_thread.reports_by_id(entry.report_ids)
    assert entry.id == "un-2017-side"
    assert report.id == "r-first"
    assert [right.slug for right in tiny_thread.articles_of(report)] == ["udhr-1", "udhr-2", "udhr-3", "udhr-5"]


def test_a_right_without_a_work_leads_nowhere(tiny_thread: Thread) -> None:
    works = tiny_thread.reports_on(article(tiny_thread, "iccpr-7"))
    assert works == []
    assert tiny_thread.engagements_with(works) == []
    assert tiny_thread.campaigns_with(works, []) == []
    assert article(tiny_thread, "iccpr-7") not in tiny_thread.analysed


def test_a_work_that_names_a_whole_instrument_is_on_none_of_its_articles(tiny_thread: Thread) -> None:
    assert [report.id for report in tiny_thread.reports_on_whole("CRC")] == ["r-first"]
    assert tiny_thread.reports_on(article(tiny_thread, "crc-1")) == []
    assert tiny_thread.reports_on_whole("UDHR") == []


def test_the_articles_of_an_instrument_come_in_the_order_of_their_file(tiny_thread: Thread) -> None:
    found = {name: [entry.article for entry in articles] for name, articles in tiny_thread.instruments.items()}
    assert found == {"UDHR": ["1", "2", "3", "5"], "ICCPR": ["7"], "CRC": ["1"]}


def test_a_petition_and_its_campaigns_find_each_other(tiny_thread: Thread) -> None:
    (petition,) = tiny_thread.records.petitions
    assert [campaign.id for campaign in tiny_thread.campaigns_for(petition)] == ["ca-2016-street"]
    assert [tiny_thread.petition(campaign) for campaign in tiny_thread.records.campaigns].count(petition) == 1


def test_one_end_of_a_relation_is_enough_for_both_directions(tiny_thread: Thread) -> None:
    found = tiny_thread.records
    side = next(entry for entry in found.un_engagements if entry.id == "un-2017-side")
    geneva = next(campaign for campaign in found.campaigns if campaign.id == "ca-2017-geneva")
    told_by_campaign = Thread(
        Records(campaigns=(geneva,), un_engagements=(side.model_copy(update={"campaign_ids": ()}),))
    )
    told_by_engagement = Thread(
        Records(campaigns=(geneva.model_copy(update={"un_engagement_id": None}),), un_engagements=(side,))
    )
    for thread in (told_by_campaign, told_by_engagement):
        (campaign,), (entry,) = thread.records.campaigns, thread.records.un_engagements
        assert thread.engagements_around(campaign) == [entry]
        assert thread.campaigns_with([], [entry]) == [campaign]


def test_a_place_that_is_not_named_is_none(tiny_thread: Thread) -> None:
    assert tiny_thread.venue(None) is None
    venue = tiny_thread.venue("hongdae")
    assert venue is not None
    assert venue.timezone == "Asia/Seoul"


def test_rights_and_works_find_each_other(thread: Thread) -> None:
    for right in thread.records.rights:
        for report in thread.records.reports:
            assert (report in thread.reports_on(right)) == (right in thread.articles_of(report))
    assert thread.analysed == [right for right in thread.records.rights if thread.reports_on(right)]


def test_works_and_engagements_find_each_other(thread: Thread) -> None:
    for report in thread.records.reports:
        for entry in thread.records.un_engagements:
            assert (entry in thread.engagements_with([report])) == (report in thread.reports_by_id(entry.report_ids))


def test_engagements_and_campaigns_find_each_other(thread: Thread) -> None:
    for campaign in thread.records.campaigns:
        for entry in thread.records.un_engagements:
            assert (entry in thread.engagements_around(campaign)) == (campaign in thread.campaigns_with([], [entry]))


def test_works_and_campaigns_find_each_other(thread: Thread) -> None:
    for campaign in thread.records.campaigns:
        for report in thread.records.reports:
            assert (campaign in thread.campaigns_with([report], [])) == (
                report in thread.reports_by_id(campaign.report_ids)
            )


def test_answers_are_in_the_order_of_the_records_and_hold_nothing_twice(thread: Thread) -> None:
    found = thread.records
    works = list(found.reports)
    said = thread.engagements_with(works)
    done = thread.campaigns_with(works, list(found.un_engagements))
    assert said == [entry for entry in found.un_engagements if entry in said]
    assert done == [campaign for campaign in found.campaigns if campaign in done]
    assert len(set(map(id, done))) == len(done)
