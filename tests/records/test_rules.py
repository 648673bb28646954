import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins.problems import Problem
from plugins.records import rules
from plugins.records.ledger_rules import LEDGER_RULES
from plugins.records.loading import Records, records
from plugins.records.rules import RULES, WITH_IDS
from plugins.records.tables import Rule, Tables
from plugins.site import Site
from tests.sites import ROOT

Change = Callable[[Site], object]


def load(site: Site, *changes: Change) -> tuple[Records, list[Problem]]:
    """The data of the tiny site after changes to its files."""
    for change in changes:
        change(site)
    problems: list[Problem] = []
    return records(site, problems), problems


def messages(site: Site, *changes: Change) -> list[str]:
    return [problem.message for problem in load(site, *changes)[1]]


def table(path: Path, change: Callable[[list[dict[str, str]]], object]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows, columns = list(reader), list(reader.fieldnames or [])
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)


def cells(name: str, row: int, **values: str) -> Change:
    """Other values in a row of a table, the first row being 0."""
    return lambda site: table(site.data / f"{name}.csv", lambda rows: rows[row].update(values))


def again(name: str, row: int, **values: str) -> Change:
    """A row once more at the end of its table, with other values where they are given."""
    return lambda site: table(site.data / f"{name}.csv", lambda rows: rows.append({**rows[row], **values}))


def without(name: str, **values: str) -> Change:
    """A table without the rows that have these values."""

    def change(rows: list[dict[str, str]]) -> None:
        rows[:] = [row for row in rows if not values.items() <= row.items()]

    return lambda site: table(site.data / f"{name}.csv", change)


def works(change: Callable[[list[dict[str, Any]]], object]) -> Change:
    def changed(site: Site) -> None:
        path = site.data / "reports.json"
        found = json.loads(path.read_text("utf-8"))
        change(found)
        path.write_text(json.dumps(found, ensure_ascii=False, indent=2), "utf-8")

    return changed


def work(number: int, **fields: object) -> Change:
    return works(lambda found: found[number].update(fields))


def edition(number: int, place: int, **fields: object) -> Change:
    return works(lambda found: found[number]["editions"][place].update(fields))


# Rows of the tiny site that the changes name.
STREET, CONCERT, GENEVA, UNDATED, NEXT = range(5)
STATUS, SIDE_EVENT, UNDATED_SUBMISSION = range(3)
PALAIS, HONGDAE = range(2)


def ways(act: Callable[[list[dict[str, Any]]], object]) -> Change:
    """Change the ways to give."""

    def change(site: Site) -> None:
        path = site.data / "donation_options.json"
        found = json.loads(path.read_text("utf-8"))
        act(found)
        path.write_text(json.dumps(found, ensure_ascii=False, indent=2), "utf-8")

    return change


