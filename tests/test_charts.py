import re
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from jinja2 import Environment
from jinja2.runtime import Context

from plugins.charts import YEARS, Bars, Chart, Series
from plugins.publishing.money_charts import money_by_kind, of_a_thousand
from plugins.publishing.record_charts import MOST, campaigns_by_year, engagements_by_year, reports_by_language
from plugins.records.accounts import Sum
from plugins.records.campaigns import KINDS, Campaign
from plugins.records.loading import records
from plugins.records.un_engagements import BODIES
from plugins.site import Site
from tests.sites import ROOT, TINY

STREETS, CONCERTS = Series("street", "Street campaigns", 1), Series("concert", "Concerts", 2)


def chart(**fields: Any) -> Chart:
    known: dict[str, Any] = {
        "id": "x",
        "title": "Campaigns per year",
        "description": "2016: 4, 2017: 1",
        "series": [STREETS, CONCERTS],
        "rows": {"2016": {"street": 3, "concert": 1}, "2017": {"concert": 1}},
    }
    return Chart(**{**known, **fields})


def picture(shown: Chart) -> Element:
    return ElementTree.fromstring(str(shown.svg))


def share(text: str) -> float:
    assert re.fullmatch(r"[0-9]+(\.[0-9]{1,2})?%", text)
    return float(text.removesuffix("%"))


def bars(row: Element) -> list[tuple[str, float, float]]:
    """The colour, the begin and the width of each bar in a row."""
    return [(bar.attrib["class"], share(bar.attrib["x"]), share(bar.attrib["width"])) for bar in row.iter("rect")]


def test_the_picture_says_what_it_shows_to_who_cannot_see_it() -> None:
    found = picture(chart())
    title, description = found[0], found[1]
    assert (title.tag, title.text) == ("title", "Campaigns per year")
    assert (description.tag, description.text) == ("desc", "2016: 4, 2017: 1")
    assert found.attrib["role"] == "img"
    assert found.attrib["aria-labelledby"].split() == [title.attrib["id"], description.attrib["id"]]


def test_two_charts_of_a_page_share_no_id() -> None:
    ids = [
        element.attrib["id"]
        for shown in (chart(id="a"), chart(id="b"))
        for element in picture(shown).iter()
        if "id" in element.attrib
    ]
    assert len(ids) == len(set(ids)) == 4


def test_nothing_in_the_picture_runs_loads_or_is_styled_inline() -> None:
    for element in picture(chart()).iter():
        assert element.tag in ("svg", "title", "desc", "rect", "text")
        assert not [name for name in element.attrib if name in ("style", "href", "fill") or name.startswith("on")]


def test_widths_are_shares_of_the_longest_row_and_follow_each_other() -> None:
    first, second = picture(chart()).findall("svg")
    assert bars(first) == [("c1", 0, 75), ("c2", 75, 25)]
    assert bars(second) == [("c2", 0, 25)]
    assert first.attrib["width"] == second.attrib["width"] == f"{YEARS.share}%"


def test_thirds_make_up_a_whole() -> None:
    series = [Series(key, key, number) for number, key in enumerate("abc")]
    (row,) = picture(chart(series=series, rows={"2016": {"a": 1, "b": 1, "c": 1}})).findall("svg")
    widths = [width for _, _, width in bars(row)]
    assert widths == [33.33] * 3
    assert sum(widths) == pytest.approx(100, abs=0.02)


def test_every_row_has_its_label_and_its_total() -> None:
    found = picture(chart())
    assert [text.text for text in found.findall("text")] == ["2016", "2017"]
    assert [row.findtext("text") for row in found.findall("svg")] == ["4", "1"]


def test_every_bar_says_its_series_and_its_count() -> None:
    titles = [title.text for row in picture(chart()).findall("svg") for title in row.iter("title")]
    assert titles == ["Street campaigns: 3", "Concerts: 1", "Concerts: 1"]


def test_the_total_stands_where_the_bars_end() -> None:
    for row in picture(chart()).findall("svg"):
        _, start, width = bars(row)[-1]
        text = row.find("text")
        assert text is not None
        assert share(text.attrib["x"]) == pytest.approx(start + width)


def test_rows_do_not_cover_each_other_and_fit_into_the_height() -> None:
    found = picture(chart(rows={str(year): {"street": 1} for year in range(2001, 2021)}))
    tops = [int(row.attrib["y"]) for row in found.findall("svg")]
    heights = [int(row.attrib["height"]) for row in found.findall("svg")]
    assert all(top + height <= following for top, height, following in zip(tops, heights[:-1], tops[1:], strict=False))
    assert tops[-1] + heights[-1] <= int(found.attrib["height"])


