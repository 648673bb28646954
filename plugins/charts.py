"""Counts and sums as small accessible pictures (SVG): no script, no inline style, colours from the stylesheet.

A chart says what it shows in a title and a description; the page puts a table with the same numbers beside it. Widths are
shares of the window, heights and letters have a size of their own, so a chart can be read at 320 pixels and on paper.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

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

# Bars with sums beside them: `₩400,000,000` needs 110 pixels of a window of 288.
LANE = 22  # pixels from one bar of a row to the next
BETWEEN = 10  # pixels between rows
ABOVE = 22  # pixels for a label above its bars
SHARE_BESIDE = 43
SHARE_BELOW = 60


@dataclass(frozen=True)
class Series:
    """One kind of thing that is counted: its key in the rows, its name, and the number of its colour in the stylesheet."""

    key: str
    name: str
    colour: int


@dataclass(frozen=True)
class Chart:
    """Rows of stacked bars: for each label (a year, a language) how many of each series there are."""

    stacked: ClassVar[bool] = True

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
        return self._picture(
            height, Markup().join(self._row(label, number, longest) for number, label in enumerate(self.rows))
        )

    def _picture(self, height: int, rows: Markup) -> Markup:
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


@dataclass(frozen=True)
class Bars(Chart):
    """Rows of bars one below the other, for sums that do not add up to anything (received, spent); `written` says a sum in words.

    Labels stand beside the bars where they are as short as the name of a month, else `above` them.
    """

    stacked: ClassVar[bool] = False

    written: Callable[[int], str] = str
    above: bool = False

    @property
    def svg(self) -> Markup:
        longest = max((count for row in self.rows.values() for count in row.values()), default=0)
        height = self._height + BETWEEN
        rows = Markup().join(self._bars(label, height * number, longest) for number, label in enumerate(self.rows))
        return self._picture(height * len(self.rows), rows)

    @property
    def _height(self) -> int:
        return (ABOVE if self.above else 0) + LANE * len(self.series)

    def _bars(self, label: str, top: int, longest: int) -> Markup:
        lanes = Markup().join(
            self._lane(entry, self.rows[label].get(entry.key, 0), LANE * number, longest)
            for number, entry in enumerate(self.series)
        )
        return Markup(
            '<text x="0" y="{y}">{label}</text>'
            '<svg x="{left}" y="{top}" width="{share}%" height="{height}" overflow="visible">{lanes}</svg>'
        ).format(
            y=top + BAR - 4,
            label=label,
            left=0 if self.above else self.measure.label,
            top=top + (ABOVE if self.above else 0),
            share=SHARE_BELOW if self.above else SHARE_BESIDE,
            height=LANE * len(self.series),
            lanes=lanes,
        )

    def _lane(self, entry: Series, amount: int, top: int, longest: int) -> Markup:
        width = _number(100 * amount / longest if longest else 0)
        bar = Markup(
            '<rect class="c{colour}" x="0%" y="{top}" width="{width}%" height="{bar}"><title>{name}: {words}</title></rect>'
        ).format(colour=entry.colour, top=top, width=width, bar=BAR, name=entry.name, words=self.written(amount))
        words = Markup('<text x="{width}%" dx="6" y="{y}">{words}</text>').format(
            width=width, y=top + BAR - 4, words=self.written(amount)
        )
        return bar + words if amount else words


def _number(value: float) -> str:
    """A share with two decimals at most, the same on every machine."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