BROKEN: list[tuple[Rule, Change, str]] = [
    (rules.ids_are_unique, cells("milestones", 1, id="2006-founding"), "id must be unique; '2006-founding' stands before"),
    (rules.ids_are_unique, works(lambda found: found.append({**found[1], "slug": "third"})), "id must be unique; 'r-second' stands before"),
    (rules.ids_are_unique, again("venues", HONGDAE), "id must be unique; 'hongdae' stands before"),
    (rules.ids_are_unique, again("petitions", 0), "id must be unique; 'pe-first' stands before"),
    (rules.ids_are_unique, again("campaigns", CONCERT), "id must be unique; 'ca-2016-concert' stands before"),
    (rules.ids_are_unique, again("un_engagements", STATUS), "id must be unique; 'un-2012-status' stands before"),
    (rules.ids_are_unique, cells("ledger/2025", 0, id="le-2024-11-01"), "id must be unique; 'le-2024-11-01' stands before"),
    (rules.report_slugs_are_unique, work(1, slug="first-report"), "slug must be unique; 'first-report' stands before"),
    (rules.articles_are_unique, again("rights", 0, title_en="Another title"), "article must be unique; UDHR 1 stands before"),
    (rules.one_edition_is_the_original, work(1, editions=[]), "editions must hold exactly one original (translation_of null); it holds 0"),
    (rules.one_edition_is_the_original, edition(0, 1, translation_of=None), "editions must hold exactly one original (translation_of null); it holds 2"),
    (rules.translations_are_of_another_edition, edition(0, 1, translation_of="fr"), "editions[1].translation_of must be another edition's language; it is 'fr'"),
    (rules.translations_are_of_another_edition, edition(0, 1, translation_of="ko"), "editions[1].translation_of must be another edition's language; it is 'ko'"),
    (rules.translations_are_of_another_edition, works(lambda found: found[0]["editions"].append(found[0]["editions"][1])), "editions[2].language must stand once; 'ko' stands before"),
    (rules.related_reports_name_each_other, work(0, related=["r-second", "r-none"]), "related[1] must be the id of a work; 'r-none' is none"),
    (rules.related_reports_name_each_other, work(1, related=[]), "related[0] must be told by both works; 'r-second' does not name 'r-first'"),
    (rules.analysed_rights_exist, work(1, rights=[{"instrument": "CRC", "article": "2"}]), "rights[0] must be in data/rights.csv; CRC 2 is not"),
    (rules.analysed_rights_exist, work(1, rights=[{"instrument": "CAT", "article": None}]), "rights[0] must be in data/rights.csv; CAT is not"),
    (rules.references_exist, cells("campaigns", CONCERT, venue_id="hongda"), "venue_id must be an id of data/venues.csv; 'hongda' is none"),
    (rules.references_exist, cells("campaigns", CONCERT, petition_id="pe-none"), "petition_id must be an id of data/petitions.csv; 'pe-none' is none"),
    (rules.references_exist, cells("campaigns", CONCERT, un_engagement_id="un-none"), "un_engagement_id must be an id of data/un_engagements.csv; 'un-none' is none"),
    (rules.references_exist, cells("campaigns", GENEVA, report_ids="r-first r-none"), "report_ids must be an id of data/reports.json; 'r-none' is none"),
    (rules.references_exist, cells("un_engagements", SIDE_EVENT, venue_id="palais"), "venue_id must be an id of data/venues.csv; 'palais' is none"),
    (rules.references_exist, cells("un_engagements", SIDE_EVENT, report_ids="r-none"), "report_ids must be an id of data/reports.json; 'r-none' is none"),
    (rules.references_exist, cells("un_engagements", SIDE_EVENT, campaign_ids="ca-none"), "campaign_ids must be an id of data/campaigns.csv; 'ca-none' is none"),
    (rules.uncertain_names_a_field, cells("campaigns", CONCERT, uncertain="funds peeple"), "uncertain must name columns, without _en, _ko or _fr; 'peeple' is none"),
    (rules.uncertain_names_a_field, cells("un_engagements", STATUS, uncertain="title_en"), "uncertain must name columns, without _en, _ko or _fr; 'title_en' is none"),
    (rules.uncertain_names_a_field, cells("petitions", 0, uncertain="signatures"), "uncertain must name columns, without _en, _ko or _fr; 'signatures' is none"),
    (rules.uncertain_names_a_field, cells("venues", PALAIS, uncertain="lat,lon"), "uncertain must name columns, without _en, _ko or _fr; 'lat,lon' is none"),
    (rules.a_party_is_one_since_a_day, cells("rights", 4, dprk_since=""), "dprk_since must be given when dprk_party is yes, and only then; it is not so"),
    (rules.a_party_is_one_since_a_day, cells("rights", 0, dprk_since="1981"), "dprk_since must be given when dprk_party is yes, and only then; it is not so"),
    (rules.ends_are_not_before_starts, cells("campaigns", GENEVA, date_end="2017-03-09"), "date_end must not be before date_start; it is '2017-03-09' after '2017-03-10'"),
    (rules.ends_are_not_before_starts, cells("campaigns", GENEVA, date_end="2017-02"), "date_end must not be before date_start; it is '2017-02' after '2017-03-10'"),
    (rules.ends_are_not_before_starts, cells("campaigns", STREET, date_start="2016-05-07T14:00", date_end="2016-05-07T12:00"), "date_end must not be before date_start; it is '2016-05-07T12:00' after '2016-05-07T14:00'"),
    (rules.ends_are_not_before_starts, cells("campaigns", UNDATED, date_end="2017"), "date_end must not be before date_start; it is '2017' after 'nothing'"),
    (rules.ends_are_not_before_starts, cells("un_engagements", SIDE_EVENT, date_end="2016"), "date_end must not be before date_start; it is '2016' after '2017-03-10'"),
    (rules.ends_are_not_before_starts, cells("petitions", 0, opened="2016-08"), "opened, closed and delivered must follow each other in time; they do not"),
    (rules.ends_are_not_before_starts, cells("petitions", 0, delivered="2016-05-31"), "opened, closed and delivered must follow each other in time; they do not"),
    (rules.ends_are_not_before_starts, cells("petitions", 0, closed="", delivered="2015"), "opened, closed and delivered must follow each other in time; they do not"),
    (rules.ends_are_not_before_starts, cells("petitions", 0, opened="2016-05", closed="2016", delivered="2016-03"), "opened, closed and delivered must follow each other in time; they do not"),
    (rules.planned_campaigns_have_a_date, cells("campaigns", NEXT, date_start=""), "date_start must be given for what is planned; it is empty"),
    (rules.money_has_a_currency_and_its_decimals, cells("campaigns", CONCERT, funds=""), "funds and funds_currency must be given together; one is empty"),
    (rules.money_has_a_currency_and_its_decimals, cells("campaigns", CONCERT, funds_currency=""), "funds and funds_currency must be given together; one is empty"),
    (rules.money_has_a_currency_and_its_decimals, cells("campaigns", CONCERT, funds="650000.50"), "funds must have no more decimals than KRW has; it is '650000.50'"),
    (rules.counted_people_say_how, cells("campaigns", CONCERT, people_method=""), "people and people_method must be given together; one is empty"),
    (rules.counted_people_say_how, cells("campaigns", CONCERT, people=""), "people and people_method must be given together; one is empty"),
    (rules.street_signatures_add_up, cells("campaigns", STREET, signatures="301"), "signatures_street must be the sum of its campaigns', 301; it is '300'"),
    (rules.street_signatures_add_up, cells("campaigns", CONCERT, signatures="5", petition_id="pe-first"), "signatures_street must be the sum of its campaigns', 305; it is '300'"),
    (rules.places_lie_in_their_country, cells("venues", PALAIS, lat="6.140", lon="46.227"), "lat and lon must lie in CH; they are '6.140, 46.227'"),
    (rules.places_lie_in_their_country, cells("campaigns", STREET, lat="37.557", lon="12.692"), "lat and lon must lie in KR; they are '37.557, 12.692'"),
    (rules.places_lie_in_their_country, cells("campaigns", STREET, lon=""), "lat and lon must be given together; one is empty"),
    (rules.places_lie_in_their_country, cells("venues", HONGDAE, country="AU"), "the place must be in a country whose bounds are known; 'AU' is not"),
    (rules.acts_form_one_tree, cells("acts", 1, parent="01.09"), "parent must be a code of this file that begins the row's own; it is not"),
    (rules.acts_form_one_tree, cells("acts", 4, sensitive="no"), "sensitive must be yes for the parent of a sensitive act; 02.01 is not"),
    (rules.provinces_have_one_census, cells("provinces", 0, census_2008=""), "census_2008 or within must be given, and within be a province with a census; it is not so"),
    (rules.rights_of_acts_exist, cells("acts", 0, rights="UDHR:3 UDHR:99"), "rights must be in data/rights.csv; UDHR:99 is not"),
    (rules.ids_are_unique, ways(lambda found: found.append({**found[-1]})), "id must be unique; 'do-in-kind' stands before"),
    (rules.donation_options_are_whole, ways(lambda found: found[0].update(provider=None)), "provider must be given where url is; it is empty"),
    (rules.a_way_to_give_remains, ways(lambda found: found.pop(2)), "there must be an option of the type bank-transfer, which is shown when a link expires; it is missing"),
    (rules.references_of_gifts_name_one_campaign, ways(lambda found: found[1].update(campaigns=[{"campaign_id": "ca-2016-street", "reference": "CMP-2099-05"}])), "a reference must name one campaign; another option gives it to another campaign"),
    (rules.campaigns_of_gifts_exist, ways(lambda found: found[0]["campaigns"][0].update(campaign_id="ca-none")), "campaign_id must be an id of data/campaigns.csv; 'ca-none' is none"),
    (rules.every_field_is_explained, without("fields", dataset="campaigns", field="people"), "people of campaigns must be explained; it has no row"),
    (rules.every_field_is_explained, without("fields", dataset="reports", field="editions.isbn"), "editions.isbn of reports must be explained; it has no row"),
    (rules.every_field_is_explained, without("fields", dataset="fields", field="unit"), "unit of fields must be explained; it has no row"),
    (rules.fields_are_explained_once, again("fields", -1), "text of fields must be explained once; a row before does"),
    (rules.fields_are_explained_once, again("fields", 0), "id of * must be explained once; a row before does"),
    (rules.explained_fields_exist, again("fields", 0, dataset="venue"), "dataset must be a dataset, or * for all that have the field; 'venue' is neither"),
    (rules.explained_fields_exist, again("fields", 0, dataset="rights"), "field must be a field of the dataset, without _en, _ko or _fr; 'id' is none"),
    (rules.explained_fields_exist, again("fields", 0, field="title_en"), "field must be a field of the dataset, without _en, _ko or _fr; 'title_en' is none"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "change", "message"), BROKEN)