def test_signs_of_xml_in_names_are_text() -> None:
    name = "</title><script>alert('1')</script> & \"x\" 성통만사"
    shown = chart(title=name, description=name, series=[Series("a", name, 1)], rows={name: {"a": 1}})
    found = picture(shown)
    assert [element.text for element in found.iter() if element.text not in (None, "1")] == [
        name,
        name,
        name,
        f"{name}: 1",
    ]
    assert "<script" not in shown.svg


def test_signs_of_a_template_in_names_are_text() -> None:
    name = "{name} {0} %s {{ x }}"
    assert picture(chart(title=name, series=[Series("a", name, 1)], rows={name: {"a": 1}})).findtext("title") == name


@pytest.mark.parametrize("rows", [{}, {"2016": {}}, {"2016": {"street": 0}}])
def test_without_anything_to_count_there_is_no_bar(rows: dict[str, dict[str, int]]) -> None:
    found = picture(chart(rows=rows))
    assert list(found.iter("rect")) == []
    assert [row.findtext("text") for row in found.findall("svg")] == ["0"] * len(rows)


def campaigns(*kinds: str, year: str = "2016") -> tuple[Campaign, ...]:
    """A campaign of each of these kinds, held in this year."""
    known: dict[str, Any] = dict.fromkeys(Campaign.model_fields)
    known |= {"id": "ca-x", "status": "done", "title": {"en": "A campaign"}, "date_start": year}
    known |= {name: {} for name in ("venue", "city", "summary")}
    known |= dict.fromkeys(("partners", "report_ids", "press_urls", "sources", "uncertain"), ())
    return tuple(Campaign(**{**known, "kind": kind}) for kind in kinds)


NAMES = {kind: kind.upper() for kind in KINDS}


def test_rare_series_are_summed_up_as_other_and_nothing_is_lost() -> None:
    held = campaigns(*KINDS, *KINDS[:MOST]) + campaigns(*KINDS[MOST:], year="2017")
    held += campaigns(*KINDS[:MOST], *KINDS[:MOST], year="2015")
    shown = campaigns_by_year("T", held, NAMES, "Other")
    assert [entry.name for entry in shown.series] == [*(kind.upper() for kind in KINDS[:MOST]), "Other"]
    assert [entry.colour for entry in shown.series] == list(range(1, MOST + 2))
    assert {year: shown.total(year) for year in shown.rows} == {
        "2015": 2 * MOST,
        "2016": len(KINDS) + MOST,
        "2017": len(KINDS) - MOST,
    }
    assert shown.rows["2017"]["other"] == len(KINDS) - MOST
    assert shown.description == f"2015: {2 * MOST}, 2016: {len(KINDS) + MOST}, 2017: {len(KINDS) - MOST}"


@pytest.mark.parametrize("number", [1, MOST, MOST + 1])
def test_what_has_a_colour_of_its_own_is_not_summed_up(number: int) -> None:
    shown = campaigns_by_year("T", campaigns(*KINDS[:number]), NAMES, "Other")
    assert [entry.key for entry in shown.series] == list(KINDS[:number])
    assert shown.total("2016") == number


def test_there_are_never_more_colours_than_the_stylesheet_has() -> None:
    css = (ROOT / "theme" / "static" / "css" / "site.css").read_text("utf-8")
    for colour in range(1, MOST + 2):
        assert re.search(rf"\.c{colour}\b", css), colour
    for number in range(1, len(KINDS) + 1):
        assert len(campaigns_by_year("T", campaigns(*KINDS[:number]), NAMES, "Other").series) <= MOST + 1


def test_series_come_in_the_order_of_the_names_and_years_in_theirs() -> None:
    held = campaigns("lecture", "street", year="2017") + campaigns("concert", year="2016")
    shown = campaigns_by_year("T", held, NAMES, "Other")
    assert [entry.key for entry in shown.series] == ["street", "concert", "lecture"]
    assert list(shown.rows) == ["2016", "2017"]


def test_what_is_only_planned_was_called_off_or_has_no_year_is_not_counted() -> None:
    (held,) = campaigns("street")
    others = (
        held.model_copy(update={"status": "planned"}),
        held.model_copy(update={"status": "cancelled"}),
        held.model_copy(update={"date_start": None}),
    )
    shown = campaigns_by_year("T", (held, *others), NAMES, "Other")
    assert {year: shown.total(year) for year in shown.rows} == {"2016": 1}


@pytest.mark.parametrize("root", [TINY, ROOT])
def test_the_charts_count_every_dated_record_once(root: Any) -> None:
    found = records(Site(root), [])
    held = campaigns_by_year("T", found.campaigns, NAMES, "Other")
    assert sum(map(held.total, held.rows)) == len([c for c in found.campaigns if c.happened and c.year])
    said = engagements_by_year("T", found.un_engagements, {body: body for body in BODIES}, "Other")
    assert sum(map(said.total, said.rows)) == len([entry for entry in found.un_engagements if entry.year])


