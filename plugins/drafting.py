"""`./inv new`: a valid row or file from a few answers, in its sorted place, the rest of the file byte for byte.

Run as `python -m plugins.drafting KIND [field=value …]`. What is not given is asked for, when there is somebody to ask.
The new record is checked with all others before a byte is written.
"""

import csv
import io
import json
import re
import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

from plugins.editorial.documents import document
from plugins.languages import CODES, MAIN
from plugins.messages import say, sentences, tell
from plugins.open_data import columns
from plugins.problems import Problem, did_you_mean, listing
from plugins.records.loading import DATASETS, records
from plugins.site import Site

UNDONE = say("Nothing was written.")

# Kind -> the dataset it belongs to, the beginning of its id, and what is asked for when it is not given.
TABLES = {
    "campaign": ("campaigns", "ca-", ("kind", "date_start", "title_en", "title_ko", "title_fr", "city_en", "country")),
    "un": ("un_engagements", "un-", ("body", "kind", "date_start", "title_en", "title_ko", "title_fr")),
}
REPORT = ("type", "issued", "language", "title_en", "title_ko", "title_fr", "summary_en", "summary_ko", "summary_fr")
TEXTS = {"news": ("date", "name", "language", "title", "summary"), "page": ("name", "language", "title", "summary")}
KINDS = (*TABLES, "report", *TEXTS)

Answers = dict[str, str]


class Refused(Exception):
    """The answers make no valid record; the messages say why."""


