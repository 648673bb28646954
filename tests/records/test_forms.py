from typing import Literal

import pytest

from plugins.records.campaigns import Campaign
from plugins.records.forms import Form, form, may_be_empty, vocabulary
from plugins.records.reports import TOPICS, Report, ReportFile
from plugins.records.validation import Record
from plugins.records.venues import Venue


@pytest.mark.parametrize(
    ("model", "field", "expected"),
    [
        (Campaign, "id", "string"),
        (Campaign, "status", "string"),
        (Campaign, "date_start", "string"),
        (Campaign, "people", "integer"),
        (Campaign, "funds", "number"),
        (Venue, "lat", "number"),
        (Campaign, "title", "words"),
        (Campaign, "summary", "words"),
        (Report, "occasion", "words"),
        (Campaign, "report_ids", "list"),
        (Report, "topics", "list"),
        (Report, "editions", "array"),
        (Report, "method", "object"),
        (Report, "uncertain_fields", "object"),
        (ReportFile, "accessible", "boolean"),
    ],
)
def test_the_form_of_a_field_follows_from_its_model(model: type[Record], field: str, expected: Form) -> None:
    assert form(model.model_fields[field].annotation) == expected


@pytest.mark.parametrize(
    ("annotation", "empty"),
    [(int, False), (str, False), (str | None, True), (tuple[str, ...], True), (dict[str, str], True)],
)
def test_what_may_be_unknown_may_be_empty(annotation: object, empty: bool) -> None:
    assert may_be_empty(annotation) is empty


@pytest.mark.parametrize(
    ("annotation", "words"),
    [
        (Literal["a", "b"], ["a", "b"]),
        (Literal["a"] | None, ["a"]),
        (tuple[Literal["a", "b"], ...], ["a", "b"]),
        (dict[Literal["a"], str], ["a"]),
        (dict[str, str], []),
        (str, []),
    ],
)
def test_the_words_of_a_field_follow_from_its_model(annotation: object, words: list[str]) -> None:
    assert vocabulary(annotation) == words


def test_the_topics_are_the_words_of_their_list() -> None:
    assert vocabulary(Report.model_fields["topics"].annotation) == list(TOPICS)
