import csv
import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import frictionless
import pytest

from plugins import data_package, open_data
from plugins.checks import check
from plugins.data_files import FOLDER, SOURCES, data_files
from plugins.languages import CODES
from plugins.maps.imprint import imprint
from plugins.records.campaigns import KINDS, Campaign
from plugins.records.fields import EVERYWHERE
from plugins.records.loading import DATASETS, Records, records
from plugins.records.milestones import Milestone
from plugins.records.reports import TOPICS, TYPES
from plugins.records.rights import INSTRUMENTS
from plugins.records.un_engagements import BODIES, ENGAGEMENT_KINDS
from plugins.records.validation import Record
from plugins.site import Site
from tests.maps.small_map import METHOD
from tests.sites import ROOT, TINY

SITE_URL = "https://example.org"
MAPS = ["incidents-geojson", *(f"incidents-kml-{code}" for code in CODES)]


@pytest.fixture(autouse=True)
def limit_of_csv() -> Iterator[None]:
    """`frictionless` sets a limit that is Python's, for whatever is tested after this."""
    before = csv.field_size_limit()
    yield
    csv.field_size_limit(before)


@pytest.fixture(scope="module", params=[TINY, ROOT], ids=["tiny", "real"])
def found(request: pytest.FixtureRequest) -> Records:
    """With what may be told of interviews, which only the gate gives."""
    return check(Site(request.param)).records


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def milestone(title: str) -> Milestone:
    return Milestone(id="2006-founding", date="2006-10", title={"en": title}, uncertain=None, sources=())


def package(loaded: Records) -> dict[str, Any]:
    described: dict[str, Any] = json.loads(data_package.data_package(loaded, SOURCES, SITE_URL))
    return described


def schema(name: str) -> dict[str, Any]:
    described: dict[str, Any] = next(
        resource["schema"] for resource in package(records(Site(TINY), []))["resources"] if resource["name"] == name
    )
    return described


def fields(name: str) -> dict[str, dict[str, Any]]:
    return {field["name"]: field for field in schema(name)["fields"]}


def write(loaded: Records, folder: Path) -> Path:
    """All files of the open data as the site writes them; the way to the description."""
    for file in data_files(loaded, SITE_URL, lambda code: f"PSCORE {code}", METHOD):
        path = folder / file.address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content())
    return folder / FOLDER / "datapackage.json"


def test_a_table_begins_with_the_mark_that_shows_hangul_in_excel() -> None:
    content = open_data.csv_file(Milestone, [milestone("설립")], "real")
    assert content.startswith(b"\xef\xbb\xbfid,")
    assert content.count("\ufeff".encode()) == 1
    assert content.endswith(b"\r\n")


def test_a_translated_text_has_a_column_per_language() -> None:
    (row,) = rows(
        open_data.csv_file(
            Milestone, [milestone("x").model_copy(update={"title": {"en": "Founded", "fr": "Fondation"}})], "real"
        )
    )
    assert {column: cell for column, cell in row.items() if column.startswith("title")} == {
        "title_en": "Founded",
        "title_ko": "",
        "title_fr": "Fondation",
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("milestones", "title"),
        ("reports", "title"),
        ("reports", "summary"),
        ("reports", "occasion"),
        ("reports", "content_warning"),
        ("rights", "title"),
        ("venues", "city"),
        ("petitions", "outcome"),
        ("campaigns", "summary"),
        ("un_engagements", "outcome"),
    ],
)
def test_every_translated_text_has_a_column_per_language(name: str, text: str) -> None:
    assert [column for column in open_data.columns(name) if column.rpartition("_")[0] == text] == [
        f"{text}_{code}" for code in CODES
    ]
    assert text not in open_data.columns(name)


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("https://example.org";"x")',
        "@x",
        "+1",
        "+82-2-497-5035",
        "-1+1",
        "-x",
        "--1",
        "\t=1",
        "\r=1",
        "-1.2.3",
        "=",
    ],
)
def test_what_a_spreadsheet_would_run_is_made_text(text: str) -> None:
    (row,) = rows(open_data.csv_file(Milestone, [milestone(text)], "real"))
    assert row["title_en"] == f"'{text}"


@pytest.mark.parametrize("text", ["-1", "-73.968", "1", "a=b", "2-1", "'x", "a\n=b", "", "“=1”"])
def test_what_no_spreadsheet_would_run_is_kept(text: str) -> None:
    (row,) = rows(open_data.csv_file(Milestone, [milestone("x").model_copy(update={"title": {"en": text}})], "real"))
    assert row["title_en"] == text


def test_a_formula_in_a_list_is_made_text() -> None:
    (first, *_) = records(Site(TINY), []).campaigns
    (row,) = rows(open_data.csv_file(Campaign, [first.model_copy(update={"partners": ("=1+1", "B")})], "real"))
    assert row["partners"] == "'=1+1; B"


