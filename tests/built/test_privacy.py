"""A leak of any kind in the sources is refused by the build: nothing is published, and nothing of it is told."""

import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from plugins.privacy.testimonies import hash_of, review_of
from tests.privacy.gate.test_pictures import SECRET as ARTIST
from tests.privacy.gate.test_pictures import exif, picture
from tests.privacy.gate.test_portable_documents import document
from tests.sites import Built, TestSite, snapshot

Plant = Callable[[TestSite], object]

RESIDENT = "900101-1234567"
PHONE = "010-2345-6789"
POINT = "39.0512, 125.7512"
NO_RESIDENT = "the text must hold no resident or foreigner number; it does"
NO_PHONE = "the text must hold no telephone number that is not allowed; it does"
NO_POINT = "the text must hold no exact point in North Korea; it does"
IN_NAME = f"the name of a file or folder in it breaks a rule: {NO_RESIDENT}"


@dataclass(frozen=True)
class Leak:
    """Something planted, the line that must tell of it (`…` stands for anything), and what must not be told."""

    plant: Plant
    told: str
    value: str


def written(path: str, text: str | bytes) -> Plant:
    return lambda site: site.write(path, text)


def in_page(name: str, text: str, told: str, value: str) -> Leak:
    """In a page of its own; `told` begins with line and column."""
    path = f"content/en/pages/{name}.md"
    return Leak(written(path, f"Title: T\nSummary: S\n{text}"), f"{path}:{told}", value)


def changed(path: str, was: str, becomes: str) -> Plant:
    def change(site: TestSite) -> None:
        text = (site.root / path).read_text("utf-8")
        assert was in text
        site.write(path, text.replace(was, becomes, 1))

    return change


def changed_testimony(site: TestSite) -> None:
    text = site.root / "content/en/testimonies/a-voice.md"
    assert hash_of(text) in review_of(text).read_text("utf-8")
    text.write_text(text.read_text("utf-8") + "\nMore: canary-word.\n", "utf-8")


def one_more_row(site: TestSite) -> None:
    table = site.root / "data/incidents.csv"
    table.write_bytes(table.read_bytes() + b"in-aaaaaaaaaa,province,,,KP-01,2000,10,03.01,99,5-9,2026Q4\n")


CSV, JSON = "data/milestones.csv", "data/reports.json"
CATALOGUE = "theme/translations/ko/LC_MESSAGES/messages.po"
RELEASE = "data/releases/2026Q4.json"
OF_THE_ROW = "the row must be as the manifest of the last release says; it is not"
OF_THE_MANIFEST = "each file of the folder must be the manifest of a release, as it was written; one is not"

