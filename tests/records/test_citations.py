import json
from typing import Any

import pytest
import rispy  # type: ignore[import-untyped]  # the library has no types
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware

from plugins.records.citations import AUTHOR, FORMATS, bibtex, citation_name, csl, plain, ris
from plugins.records.loading import records
from plugins.records.reports import Edition, Report
from plugins.site import Site
from tests.sites import ROOT

URL = "https://example.org/reports/first-report.html"
SIGNS = r"50% & more: $5 #1 a_b {c} ~x x^2 C:\temp \textbf{d} “성” é"


def edition(**fields: Any) -> Edition:
    known = {
        "language": "en",
        "title": "The first report",
        "abstract": None,
        "issued": None,
        "translation_of": None,
        "isbn": None,
        "doi": None,
        "pages": None,
        "status": "published",
    }
    return Edition(**{**known, **fields})


def report(only: Edition, **fields: Any) -> Report:
    known = {
        "id": "r-first",
        "slug": "first-report",
        "type": "thematic",
        "issued": "2016-05",
        "publisher": "PSCORE",
        "partners": (),
        "place": None,
        "topics": (),
        "rights": (),
        "un": (),
        "related": (),
        "title": {"en": "The title for readers"},
        "summary": {"en": "A summary."},
        "occasion": None,
        "method": None,
        "content_warning": None,
        "licence": None,
        "sources": (),
        "uncertain_fields": {},
        "editions": (only,),
        "files": (),
    }
    return Report(**{**known, **fields})


def bib_fields(work: Report, cited: Edition) -> dict[str, str]:
    """The fields as a reader of BibTeX gives them back, without the second pair of braces that keeps capitals."""
    # The library's decoder does not know LaTeX's two names of braces in text.
    text = bibtex(work, cited, URL).replace(r"\textbraceleft{}", "\ue000").replace(r"\textbraceright{}", "\ue001")
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    (entry,) = library.entries
    assert (entry.entry_type, entry.key) == ("techreport", f"pscore-{work.slug}-{cited.language}")
    values = {field.key: str(field.value).removeprefix("{").removesuffix("}") for field in entry.fields}
    # The library's decoder takes \textasciicircum for the accent alone; LaTeX prints the sign of ASCII.
    return {
        name: value.replace("\u02c6", "^").replace("\ue000", "{").replace("\ue001", "}")
        for name, value in values.items()
    }


def ris_fields(work: Report, cited: Edition) -> dict[str, Any]:
    (entry,) = rispy.loads(ris(work, cited, URL))
    return dict(entry)


def csl_item(work: Report, cited: Edition) -> dict[str, Any]:
    (item,) = json.loads(csl(work, cited, URL))
    return dict(item)


FULL = edition(pages=42, isbn="978-3-16-148410-0", doi="10.1000/182")
WHOLE = report(FULL, partners=("A partner", "Another one"))


def test_plain_text_is_one_line_with_all_that_is_known() -> None:
    assert plain(WHOLE, FULL, URL) == (
        f"{AUTHOR}, with A partner, Another one (2016). The first report. 42 pp. ISBN 978-3-16-148410-0. "
        f"DOI 10.1000/182. {URL}\n"
    )


def test_plain_text_leaves_out_what_is_not_known() -> None:
    cited = edition()
    assert plain(report(cited, issued=None), cited, URL) == f"{AUTHOR} (n.d.). The first report. {URL}\n"


def test_bibtex_is_read_back_with_all_that_is_known() -> None:
    assert bib_fields(WHOLE, FULL) == {
        "author": AUTHOR,
        "title": "The first report",
        "institution": "PSCORE",
        "year": "2016",
        "month": "5",
        "pagetotal": "42",
        "isbn": "978-3-16-148410-0",
        "doi": "10.1000/182",
        "language": "en",
        "note": "With A partner, Another one",
        "url": URL,
    }


def test_ris_is_read_back_with_all_that_is_known() -> None:
    assert ris_fields(WHOLE, FULL) == {
        "type_of_reference": "RPRT",
        "authors": [AUTHOR],
        "title": "The first report",
        "publisher": "PSCORE",
        "year": "2016",
        "date": "2016/05",
        "language": "en",
        "start_page": "42",
        "issn": "978-3-16-148410-0",
        "doi": "10.1000/182",
        "secondary_authors": ["A partner", "Another one"],
        "urls": [URL],
    }


def test_csl_is_read_back_with_all_that_is_known() -> None:
    assert csl_item(WHOLE, FULL) == {
        "id": "pscore-first-report-en",
        "type": "report",
        "title": "The first report",
        "author": [{"literal": AUTHOR}],
        "publisher": "PSCORE",
        "language": "en",
        "URL": URL,
        "issued": {"date-parts": [[2016, 5]]},
        "number-of-pages": "42",
        "ISBN": "978-3-16-148410-0",
        "DOI": "10.1000/182",
        "note": "With A partner, Another one",
    }


def test_special_signs_survive_in_every_format() -> None:
    cited = edition(title=SIGNS)
    work = report(cited, publisher=SIGNS, partners=(SIGNS,))
    assert SIGNS in plain(work, cited, URL)
    found = bib_fields(work, cited)
    assert (found["title"], found["institution"], found["note"]) == (SIGNS, SIGNS, f"With {SIGNS}")
    read = ris_fields(work, cited)
    assert (read["title"], read["publisher"], read["secondary_authors"]) == (SIGNS, SIGNS, [SIGNS])
    item = csl_item(work, cited)
    assert (item["title"], item["publisher"], item["note"]) == (SIGNS, SIGNS, f"With {SIGNS}")