def test_no_cell_of_the_data_is_a_formula(found: Records) -> None:
    for name, (_, model) in DATASETS.items():
        for row in rows(open_data.csv_file(model, getattr(found, name), found.states[name])):
            for cell in row.values():
                assert not cell.startswith(("=", "+", "@", "\t", "\r")), (name, cell)
                assert not cell.startswith("-") or float(cell) < 0, (name, cell)


def test_the_rows_of_a_table_say_what_the_records_say(found: Records) -> None:
    written = rows(open_data.csv_file(Campaign, found.campaigns, found.states["campaigns"]))
    assert len(written) == len(found.campaigns)
    for row, campaign in zip(written, found.campaigns, strict=True):
        assert row["id"] == campaign.id
        assert row["title_ko"] == campaign.title.get("ko", "")
        assert row["summary_fr"] == campaign.summary.get("fr", "")
        assert row["lat"] == ("" if campaign.lat is None else str(campaign.lat))
        assert row["people"] == ("" if campaign.people is None else str(campaign.people))
        assert tuple(filter(None, row["sources"].split("; "))) == campaign.sources


@pytest.mark.parametrize("name", DATASETS)
def test_the_json_holds_exactly_the_records(found: Records, name: str) -> None:
    _, model = DATASETS[name]
    content = open_data.json_file(getattr(found, name), "real")
    assert not content.startswith(b"\xef\xbb\xbf")
    read: list[Record] = [model.model_validate_json(json.dumps(row)) for row in json.loads(content)]
    assert tuple(read) == getattr(found, name)


@pytest.mark.parametrize("name", DATASETS)
def test_exactly_the_rows_of_invented_records_say_that_they_are(found: Records, name: str) -> None:
    files = {file.address: file for file in data_files(found, SITE_URL, str, METHOD)}
    table = rows(files[f"data/{name}.csv"].content())
    plain = json.loads(files[f"data/{name}.json"].content())
    assert len(table) == len(plain) == len(getattr(found, name))
    mark = "example" if found.states[name] == "example" else None
    assert {row.get("state") for row in (*table, *plain)} <= {mark}
    assert all(("state" in row) == (mark is not None) for row in (*table, *plain))
    if mark:
        assert all(list(row)[-1] == "state" for row in (*table, *plain))


def test_every_statement_of_an_invented_ledger_says_that_it_is(found: Records) -> None:
    statements = [
        file for file in data_files(found, SITE_URL, str, METHOD) if file.address.startswith("data/statement-")
    ]
    assert statements
    for file in statements:
        assert {row["state"] for row in rows(file.content())} == {found.states["ledger"]} == {"example"}


def test_the_mark_of_invented_records_is_described() -> None:
    described = fields("incidents")["state"]
    assert described["constraints"] == {"required": True, "enum": ["example"]}
    assert "state" not in fields("campaigns")


def test_no_dataset_has_a_field_of_its_own_where_the_mark_stands() -> None:
    assert all("state" not in open_data.columns(name) for name in DATASETS)


def test_the_checksum_is_that_of_the_published_table(found: Records) -> None:
    files = {file.address: file for file in data_files(found, SITE_URL, str, METHOD)}
    digest = hashlib.sha256(files["data/incidents.csv"].content()).hexdigest()
    assert imprint(found, METHOD, SITE_URL).table_sha256 == digest


def test_the_same_records_give_the_same_bytes(found: Records) -> None:
    first, second = (
        [(file.address, file.content()) for file in data_files(found, SITE_URL, str, METHOD)] for _ in range(2)
    )
    assert first == second


def test_no_two_files_have_one_address(found: Records) -> None:
    addresses = [file.address for file in data_files(found, SITE_URL, str)]
    assert len(addresses) == len(set(addresses))


def test_the_description_is_accepted_with_all_its_files(found: Records, tmp_path: Path) -> None:
    report = frictionless.validate(str(write(found, tmp_path)))
    assert report.flatten(["name", "rowNumber", "fieldName", "message"]) == []
    assert report.valid
    assert [task.name for task in report.tasks] == [*DATASETS, *MAPS]
    tables = [task for task in report.tasks if task.name in DATASETS]
    assert [task.stats["rows"] for task in tables] == [len(getattr(found, name)) for name in DATASETS]


@pytest.mark.parametrize("name", MAPS)
def test_a_file_of_the_map_that_was_changed_is_not_the_one_described(tmp_path: Path, name: str) -> None:
    described = write(records(Site(TINY), []), tmp_path)
    resource = next(one for one in json.loads(described.read_text("utf-8"))["resources"] if one["name"] == name)
    path = described.parent / resource["path"]
    assert resource["bytes"] == path.stat().st_size
    path.write_bytes(path.read_bytes().replace(b"Natural Earth", b"Natural earth"))
    report = frictionless.validate(str(described))
    assert report.flatten(["type"]) == [["hash-count"]]