LEAKS: dict[str, Leak] = {
    "in a text": in_page("text", f"\nHis number is {RESIDENT}.\n", f"4:15: {NO_RESIDENT}", RESIDENT),
    "in a draft": in_page("draft", f"Status: draft\n\n{PHONE}\n", f"5:1: {NO_PHONE}", PHONE),
    "in a comment": in_page("comment", f"\n<!-- {POINT} -->\n", f"4:6: {NO_POINT}", POINT),
    "between letters that nobody sees": in_page("unseen", "\n9001\u200b01-1234567\n", f"4:1: {NO_RESIDENT}", RESIDENT),
    "in a link": in_page("link", f"\n[x](https://maps.google.com/?q={POINT.replace(' ', '')})\n", f"4:32: {NO_POINT}", POINT),
    "in a line that another check quotes": in_page("quoted", f"Status: {RESIDENT}\n\nx", f"3:9: {NO_RESIDENT}", RESIDENT),
    "in a link that leads nowhere": in_page("nowhere", f"\n[x]({PHONE}.html)\n", f"4:5: {NO_PHONE}", PHONE),
    "in a catalogue": Leak(changed(CATALOGUE, 'msgid ""\n', f'# {RESIDENT}\nmsgid ""\n'), f"{CATALOGUE}:2:3: {NO_RESIDENT}", RESIDENT),
    "in a translation that is wrong too": Leak(changed(CATALOGUE, 'msgid "Donate"', f'msgid "%(a)s"\nmsgstr "%(b)s {PHONE}"\n\nmsgid "Donate"'), f"{CATALOGUE}:…: {NO_PHONE}", PHONE),
    "in a table": Leak(changed(CSV, "2006-founding,2006-10,", f"2006-founding,2006-10,{RESIDENT} "), f"{CSV}:2:23: {NO_RESIDENT}", RESIDENT),
    "in a cell that another check quotes": Leak(changed(CSV, "2006-10", PHONE), f"{CSV}:2:15: {NO_PHONE}", PHONE),
    "in an id that other tables name": Leak(changed("data/campaigns.csv", ",hongdae,", f",{PHONE},"), f"data/campaigns.csv:2:…: {NO_PHONE}", PHONE),
    "in JSON": Leak(changed(JSON, '"slug": "first-report"', f'"slug": "{RESIDENT}"'), f"{JSON}:4:…: {NO_RESIDENT}", RESIDENT),
    "in a key of JSON": Leak(changed(JSON, '"slug"', f'"{RESIDENT}": 1, "slug"'), f"{JSON}:4:…: {NO_RESIDENT}", RESIDENT),
    "in a state": Leak(changed("data/status.toml", '"example"', f'"{RESIDENT}"'), f"data/status.toml:2:…: {NO_RESIDENT}", RESIDENT),
    "in a template": Leak(changed("theme/templates/base.html", "</body>", f"{{{{ _('{PHONE}') }}}}</body>"), f"theme/templates/base.html:…: {NO_PHONE}", PHONE),
    "in the name of a text": Leak(written(f"content/en/pages/{RESIDENT}.md", "Status: x"), f"content/en/pages: {IN_NAME}", RESIDENT),
    "in the name of a PDF": Leak(written(f"content/files/{RESIDENT}.pdf", document()), f"content/files: {IN_NAME}", RESIDENT),
    "in the name of a file of a wrong type": Leak(written(f"data/{RESIDENT}.xlsx", "x"), f"data: {IN_NAME}", RESIDENT),
    "in the name of a folder": Leak(written(f"content/{RESIDENT}/x.md", "x"), f"content: {IN_NAME}", RESIDENT),
    "in the name of a link": Leak(lambda site: (site.root / f"content/files/{PHONE}.pdf").symlink_to("paper.pdf"), "content/files: something is wrong that cannot be told", PHONE),
    "in a PDF": Leak(written("content/files/leak.pdf", document(lambda made, sheet: sheet.insert_text((72, 300), RESIDENT))), f"content/files/leak.pdf: page 1: {NO_RESIDENT}", RESIDENT),
    "in the author of a PDF": Leak(written("content/files/author.pdf", document(lambda made, sheet: made.set_metadata({"author": "canary-author"}))), "content/files/author.pdf: the PDF must not tell its author", "canary-author"),
    "in what a camera wrote": Leak(written("content/files/leak.jpg", picture("JPEG", exif=exif())), "content/files/leak.jpg: the picture must hold nothing but the picture", ARTIST),
    "in a testimony changed after its review": Leak(changed_testimony, "content/en/testimonies/a-voice.review.toml:1: the review must be of the present text; the text was changed after it", "canary-word"),
    "in a testimony that nobody reviewed": Leak(written("content/en/testimonies/another.md", "Title: T\nSummary: S\nWarning: W\n\ncanary-word"), "content/en/testimonies/another.md: the testimony must have a review beside it; it has none", "canary-word"),
    "a row made finer by hand": Leak(changed("data/incidents.csv", ",1.0,", ",0.5,"), "data/incidents.csv:…: lat and lon must be the centre of a cell of the row's level", "no value"),
    "a row with more people by hand": Leak(changed("data/incidents.csv", ",5-9,", ",50+,"), f"data/incidents.csv:2: {OF_THE_ROW}", "50+"),
    "a row with a point by hand": Leak(changed("data/incidents.csv", "province,,,", "province,39.0512,125.7512,"), f"data/incidents.csv:2:24: {NO_POINT}", POINT),
    "a row too many by hand": Leak(one_more_row, f"data/incidents.csv:…: {OF_THE_ROW}", "in-aaaaaaaaaa"),
    "a number of a manifest changed by hand": Leak(changed(RELEASE, '"5-9"', '"50+"'), f"data/releases: {OF_THE_MANIFEST}", "no value"),
    "a number in a manifest": Leak(changed(RELEASE, '"as_of"', f'"note": "{PHONE}",\n "as_of"'), f"{RELEASE}:2:11: {NO_PHONE}", PHONE),
    "a policy below its floor": Leak(changed("data/privacy.toml", "value = 5", "value = 2"), "data/privacy.toml:…: sources must be at least 3; it is less", "no value"),
    "no policy": Leak(lambda site: (site.root / "data/privacy.toml").unlink(), "data/privacy.toml: the file must be there and be UTF-8; it is not", "no value"),
    "no list of what is allowed": Leak(lambda site: (site.root / "data/allowed.toml").unlink(), "data/allowed.toml: the file must be there; it is not", "no value"),
    "an allowance that is none": Leak(written("data/allowed.toml", f'["{PHONE}"]\n'), f"data/allowed.toml:1:3: {NO_PHONE}", PHONE),
}  # fmt: skip


