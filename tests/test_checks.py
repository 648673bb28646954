import hashlib
import json

import pytest

from plugins.checks import check, main
from plugins.site import Site

GOOD = "Title: T\nSummary: S\n\nx"


def messages(site: Site) -> list[tuple[str, str]]:
    return [(problem.path, problem.message) for problem in check(site).problems]


def test_the_tiny_site_has_no_problem_and_no_gap(checked_site: Site) -> None:
    checked = check(checked_site)
    assert (checked.problems, checked.gaps) == ((), ())


def test_drafts_are_in_the_preview_only(checked_site: Site) -> None:
    assert not [entry for entry in check(checked_site).documents if "draft" in entry.source]
    assert len([entry for entry in check(checked_site, drafts=True).documents if entry.status == "draft"]) == 2
    assert not check(checked_site).register.has("news/2026-06-01-secret-draft.html", "en")


def test_a_page_in_one_language_and_a_news_item_in_another_is_refused(checked_site: Site) -> None:
    (checked_site.content / "ko/news/about.md").write_text(GOOD)
    assert (
        "content/ko/news/about.md",
        "the file must be of the same kind as content/en/pages/about.md, which has the same name; it is not",
    ) in messages(checked_site)


def test_a_language_without_a_needed_page_is_told(checked_site: Site) -> None:
    (checked_site.content / "fr/pages/reports.md").unlink()
    assert messages(checked_site) == [
        ("content/fr/pages/reports.md", "the page must exist and be published in every language; it does not")
    ]


def test_a_language_without_the_page_about_money_is_told_where_there_is_a_ledger(checked_site: Site) -> None:
    (checked_site.content / "ko/pages/expenditures.md").unlink()
    assert messages(checked_site) == [
        ("content/ko/pages/expenditures.md", "the page must exist and be published in every language; it does not")
    ]


def test_a_needed_page_that_is_only_a_draft_is_told(checked_site: Site) -> None:
    path = checked_site.content / "ko/pages/home.md"
    path.write_text(path.read_text().replace("Title:", "Status: draft\nTitle:"))
    assert messages(checked_site) == [
        ("content/ko/pages/home.md", "the page must exist and be published in every language; it does not")
    ]


def test_problems_of_content_data_and_files_are_told_together(checked_site: Site) -> None:
    (checked_site.content / "en/pages/about.md").write_text("Summary: S\n\nx")
    (checked_site.data / "reports.json").write_text("[")
    (checked_site.files / "x.exe").write_bytes(b"MZ")
    paths = {path for path, _ in messages(checked_site)}
    assert {"content/en/pages/about.md", "data/reports.json", "content/files/x.exe"} <= paths


def test_the_register_knows_which_language_has_which_page(checked_site: Site) -> None:
    register = check(checked_site).register
    assert register.languages["about.html"] == ("en", "ko")
    assert register.languages["reports/first-report.html"] == ("en", "ko", "fr")
    assert register.section("news/2025-01-05-only-english.html", "fr") == "news.html"
    assert register.section("about.html", "fr") == "index.html"


def with_file(site: Site, **fields: object) -> None:
    """Give the first report of the tiny catalogue one file."""
    path = site.data / "reports.json"
    works = json.loads(path.read_text())
    content = (site.files / "paper.pdf").read_bytes()
    right = {
        "language": "en",
        "path": "files/paper.pdf",
        "url": None,
        "media_type": "application/pdf",
        "bytes": len(content),
        "pages": 1,
        "sha256": hashlib.sha256(content).hexdigest(),
        "accessible": None,
    }
    works[0]["files"] = [right | fields]
    path.write_text(json.dumps(works, ensure_ascii=False, indent=2))


def test_a_hosted_file_with_its_size_and_hash_is_fine(checked_site: Site) -> None:
    with_file(checked_site)
    assert messages(checked_site) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"bytes": 1}, "must have the bytes that the catalogue tells, '1'; it has another"),
        ({"sha256": "0" * 64}, "must have the sha256 that the catalogue tells"),
        ({"pages": 2}, "must have the pages that the catalogue tells, '2'; it has another"),
        ({"pages": None}, "must have the pages that the catalogue tells, 'None'; it has another"),
        ({"media_type": "text/html"}, "must have the media_type that the catalogue tells, 'text/html'; it has another"),
        ({"path": "files/none.pdf"}, "must lie in content/files; 'files/none.pdf' does not"),
        ({"path": "files/../en/pages/home.md"}, "must lie in content/files"),
        ({"path": "../../etc/passwd"}, "must lie in content/files"),
        ({"url": "https://example.org/x.pdf"}, "must have a path here or an address elsewhere; it has both or none"),
    ],
)
def test_a_hosted_file_that_is_another_one_is_told(checked_site: Site, fields: dict[str, object], said: str) -> None:
    with_file(checked_site, **fields)
    ((_, message),) = messages(checked_site)
    assert message.startswith("the file of 'r-first' in 'en' ")
    assert said in message