@pytest.mark.parametrize("sign", list("&%$#_{}~^\\\"'@,=<>"))
def test_a_title_with_a_special_sign_is_the_same_after_bibtex(sign: str) -> None:
    cited = edition(title=f"One {sign} two")
    assert bib_fields(report(cited), cited)["title"] == f"One {sign} two"


@pytest.mark.parametrize("title", ["One { two", "One } two", "}{", "\\", "One two}"])
def test_braces_balance_in_bibtex_which_counts_escaped_ones_too(title: str) -> None:
    cited = edition(title=title)
    text = bibtex(report(cited), cited, URL)
    depths = [text[: end + 1].count("{") - text[: end + 1].count("}") for end in range(len(text.rstrip()))]
    assert depths[-1] == 0
    start = text.index("{")
    assert min(depths[start:-1]) >= 1


@pytest.mark.parametrize("title", ["One\nTY  - BOOK", "One\r\nER  - \r\nTY  - BOOK", "One\n\ntwo"])
def test_a_line_break_in_a_title_begins_no_new_line_of_a_citation(title: str) -> None:
    cited = edition(title=title)
    work = report(cited)
    plainly = edition(title="One")
    assert plain(work, cited, URL).count("\n") == 1
    assert ris(work, cited, URL).count("\n") == ris(report(plainly), plainly, URL).count("\n")


def test_an_unknown_date_gives_no_year_field() -> None:
    cited = edition()
    work = report(cited, issued=None)
    assert "(n.d.)" in plain(work, cited, URL)
    assert not {"year", "month"} & set(bib_fields(work, cited))
    assert not {"year", "date"} & set(ris_fields(work, cited))
    assert "issued" not in csl_item(work, cited)


@pytest.mark.parametrize(
    ("issued", "year", "month", "parts"),
    [
        ("2016", "2016", None, [2016]),
        ("2016-05", "2016", "5", [2016, 5]),
        ("2016-12-07", "2016", "12", [2016, 12, 7]),
    ],
)
def test_a_date_is_cited_with_the_precision_that_is_known(
    issued: str, year: str, month: str | None, parts: list[int]
) -> None:
    cited = edition()
    work = report(cited, issued=issued)
    assert f"({year})" in plain(work, cited, URL)
    found = bib_fields(work, cited)
    assert (found["year"], found.get("month")) == (year, month)
    read = ris_fields(work, cited)
    assert (read["year"], read["date"]) == (year, issued.replace("-", "/"))
    assert csl_item(work, cited)["issued"] == {"date-parts": [parts]}


def test_an_edition_is_cited_with_its_own_date_title_and_language() -> None:
    cited = edition(language="ko", title="첫 보고서", issued="2018", translation_of="en")
    work = report(cited)
    assert plain(work, cited, URL) == f"{AUTHOR} (2018). 첫 보고서. {URL}\n"
    assert {"title": "첫 보고서", "year": "2018", "language": "ko"}.items() <= bib_fields(work, cited).items()
    assert {"title": "첫 보고서", "year": "2018", "language": "ko"}.items() <= ris_fields(work, cited).items()
    assert {"title": "첫 보고서", "language": "ko"}.items() <= csl_item(work, cited).items()


def test_without_partners_and_pages_there_is_no_field_for_them() -> None:
    cited = edition()
    work = report(cited)
    assert ", with" not in plain(work, cited, URL)
    assert "pp." not in plain(work, cited, URL)
    assert not {"note", "pagetotal", "isbn", "doi"} & set(bib_fields(work, cited))
    assert not {"secondary_authors", "start_page", "issn", "doi"} & set(ris_fields(work, cited))
    assert not {"note", "number-of-pages", "ISBN", "DOI"} & set(csl_item(work, cited))


def test_a_title_with_a_full_stop_gets_no_second_one() -> None:
    cited = edition(title="To the end.")
    assert "(2016). To the end. https://" in plain(report(cited), cited, URL)


def test_the_lines_of_ris_end_as_its_rule_wants() -> None:
    lines = ris(WHOLE, FULL, URL).split("\r\n")
    assert lines[0] == "TY  - RPRT"
    assert lines[-2:] == ["ER  - ", ""]
    assert not [line for line in lines if "\n" in line or "\r" in line]


def test_every_edition_has_a_file_of_its_own_in_every_format() -> None:
    assert [citation_name(WHOLE, FULL, ending) for ending in FORMATS] == [
        "reports/cite/first-report.en.txt",
        "reports/cite/first-report.en.bib",
        "reports/cite/first-report.en.ris",
        "reports/cite/first-report.en.json",
    ]


def test_every_citation_of_the_real_catalogue_can_be_read_back() -> None:
    for work in records(Site(ROOT), []).reports:
        for cited in work.editions:
            assert bib_fields(work, cited)["title"] == cited.title
            assert ris_fields(work, cited)["title"] == cited.title
            assert csl_item(work, cited)["title"] == cited.title
            assert cited.title.rstrip(".") in plain(work, cited, URL)
