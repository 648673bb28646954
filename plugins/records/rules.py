"""What must hold between records. Each rule is one function, named for what it ensures; RULES is the specification.

A rule looks at rows that are right in themselves and yields what is wrong with the number of the row. A row that already has
a problem still counts as existing, so that one typing error is not told twice. `./inv check --rules` prints the table.
"""

from collections.abc import Iterable
from itertools import combinations
from typing import get_args, get_type_hints

from plugins.messages import say
from plugins.problems import did_you_mean
from plugins.records.acts import Fault, acts_form_a_tree
from plugins.records.cells import too_many_decimals
from plugins.records.donation_options import (
    a_bank_transfer_remains,
    references_name_one_campaign,
    wrong_options,
)
from plugins.records.fields import EVERYWHERE, STATE, Field, field_names
from plugins.records.ledger_rules import LEDGER_RULES
from plugins.records.provinces import provinces_are_counted_once
from plugins.records.tables import Finding, Findings, Rule, Tables
from plugins.records.validation import Table
from plugins.records.venues import Venue

# A country's land lies in this box: south, west, north, east (degrees, rounded outwards). Countries of our venues only; a
# venue elsewhere needs a line here. A box cannot tell a coast from the sea beside it, so a city's sea shore passes.
BOXES = {
    "BE": (49.4, 2.5, 51.6, 6.5),
    "CH": (45.8, 5.9, 47.9, 10.6),
    "CR": (8.0, -86.0, 11.3, -82.5),
    "DE": (47.2, 5.8, 55.1, 15.1),
    "FR": (41.3, -5.2, 51.2, 9.7),
    "GB": (49.8, -8.7, 60.9, 1.8),
    "JP": (24.0, 122.9, 45.6, 146.0),
    "KR": (33.0, 124.6, 38.7, 131.9),
    "NL": (50.7, 3.3, 53.6, 7.3),
    "TN": (30.2, 7.5, 37.6, 11.6),
    "US": (24.5, -125.0, 49.4, -66.9),
}


# Dataset -> the names of its fields, as the data dictionary has them; any may have to be published as invented.
FIELDS = {name: [*field_names(get_args(table)[0]), STATE] for name, table in get_type_hints(Tables).items()}
WITH_IDS = (
    "milestones",
    "reports",
    "venues",
    "petitions",
    "campaigns",
    "un_engagements",
    "donation_options",
    "ledger",
)


def ids_are_unique(tables: Tables) -> Findings:
    """An id is what other files and addresses point at."""
    for dataset in WITH_IDS:
        met: set[str] = set()
        for number, record in getattr(tables, dataset).rows:
            if record.id in met:
                message = say("id must be unique; '%(id)s' stands before", id=record.id)
                yield Finding(dataset, (number, "id"), message, say("Give one of them another id."))
            met.add(record.id)


def report_slugs_are_unique(tables: Tables) -> Findings:
    """Two works with one slug would overwrite each other's page."""
    met: set[str] = set()
    for number, report in tables.reports.rows:
        if report.slug in met:
            message = say("slug must be unique; '%(slug)s' stands before", slug=report.slug)
            yield Finding("reports", (number, "slug"), message, say("Give one of the works another slug."))
        met.add(report.slug)


def articles_are_unique(tables: Tables) -> Findings:
    """An article has one title and one page."""
    met: set[str] = set()
    for number, article in tables.rights.rows:
        if article.slug in met:
            message = say(
                "article must be unique; %(instrument)s %(article)s stands before",
                instrument=article.instrument,
                article=article.article,
            )
            yield Finding("rights", (number, "article"), message, say("Keep one of the rows."))
        met.add(article.slug)


def one_edition_is_the_original(tables: Tables) -> Findings:
    """Every translation is of something; a work without editions has nothing to read."""
    for number, report in tables.reports.rows:
        originals = [edition.language for edition in report.editions if edition.translation_of is None]
        if len(originals) != 1:
            message = say(
                "editions must hold exactly one original (translation_of null); it holds %(count)s",
                count=len(originals),
            )
            fix = say("Give each translation the language it was translated from.")
            yield Finding("reports", (number, "editions"), message, fix)


def translations_are_of_another_edition(tables: Tables) -> Findings:
    """`translation_of` names the language of another edition of the same work, and a language has one edition."""
    for number, report in tables.reports.rows:
        languages = [edition.language for edition in report.editions]
        for place, edition in enumerate(report.editions):
            if edition.translation_of is not None and edition.translation_of not in set(languages) - {edition.language}:
                message = say(
                    "editions[%(place)s].translation_of must be another edition's language; it is '%(translation_of)s'",
                    place=place,
                    translation_of=edition.translation_of,
                )
                fix = say("Editions: %(languages)s.", languages=", ".join(languages))
                yield Finding("reports", (number, "editions", place, "translation_of"), message, fix)
            if languages.index(edition.language) != place:
                message = say(
                    "editions[%(place)s].language must stand once; '%(language)s' stands before",
                    place=place,
                    language=edition.language,
                )
                fix = say("Keep one edition per language.")
                yield Finding("reports", (number, "editions", place, "language"), message, fix)


