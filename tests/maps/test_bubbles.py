"""Circles that must not hide one another, and labels that must cover nothing."""

import math
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.maps.bubbles import Box, Bubble, apart, labels, radius_of_one, text_width

WIDTH, HEIGHT = 600.0, 300.0
homes = st.tuples(st.integers(0, 600), st.integers(0, 300))


def bubble(x: float, y: float, radius: float = 5) -> Bubble:
    return Bubble(x, y, radius, (x, y))


def test_circles_that_lie_apart_stay_where_they_are() -> None:
    placed = [bubble(100, 100), bubble(200, 100, 30)]
    assert apart(placed, WIDTH, HEIGHT) == placed
    assert not any(circle.moved for circle in placed)


def test_of_two_circles_the_smaller_one_moves_further() -> None:
    large, small = apart([bubble(100, 100, 20), bubble(110, 100, 5)], WIDTH, HEIGHT)
    assert math.hypot(large.x - small.x, large.y - small.y) >= 25
    assert abs(large.x - 100) < abs(small.x - 110)
    assert small.moved
    assert not large.moved


@settings(max_examples=60)
@given(st.lists(st.tuples(homes, st.integers(3, 12)), max_size=8))
def test_circles_are_parted_wherever_they_are(given_circles: list[tuple[tuple[int, int], int]]) -> None:
    placed = apart([bubble(*home, radius) for home, radius in given_circles], WIDTH, HEIGHT)
    for one, other in combinations(placed, 2):
        assert math.hypot(one.x - other.x, one.y - other.y) > one.radius + other.radius - 1
    assert all(circle.box.within(WIDTH + 0.01, HEIGHT + 0.01) for circle in placed)


@settings(max_examples=60)
@given(st.lists(st.tuples(homes, st.text("aM가 ", min_size=1, max_size=20)), max_size=12))
def test_a_label_covers_nothing_and_lies_in_the_drawing(drawn: list[tuple[tuple[int, int], str]]) -> None:
    circles = apart([bubble(*home) for home, _ in drawn], WIDTH, HEIGHT)
    note = Box(0, 250, 120, 300)
    boxes = [label.box for label in labels(circles, [words for _, words in drawn], WIDTH, HEIGHT, [note]) if label]
    taken = [note, *(circle.box for circle in circles)]
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    assert not any(label.meets(box) for label in boxes for box in taken)
    assert all(label.within(WIDTH, HEIGHT) for label in boxes)


def test_a_label_without_room_goes_away_and_the_others_stay() -> None:
    short, long = labels([bubble(100, 100), bubble(300, 100)], ["Bern", "x" * 400], WIDTH, HEIGHT)
    assert short is not None
    assert long is None


def test_korean_letters_are_as_wide_as_high() -> None:
    assert text_width("서울") > text_width("ab") * 1.5


def test_the_largest_circle_has_the_largest_radius_and_a_single_one_stays_small() -> None:
    assert radius_of_one([1, 100], 20, 6) == 2
    assert radius_of_one([1], 20, 6) == 6
    assert radius_of_one([], 20, 6) == 6
