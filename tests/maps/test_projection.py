"""From degrees to a drawing."""

import math

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon

from plugins.maps.clipping import Place, clipped
from plugins.maps.parts import outline
from plugins.maps.projection import KOREA, Frame, scale_bar
from plugins.maps.units import Ring, basemap, seoul, world
from plugins.privacy.allowed import Allowed
from plugins.privacy.areas import Area
from plugins.privacy.text.grid import inside_north_korea
from plugins.privacy.text.identifying import identifying

FRAMES = [Frame.korea(width) for width in (320, 720, 1200)] + [Frame.north_korea(width) for width in (320, 960)]
DEGREE: Ring = ((125.0, 38.0), (126.0, 38.0), (126.0, 39.0), (125.0, 39.0), (125.0, 38.0))
places = st.tuples(st.integers(-300, 300), st.integers(-300, 300))


def leaflet(longitude: float, latitude: float) -> tuple[float, float]:
    """Metres as in Leaflet 1.9.4's `L.Projection.SphericalMercator.project`."""
    sine = math.sin(latitude * math.pi / 180)
    return 6378137 * longitude * math.pi / 180, 6378137 * math.log((1 + sine) / (1 - sine)) / 2


def rings_of(path: str) -> list[list[Place]]:
    """The absolute points of our path data, read as SVG says."""
    rings: list[list[Place]] = []
    for piece in path.removesuffix("z").split("z") if path else []:
        x = y = 0
        points: list[Place] = []
        numbers = [int(n) for n in piece.replace("M", "").replace("l", " ").replace("-", " -").split()]
        for step in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + step[0], y + step[1]
            points.append((x, y))
        rings.append(points)
    return rings


@pytest.mark.parametrize("frame", FRAMES)
def test_a_place_is_drawn_where_leaflet_draws_it(frame: Frame) -> None:
    west, north = leaflet(frame.box[0], frame.box[3])
    east, south = leaflet(frame.box[2], frame.box[1])
    for longitude, latitude in ((125.75, 39.02), (131.867, 37.24), (126.5, 33.4), (130.4, 42.3)):
        x, y = leaflet(longitude, latitude)
        scale = frame.width / (east - west)
        right, down = frame.point(longitude, latitude)
        assert abs(right - (x - west) * scale) <= 0.51
        assert abs(down - (north - y) * scale) <= 0.51
    assert frame.height == pytest.approx((north - south) / (east - west) * frame.width, abs=1)


def test_the_corners_of_a_frame_are_those_of_its_box() -> None:
    frame = Frame.korea(720)
    assert frame.width == 7200
    assert frame.point(KOREA[0], KOREA[3]) == (0, 0)
    assert frame.point(KOREA[2], KOREA[1]) == (7200, frame.height)


def test_a_frame_around_rings_leaves_its_margin_on_each_side() -> None:
    frame = Frame.around([DEGREE], width=320, margin=20)
    assert frame.point(125, 39) == (200, 200)
    assert frame.point(126, 38) == (3000, frame.height - 200)


def test_a_path_is_made_of_whole_steps_and_closed() -> None:
    square: Ring = ((0, 0), (0.01, 0), (0.01, 0.01), (0, 0.01), (0, 0))
    assert Frame((0, 0, 1, 1), 1000).path([(square,)]) == "M0 1000l10 0 0-10-10 0z"


def test_long_steps_begin_with_a_letter() -> None:
    square: Ring = ((0, 0), (0.5, 0), (0.5, 0.01), (0, 0.01), (0, 0))
    assert Frame((0, 0, 1, 1), 1000).path([(square,)]) == "M0 1000l500 0 0-10l-500 0z"


def test_points_that_fall_together_are_drawn_once_and_specks_not_at_all() -> None:
    frame = Frame((0, 0, 1, 1), 100)
    near: Ring = ((0, 0), (0.0001, 0), (0.5, 0), (0.5, 0.5), (0.5001, 0.5), (0, 0))
    assert rings_of(frame.path([(near,)])) == [[(0, 100), (50, 100), (50, 50)]]
    speck: Ring = ((0.1, 0.1), (0.1001, 0.1), (0.1001, 0.1001), (0.1, 0.1))
    assert frame.path([(speck,)]) == ""