def related_reports_name_each_other(tables: Tables) -> Findings:
    """A relation is a link on a page, so both ends must be there, and it is said at both ends."""
    related = {report.id: set(report.related) for report in tables.reports.records}
    for number, report in tables.reports.rows:
        for place, other in enumerate(report.related):
            way = (number, "related", place)
            if not tables.reports.has(other):
                message = say(
                    "related[%(place)s] must be the id of a work; '%(other)s' is none", place=place, other=other
                )
                yield Finding("reports", way, message, say("Ids are the first field of each work."))
            elif other in related and report.id not in related[other]:
                message = say(
                    "related[%(place)s] must be told by both works; '%(other)s' does not name '%(id)s'",
                    place=place,
                    other=other,
                    id=report.id,
                )
                yield Finding("reports", way, message, say("Add it there."))


def analysed_rights_exist(tables: Tables) -> Findings:
    """An instrument or article that a report analyses has its titles, and so its page, in rights.csv."""
    instruments = {key.split()[0] for key in tables.rights.ids or ()}
    for number, report in tables.reports.rows:
        for place, right in enumerate(report.rights):
            named = f"{right.instrument} {right.article}" if right.article else right.instrument
            there = tables.rights.has(named) if right.article else tables.rights.ids is None or named in instruments
            if not there:
                message = say(
                    "rights[%(place)s] must be in data/rights.csv; %(named)s is not", place=place, named=named
                )
                yield Finding("reports", (number, "rights", place), message, say("Mend it, or add the article there."))


def references_exist(tables: Tables) -> Findings:
    """A row that points at a row of another file points at one that is there."""
    for dataset, field, target in (
        ("campaigns", "venue_id", "venues"),
        ("campaigns", "petition_id", "petitions"),
        ("campaigns", "un_engagement_id", "un_engagements"),
        ("campaigns", "report_ids", "reports"),
        ("un_engagements", "venue_id", "venues"),
        ("un_engagements", "report_ids", "reports"),
        ("un_engagements", "campaign_ids", "campaigns"),
    ):
        there: Table[Venue] = getattr(tables, target)
        for number, record in getattr(tables, dataset).rows:
            value = getattr(record, field)
            for pointed in value if isinstance(value, tuple) else (value,):
                if pointed is not None and not there.has(pointed):
                    file = f"data/{target}.{'json' if target == 'reports' else 'csv'}"
                    message = say(
                        "%(field)s must be an id of %(file)s; '%(pointed)s' is none",
                        field=field,
                        file=file,
                        pointed=pointed,
                    )
                    yield Finding(
                        dataset, (number, field), message, say("Mend the id, or add it to %(file)s.", file=file)
                    )


def uncertain_names_a_field(tables: Tables) -> Findings:
    """What is marked as uncertain is a field of the record, named without its language, so that the page can mark it."""
    for dataset in ("campaigns", "un_engagements", "petitions", "venues"):
        for number, record in getattr(tables, dataset).rows:
            for name in record.uncertain:
                if name not in type(record).model_fields:
                    message = say("uncertain must name columns, without _en, _ko or _fr; '%(name)s' is none", name=name)
                    yield Finding(
                        dataset, (number, "uncertain"), message, did_you_mean(name, type(record).model_fields)
                    )


def a_party_is_one_since_a_day(tables: Tables) -> Findings:
    """A state is bound by a treaty from a day on."""
    for number, article in tables.rights.rows:
        if (article.dprk_party == "yes") != (article.dprk_since is not None):
            message = say("dprk_since must be given when dprk_party is yes, and only then; it is not so")
            yield Finding(
                "rights", (number, "dprk_since"), message, say("Write the day of accession, or dprk_party no.")
            )


def ends_are_not_before_starts(tables: Tables) -> Findings:
    """Time runs forward; what ends has begun."""
    for dataset in ("campaigns", "un_engagements"):
        for number, record in getattr(tables, dataset).rows:
            start, end = record.date_start, record.date_end
            if end and (not start or end[: len(start)] < start[: len(end)]):
                message = say(
                    "date_end must not be before date_start; it is '%(end)s' after '%(start)s'",
                    end=end,
                    start=start or say("nothing"),
                )
                yield Finding(dataset, (number, "date_end"), message, say("Exchange the two, or empty date_end."))
    for number, petition in tables.petitions.rows:
        dates = [day for day in (petition.opened, petition.closed, petition.delivered) if day]
        if any(later[: len(earlier)] < earlier[: len(later)] for earlier, later in combinations(dates, 2)):
            message = say("opened, closed and delivered must follow each other in time; they do not")
            yield Finding("petitions", (number, "opened"), message, say("Mend the dates."))