def slug(words: str) -> str:
    """Words as the part of an address: ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:40].strip("-")


def next_id(prefix: str, year: str, words: str, taken: set[str]) -> str:
    """An id that nobody has: prefix, year and words, with a number behind when they are taken."""
    base = "-".join(part for part in (prefix + year[:4] if year else prefix + "undated", slug(words) or "new") if part)
    number = 2
    found = base
    while found in taken:
        found = f"{base}-{number}"
        number += 1
    return found


def new_row(site: Site, kind: str, answers: Answers) -> tuple[Path, bytes, str]:
    """The table with the new row in its place (by date, then id), and the new id."""
    dataset, prefix, _ = TABLES[kind]
    path = site.data / DATASETS[dataset][0]
    raw = path.read_bytes()
    text = raw.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    answers = {"status": "planned", **answers} if kind == "campaign" else dict(answers)
    words = next((answers[f"title_{code}"] for code in CODES if slug(answers.get(f"title_{code}", ""))), "")
    answers.setdefault("id", next_id(prefix, answers.get("date_start", ""), words, {row["id"] for row in rows}))
    header = next(csv.reader(io.StringIO(text)))
    line = io.StringIO()
    ending = "\r\n" if b"\r\n" in raw else "\n"
    csv.writer(line, lineterminator=ending).writerow([answers.get(column, "") for column in header])
    place = (answers.get("date_start") or "9999", answers["id"])
    later = next(
        (number for number, row in enumerate(rows) if (row["date_start"] or "9999", row["id"]) > place), len(rows)
    )
    return path, _with_line(raw, later, line.getvalue().encode()), answers["id"]


def _with_line(raw: bytes, row: int, line: bytes) -> bytes:
    """The file with one more line before the row of this number; a quoted line break does not shift the count."""
    ends = [0]
    quoted = False
    for offset, sign in enumerate(raw):
        if sign == ord('"'):
            quoted = not quoted
        elif sign == ord("\n") and not quoted:
            ends.append(offset + 1)
    if not raw.endswith(b"\n"):
        return raw + b"\n" + line
    place = ends[min(row + 1, len(ends) - 1)]
    return raw[:place] + line + raw[place:]


def new_report(site: Site, answers: Answers) -> tuple[Path, bytes, str]:
    """The catalogue with the new work in its place (by slug), and its id."""
    path = site.data / DATASETS["reports"][0]
    text = path.read_text("utf-8")
    works = json.loads(text)
    words = {
        name: {code: answers[f"{name}_{code}"] for code in CODES if answers.get(f"{name}_{code}")}
        for name in ("title", "summary")
    }
    code = answers.get("language") or MAIN.code
    title = words["title"].get(code) or next(iter(words["title"].values()), "")
    year = answers.get("issued", "")[:4]
    name = answers.get("slug") or slug(words["title"].get(MAIN.code, title)) or f"report-{year or 'undated'}"
    edition = {"language": code, "title": title, "abstract": None, "issued": None, "translation_of": None, "isbn": None, "doi": None, "pages": None, "status": "published"}  # fmt: skip
    work = {
        "id": answers.get("id") or next_id("r-", year, name, {work["id"] for work in works}),
        "slug": name,
        "type": answers.get("type", ""),
        "issued": answers.get("issued") or None,
        "publisher": "PSCORE",
        "partners": [],
        "place": None,
        **{key: [] for key in ("topics", "rights", "un", "related")},
        **words,
        **dict.fromkeys(("occasion", "method", "content_warning", "licence")),
        "sources": answers.get("sources", "").split(),
        "uncertain_fields": {},
        "editions": [edition],
        "files": [],
    }
    entry = "\n".join(f"  {line}" for line in json.dumps(work, ensure_ascii=False, indent=2).split("\n"))
    later = next((number for number, other in enumerate(works) if other["slug"] > name), None)
    if later is None:
        end = text.rindex("]")
        before = text[:end].rstrip()
        return path, f"{before}{',' if works else ''}\n{entry}\n{text[end:]}".encode(), str(work["id"])
    start = [found.start() for found in re.finditer(r"^  \{$", text, re.MULTILINE)][later]
    return path, f"{text[:start]}{entry},\n{text[start:]}".encode(), str(work["id"])


def new_text(site: Site, kind: str, answers: Answers) -> tuple[Path, bytes, str]:
    """A Markdown file with its front matter, as a draft."""
    code = answers.get("language") or MAIN.code
    if code not in CODES:
        raise Refused(say("language must be one of %(codes)s; it is '%(code)s'", codes=", ".join(CODES), code=code))
    name = slug(answers.get("name") or answers.get("title", ""))
    stem = f"{answers.get('date', '')}-{name}" if kind == "news" else name
    path = site.content / code / ("news" if kind == "news" else "pages") / f"{stem}.md"
    if path.exists():
        raise Refused(say("%(path)s exists already", path=site.shown(path)))
    lines = [
        f"Title: {answers.get('title', '')}",
        f"Summary: {answers.get('summary', '')}",
        "Status: draft",
        "",
        "Write here.",
        "",
    ]
    return path, "\n".join(lines).encode(), stem


def problems_with(site: Site, path: Path, content: bytes) -> list[Problem]:
    """What the checks would say of the site with this file in it; the site itself is not touched."""
    problems: list[Problem] = []
    with tempfile.TemporaryDirectory() as folder:
        trial = Site(Path(folder))
        shutil.copytree(site.data, trial.data)
        target = trial.root / path.relative_to(site.root)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        if target.is_relative_to(trial.data):
            records(trial, problems)
        else:
            document(target, trial, problems)
    return problems


def drafted(site: Site, kind: str, answers: Answers) -> tuple[Path, str]:
    """Write the new row or file; Refused, with every problem, when it is not valid."""
    _known(kind, answers)
    if kind in TABLES:
        path, content, name = new_row(site, kind, answers)
    elif kind == "report":
        path, content, name = new_report(site, answers)
    else:
        path, content, name = new_text(site, kind, answers)
    problems = problems_with(site, path, content)
    if problems:
        raise Refused(listing(problems, UNDONE))
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
    return path, name


def fields(kind: str) -> list[str]:
    """The fields that may be given for a kind."""
    if kind in TABLES:
        return columns(TABLES[kind][0])
    return [*REPORT, "id", "slug", "sources"] if kind == "report" else list(TEXTS[kind])


def _known(kind: str, answers: Mapping[str, str]) -> None:
    for name in answers:
        if name not in fields(kind):
            message = say("'%(name)s' must be a field of a %(kind)s; it is not", name=name, kind=kind)
            raise Refused(message, did_you_mean(name, fields(kind)), UNDONE)


def asked(kind: str, answers: Answers, ask: Callable[[str], str]) -> Answers:
    """The answers with what was not given asked for; an empty answer leaves the field empty."""
    questions = TABLES[kind][2] if kind in TABLES else REPORT if kind == "report" else TEXTS[kind]
    found = dict(answers)
    for name in questions:
        if name not in found:
            answer = ask(f"{name}: ").strip()
            if answer:
                found[name] = answer
    return found


def main(arguments: list[str]) -> int:
    """Draft what the arguments say; 0 when it was written, 1 when it was refused, 2 for wrong usage."""
    kind, *given = arguments or [""]
    if kind not in KINDS or any("=" not in part for part in given):
        tell(sentences(say("Write ./inv new KIND --set field=value …"), did_you_mean(kind, KINDS)), to=sys.stderr)
        return 2
    answers = {name: value for name, _, value in (part.partition("=") for part in given)}
    if sys.stdin.isatty():
        tell(say("An empty answer leaves a field empty. Fields: %(fields)s", fields=", ".join(fields(kind))))
        answers = asked(kind, answers, input)
    site = Site(Path.cwd())
    try:
        path, name = drafted(site, kind, answers)
    except Refused as refused:
        tell(*refused.args, to=sys.stderr)
        return 1
    tell(say("Written: %(name)s in %(path)s", name=name, path=site.shown(path)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
