"""The pages that are made from data: everything on record is shown, and every number that is said is the number of the data."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from plugins.data_dictionary import dictionary
from plugins.data_pages import data_pages
from plugins.languages import CODES, MAIN, date_text, number_text, wording
from plugins.privacy.foundations import foundations, published_now
from plugins.problems import Problem
from plugins.records.loading import DATASETS, Records, records
from plugins.site import Site
from tests.built.pages import Page, text_of
from tests.sites import Built

SVG = "{http://www.w3.org/2000/svg}"


def data(built: Built) -> Records:
    """What the data files of this very site say, and what may be told of interviews."""
    problems: list[Problem] = []
    site = Site(built.output.parent)
    ground = foundations(site, problems)
    assert ground is not None
    found = records(site, problems, published_now(site, ground, problems).incidents)
    assert problems == []
    return found


def page(built: Built, name: str, code: str = MAIN.code) -> Page:
    return Page(built.output / (name if code == MAIN.code else f"{code}/{name}"), built.output)


def classed(element: Element, name: str) -> Iterator[Element]:
    return (inner for inner in element.iter() if name in inner.attrib.get("class", "").split())


def with_id(found: Page, name: str) -> Element:
    (element,) = [element for element in found.all() if element.attrib.get("id") == name]
    return element


def entries(within: Element) -> list[str]:
    """The ids of the entries of all lists in an element, in their order; an entry without one is told by its link."""
    return [element.attrib["id"] for element in classed(within, "report") if element.tag == "li"]


def main_of(found: Page) -> Element:
    (main,) = found.all("main")
    return main


def plain(text: str) -> str:
    """A text with single spaces for all white space, as `text_of` gives it."""
    return " ".join(text.split())


def links(found: Page) -> list[str]:
    """Where the links of a page lead, with their anchors."""
    targets = (found.target(link.attrib["href"]) for link in found.all("a") if ":" not in link.attrib["href"])
    return [f"{place}#{anchor}" if anchor else place for place, anchor in targets]


def numbers(text: str) -> list[int]:
    """The whole numbers of a text, whatever stands between their thousands."""
    return [int(re.sub(r"\D", "", found)) for found in re.findall(r"\d+(?:[,\u202f\u00a0]\d{3})*", text)]


def structured(found: Page) -> dict[str, Any]:
    (script,) = [one for one in found.all("script") if "src" not in one.attrib]
    description: dict[str, Any] = json.loads(script.text or "")
    return description


# Everything is shown


@pytest.mark.parametrize("code", CODES)
def test_every_campaign_is_in_the_log_once_and_has_a_page(built: Built, code: str) -> None:
    log = page(built, "campaigns.html", code)
    ids = Counter(entries(main_of(log)))
    assert ids == Counter(campaign.id for campaign in data(built).campaigns)
    for campaign in data(built).campaigns:
        own = page(built, f"campaigns/{campaign.slug}.html", code)
        assert own.address in links(log)
        assert plain(wording(campaign.title, code)[0]) in text_of(own.all("h1")[0])


@pytest.mark.parametrize("code", CODES)
def test_every_engagement_is_in_the_record_under_its_own_anchor(built: Built, code: str) -> None:
    record = page(built, "united-nations.html", code)
    engagements = data(built).un_engagements
    assert Counter(entries(main_of(record))) == Counter(entry.id for entry in engagements)
    for entry in engagements:
        shown = text_of(with_id(record, entry.id))
        assert plain(wording(entry.title, code)[0]) in shown
        assert not entry.symbol or entry.symbol in shown


@pytest.mark.parametrize("code", CODES)
def test_every_petition_is_shown_with_its_signatures(built: Built, code: str) -> None:
    log = page(built, "campaigns.html", code)
    for petition in data(built).petitions:
        shown = text_of(with_id(log, petition.id))
        assert plain(wording(petition.title, code)[0]) in shown
        for count in (petition.signatures_street, petition.signatures_online):
            assert count is None or plain(number_text(count, code)) in shown


@pytest.mark.parametrize("code", CODES)
def test_every_work_is_in_the_catalogue_once_and_has_a_page(built: Built, code: str) -> None:
    catalogue = page(built, "reports.html", code)
    works = data(built).reports
    assert Counter(entries(main_of(catalogue))) == Counter(report.slug for report in works)
    for report in works:
        own = page(built, f"reports/{report.slug}.html", code)
        assert own.address in links(catalogue)
        assert plain(wording(report.title, code)[0]) in text_of(own.all("h1")[0])


@pytest.mark.parametrize("code", CODES)
def test_every_article_of_the_instruments_is_listed_and_leads_to_its_works(built: Built, code: str) -> None:
    listed = page(built, "rights.html", code)
    found = data(built)
    analysed = {(right.instrument, right.article) for report in found.reports for right in report.rights}
    for article in found.rights:
        item = with_id(listed, article.slug)
        assert text_of(item).startswith(f"{article.article} ")
        hrefs = [listed.target(link.attrib["href"])[0] for link in item.iter("a")]
        own = page(built, f"rights/{article.slug}.html", code).address
        assert hrefs == ([own] if (article.instrument, article.article) in analysed else [])


@pytest.mark.parametrize("code", CODES)
def test_what_is_known_of_a_campaign_stands_on_its_page_and_what_is_not_known_is_no_zero(
    built: Built, code: str
) -> None:
    for campaign in data(built).campaigns:
        own = page(built, f"campaigns/{campaign.slug}.html", code)
        facts = " ".join(text_of(element) for element in classed(main_of(own), "facts"))
        for count in (campaign.people, campaign.volunteers, campaign.boards, campaign.leaflets, campaign.signatures):
            assert count is None or count in numbers(facts), own.address
        assert not re.search(r"(^|\s)(0|None)(\s|$)", facts) or 0 in (
            campaign.people,
            campaign.volunteers,
            campaign.boards,
            campaign.leaflets,
            campaign.signatures,
        )


# Lists


@pytest.mark.parametrize("code", CODES)
def test_every_list_exists_and_holds_exactly_its_entries(built: Built, code: str) -> None:
    found = data(built)
    expected: dict[str, set[str]] = {}

    def put(name: str, entry: str) -> None:
        expected.setdefault(name, set()).add(entry)

    for report in found.reports:
        if report.year:
            put(f"reports/year-{report.year}.html", report.slug)
        for topic in report.topics:
            put(f"reports/topic-{topic}.html", report.slug)
        for edition in report.editions:
            if edition.status == "published":
                put(f"reports/language-{edition.language}.html", report.slug)
    held = {campaign.year for campaign in found.campaigns if campaign.status != "planned"}
    for campaign in found.campaigns:
        put(f"campaigns/kind-{campaign.kind}.html", campaign.id)
        if campaign.year in held and campaign.year:
            put(f"campaigns/year-{campaign.year}.html", campaign.id)
    for entry in found.un_engagements:
        put(f"united-nations/{entry.body.lower()}.html", entry.id)
    for name, ids in expected.items():
        shown = list_entries(built, name, code)
        assert sorted(shown) == sorted(ids), name
    written = {
        path.relative_to(built.output).as_posix()
        for folder, pattern in (
            ("reports", "[ytl]*-*.html"),
            ("campaigns", "[yk]*-*.html"),
            ("united-nations", "*.html"),
        )
        for path in (built.output / folder).glob(pattern)
        if re.match(r"(year|topic|language|kind)-", path.name) or folder == "united-nations"
    }
    own = {f"reports/{report.slug}.html" for report in found.reports}
    own |= {f"campaigns/{campaign.slug}.html" for campaign in found.campaigns}
    assert written - own == set(expected)


def list_entries(built: Built, name: str, code: str) -> list[str]:
    return entries(main_of(page(built, name, code)))


@pytest.mark.parametrize("code", CODES)
def test_every_list_is_led_to_by_the_page_of_its_section(built: Built, code: str) -> None:
    for found in data_pages(data(built)):
        folder = found.name.split("/")[0]
        if found.template.endswith("-list"):
            assert page(built, found.name, code).address in links(page(built, f"{folder}.html", code)), found.name


@pytest.mark.parametrize("code", CODES)
def test_the_description_of_a_list_says_how_many_it_holds(built: Built, code: str) -> None:
    for found in data_pages(data(built)):
        if found.template.endswith("-list"):
            (held,) = [value for value in found.shown.values() if isinstance(value, list)]
            said = page(built, found.name, code).meta("description") or ""
            # One is said in a word where the language has one for it.
            assert len(held) == 1 or len(held) in numbers(said), found.name


# Numbers


@pytest.mark.parametrize("code", CODES)
def test_the_log_says_how_many_campaigns_there_are_and_how_many_signatures(built: Built, code: str) -> None:
    campaigns = data(built).campaigns
    (count,) = [
        one for one in classed(main_of(page(built, "campaigns.html", code)), "count") if one.attrib.get("id") is None
    ]
    said = numbers(text_of(count))
    signatures = [campaign.signatures for campaign in campaigns if campaign.signatures is not None]
    people = [campaign for campaign in campaigns if campaign.people is not None]
    assert said[0] == len(campaigns)
    assert not signatures or sum(signatures) in said[1:]
    assert len(people) < 2 or len(people) in said[1:]
    boards = [campaign.boards for campaign in campaigns if campaign.boards is not None]
    assert not boards or sum(boards) in said[1:]


@pytest.mark.parametrize("code", CODES)
def test_the_next_campaigns_stand_first_and_where_none_is_planned_the_page_says_so(built: Built, code: str) -> None:
    planned = [campaign for campaign in data(built).campaigns if campaign.status == "planned"]
    found = page(built, "campaigns.html", code)
    (section,) = [element for element in found.all("section") if element.attrib.get("aria-labelledby") == "next"]
    assert sorted(entries(section)) == sorted(campaign.id for campaign in planned)
    assert planned or len(list(section.iter("p"))) == 1


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("name", "dataset"), [("united-nations.html", "un_engagements"), ("reports.html", "reports")])
def test_a_section_says_how_many_records_it_shows(built: Built, code: str, name: str, dataset: str) -> None:
    (count,) = classed(main_of(page(built, name, code)), "count")
    assert numbers(text_of(count))[0] == len(getattr(data(built), dataset))


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", ["campaigns.html", "united-nations.html"])
def test_the_number_beside_a_list_is_what_the_list_holds(built: Built, code: str, name: str) -> None:
    shown = page(built, name, code)
    (contents,) = classed(main_of(shown), "contents")
    for item in contents.iter("li"):
        (link,), (number,) = item.iter("a"), classed(item, "number")
        place, _ = shown.target(link.attrib["href"])
        assert numbers(text_of(number)) == [len(entries(main_of(Page(built.output / place, built.output))))], place


@pytest.mark.parametrize("code", CODES)
def test_the_number_beside_a_kind_of_work_is_what_stands_under_it(built: Built, code: str) -> None:
    catalogue = page(built, "reports.html", code)
    (contents,) = classed(main_of(catalogue), "contents")
    for item in contents.iter("li"):
        (link,), (number,) = item.iter("a"), classed(item, "number")
        (section,) = [
            element
            for element in catalogue.all("section")
            if element.attrib.get("aria-labelledby") == link.attrib["href"].removeprefix("#")
        ]
        assert numbers(text_of(number)) == [len(entries(section))]


@pytest.mark.parametrize("code", CODES)
def test_a_year_of_the_log_says_how_many_campaigns_stand_under_it(built: Built, code: str) -> None:
    log = page(built, "campaigns.html", code)
    years = Counter(campaign.year for campaign in data(built).campaigns if campaign.status != "planned")
    for year, count in years.items():
        heading = with_id(log, f"year-{year}" if year else "undated")
        (number,) = classed(heading, "number")
        assert numbers(text_of(number)) == [count]


@pytest.mark.parametrize("code", CODES)
def test_the_data_page_says_how_many_records_each_file_holds(built: Built, code: str) -> None:
    shown = page(built, "data.html", code)
    for name in DATASETS:
        (number,) = classed(with_id(shown, name), "number")
        held = len(json.loads((built.output / "data" / f"{name}.json").read_text("utf-8")))
        assert held == len(getattr(data(built), name))
        assert held == 1 or numbers(text_of(number)) == [held]
        assert {f"data/{name}.csv", f"data/{name}.json"} <= set(links(shown))


def dictionary_of(shown: Page, name: str) -> dict[str, Element]:
    """The rows of the table that explains the fields of a dataset, by what stands in their first cell."""
    (section,) = [element for element in shown.all("section") if element.attrib.get("aria-labelledby") == name]
    (table,) = [table for details in classed(section, "dictionary") for table in details.iter("table")]
    (body,) = table.iter("tbody")
    return {text_of(next(row.iter("th"))): row for row in body.iter("tr")}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", DATASETS)
def test_every_field_of_the_open_data_is_explained_in_the_language_of_the_page(
    built: Built, name: str, code: str
) -> None:
    rows = dictionary_of(page(built, "data.html", code), name)
    explained = dictionary(data(built), name)
    assert list(rows) == [", ".join(entry.columns or [entry.name]) for entry in explained]
    for row, entry in zip(rows.values(), explained, strict=True):
        _, meaning, values = list(row)
        assert text_of(meaning) == plain(entry.meaning.text[code])
        assert (entry.meaning.unit or "") in text_of(values)
        assert [text_of(next(word.iter("code"))) for word in values.iter("li")] == list(entry.vocabulary)


@pytest.mark.parametrize("code", CODES)
def test_the_words_of_a_field_are_told_in_the_language_of_the_page(built: Built, code: str) -> None:
    for name in DATASETS:
        for row in dictionary_of(page(built, "data.html", code), name).values():
            for word in row.iter("li"):
                written, label = text_of(next(word.iter("code"))), text_of(word)
                assert len(label) > len(written) + 1, (name, written)


def test_the_data_package_calls_a_dataset_what_the_page_calls_it(built: Built) -> None:
    shown = page(built, "data.html")
    package = json.loads((built.output / "data" / "datapackage.json").read_text("utf-8"))
    for resource in (one for one in package["resources"] if one["name"] in DATASETS):
        assert text_of(with_id(shown, resource["name"])).startswith(f"{resource['title']} ")


# Charts


def figures(built: Built, code: str) -> Iterator[tuple[str, Element]]:
    for name in ("campaigns.html", "united-nations.html", "reports.html"):
        for figure in classed(main_of(page(built, name, code)), "figure"):
            if any(classed(figure, "chart")):
                yield name, figure


def drawn(figure: Element) -> tuple[dict[str, Counter[str]], dict[str, int]]:
    """What the picture of a chart says: counts per row and series, and the total written behind each row."""
    (picture,) = classed(figure, "chart")
    labels = [text_of(text) for text in picture.findall(f"{SVG}text")]
    counts: dict[str, Counter[str]] = {}
    totals: dict[str, int] = {}
    for label, row in zip(labels, picture.findall(f"{SVG}svg"), strict=True):
        counts[label] = Counter()
        for bar in row.iter(f"{SVG}rect"):
            name, _, count = text_of(bar).rpartition(": ")
            counts[label][name] += int(count)
        (total,) = row.findall(f"{SVG}text")
        totals[label] = int(text_of(total))
    return counts, totals


def tabled(figure: Element) -> tuple[dict[str, Counter[str]], dict[str, int]]:
    """What the table beside it says."""
    (head,), (body,) = figure.iter("thead"), figure.iter("tbody")
    _, *names = [text_of(cell) for cell in head.iter("th")]
    counts: dict[str, Counter[str]] = {}
    totals: dict[str, int] = {}
    for row in body.iter("tr"):
        label, *values = [text_of(cell) for cell in row]
        found = [int(re.sub(r"\D", "", value)) for value in values]
        series = found[:-1] if len(names) > 1 else found
        counts[label] = Counter({name: count for name, count in zip(names, series, strict=False) if count})
        totals[label] = found[-1]
    return counts, totals


@pytest.mark.parametrize("code", CODES)
def test_a_chart_and_the_table_beside_it_say_the_same_numbers(built: Built, code: str) -> None:
    found = list(figures(built, code))
    assert [name for name, _ in found] == ["campaigns.html", "united-nations.html", "reports.html"]
    for name, figure in found:
        assert drawn(figure) == tabled(figure), name
        counts, totals = drawn(figure)
        assert {label: count.total() for label, count in counts.items()} == totals, name


@pytest.mark.parametrize("code", CODES)
def test_a_chart_counts_what_the_data_hold(built: Built, code: str) -> None:
    loaded = data(built)
    campaigns, engagements, reports = [drawn(figure)[1] for _, figure in figures(built, code)]
    assert campaigns == Counter(entry.year for entry in loaded.campaigns if entry.year and entry.status == "done")
    assert engagements == Counter(entry.year for entry in loaded.un_engagements if entry.year)
    assert sorted(reports.values()) == sorted(
        Counter(language for report in loaded.reports for language in report.languages).values()
    )


@pytest.mark.parametrize("code", CODES)
def test_the_legend_names_every_series_of_a_chart_in_its_colour(built: Built, code: str) -> None:
    for name, figure in figures(built, code):
        (picture,) = classed(figure, "chart")
        used = {
            (bar.attrib["class"], text_of(bar).rpartition(": ")[0])
            for row in picture.findall(f"{SVG}svg")
            for bar in row.iter(f"{SVG}rect")
        }
        legend = {
            (next(item.iter(f"{SVG}rect")).attrib["class"], text_of(item))
            for element in classed(figure, "legend")
            for item in element.iter("li")
        }
        assert used == legend or (len(used) == 1 and not legend), name


# For machines


@pytest.mark.parametrize("code", CODES)
def test_tags_of_highwire_stand_only_where_the_edition_of_the_language_was_published(built: Built, code: str) -> None:
    for report in data(built).reports:
        own = page(built, f"reports/{report.slug}.html", code)
        tags: dict[str, list[str]] = {}
        for element in own.all("meta"):
            if element.attrib.get("name", "").startswith("citation_"):
                tags.setdefault(element.attrib["name"], []).append(element.attrib["content"])
        edition = report.edition(code) if code in report.languages else None
        if edition is None:
            assert tags == {}, own.address
            continue
        date = edition.issued or report.issued
        assert tags == {
            "citation_title": [edition.title],
            "citation_author": ["PSCORE", *report.partners],
            "citation_technical_report_institution": [report.publisher],
            "citation_language": [code],
            **({"citation_publication_date": [date.replace("-", "/")]} if date else {}),
            **({"citation_isbn": [edition.isbn]} if edition.isbn else {}),
            **({"citation_doi": [edition.doi]} if edition.doi else {}),
        }, own.address


def test_an_edition_that_is_only_planned_has_no_tags_of_highwire_yet(rare: Built) -> None:
    text = (rare.output / "ko" / "reports" / "second-report.html").read_text("utf-8")
    assert "둘째 보고서" in text
    assert 'name="citation_' not in text


def test_no_other_page_has_tags_of_highwire(built: Built) -> None:
    own = {f"{report.slug}.html" for report in data(built).reports}
    for path in built.pages:
        if path.parent.name != "reports" or path.name not in own:
            assert 'name="citation_' not in path.read_text("utf-8"), path


@pytest.mark.parametrize("code", CODES)
def test_a_campaign_with_a_date_is_described_as_an_event(built: Built, code: str) -> None:
    for campaign in data(built).campaigns:
        own = page(built, f"campaigns/{campaign.slug}.html", code)
        if not campaign.date_start:
            assert own.all("script") == [], own.address
            continue
        found = structured(own)
        title, language = wording(campaign.title, code)
        assert (found["@context"], found["@type"]) == ("https://schema.org", "Event")
        assert (found["name"], found["inLanguage"]) == (title, language)
        assert (found["startDate"], found.get("endDate")) == (campaign.date_start, campaign.date_end)
        assert found["url"].endswith(f"/{own.address}")
        assert "None" not in json.dumps(found)


@pytest.mark.parametrize("code", CODES)
def test_a_work_is_described_as_a_report_or_a_video(built: Built, code: str) -> None:
    for report in data(built).reports:
        own = page(built, f"reports/{report.slug}.html", code)
        found = structured(own)
        assert found["@type"] == ("VideoObject" if report.type == "video" else "Report")
        assert (found["name"], found["inLanguage"]) == (report.original.title, report.original.language)
        assert found.get("datePublished") == report.issued
        assert len(found.get("workTranslation", [])) == len(report.editions) - 1
        assert found["url"].endswith(f"/{own.address}")


@pytest.mark.parametrize("code", CODES)
def test_every_edition_can_be_cited_from_the_page_of_its_work(built: Built, code: str) -> None:
    for report in data(built).reports:
        own = page(built, f"reports/{report.slug}.html", code)
        for edition in report.editions:
            for ending in ("txt", "bib", "ris", "json"):
                name = f"reports/cite/{report.slug}.{edition.language}.{ending}"
                assert name in links(own)
                assert (built.output / name).is_file()


@pytest.mark.parametrize("code", CODES)
def test_the_calendar_of_the_language_is_led_to(built: Built, code: str) -> None:
    name = "campaigns.ics" if code == MAIN.code else f"{code}/campaigns.ics"
    assert name in links(page(built, "campaigns.html", code))
    assert (built.output / name).read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


# The thread


def ids_in(found: Page, section: str) -> list[str]:
    """The entries of the section of a page whose heading has this id."""
    (element,) = [element for element in found.all("section") if element.attrib.get("aria-labelledby") == section]
    return entries(element)


@pytest.mark.parametrize("code", CODES)
def test_an_article_leads_to_all_that_was_published_said_and_done(built: Built, code: str) -> None:
    loaded = data(built)
    for article in loaded.rights:
        works = [
            report.id
            for report in loaded.reports
            if any(
                (right.instrument, right.article) == (article.instrument, article.article) for right in report.rights
            )
        ]
        own = page(built, f"rights/{article.slug}.html", code)
        if not works:
            assert not own.path.exists(), own.address
            continue
        said = [entry.id for entry in loaded.un_engagements if set(works) & set(entry.report_ids)]
        done = {
            campaign.id
            for campaign in loaded.campaigns
            if set(works) & set(campaign.report_ids) or campaign.un_engagement_id in said
        } | {name for entry in loaded.un_engagements if entry.id in said for name in entry.campaign_ids}
        assert sorted(ids_in(own, "published")) == sorted(
            report.slug for report in loaded.reports if report.id in works
        )
        assert sorted(ids_in(own, "said")) == sorted(said)
        assert sorted(ids_in(own, "done")) == sorted(done)


@pytest.mark.parametrize("code", CODES)
def test_the_article_on_torture_leads_to_reports_and_submissions(real: Built, code: str) -> None:
    own = page(real, "rights/iccpr-7.html", code)
    assert "criminal-justice-2014" in ids_in(own, "published")
    submissions = {
        entry.id
        for entry in data(real).un_engagements
        if entry.kind in ("stakeholder-submission", "treaty-body-submission", "other-submission", "joint-report")
    }
    assert submissions & set(ids_in(own, "said"))
    assert own.address in links(page(real, "rights/iccpr.html", code))


@pytest.mark.parametrize("code", CODES)
def test_works_engagements_and_campaigns_lead_to_each_other(built: Built, code: str) -> None:
    loaded = data(built)
    record = page(built, "united-nations.html", code)
    for entry in loaded.un_engagements:
        hrefs = hrefs_of(record, [with_id(record, entry.id)])
        anchor = f"{record.address}#{entry.id}"
        for report in loaded.reports:
            if report.id in entry.report_ids:
                own = page(built, f"reports/{report.slug}.html", code)
                assert own.address in hrefs
                assert anchor in links(own)
        for campaign in loaded.campaigns:
            if campaign.id in entry.campaign_ids or campaign.un_engagement_id == entry.id:
                own = page(built, f"campaigns/{campaign.slug}.html", code)
                assert own.address in hrefs
                assert anchor in links(own)


def hrefs_of(found: Page, elements: Iterable[Element]) -> set[str]:
    return {
        found.target(link.attrib["href"])[0]
        for element in elements
        for link in element.iter("a")
        if ":" not in link.attrib["href"]
    }


@pytest.mark.parametrize("code", CODES)
def test_a_work_leads_to_its_articles_and_they_lead_back(built: Built, code: str) -> None:
    loaded = data(built)
    for report in loaded.reports:
        own = page(built, f"reports/{report.slug}.html", code)
        for right in report.rights:
            name = f"{right.instrument}-{right.article}" if right.article else right.instrument
            there = page(built, f"rights/{name.lower()}.html", code)
            assert there.address in links(own)
            assert own.address in links(there)


@pytest.mark.parametrize("code", CODES)
def test_a_date_is_shown_with_no_more_precision_than_is_known(built: Built, code: str) -> None:
    for campaign in data(built).campaigns:
        own = page(built, f"campaigns/{campaign.slug}.html", code)
        (dateline,) = classed(main_of(own), "dateline")
        times = {element.attrib["datetime"]: text_of(element) for element in dateline.iter("time")}
        assert list(times) == [when for when in (campaign.date_start, campaign.date_end) if when], own.address
        if campaign.date_start:
            assert times[campaign.date_start] == plain(date_text(campaign.date_start, code))
