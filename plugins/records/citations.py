"""How to cite an edition: plain text, BibTeX, RIS and CSL-JSON. What is not known is left out, never guessed."""

import json
import re

from plugins.records.reports import Edition, Report

AUTHOR = "People for Successful COrean REunification (PSCORE)"

# Signs that BibTeX would read as commands.
_BIBTEX = (
    {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {sign: f"\\{sign}" for sign in "&%$#_"}
    | {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
)


def issued(report: Report, edition: Edition) -> str | None:
    """When the edition appeared; the work's date where the edition has none of its own."""
    return edition.issued or report.issued


def plain(report: Report, edition: Edition, url: str) -> str:
    """One line for a footnote."""
    date = issued(report, edition)
    partners = f", with {_line(', '.join(report.partners))}" if report.partners else ""
    pages = f" {edition.pages} pp." if edition.pages else ""
    numbers = "".join(f" {name} {value}." for name, value in (("ISBN", edition.isbn), ("DOI", edition.doi)) if value)
    return f"{AUTHOR}{partners} ({date[:4] if date else 'n.d.'}). {_line(edition.title).rstrip('.')}.{pages}{numbers} {url}\n"


def bibtex(report: Report, edition: Edition, url: str) -> str:
    """An entry for BibTeX and Biber."""
    date = issued(report, edition)
    fields = {
        "author": f"{{{_escaped(AUTHOR)}}}",
        "title": f"{{{_escaped(_line(edition.title))}}}",
        "institution": _escaped(report.publisher),
        "year": date[:4] if date else None,
        "month": str(int(date[5:7])) if date and len(date) >= 7 else None,
        "pagetotal": str(edition.pages) if edition.pages else None,
        "isbn": edition.isbn,
        "doi": edition.doi,
        "language": edition.language,
        "note": _escaped(f"With {', '.join(report.partners)}") if report.partners else None,
        "url": url,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@techreport{{{_key(report, edition)},", *lines, "}"]) + "\n"


def ris(report: Report, edition: Edition, url: str) -> str:
    """A record for reference managers (RIS); its lines end in CR LF by that format's rule."""
    date = issued(report, edition)
    fields = [
        ("TY", "RPRT"),
        ("AU", AUTHOR),
        ("TI", _line(edition.title)),
        ("PB", report.publisher),
        ("PY", date[:4] if date else None),
        ("DA", date.replace("-", "/") if date else None),
        ("LA", edition.language),
        ("SP", str(edition.pages) if edition.pages else None),
        ("SN", edition.isbn),
        ("DO", edition.doi),
        *(("A2", _line(partner)) for partner in report.partners),
        ("UR", url),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields if value is not None)


def csl(report: Report, edition: Edition, url: str) -> str:
    """An item for citation processors (CSL-JSON 1.0)."""
    date = issued(report, edition)
    item: dict[str, object] = {
        "id": _key(report, edition),
        "type": "report",
        "title": _line(edition.title),
        "author": [{"literal": AUTHOR}],
        "publisher": report.publisher,
        "language": edition.language,
        "URL": url,
    }
    known = {
        "issued": {"date-parts": [[int(part) for part in date.split("-")]]} if date else None,
        "number-of-pages": str(edition.pages) if edition.pages else None,
        "ISBN": edition.isbn,
        "DOI": edition.doi,
        "note": f"With {', '.join(report.partners)}" if report.partners else None,
    }
    return (
        json.dumps([item | {key: value for key, value in known.items() if value}], ensure_ascii=False, indent=2) + "\n"
    )


# The end of the file name -> what makes its text.
FORMATS = {"txt": plain, "bib": bibtex, "ris": ris, "json": csl}


def citation_name(report: Report, edition: Edition, ending: str) -> str:
    """Where the citation of an edition lies, from the site's top."""
    return f"reports/cite/{report.slug}.{edition.language}.{ending}"


def _line(text: str) -> str:
    """The text on one line: in RIS a line break would begin a field of its own."""
    return " ".join(text.split())


def _key(report: Report, edition: Edition) -> str:
    return f"pscore-{report.slug}-{edition.language}"


def _escaped(text: str) -> str:
    return re.sub(r"[\\~^&%$#_{}]", lambda sign: _BIBTEX[sign.group()], text)