def test_the_files_of_the_map_cannot_be_had_without_the_method_by_which_they_were_made() -> None:
    files = {file.address: file for file in data_files(records(Site(TINY), []), SITE_URL, str)}
    with pytest.raises(ValueError, match="the method"):
        files["data/incidents.geojson"].content()


def test_the_words_of_a_map_are_asked_for_in_its_language() -> None:
    files = data_files(records(Site(TINY), []), SITE_URL, str, METHOD, lambda code, words: f"{words} ({code})")
    maps = {file.address: file.content().decode() for file in files if file.address.endswith(".kml")}
    assert all(f"<name>Acts by area and period ({code})</name>" in maps[f"data/incidents.{code}.kml"] for code in CODES)


@pytest.mark.parametrize(
    ("name", "was", "becomes", "error"),
    [
        ("campaigns", ",hongdae,", ",nowhere,", "foreign-key"),
        ("campaigns", ",pe-first,", ",pe-none,", "foreign-key"),
        ("campaigns", ",un-2017-side,", ",un-none,", "foreign-key"),
        ("un_engagements", ",palais-des-nations,", ",nowhere,", "foreign-key"),
        ("campaigns", "ca-2016-concert,", "ca-2016-street,", "primary-key"),
        ("rights", "UDHR,2,", "UDHR,1,", "primary-key"),
        ("campaigns", ",concert,", ",concerts,", "constraint-error"),
        ("un_engagements", ",ECOSOC,", ",ECOSOK,", "constraint-error"),
        ("venues", ",46.227,", ",north,", "type-error"),
        ("campaigns", ",12,,300,", ",twelve,,300,", "type-error"),
        ("petitions", ",300,1200,", ",300,many,", "type-error"),
        ("reports", '"[{""language""', '"[{language"', "type-error"),
        ("milestones", "2006-founding,2006-10", "2006-founding,", "constraint-error"),
        ("fields", "\r\n*,lat,", "\r\n*,id,", "primary-key"),
        ("fields", "\r\n*,lat,", "\r\n,lat,", "constraint-error"),
    ],
)
def test_the_description_tells_what_is_wrong_in_a_file(
    tmp_path: Path, name: str, was: str, becomes: str, error: str
) -> None:
    described = write(records(Site(TINY), []), tmp_path)
    path = described.parent / f"{name}.csv"
    text = path.read_bytes().decode()
    assert was in text
    path.write_bytes(text.replace(was, becomes, 1).encode())
    assert error in [kind for (kind,) in frictionless.validate(str(described)).flatten(["type"])]


@pytest.mark.parametrize("name", DATASETS)
def test_the_fields_are_the_columns_of_the_file(name: str) -> None:
    file, model = DATASETS[name]
    assert Path(file).stem == name
    state = records(Site(TINY), []).states[name]
    header = open_data.csv_file(model, [], state).decode("utf-8-sig").removesuffix("\r\n").split(",")
    mark = ["state"] if state == "example" else []
    assert list(fields(name)) == header == [*open_data.columns(name), *mark]


@pytest.mark.parametrize("name", DATASETS)
def test_every_table_has_a_key(name: str) -> None:
    keys = {
        "acts": ["code"],
        "balances": ["month", "fund", "currency"],
        "fields": ["dataset", "field"],
        "filings": ["year", "form"],
        "place_types": ["code"],
        "provinces": ["code"],
        "rights": ["instrument", "article"],
    }
    assert schema(name)["primaryKey"] == keys.get(name, ["id"])


@pytest.mark.parametrize("name", DATASETS)
def test_every_field_is_described_with_its_meaning_and_unit(name: str) -> None:
    rows = {row.field: row for row in records(Site(TINY), []).fields if row.dataset in (name, EVERYWHERE)}
    for column, field in fields(name).items():
        stem, _, code = column.rpartition("_")
        row = rows[stem] if code in CODES else rows[column]
        assert field["description"].startswith(row.text["en"])
        assert field.get("unit") == row.unit
        assert row.unit is None or f" Unit or code: {row.unit}." in field["description"]


def test_a_translated_field_says_in_which_language_it_is() -> None:
    said = [fields("milestones")[f"title_{code}"]["description"] for code in CODES]
    assert [text.rpartition(". ")[2] for text in said] == ["Text in English.", "Text in Korean.", "Text in French."]


@pytest.mark.parametrize(
    ("name", "field"), [("campaigns", "report_ids"), ("un_engagements", "cited_in"), ("reports", "topics")]
)
def test_a_list_is_described_with_its_separator(name: str, field: str) -> None:
    described = fields(name)[field]
    assert (described["type"], described["delimiter"]) == ("list", "; ")
    assert "with “; ” between" in described["description"]


