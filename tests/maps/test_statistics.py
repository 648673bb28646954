"""Entries counted two ways at once."""

from plugins.maps.choices import Choices
from plugins.maps.periods import Period
from plugins.maps.statistics import Cell, crossing, periods_and_acts
from tests.maps.test_entries import MAP

CHOICES = Choices(MAP)


def test_a_cell_counts_the_entries_of_both_and_tells_the_strongest() -> None:
    table = crossing(CHOICES.acts, CHOICES.provinces)
    told = {(row.slug, column.slug): table.cell(row, column) for row in table.rows for column in table.columns}
    assert told["act-03-01", "province-kp-09"] == Cell(3, 5)
    assert told["act-05-01-06", "province-kp-08"] == Cell(1, 2)
    assert told["act-05-01-06", "province-kp-09"] == Cell(0, 0)


def test_a_row_of_provinces_adds_up_to_the_entries_of_its_act() -> None:
    table = crossing(CHOICES.acts, CHOICES.provinces)
    for row in table.rows:
        assert sum(table.cell(row, column).entries for column in table.columns) == len(row.entries)


def test_the_timeline_counts_every_entry_once_in_exactly_its_period_by_the_widest_act() -> None:
    found = periods_and_acts(CHOICES)
    assert {period: dict(count) for period, count in found.items()} == {
        Period(1990, 10): {"03.01": 1},
        Period(2000, 10): {"03.01": 1, "05.01.06": 1},
        Period(2005, 5): {"03.01": 1},
    }
    assert sum(sum(count.values()) for count in found.values()) == len(MAP.entries)


def test_a_decade_stands_before_its_halves() -> None:
    assert list(periods_and_acts(CHOICES)) == [Period(1990, 10), Period(2000, 10), Period(2005, 5)]