def test_what_breaks_a_rule_is_told_once_and_nothing_is_loaded(
    checked_site: Site, rule: Rule, change: Change, message: str
) -> None:
    found, problems = load(checked_site, change)
    assert [problem.message for problem in problems] == [message]
    assert found == Records()
    assert problems[0].fix


@pytest.mark.parametrize(("rule", "change", "message"), BROKEN)
def test_no_other_rule_tells_it(
    checked_site: Site, rule: Rule, change: Change, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "RULES", tuple(other for other in RULES if other is not rule))
    assert messages(checked_site, change) == []


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in LEDGER_RULES])
def test_every_rule_says_why_it_is_there_and_is_tested_here(rule: Rule) -> None:
    assert (rule.__doc__ or "").strip()
    assert rule in [tested for tested, _, _ in BROKEN]


def test_every_function_that_finds_something_is_a_rule() -> None:
    defined = {
        name
        for name, found in vars(rules).items()
        if getattr(found, "__module__", "") == rules.__name__
        and getattr(found, "__annotations__", {}).get("tables") is Tables
    }
    assert defined - {"findings"} == {rule.__name__ for rule in RULES if rule not in LEDGER_RULES}


def test_every_dataset_whose_ids_must_be_unique_is_tested() -> None:
    assert len([rule for rule, _, _ in BROKEN if rule is rules.ids_are_unique]) == len(WITH_IDS)


