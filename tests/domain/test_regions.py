from hypothesis import given
from hypothesis import strategies as st

from clinicapp.domain.artwork import Box
from clinicapp.domain.regions import Area, frame_of, region_of

SQUARE = region_of("M10 10 L50 10 50 50 10 50Z")
COORDINATES = st.floats(0, 60, allow_nan=False)


@given(COORDINATES, COORDINATES)
def test_a_region_holds_what_lies_between_its_edges(x, y):
    assert SQUARE.holds((x, y)) == (10 <= x < 50 and 10 <= y < 50)


def test_a_curve_is_followed_closely():
    quarter = region_of("M0 0 L100 0 C100 55.23 55.23 100 0 100Z")
    for angle_point in ((70.2, 70.2), (99.4, 5)):
        assert quarter.holds(angle_point)
    for beyond in ((71.2, 71.2), (100.3, 5)):
        assert not quarter.holds(beyond)


def test_a_curve_with_one_control_point_is_followed_too():
    hill = region_of("M0 0 Q50 100 100 0Z")
    assert hill.holds((50, 49))
    assert not hill.holds((50, 51))


def test_an_area_is_what_all_hold_and_none_covers():
    area = Area((SQUARE, frame_of(Box(0, 0, 40, 100))), (region_of("M10 10 L20 10 20 50 10 50Z"),))
    assert area.holds((30, 30))
    assert not area.holds((45, 30))  # past the frame
    assert not area.holds((15, 30))  # covered


def test_an_area_turns_where_two_outlines_cross():
    area = Area((SQUARE, frame_of(Box(0, 0, 40, 100))))
    assert set(area.corners) == {(10.0, 10.0), (10.0, 50.0), (40.0, 10.0), (40.0, 50.0)}
    assert {(edge[0][0], edge[1][0]) for edge in area.edges} == {
        (10, 10),
        (10, 50),
        (50, 10),
        (40, 40),
    }


def test_an_outline_that_is_not_met_bounds_nothing():
    far, hole = region_of("M60 60 L70 60 70 70 60 70Z"), region_of("M20 20 L30 20 30 30 20 30Z")
    assert set(Area((SQUARE,), (far,)).corners) == set(SQUARE.corners)
    assert set(Area((SQUARE,), (hole,)).corners) == {*SQUARE.corners, *hole.corners}
