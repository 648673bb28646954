"""A leak of any kind in the sources is refused by the build: nothing is published, and nothing of it is told."""

import re
import subprocess
import sys
from collections.abc import Callable
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
    """Something planted, where and how it must be told, and what must not be told."""

    plant: Plant
    told: str
    value: str


def written(path: str, text: str | bytes) -> Plant:
    return lambda site: site.write(path, text)


def page(text: str) -> Plant:
    return written("content/en/pages/leak.md", f"Title: T\nSummary: S\n{text}")


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


PAGE, CSV, JSON = "content/en/pages/leak.md", "data/milestones.csv", "data/reports.json"
CATALOGUE = "theme/translations/ko/LC_MESSAGES/messages.po"
RELEASE = "data/releases/2026Q4.json"
OF_THE_ROW = "the row must be as the manifest of the last release says; it is not"
OF_THE_MANIFEST = "each file of the folder must be the manifest of a release, as it was written; one is not"

LEAKS: dict[str, Leak] = {
    "in a text": Leak(page(f"\nHis number is {RESIDENT}.\n"), f"{PAGE}:4:15: {NO_RESIDENT}", RESIDENT),
    "in a draft": Leak(page(f"Status: draft\n\n{PHONE}\n"), f"{PAGE}:5:1: {NO_PHONE}", PHONE),
    "in a comment": Leak(page(f"\n<!-- {POINT} -->\n"), f"{PAGE}:4:6: {NO_POINT}", POINT),
    "between letters that nobody sees": Leak(page("\n9001\u200b01-1234567\n"), f"{PAGE}:4:1: {NO_RESIDENT}", RESIDENT),
    "in a link": Leak(page(f"\n[x](https://maps.google.com/?q={POINT.replace(' ', '')})\n"), f"{PAGE}:4:32: {NO_POINT}", POINT),
    "in a line that another check quotes": Leak(page(f"Status: {RESIDENT}\n\nx"), f"{PAGE}:3:9: {NO_RESIDENT}", RESIDENT),
    "in a link that leads nowhere": Leak(page(f"\n[x]({PHONE}.html)\n"), f"{PAGE}:4:5: {NO_PHONE}", PHONE),
    "in a catalogue": Leak(changed(CATALOGUE, 'msgid ""\n', f'# {RESIDENT}\nmsgid ""\n'), NO_RESIDENT, RESIDENT),
    "in a translation that is wrong too": Leak(changed(CATALOGUE, 'msgid "Donate"', f'msgid "%(a)s"\nmsgstr "%(b)s {PHONE}"\n\nmsgid "Donate"'), NO_PHONE, PHONE),
    "in a table": Leak(changed(CSV, "2006-founding,2006-10,", f"2006-founding,2006-10,{RESIDENT} "), f"{CSV}:2:23: {NO_RESIDENT}", RESIDENT),
    "in a cell that another check quotes": Leak(changed(CSV, "2006-10", PHONE), f"{CSV}:2:15: {NO_PHONE}", PHONE),
    "in an id that other tables name": Leak(changed("data/campaigns.csv", ",hongdae,", f",{PHONE},"), f": {NO_PHONE}", PHONE),
    "in JSON": Leak(changed(JSON, '"slug": "first-report"', f'"slug": "{RESIDENT}"'), f": {NO_RESIDENT}", RESIDENT),
    "in a key of JSON": Leak(changed(JSON, '"slug"', f'"{RESIDENT}": 1, "slug"'), f": {NO_RESIDENT}", RESIDENT),
    "in a state": Leak(changed("data/status.toml", '"example"', f'"{RESIDENT}"'), f": {NO_RESIDENT}", RESIDENT),
    "in a template": Leak(changed("theme/templates/base.html", "</body>", f"{{{{ _('{PHONE}') }}}}</body>"), f": {NO_PHONE}", PHONE),
    "in the name of a text": Leak(written(f"content/en/pages/{RESIDENT}.md", "Status: x"), f"content/en/pages: {IN_NAME}", RESIDENT),
    "in the name of a PDF": Leak(written(f"content/files/{RESIDENT}.pdf", document()), f"content/files: {IN_NAME}", RESIDENT),
    "in the name of a file of a wrong type": Leak(written(f"data/{RESIDENT}.xlsx", "x"), f"data: {IN_NAME}", RESIDENT),
    "in the name of a folder": Leak(written(f"content/{RESIDENT}/x.md", "x"), f"content: {IN_NAME}", RESIDENT),
    "in the name of a link": Leak(lambda site: (site.root / f"content/files/{PHONE}.pdf").symlink_to("paper.pdf"), "content/files: something is wrong that cannot be told", PHONE),
    "in a PDF": Leak(written("content/files/leak.pdf", document(lambda made, sheet: sheet.insert_text((72, 300), RESIDENT))), f"content/files/leak.pdf: page 1: {NO_RESIDENT}", RESIDENT),
    "in the author of a PDF": Leak(written("content/files/leak.pdf", document(lambda made, sheet: made.set_metadata({"author": "canary-author"}))), "content/files/leak.pdf: the PDF must not tell its author", "canary-author"),
    "in what a camera wrote": Leak(written("content/files/leak.jpg", picture("JPEG", exif=exif())), "content/files/leak.jpg: the picture must hold nothing but the picture", ARTIST),
    "in a testimony changed after its review": Leak(changed_testimony, "content/en/testimonies/a-voice.review.toml:1: the review must be of the present text; the text was changed after it", "canary-word"),
    "in a testimony that nobody reviewed": Leak(written("content/en/testimonies/another.md", "Title: T\nSummary: S\nWarning: W\n\ncanary-word"), "content/en/testimonies/another.md: the testimony must have a review beside it; it has none", "canary-word"),
    "a row made finer by hand": Leak(changed("data/incidents.csv", ",1.0,", ",0.5,"), "data/incidents.csv:", "no value"),
    "a row with more people by hand": Leak(changed("data/incidents.csv", ",5-9,", ",50+,"), f"data/incidents.csv:2: {OF_THE_ROW}", "50+"),
    "a row with a point by hand": Leak(changed("data/incidents.csv", "province,,,", "province,39.0512,125.7512,"), f"data/incidents.csv:2:24: {NO_POINT}", POINT),
    "a row too many by hand": Leak(one_more_row, f": {OF_THE_ROW}", "in-aaaaaaaaaa"),
    "a number of a manifest changed by hand": Leak(changed(RELEASE, '"5-9"', '"50+"'), f"data/releases: {OF_THE_MANIFEST}", "no value"),
    "a number in a manifest": Leak(changed(RELEASE, '"as_of"', f'"note": "{PHONE}",\n "as_of"'), f"{RELEASE}:2:11: {NO_PHONE}", PHONE),
    "a policy below its floor": Leak(changed("data/privacy.toml", "value = 5", "value = 2"), ": sources must be at least 3; it is less", "no value"),
    "no policy": Leak(lambda site: (site.root / "data/privacy.toml").unlink(), "data/privacy.toml: the file must be there and be UTF-8; it is not", "no value"),
    "no list of what is allowed": Leak(lambda site: (site.root / "data/allowed.toml").unlink(), "data/allowed.toml: the file must be there; it is not", "no value"),
    "an allowance that is none": Leak(written("data/allowed.toml", f'["{PHONE}"]\n'), f"data/allowed.toml:1:3: {NO_PHONE}", PHONE),
}  # fmt: skip