def test_the_real_data_keep_all_rules() -> None:
    found, problems = load(Site(ROOT))
    assert problems == []
    assert found.campaigns


def test_the_place_of_the_value_is_told(checked_site: Site) -> None:
    _, (problem,) = load(checked_site, cells("campaigns", GENEVA, report_ids="r-none"))
    lines = (checked_site.data / "campaigns.csv").read_text("utf-8").split("\n")
    assert problem.path == "data/campaigns.csv"
    assert lines[problem.line - 1].startswith("ca-2017-geneva,")
    assert next(csv.reader(lines))[problem.column - 1] == "report_ids"


def test_a_row_that_is_wrong_itself_still_exists_for_what_points_at_it(checked_site: Site) -> None:
    assert messages(checked_site, cells("venues", HONGDAE, timezone="Seoul")) == [
        "timezone must be a time zone of the IANA list, such as Asia/Seoul; it is 'Seoul'"
    ]


def test_a_work_that_is_wrong_itself_still_exists_for_what_points_at_it(checked_site: Site) -> None:
    assert messages(checked_site, work(0, publisher="")) == ["publisher must be filled; it is empty"]


def test_an_article_that_is_wrong_itself_still_exists_for_the_works_on_it(checked_site: Site) -> None:
    assert messages(checked_site, cells("rights", 2, dprk_since="soon")) == [
        "dprk_since must be a date as YYYY, YYYY-MM or YYYY-MM-DD; it is 'soon'"
    ]