def test_a_hosted_file_must_not_be_a_picture(checked_site: Site) -> None:
    """A picture is published re-encoded, under another name and with another hash."""
    with_file(checked_site, path="files/square.png")
    ((_, message),) = messages(checked_site)
    assert message.endswith("must be a PDF: pictures are encoded anew, and lose their hash; it is none")


def test_the_story_of_a_campaign_is_joined_by_its_id(checked_site: Site) -> None:
    (checked_site.content / "en/campaigns").mkdir()
    (checked_site.content / "en/campaigns/ca-2016-street.md").write_text(GOOD)
    checked = check(checked_site)
    assert checked.problems == ()
    story = checked.story("en", "ca-2016-street")
    assert story
    assert story.name == "campaigns/2016-street.html"
    assert checked.story("ko", "ca-2016-street") is None


def test_a_story_without_a_campaign_is_told(checked_site: Site) -> None:
    (checked_site.content / "ko/campaigns").mkdir()
    (checked_site.content / "ko/campaigns/ca-2016-stret.md").write_text(GOOD)
    assert messages(checked_site) == [
        ("content/ko/campaigns/ca-2016-stret.md", "the file name must be the id of a campaign; 'ca-2016-stret' is none")
    ]


def test_bad_data_of_every_kind_is_all_told_in_one_run(checked_site: Site) -> None:
    data = checked_site.data

    def change(name: str, was: str, becomes: str) -> None:
        text = (data / name).read_text()
        assert was in text
        (data / name).write_text(text.replace(was, becomes, 1))

    change("campaigns.csv", ",12,,300,", ',"1,200",,-5,')
    change("campaigns.csv", ",150,estimated,", ",약 200명,estimated,")
    change("campaigns.csv", ",650000,KRW,", ",650000.50,KRW,")
    change("campaigns.csv", "2017-03-10,2017-03-12", "2017-03-10,2017-03-01")
    change("campaigns.csv", "r-first r-second", "r-first r-nowhere")
    change("campaigns.csv", "ca-undated,", "ca-2099-next,")
    change("venues.csv", "37.557,126.924", "126.924,37.557")
    change("un_engagements.csv", "A/HRC/34/NGO/1", "A HRC 34")
    change("petitions.csv", ",300,1200,", ",301,1200,")
    change("reports.json", '"isbn": null', '"isbn": "978-3-16-148410-1"')
    change("rights.csv", "ICCPR,7,", "ICCPRR,7,")
    change("milestones.csv", "2014-english-only,2014", "2014-english-only,2014-13")
    told = "\n".join(f"{path}: {message}" for path, message in messages(checked_site))
    for words in (
        "boards must be a whole number",
        "signatures must be a whole number",
        "people must be a whole number",
        "date_end must not be before date_start",
        "'r-nowhere' is none",
        "id must be unique; 'ca-2099-next' stands before",
        "lat must be degrees between -90 and 90",
        "symbol must be the symbol of a United Nations document",
        "isbn must be an ISBN",
        "instrument must be one of",
        "date must be a date",
    ):
        assert words in told, words


def test_a_formula_in_a_cell_stays_as_written_in_the_data(checked_site: Site) -> None:
    path = checked_site.data / "campaigns.csv"
    path.write_text(path.read_text().replace("In the street", '"=HYPERLINK(""https://evil.example"")"'))
    checked = check(checked_site)
    assert checked.problems == ()
    assert checked.records.campaigns[0].title["en"] == '=HYPERLINK("https://evil.example")'


def test_a_rewritten_table_is_named_only_as_far_as_the_gate_allows(
    checked_site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("900101-1234567.csv", "acts.csv"):
        (checked_site.data / name).write_bytes(b"id\r\na\r\n")
    monkeypatch.chdir(checked_site.root)
    assert main(["--fix"]) == 1
    printed = capsys.readouterr()
    assert "900101" not in printed.out + printed.err
    assert "Rewritten as UTF-8 with commas: " in printed.out
    assert "acts.csv" in printed.out