def planned_campaigns_have_a_date(tables: Tables) -> Findings:
    """Nobody can come to what has no day."""
    for number, campaign in tables.campaigns.rows:
        if campaign.status == "planned" and not campaign.date_start:
            message = say("date_start must be given for what is planned; it is empty")
            yield Finding("campaigns", (number, "date_start"), message, say("Write the day, or the month."))


def money_has_a_currency_and_its_decimals(tables: Tables) -> Findings:
    """A sum without a currency means nothing, and a won has no cents."""
    for number, campaign in tables.campaigns.rows:
        funds, currency = campaign.funds, campaign.funds_currency
        if (funds is None) != (currency is None):
            message = say("funds and funds_currency must be given together; one is empty")
            yield Finding("campaigns", (number, "funds"), message, say("Fill or empty both."))
        elif funds is not None and currency and too_many_decimals(funds, currency):
            message = say(
                "funds must have no more decimals than %(currency)s has; it is '%(funds)s'",
                currency=currency,
                funds=funds,
            )
            yield Finding("campaigns", (number, "funds"), message, say("Take the decimals out."))


def counted_people_say_how(tables: Tables) -> Findings:
    """A number of people is worth what its method is worth."""
    for number, campaign in tables.campaigns.rows:
        if (campaign.people is None) != (campaign.people_method is None):
            message = say("people and people_method must be given together; one is empty")
            yield Finding("campaigns", (number, "people"), message, say("Method: counted, estimated or announced."))


def street_signatures_add_up(tables: Tables) -> Findings:
    """A petition's street signatures are the sum of its campaigns', when all of them are known."""
    for number, petition in tables.petitions.rows:
        street = [
            campaign.signatures
            for campaign in tables.campaigns.records
            if campaign.petition_id == petition.id and campaign.kind != "petition"
        ]
        known = [count for count in street if count is not None]
        if (
            tables.campaigns.whole
            and petition.signatures_street is not None
            and street
            and len(known) == len(street)
            and sum(known) != petition.signatures_street
        ):
            message = say(
                "signatures_street must be the sum of its campaigns', %(total)s; it is '%(signatures_street)s'",
                total=sum(known),
                signatures_street=petition.signatures_street,
            )
            yield Finding("petitions", (number, "signatures_street"), message, say("Mend one of the counts."))


def places_lie_in_their_country(tables: Tables) -> Findings:
    """Exchanged or mistyped degrees put a place into the sea or another country."""
    for dataset in ("venues", "campaigns"):
        for number, record in getattr(tables, dataset).rows:
            if (record.lat is None) != (record.lon is None):
                message = say("lat and lon must be given together; one is empty")
                yield Finding(dataset, (number, "lat"), message, say("Fill or empty both."))
            elif record.lat is not None and record.country is not None:
                box = BOXES.get(record.country)
                if box is None:
                    message = say(
                        "the place must be in a country whose bounds are known; '%(country)s' is not",
                        country=record.country,
                    )
                    yield Finding(
                        dataset, (number, "country"), message, say("Add its bounds to plugins/records/rules.py.")
                    )
                elif not (box[0] <= record.lat <= box[2] and box[1] <= record.lon <= box[3]):
                    message = say(
                        "lat and lon must lie in %(country)s; they are '%(lat)s, %(lon)s'",
                        country=record.country,
                        lat=record.lat,
                        lon=record.lon,
                    )
                    yield Finding(
                        dataset, (number, "lat"), message, say("Are the two exchanged? Latitude comes first.")
                    )


def acts_form_one_tree(tables: Tables) -> Findings:
    """Too small a class is told as the act above; what stands above a sensitive act is sensitive too."""
    yield from _findings("acts", acts_form_a_tree(tables.acts.rows))


def provinces_have_one_census(tables: Tables) -> Findings:
    """Residents are counted once, in the province itself or in the one that it lies within."""
    yield from _findings("provinces", provinces_are_counted_once(tables.provinces.rows))


def rights_of_acts_exist(tables: Tables) -> Findings:
    """The rights that an act touches have a page."""
    for number, act in tables.acts.rows:
        for place, right in enumerate(act.rights):
            if not tables.rights.has(right.replace(":", " ")):
                message = say("rights must be in data/rights.csv; %(right)s is not", right=right)
                fix = say("Write INSTRUMENT:article, spaces between.")
                yield Finding("acts", (number, "rights", place), message, fix)