def traces(value: str) -> list[str]:
    """All by which a value could be known: whole, its digits alone, and each longer piece of it."""
    digits = re.sub(r"\D", "", value)
    return [value, *([digits] if digits else []), *re.findall(r"\d{4,}", value), *re.findall(r"\d+\.\d+", value)]


def refused(site: TestSite, stood: dict[str, bytes], plant: Plant) -> Built:
    """What a build says that must not replace the good site."""
    plant(site)
    done = site.build()
    assert done.status == 1
    assert snapshot(site.output) == stood
    assert "Traceback" not in done.complained
    return done


@pytest.mark.parametrize("kind", LEAKS)
def test_a_planted_leak_is_refused_and_told_without_its_value(
    site: TestSite, stood: dict[str, bytes], kind: str
) -> None:
    leak = LEAKS[kind]
    done = refused(site, stood, leak.plant)
    assert leak.told in done.complained
    assert done.complained.rstrip().endswith("found. Nothing was built; the last good site is untouched.")
    assert [trace for trace in traces(leak.value) if trace in done.said + done.complained] == []


@pytest.mark.parametrize("kind", ["in a draft", "in the name of a text", "in what a camera wrote", "a row too many by hand"])  # fmt: skip
def test_the_preview_refuses_it_too(site: TestSite, kind: str) -> None:
    leak = LEAKS[kind]
    last = site.write(".preview/site/index.html", "the last good one")
    leak.plant(site)
    done = site.build("--drafts", "--output", ".preview/site")
    assert (done.status, last.read_text()) == (1, "the last good one")
    assert leak.told in done.complained
    assert [trace for trace in traces(leak.value) if trace in done.said + done.complained] == []


@pytest.mark.parametrize("kind", ["in a template", "in an id that other tables name"])
def test_the_check_tells_no_more_than_the_build(site: TestSite, kind: str) -> None:
    """It also lists the words that are not translated, and a word may be the leak."""
    leak = LEAKS[kind]
    leak.plant(site)
    command = [sys.executable, "-m", "plugins.checks"]
    done = subprocess.run(command, cwd=site.root, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert leak.told in done.stderr
    assert [trace for trace in traces(leak.value) if trace in done.stdout + done.stderr] == []


def test_other_problems_of_other_files_are_told_in_the_same_run(site: TestSite, stood: dict[str, bytes]) -> None:
    def plant(site: TestSite) -> None:
        LEAKS["in a text"].plant(site)
        site.write("content/en/pages/other.md", "Title: T\nSummary: S\nStatus: hidden\n\nx")

    assert "it is 'hidden'" in refused(site, stood, plant).complained