@pytest.mark.parametrize(("field", "form"), [("editions", "array"), ("rights", "array"), ("method", "object")])
def test_a_field_with_fields_of_its_own_is_described_as_json(field: str, form: str) -> None:
    assert fields("reports")[field]["type"] == form
    assert "Written as JSON" in fields("reports")[field]["description"]


def test_the_words_of_a_list_are_told_in_words() -> None:
    assert fields("reports")["topics"]["description"].endswith(f"The words are: {', '.join(TOPICS)}.")


@pytest.mark.parametrize(
    ("name", "field", "required"),
    [
        ("campaigns", "id", True),
        ("campaigns", "status", True),
        ("campaigns", "people", False),
        ("campaigns", "partners", False),
        ("campaigns", "title_en", False),
        ("milestones", "date", True),
        ("milestones", "uncertain", False),
    ],
)
def test_what_is_never_empty_is_described_so(name: str, field: str, required: bool) -> None:
    assert fields(name)[field].get("constraints", {}).get("required", False) is required


def test_the_package_says_where_all_of_it_comes_from_and_names_no_licence() -> None:
    described = package(records(Site(TINY), []))
    assert {source["title"] for source in described["sources"]} == set(SOURCES.values())
    assert described["description"]
    assert described["keywords"]
    assert "licenses" not in json.dumps(described)


def test_what_points_at_another_table_is_a_foreign_key() -> None:
    pointing = {
        (name, key["fields"][0]): (key["reference"]["resource"], key["reference"]["fields"])
        for name in DATASETS
        for key in schema(name).get("foreignKeys", [])
    }
    assert pointing == {
        ("campaigns", "venue_id"): ("venues", ["id"]),
        ("campaigns", "petition_id"): ("petitions", ["id"]),
        ("campaigns", "un_engagement_id"): ("un_engagements", ["id"]),
        ("un_engagements", "venue_id"): ("venues", ["id"]),
        ("incidents", "act"): ("acts", ["code"]),
        ("incidents", "place_type"): ("place_types", ["code"]),
        ("incidents", "province"): ("provinces", ["code"]),
        ("acts", "parent"): ("acts", ["code"]),
        ("provinces", "within"): ("provinces", ["code"]),
    }


@pytest.mark.parametrize(
    ("name", "field", "words"),
    [
        ("campaigns", "kind", KINDS),
        ("campaigns", "status", ("planned", "done", "cancelled")),
        ("campaigns", "people_method", ("counted", "estimated", "announced")),
        ("un_engagements", "body", BODIES),
        ("un_engagements", "kind", ENGAGEMENT_KINDS),
        ("reports", "type", TYPES),
        ("rights", "instrument", INSTRUMENTS),
        ("rights", "dprk_party", ("yes", "no")),
    ],
)
def test_a_vocabulary_is_described_with_all_its_words(name: str, field: str, words: tuple[str, ...]) -> None:
    assert fields(name)[field]["constraints"]["enum"] == list(words)


@pytest.mark.parametrize("name", DATASETS)
def test_every_vocabulary_of_a_model_is_described(name: str) -> None:
    _, model = DATASETS[name]
    for field, info in model.model_fields.items():
        parts = get_args(info.annotation) if type(None) in get_args(info.annotation) else (info.annotation,)
        for part in parts:
            if get_origin(part) is Literal:
                assert fields(name)[field]["constraints"]["enum"] == list(get_args(part))


@pytest.mark.parametrize(
    ("name", "field"),
    [
        *(("campaigns", field) for field in ("boards", "leaflets", "signatures", "people", "volunteers")),
        ("petitions", "signatures_street"),
        ("petitions", "signatures_online"),
    ],
)
def test_a_count_is_described_as_a_whole_number(name: str, field: str) -> None:
    assert fields(name)[field]["type"] == "integer"


@pytest.mark.parametrize(
    ("name", "field"), [("campaigns", "funds"), ("campaigns", "lat"), ("venues", "lat"), ("venues", "lon")]
)
def test_an_amount_and_degrees_are_described_as_numbers(name: str, field: str) -> None:
    assert fields(name)[field]["type"] == "number"


@pytest.mark.parametrize("name", DATASETS)
def test_every_table_says_where_it_comes_from_and_whether_it_is_real(name: str) -> None:
    loaded = records(Site(TINY), [])
    resource = next(resource for resource in package(loaded)["resources"] if resource["name"] == name)
    assert resource["path"] == f"{name}.csv"
    assert resource["sources"][0]["title"]
    assert resource["description"].endswith(f" State: {loaded.states[name]}.")