def donation_options_are_whole(tables: Tables) -> Findings:
    """Donors are told who takes their money, where, in which currency, and how to stop; what cannot be said is not offered."""
    yield from _findings("donation_options", wrong_options(tables.donation_options.rows))


def a_way_to_give_remains(tables: Tables) -> Findings:
    """When a link expires, the bank transfer is shown in its place."""
    yield from _findings("donation_options", a_bank_transfer_remains(tables.donation_options.rows))


def references_of_gifts_name_one_campaign(tables: Tables) -> Findings:
    """The money of a campaign is counted by its reference, because nobody is tracked."""
    yield from _findings("donation_options", references_name_one_campaign(tables.donation_options.rows))


def campaigns_of_gifts_exist(tables: Tables) -> Findings:
    """A reference that belongs to no campaign counts nothing."""
    for number, option in tables.donation_options.rows:
        for place, entry in enumerate(option.campaigns):
            if not tables.campaigns.has(entry.campaign_id):
                message = say("campaign_id must be an id of data/campaigns.csv; '%(id)s' is none", id=entry.campaign_id)
                way = (number, "campaigns", place, "campaign_id")
                yield Finding("donation_options", way, message, say("Mend the id."))


def _findings(dataset: str, faults: Iterable[Fault]) -> Findings:
    return (Finding(dataset, way, message, fix) for way, message, fix in faults)


def every_field_is_explained(tables: Tables) -> Findings:
    """Data that nobody explains are open to nobody."""
    explained = {(dataset, row.field) for row in tables.fields.records for dataset in _explained(row)}
    for dataset, names in FIELDS.items():
        for name in names:
            if tables.fields.whole and (dataset, name) not in explained:
                message = say("%(field)s of %(dataset)s must be explained; it has no row", field=name, dataset=dataset)
                fix = say("Add a row to data/fields.csv: dataset, field, unit, text.")
                yield Finding("fields", (), message, fix)


def fields_are_explained_once(tables: Tables) -> Findings:
    """Two explanations of one field would sooner or later say two things; a dataset's own goes before that of all (`*`)."""
    met: set[tuple[str, str]] = set()
    for number, row in tables.fields.rows:
        if (row.dataset, row.field) in met:
            message = say(
                "%(field)s of %(dataset)s must be explained once; a row before does",
                field=row.field,
                dataset=row.dataset,
            )
            yield Finding("fields", (number, "field"), message, say("Keep one of the rows."))
        met.add((row.dataset, row.field))


def explained_fields_exist(tables: Tables) -> Findings:
    """A row about a field that was renamed or removed explains nothing."""
    for number, row in tables.fields.rows:
        if row.dataset not in (*FIELDS, EVERYWHERE):
            message = say(
                "dataset must be a dataset, or * for all that have the field; '%(name)s' is neither", name=row.dataset
            )
            yield Finding("fields", (number, "dataset"), message, did_you_mean(row.dataset, FIELDS))
        elif not _explained(row):
            there = FIELDS.get(row.dataset) or sorted({name for names in FIELDS.values() for name in names})
            message = say(
                "field must be a field of the dataset, without _en, _ko or _fr; '%(name)s' is none", name=row.field
            )
            yield Finding("fields", (number, "field"), message, did_you_mean(row.field, there))


def _explained(row: Field) -> list[str]:
    """The datasets whose field a row of the dictionary explains."""
    return [name for name, fields in FIELDS.items() if row.dataset in (name, EVERYWHERE) and row.field in fields]


RULES: tuple[Rule, ...] = (
    ids_are_unique,
    report_slugs_are_unique,
    articles_are_unique,
    one_edition_is_the_original,
    translations_are_of_another_edition,
    related_reports_name_each_other,
    analysed_rights_exist,
    references_exist,
    uncertain_names_a_field,
    a_party_is_one_since_a_day,
    ends_are_not_before_starts,
    planned_campaigns_have_a_date,
    money_has_a_currency_and_its_decimals,
    counted_people_say_how,
    street_signatures_add_up,
    places_lie_in_their_country,
    acts_form_one_tree,
    provinces_have_one_census,
    rights_of_acts_exist,
    donation_options_are_whole,
    a_way_to_give_remains,
    references_of_gifts_name_one_campaign,
    campaigns_of_gifts_exist,
    every_field_is_explained,
    fields_are_explained_once,
    explained_fields_exist,
    *LEDGER_RULES,
)


def findings(tables: Tables) -> Findings:
    """What all rules find."""
    for rule in RULES:
        yield from rule(tables)