def test_what_is_far_outside_costs_no_bytes() -> None:
    frame = Frame.around([DEGREE], width=320)
    japan = next(land for land in basemap() if land.code == "JP")
    assert frame.path([japan.rings]) == ""
    assert all(
        -201 <= x <= frame.width + 201 and -201 <= y <= frame.height + 201
        for land in basemap()
        for ring in rings_of(frame.path([land.rings]))
        for x, y in ring
    )


def test_a_hole_stays_a_hole() -> None:
    outer: Ring = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
    hole: Ring = ((0.4, 0.4), (0.4, 0.6), (0.6, 0.6), (0.6, 0.4), (0.4, 0.4))
    drawn = [Polygon(ring).exterior.is_ccw for ring in rings_of(Frame((0, 0, 1, 1), 1000).path([(outer, hole)]))]
    assert len(set(drawn)) == 2


@pytest.mark.parametrize("frame", FRAMES)
def test_dokdo_and_ulleungdo_are_drawn(frame: Frame) -> None:
    lands = {land.code: Frame.korea(frame.width // 10).path([land.rings]) for land in basemap()}
    shapes = [Polygon(ring) for ring in rings_of(lands["KR-47"])]
    for place in ((131.867, 37.2405), (130.86, 37.5)):
        spot = shapely.Point(*Frame.korea(frame.width // 10).point(*place)).buffer(1)
        assert any(shape.intersects(spot) for shape in shapes)


@settings(max_examples=150, deadline=None)
@given(st.lists(places, min_size=3, max_size=8, unique=True))
def test_cutting_keeps_the_area_inside_the_window(ring: list[Place]) -> None:
    shape = Polygon(ring)
    if not shape.is_valid:
        return
    left = clipped(ring, (-100, -100, 100, 100))
    wanted = shape.intersection(shapely.box(-100, -100, 100, 100)).area
    found = abs(sum(x * v - u * y for (x, y), (u, v) in zip(left, left[1:] + left[:1], strict=True))) / 2
    # A crossing is rounded to a whole unit, so each side may lean by half of one.
    assert found == pytest.approx(wanted, abs=0.75 * 283 * (len(ring) + 4))
    assert all(abs(x) <= 100 and abs(y) <= 100 for x, y in left)


def test_the_bar_of_scale_is_a_round_number_and_as_long_as_it_says() -> None:
    frame = Frame.korea(720)
    length, units = scale_bar(frame)
    assert length == 200
    degrees = units / frame.width * (KOREA[2] - KOREA[0])
    # The middle of the drawing lies at 38.2° N.
    assert degrees * 111.195 * math.cos(math.radians(38.2)) == pytest.approx(200, rel=0.005)


@pytest.mark.parametrize("width", [200, 320, 720, 1200])
def test_the_bar_of_scale_fits_and_is_not_tiny(width: int) -> None:
    for frame in (Frame.korea(width), Frame.around([DEGREE], width, 16), Frame.seoul(width)):
        length, units = scale_bar(frame)
        assert 0.1 * frame.width < units <= 0.3 * frame.width
        assert str(length).rstrip("0") in {"1", "2", "5"}


def paths() -> list[str]:
    korea = [frame.path([land.rings]) for frame in FRAMES for land in basemap()]
    squares = [
        Area("0.5", row, column, f"KP-{n:02}")
        for row in range(75, 87)
        for column in range(247, 262)
        for n in range(1, 11)
    ]
    shapes = [shape for area in squares if (shape := outline(area))]
    parts = [FRAMES[1].path(shape) for shape in shapes]
    near = [Frame.around([ring for polygon in shape for ring in polygon], 640, 16).path(shape) for shape in shapes]
    others = [Frame.world(960).path([world()[0].rings]), *(Frame.seoul(600).path([land.rings]) for land in seoul())]
    return korea + parts + near + others


def test_no_path_of_ours_looks_like_a_place_or_a_person() -> None:
    nothing, inside = Allowed(), inside_north_korea()
    drawn = paths()
    assert identifying("\n".join(f'<path d="{path}"/>' for path in drawn), nothing, inside) == []
    assert identifying("\n".join(drawn), nothing, inside) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(-3000, 3000), st.integers(-3000, 3000)), min_size=40, max_size=80))
def test_no_path_at_all_looks_like_a_place_or_a_person(steps: list[Place]) -> None:
    ring = tuple((x / 1000, y / 1000) for x, y in [*steps, steps[0]])
    path = Frame((-3, -3, 3, 3), 6000).path([(ring,)])
    assert identifying(path, Allowed(), inside_north_korea()) == []