@pytest.mark.parametrize(
    ("code", "labels"), [("en", ["English", "Korean"]), ("ko", ["영어", "한국어"]), ("fr", ["anglais", "coréen"])]
)
def test_works_are_counted_by_language_the_most_frequent_first(code: str, labels: list[str]) -> None:
    context = Context(Environment(autoescape=True), {"DEFAULT_LANG": code}, None, {})
    shown = reports_by_language(context, "T", "A note.", records(Site(TINY), []).reports, "Works")
    assert list(shown.rows) == labels
    assert [shown.total(label) for label in shown.rows] == [2, 1]
    assert shown.description == "A note."


# Bars one below the other

RECEIVED, SPENT = Series("in", "Received", 1), Series("out", "Spent", 2)


def lanes(**fields: Any) -> Bars:
    known: dict[str, Any] = {
        "id": "x",
        "title": "Received and spent",
        "description": "2024: Received ₩400, Spent ₩100",
        "series": [RECEIVED, SPENT],
        "rows": {"2024": {"in": 400, "out": 100}, "2025": {"in": 200, "out": 0}},
        "written": lambda amount: f"₩{amount:,}",
    }
    return Bars(**{**known, **fields})


def test_bars_begin_at_one_line_and_are_shares_of_the_longest() -> None:
    first, second = picture(lanes()).findall("svg")
    assert bars(first) == [("c1", 0, 100), ("c2", 0, 25)]
    assert bars(second) == [("c1", 0, 50)]


def test_every_bar_says_its_sum_beside_it_and_a_sum_of_nothing_too() -> None:
    rows = picture(lanes(rows={"2024": {"in": 1234500, "out": 0}})).findall("svg")
    assert [text.text for row in rows for text in row.findall("text")] == ["₩1,234,500", "₩0"]
    assert [title.text for row in rows for title in row.iter("title")] == ["Received: ₩1,234,500"]


@pytest.mark.parametrize("above", [True, False])
def test_bars_of_one_row_do_not_reach_into_the_next(above: bool) -> None:
    found = picture(lanes(above=above))
    (first, second), labels = found.findall("svg"), found.findall("text")
    end = int(first.attrib["y"]) + int(first.attrib["height"])
    assert end <= int(labels[1].attrib["y"]) - 12
    assert int(second.attrib["y"]) + int(second.attrib["height"]) <= int(found.attrib["height"])
    tops = [int(bar.attrib["y"]) + int(bar.attrib["height"]) for bar in first.iter("rect")]
    assert tops == sorted(tops)
    assert tops[-1] <= int(first.attrib["height"])


def test_labels_stand_above_their_bars_where_they_are_long() -> None:
    found = picture(lanes(above=True))
    assert int(found.findall("text")[0].attrib["y"]) < int(found.findall("svg")[0].attrib["y"])
    assert {row.attrib["x"] for row in found.findall("svg")} == {"0"}
    assert "0" not in {row.attrib["x"] for row in picture(lanes()).findall("svg")}


def test_bars_without_rows_are_an_empty_picture() -> None:
    assert list(picture(lanes(rows={})).iter("rect")) == []


def test_kinds_that_a_language_calls_the_same_share_a_bar_and_lose_nothing() -> None:
    context = Context(Environment(autoescape=True), {"DEFAULT_LANG": "fr"}, None, {})
    sums = {kind: Sum(Decimal(krw), {}, 1) for kind, krw in (("card", 700), ("bank-transfer", 300), ("grant", 1234500))}
    names = {"card": "don", "bank-transfer": "don", "grant": "subvention"}
    shown = money_by_kind(context, "x", "T", "Recettes", 1, sums, names)
    assert {label: shown.total(label) for label in shown.rows} == {"Don": 1000, "Subvention": 1234500}
    assert shown.description == "Don: Recettes 1\u202f000\u00a0₩; Subvention: Recettes 1\u202f234\u202f500\u00a0₩"


def test_of_a_thousand_won_every_one_is_drawn() -> None:
    context = Context(Environment(autoescape=True), {"DEFAULT_LANG": "en"}, None, {})
    shown = of_a_thousand(context, "T", "Won", {"program": 710, "admin": 290}, {"program": "work", "admin": "office"})
    assert [(label, shown.total(label)) for label in shown.rows] == [("Work", 710), ("Office", 290)]
    assert [row.findtext("text") for row in picture(shown).findall("svg")] == ["₩710", "₩290"]