def test_signatures_are_not_summed_up_without_a_campaign_that_is_wrong_itself(checked_site: Site) -> None:
    changes = (
        again("campaigns", STREET, id="ca-2016-second", signatures="200", boards="many"),
        cells("petitions", 0, signatures_street="500"),
    )
    assert messages(checked_site, *changes) == [
        "boards must be a whole number, digits only, without separator, sign or word; it is 'many'"
    ]


@pytest.mark.parametrize("name", ["venues", "petitions", "un_engagements", "rights", "campaigns"])
def test_what_points_into_a_table_that_cannot_be_read_is_no_second_problem(checked_site: Site, name: str) -> None:
    (checked_site.data / f"{name}.csv").write_text("")
    found, problems = load(checked_site)
    assert found == Records()
    assert {problem.path for problem in problems} == {f"data/{name}.csv"}


def test_what_points_into_a_catalogue_that_cannot_be_read_is_no_second_problem(checked_site: Site) -> None:
    (checked_site.data / "reports.json").write_text("[")
    _, problems = load(checked_site)
    assert [problem.path for problem in problems] == ["data/reports.json"]


def test_an_explanation_of_one_dataset_goes_before_that_of_all(checked_site: Site) -> None:
    assert messages(checked_site, again("fields", 0, dataset="venues")) == []


def test_all_rules_are_looked_at_in_one_run(checked_site: Site) -> None:
    broken = messages(
        checked_site,
        cells("campaigns", STREET, signatures="301"),
        cells("campaigns", CONCERT, people=""),
        cells("venues", PALAIS, lat="6.140", lon="46.227"),
        work(1, slug="first-report"),
    )
    assert broken == [
        "slug must be unique; 'first-report' stands before",
        "people and people_method must be given together; one is empty",
        "signatures_street must be the sum of its campaigns', 301; it is '300'",
        "lat and lon must lie in CH; they are '6.140, 46.227'",
    ]


@pytest.mark.parametrize(
    "change",
    [
        cells("campaigns", STREET, signatures=""),
        cells("petitions", 0, signatures_street=""),
        again("campaigns", CONCERT, id="ca-pe", kind="petition", signatures="900", petition_id="pe-first"),
        again("campaigns", CONCERT, id="ca-more", signatures="", petition_id="pe-first"),
    ],
)
def test_signatures_are_compared_only_when_all_are_known_and_from_the_street(
    checked_site: Site, change: Change
) -> None:
    assert messages(checked_site, change) == []


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2017", "2017-03"),
        ("2017-03-10", "2017"),
        ("2017-03-10", "2017-03-10"),
        ("2017-03-10T14:00", "2017-03-10"),
        ("2017-03-10", "2017-03-10T12:00"),
        ("2017-03-10T14:00", "2017-03-10T14:00"),
    ],
)
def test_an_end_that_may_be_after_the_start_is_accepted(checked_site: Site, start: str, end: str) -> None:
    assert messages(checked_site, cells("campaigns", GENEVA, date_start=start, date_end=end)) == []


@pytest.mark.parametrize(
    ("funds", "currency"), [("650000", "KRW"), ("0", "KRW"), ("10.50", "USD"), ("10", "EUR"), ("7", "JPY")]
)
def test_an_amount_with_the_decimals_of_its_currency_is_accepted(checked_site: Site, funds: str, currency: str) -> None:
    assert messages(checked_site, cells("campaigns", CONCERT, funds=funds, funds_currency=currency)) == []


@pytest.mark.parametrize(("lat", "lon"), [("91", "10"), ("-90.5", "10"), ("10", "181"), ("500", "999")])
def test_a_place_without_a_country_is_on_the_earth_too(checked_site: Site, lat: str, lon: str) -> None:
    assert messages(checked_site, cells("campaigns", UNDATED, country="", lat=lat, lon=lon)) != []
