"""Counts as small accessible pictures (SVG): no script, no inline style, colours from the stylesheet.

A chart says what it shows in a title and a description; the page puts a table with the same numbers beside it. Widths are
shares of the window, heights and letters have a size of their own, so a chart can be read at 320 pixels and on paper.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

ROW = 26  # pixels from one bar to the next
BAR = 18


@dataclass(frozen=True)
class Measure:
    """Pixels for the label at the start of a row, and per cent of the window for the longest bar; the rest is for totals."""

    label: int
    share: int


YEARS = Measure(52, 76)
PERIODS = Measure(98, 54)  # `2000–2009`, with its unit in Korean


@dataclass(frozen=True)
class Series:
    """One kind of thing that is counted: its key in the rows, its name, and the number of its colour in the stylesheet."""

    key: str
    name: str
    colour: int


@dataclass(frozen=True)
class Chart:
    """Rows of stacked bars: for each label (a year, a language) how many of each series there are."""

    id: str
    title: str
    description: str
    series: Sequence[Series]
    rows: Mapping[str, Mapping[str, int]]
    measure: Measure = YEARS

    def total(self, label: str) -> int:
        return sum(self.rows[label].get(entry.key, 0) for entry in self.series)

    @property
    def svg(self) -> Markup:
        """The picture."""
        longest = max((self.total(label) for label in self.rows), default=0)
        height = ROW * len(self.rows)
        rows = Markup().join(self._row(label, number, longest) for number, label in enumerate(self.rows))
        return Markup(
            '<svg class="chart" role="img" width="100%" height="{height}" aria-labelledby="{id}-title {id}-description">'
            '<title id="{id}-title">{title}</title><desc id="{id}-description">{description}</desc>{rows}</svg>'
        ).format(height=height, id=self.id, title=self.title, description=self.description, rows=rows)

    def _row(self, label: str, number: int, longest: int) -> Markup:
        top = ROW * number
        bars, start = Markup(), 0.0
        for entry in self.series:
            count = self.rows[label].get(entry.key, 0)
            width = 100 * count / longest if longest else 0
            if count:
                bars += Markup(
                    '<rect class="c{colour}" x="{x}%" y="0" width="{width}%" height="{bar}"><title>{name}: {count}</title></rect>'
                ).format(
                    colour=entry.colour, x=_number(start), width=_number(width), bar=BAR, name=entry.name, count=count
                )
            start += width
        total = Markup('<text x="{x}%" dx="6" y="{y}">{total}</text>').format(
            x=_number(start), y=BAR - 4, total=self.total(label)
        )
        return Markup(
            '<text x="0" y="{y}">{label}</text>'
            '<svg x="{left}" y="{top}" width="{share}%" height="{bar}" overflow="visible">{bars}{total}</svg>'
        ).format(
            y=top + BAR - 4,
            label=escape(label),
            left=self.measure.label,
            top=top,
            share=self.measure.share,
            bar=BAR,
            bars=bars,
            total=total,
        )


def _number(value: float) -> str:
    """A share with two decimals at most, the same on every machine."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
