"""What the templates say of entries, with labels that are long, missing or look like code."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from plugins import languages
from plugins.maps.choices import Choices, act_slug, province_slug
from plugins.maps.entries import IncidentMap, area_id, strength
from plugins.maps.parts import kilometres, uncertainty_metres
from plugins.privacy.areas import area_of
from plugins.publishing import incident_drawings
from plugins.records.acts import Act
from plugins.records.loading import Records
from tests.maps.test_entries import RECORDS
from tests.sites import ROOT


def macros(records: Records, code: str = "en", name: str = "incidents") -> Any:
    """`parts/incidents.html`, or another part of the map, as a page of this language uses it, in English words."""
    environment = Environment(
        loader=FileSystemLoader(ROOT / "theme" / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]

    @pass_context
    def link(context: Context, name: str) -> str:
        return name

    environment.globals |= {
        "language": languages.language(code),
        "link": link,
        "kilometres": kilometres,
        "drawings": incident_drawings.FUNCTIONS,
        "area_id": area_id,
        "strength": strength,
        "act_slug": act_slug,
        "province_slug": province_slug,
        "site": SimpleNamespace(records=records),
        "incident_map": Choices(IncidentMap(records)),
    }
    environment.filters |= {
        **dict.fromkeys(("date", "host", "language_name", "article_ranges", "short_address"), str),
        "wording": lambda words: languages.wording(words, code),
        "number": lambda number: languages.number_text(number, code),
    }
    return environment.get_template(f"parts/{name}.html").make_module()


def with_label(label: str) -> Records:
    """One entry of an act with this label, in English only."""
    act = {"code": "05.01.06", "parent": None, "label": {"en": label}, "rights": "ICCPR:9", "sensitive": "no"}
    return replace(RECORDS, acts=(Act.model_validate(act),), incidents=RECORDS.incidents[3:])


def sentence(records: Records, code: str = "en") -> Markup:
    (entry,) = IncidentMap(records).entries
    said: Markup = macros(records, code).sentence(entry)
    return said


def test_an_entry_is_told_in_a_sentence() -> None:
    assert sentence(with_label("Arrest")) == (
        "Arrest: 5–9 people told of it. It began in the years 2000–2009, somewhere in this area: KP-08, the whole province "
        "(up to about 140 km from its middle)."
    )


def test_a_province_is_told_by_how_far_it_reaches_and_never_too_short() -> None:
    for number in range(1, 11):
        area = area_of("province", None, None, f"KP-{number:02}")
        assert area
        told, exact = incident_drawings.reach(area), uncertainty_metres(area)
        assert told
        assert exact
        assert told % 5 == 0
        assert 0 <= told * 1000 - exact < 5000


def test_a_square_is_told_by_its_size() -> None:
    records = replace(RECORDS, incidents=RECORDS.incidents[1:2])
    assert "in a square of about 56 by 41 km" in sentence(records)


@pytest.mark.parametrize("label", ["<b>", "`${7*7}`", "</script>", "{people}", "100 % & more"])
def test_a_label_that_looks_like_code_is_shown_as_written(label: str) -> None:
    assert sentence(with_label(label)).unescape().startswith(f"{label}: 5–9 people")


def test_a_label_of_200_letters_is_shown_whole() -> None:
    assert "x" * 200 in sentence(with_label("x" * 200))


def test_a_label_without_a_translation_is_marked_with_its_language() -> None:
    assert sentence(with_label("Arrest"), "ko").startswith('<span lang="en">Arrest</span>: ')


def test_a_choice_in_another_language_says_so() -> None:
    said = macros(RECORDS, "ko")
    assert said.option("x", {"en": "Arrest"}, True) == '<option value="x" lang="en">&nbsp;&nbsp;Arrest</option>'
    assert said.option("x", {"en": "Arrest", "ko": "체포"}) == '<option value="x">체포</option>'


def test_the_live_map_knows_the_language_of_a_name_that_is_in_another_one() -> None:
    assert 'data-kp-09="KP-09" data-lang-kp-09="en"' in macros(RECORDS, "ko", "live-map").words()
    assert "data-lang" not in macros(RECORDS, "en", "live-map").words()


def test_one_entry_is_said_in_the_singular() -> None:
    records = with_label("Arrest")
    assert macros(records).in_all(IncidentMap(records)) == "One entry, begun in 2000 or later."
    assert macros(records).count(1) == "1 entry"


def test_the_table_keeps_a_row_for_each_entry_with_the_label_escaped() -> None:
    records = with_label("<b>")
    table = macros(records).table(IncidentMap(records).entries, "All", id="entries")
    assert table.count("<tr id=") == 1
    assert '<th scope="row" class="act">&lt;b&gt;</th>' in table
