"""Where names stand."""

from itertools import combinations

import pytest

from plugins.languages import CODES as LANGUAGES
from plugins.maps.drawing import around, whole
from plugins.maps.labels import box_at, overlap, placed_names
from plugins.maps.lettering import ELLIPSIS, LONGEST, breadth, lines_of
from plugins.maps.plan import plan
from plugins.maps.projection import Frame
from plugins.maps.units import units
from tests.maps.told import CODES

LARGE, MIDDLE = 14.5 / 480, 11.5 / 480  # letters as a share of the picture's width, on a telephone and on a screen


def names(language: str) -> dict[str, str]:
    return {unit.code: unit.names[language] for unit in units()} | {"KR": "South Korea"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("share", [LARGE, MIDDLE])
def test_names_do_not_overlap_and_every_province_has_one(language: str, share: float) -> None:
    frame = whole()
    found = placed_names(names(language), plan(frame), share * frame.width)
    assert not [pair for pair in combinations(found, 2) if overlap(pair[0].box, pair[1].box)]
    assert {name.code for name in found} >= set(CODES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_province_has_a_name_on_a_small_map_too(language: str) -> None:
    frame = whole(small=True)
    found = placed_names(names(language), plan(frame), 10.5 / 300 * frame.width)
    assert not [pair for pair in combinations(found, 2) if overlap(pair[0].box, pair[1].box)]
    assert {name.code for name in found} >= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_names_do_not_overlap_beside_one_province(code: str) -> None:
    frame = around(code)
    found = placed_names(names("fr"), plan(frame), 10.5 / 300 * frame.width)
    assert not [pair for pair in combinations(found, 2) if overlap(pair[0].box, pair[1].box)]
    assert code in {name.code for name in found}


def test_every_name_lies_in_the_picture() -> None:
    here = plan(whole())
    for name in placed_names(names("en"), here, LARGE * whole().width):
        assert 0 <= name.box[0] < name.box[2] <= here.columns
        assert 0 <= name.box[1] < name.box[3] <= here.rows


def test_a_name_stays_out_of_what_is_taken() -> None:
    here = plan(whole())
    free = placed_names(names("en"), here, MIDDLE * whole().width)
    taken = next(name.box for name in free if name.code == "KP-07")
    found = placed_names(names("en"), here, MIDDLE * whole().width, [taken])
    assert not [name for name in found if overlap(name.box, taken)]


def test_a_name_that_does_not_fit_stands_beside_its_land_and_a_line_leads_there() -> None:
    here = plan(whole())
    found = {name.code: name for name in placed_names(names("en"), here, LARGE * whole().width)}
    leader = found["KP-01"].leader
    assert leader is not None
    assert (int(leader[2] / here.size), int(leader[3] / here.size)) in here.grounds["KP-01"].cells
    assert found["KP-08"].leader is None


def test_no_line_leads_through_a_name() -> None:
    here = plan(whole())
    found = placed_names(names("fr"), here, LARGE * whole().width)
    for name in (name for name in found if name.leader):
        x1, y1, x2, y2 = name.leader or (0, 0, 0, 0)
        for other in (other for other in found if other is not name):
            left, top, right, bottom = (side * here.size for side in other.box)
            steps = [(x1 + (x2 - x1) * step / 100, y1 + (y2 - y1) * step / 100) for step in range(101)]
            # A leader runs from the middle of a square to the middle of another; an edge may be touched.
            assert not [
                1
                for x, y in steps
                if left + here.size < x < right - here.size and top + here.size < y < bottom - here.size
            ]


def test_what_finds_no_place_is_left_out() -> None:
    here = plan(whole())
    assert placed_names(names("en"), here, MIDDLE * whole().width, [(0, 0, here.columns, here.rows)]) == ()


def test_letters_that_are_too_large_make_no_map_of_names() -> None:
    assert placed_names(names("en"), plan(whole()), whole().width) == ()


def test_two_runs_place_names_alike() -> None:
    frame = Frame.korea(200)
    assert placed_names(names("ko"), plan(frame), 50) == placed_names(names("ko"), plan(frame), 50)


def test_a_box_takes_every_square_that_it_touches() -> None:
    here = plan(whole())
    assert box_at(here.size * 1.5, 0, here.size * 2.1, here.size, here) == (1, 0, 3, 1)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Kangwon", ("Kangwon",)),
        ("South Hamgyong", ("South", "Hamgyong")),
        ("Hamgyong du Nord", ("Hamgyong", "du Nord")),
        ("함경북도", ("함경북도",)),
        ("", ("",)),
    ],
)
def test_a_name_is_broken_between_words(name: str, lines: tuple[str, ...]) -> None:
    assert lines_of(name) == lines


@pytest.mark.parametrize("name", ["x" * 200, "word " * 40, "함" * 200, "a " + "y" * 198])
def test_a_long_name_is_cut(name: str) -> None:
    lines = lines_of(name)
    assert len(lines) <= 3
    assert lines[-1].endswith(ELLIPSIS)
    assert max(map(breadth, lines)) <= LONGEST