def traces(value: str) -> list[str]:
    """All by which a value could be known: whole, its digits alone, and each longer piece of it."""
    digits = re.sub(r"\D", "", value)
    return [value, *([digits] if digits else []), *re.findall(r"\d{4,}", value), *re.findall(r"\d+\.\d+", value)]


def is_told(told: str, complained: str) -> bool:
    beginning, _, rest = told.partition("…")
    return any(line.startswith(beginning) and rest in line for line in complained.split("\n"))


def assert_told_without_values(kinds: Sequence[str], done: Built) -> None:
    """Each by a line of its own: nothing that is planted beside it can be told by that line."""
    assert [kind for kind in kinds if not is_told(LEAKS[kind].told, done.complained)] == []
    assert len({LEAKS[kind].told for kind in kinds}) == len(kinds)
    told = done.said + done.complained
    assert [(kind, trace) for kind in kinds for trace in traces(LEAKS[kind].value) if trace in told] == []


def refused(site: TestSite, stood: dict[str, bytes], plant: Plant) -> Built:
    """What a build says that must not replace the good site."""
    plant(site)
    done = site.build()
    assert done.status == 1
    assert snapshot(site.output) == stood
    assert "Traceback" not in done.complained
    return done


# Two leaks in a file, or two ways to break a table, are planted one after the other; so is what takes the rules away.
SECOND = [
    "in a cell that another check quotes",
    "in a key of JSON",
    "in a translation that is wrong too",
    "a number in a manifest",
]
THIRD = ["a row with a point by hand", "in a state", "in the name of a link", "a number of a manifest changed by hand"]
ALONE = (
    "a row with more people by hand",
    "a row too many by hand",
    "a policy below its floor",
    "no policy",
    "no list of what is allowed",
    "an allowance that is none",
)
FIRST = [kind for kind in LEAKS if kind not in {*SECOND, *THIRD, *ALONE}]
ROUNDS = [FIRST, SECOND, THIRD, *([kind] for kind in ALONE)]


@pytest.mark.parametrize("kinds", ROUNDS, ids=lambda kinds: kinds[-1])
def test_planted_leaks_are_refused_and_told_without_their_values(
    site: TestSite, stood: dict[str, bytes], kinds: list[str]
) -> None:
    def plant(site: TestSite) -> None:
        for kind in kinds:
            LEAKS[kind].plant(site)

    done = refused(site, stood, plant)
    assert done.complained.rstrip().endswith("found. Nothing was built; the last good site is untouched.")
    assert_told_without_values(kinds, done)


def test_the_preview_refuses_them_too(site: TestSite) -> None:
    kinds = ["in a draft", "in the name of a text", "in what a camera wrote", "a row too many by hand"]
    last = site.write(".preview/site/index.html", "the last good one")
    for kind in kinds:
        LEAKS[kind].plant(site)
    done = site.build("--drafts", "--output", ".preview/site")
    assert (done.status, last.read_text()) == (1, "the last good one")
    assert_told_without_values(kinds, done)


def test_the_check_tells_no_more_than_the_build(site: TestSite) -> None:
    """It also lists the words that are not translated, and a word may be the leak."""
    kinds = ["in a template", "in an id that other tables name"]
    for kind in kinds:
        LEAKS[kind].plant(site)
    command = [sys.executable, "-m", "plugins.checks"]
    ended = subprocess.run(command, cwd=site.root, capture_output=True, text=True, check=False)
    done = Built(site.output, ended.stdout, ended.stderr, ended.returncode)
    assert done.status == 1
    assert_told_without_values(kinds, done)


def test_other_problems_of_other_files_are_told_in_the_same_run(site: TestSite, stood: dict[str, bytes]) -> None:
    def plant(site: TestSite) -> None:
        LEAKS["in a text"].plant(site)
        site.write("content/en/pages/other.md", "Title: T\nSummary: S\nStatus: hidden\n\nx")

    assert "it is 'hidden'" in refused(site, stood, plant).complained
