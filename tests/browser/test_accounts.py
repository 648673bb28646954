"""The pages about money as a person meets them, in real Chromium: narrow and dark, without a script, and on paper."""

import csv
import io
from pathlib import Path

import pymupdf
import pytest

from plugins.languages import CODES
from tests.browser.barriers import barriers
from tests.browser.conftest import Open
from tests.sites import Built

OPEN = "document.querySelectorAll('details').forEach(details => { details.open = true })"
A4 = (595, 842)  # points
# Every sum in a table that does not stand on one line, or whose digits are not of one width.
BROKEN = """() => [...document.querySelectorAll("td.sum, td.sum .change")]
  .filter(cell => /[0-9]/.test(cell.firstChild.textContent)).filter(cell => {
  const style = getComputedStyle(cell), range = document.createRange()
  range.selectNode(cell.firstChild)
  const lines = new Set([...range.getClientRects()].map(box => Math.round(box.bottom / 8)))
  return lines.size > 1 || style.textAlign !== "end" || !style.fontVariantNumeric.includes("tabular-nums")
}).map(cell => cell.textContent)"""


def here(name: str, code: str) -> str:
    return name if code == "en" else f"{code}/{name}"


@pytest.mark.parametrize(
    ("name", "code", "width", "scheme"),
    [
        ("expenditures.html", "en", 1280, "light"),
        ("expenditures.html", "fr", 320, "dark"),
        ("expenditures/2025.html", "ko", 320, "light"),
        ("expenditures/2024.html", "fr", 768, "dark"),
        ("expenditures/statement-2024.html", "fr", 320, "light"),
        ("expenditures/statement-2025.html", "ko", 360, "dark"),
    ],
)
def test_nothing_is_to_mend_with_all_tables_open(
    visit: Open, real_address: str, name: str, code: str, width: int, scheme: str
) -> None:
    opened = visit(f"{real_address}/{here(name, code)}", width=width, color_scheme=scheme, bypass_csp=True)
    opened.page.evaluate(OPEN)
    assert opened.width_beyond_the_window() == 0
    assert opened.page.evaluate(BROKEN) == []
    assert barriers(opened.page) == ""
    assert opened.complaints == []


@pytest.mark.parametrize("code", CODES)
def test_words_beside_the_bars_stay_within_their_picture(visit: Open, real_address: str, code: str) -> None:
    page = visit(f"{real_address}/{here('expenditures/2024.html', code)}", width=320).page
    beyond = page.evaluate(
        """() => [...document.querySelectorAll(".chart")].flatMap(chart => {
          const end = chart.getBoundingClientRect().right + 8
          return [...chart.querySelectorAll("text")].filter(text => text.getBoundingClientRect().right > end)
        }).map(text => text.textContent)"""
    )
    assert beyond == []


def test_all_figures_are_there_without_a_script(visit: Open, real_address: str) -> None:
    seen = visit(f"{real_address}/expenditures/2024.html", javascript=False)
    seen.page.get_by_text("Each fund, in its own currency").first.click()
    assert seen.page.locator(".pots table").first.is_visible()
    assert all(request.startswith(real_address) for request in seen.requests)
    assert seen.complaints == []


@pytest.mark.parametrize("code", CODES)
def test_the_statement_prints_on_a4_with_every_row_whole(
    visit: Open, real: Built, real_address: str, code: str, tmp_path: Path
) -> None:
    file = tmp_path / "statement.pdf"
    opened = visit(f"{real_address}/{here('expenditures/statement-2024.html', code)}")
    head = opened.page.locator("#domestic + .scroll th").first.inner_text()
    opened.page.pdf(path=file, prefer_css_page_size=True)
    rows = list(csv.DictReader(io.StringIO((real.output / "data" / "statement-2024.csv").read_text("utf-8-sig"))))
    with pymupdf.open(file) as printed:  # type: ignore[no-untyped-call]
        assert {(round(page.rect.width), round(page.rect.height)) for page in printed} == {A4}
        assert 4 <= len(printed) <= 8
        sums = [line for page in printed for line in sums_of(page)]
        # A row that was cut in two would have its sum twice, or not at all.
        assert [amount for amount, _ in sums if amount in {int(row["amount_krw"]) for row in rows}] == [
            int(row["amount_krw"]) for row in rows
        ]
        for page in printed:
            assert all(
                box.x0 > 40 and box.x1 < A4[0] - 40 and box.y0 > 40 and box.y1 < A4[1] - 40 for _, box in sums_of(page)
            )
            assert head in page.get_text()
        assert "Ctrl" not in "".join(page.get_text() for page in printed)


def sums_of(page: pymupdf.Page) -> list[tuple[int, pymupdf.Rect]]:
    """The sums in won on a sheet, from the top, with where they stand."""
    lines = [
        ("".join(span["text"] for span in line["spans"]), pymupdf.Rect(line["bbox"]))  # type: ignore[no-untyped-call]
        for block in page.get_text("dict")["blocks"]  # type: ignore[no-untyped-call]
        for line in block.get("lines", [])
    ]
    told = [(text, box) for text, box in lines if "₩" in text and box.x0 > page.rect.width / 2]
    return [
        (int("".join(sign for sign in text if sign.isdigit())), box)
        for text, box in sorted(told, key=lambda pair: pair[1].y0)
    ]
