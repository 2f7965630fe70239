from itertools import product
from math import dist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinicapp.catalog.artwork import load_artwork
from clinicapp.domain.artwork import Box
from clinicapp.domain.extra_places import extra_areas
from clinicapp.domain.places import fraction_of, planned_place
from clinicapp.domain.regions import Area, frame_of, region_of
from clinicapp.domain.site_record import SiteRecord
from clinicapp.domain.snapping import GRID, free_place
from tests.factories import RESOURCES, make_protocol

ART = load_artwork(RESOURCES / "diagram").views
AREAS = [
    (ART[view], found.area)
    for view in ("left", "right", "back")
    for found in extra_areas(ART[view], make_protocol())
]
SQUARE = Area((region_of("M100 100 L200 100 200 200 100 200Z"),))
POINTS = st.tuples(st.floats(0, 1000), st.floats(0, 1200))
SCATTERED = st.lists(st.tuples(st.floats(90, 210), st.floats(90, 210)), max_size=12)


@settings(deadline=None)
@given(st.sampled_from(AREAS), POINTS, st.lists(POINTS, max_size=4))
def test_a_place_in_a_muscle_is_never_too_close_and_never_outside(there, wanted, more):
    art, area = there
    others = [*(p for i, p in art.site_points.items() if "X" not in i), *more]
    apart = 0.7 * art.units_per_cm
    place = free_place(wanted, others, apart, area)
    assert place is not None  # four more sites cannot fill a muscle
    assert area.holds(place)
    assert min(dist(place, o) for o in others) >= apart


@settings(deadline=None)
@given(SCATTERED, st.tuples(st.floats(60, 240), st.floats(60, 240)), st.floats(5, 60))
def test_no_free_place_is_nearer_than_the_one_that_is_found(others, wanted, apart):
    place = free_place(wanted, others, apart, SQUARE)
    free = [
        (x, y)
        for x, y in product(range(101, 200, 4), repeat=2)
        if all(dist((x, y), o) >= apart + 1 for o in others)
    ]
    if place is None:
        assert free == []
        return
    assert SQUARE.holds(place)
    assert all(dist(place, o) >= apart for o in others)
    assert all(dist(wanted, place) <= dist(wanted, p) + 2 * sum(GRID) for p in free)


@settings(deadline=None)
@given(POINTS)
def test_a_place_reads_back_from_the_record_exactly_where_it_was_found(wanted):
    art, area = AREAS[0]
    place = free_place(wanted, [], 0, area)
    at_x, at_y = fraction_of(place)
    kept = SiteRecord(site_id="TRA-RX3", units=5, is_extra=True, at_x=at_x, at_y=at_y)
    assert planned_place(art, kept) == pytest.approx(place, abs=1e-9)


def test_a_free_place_stays_where_it_is_wanted():
    assert free_place((150.02, 150.0), [(110, 110)], 20, SQUARE) == pytest.approx((150.0, 150.0))


def test_on_top_of_another_site_any_side_will_do():
    place = free_place((150, 150), [(150, 150)], 20, SQUARE)
    assert dist(place, (150, 150)) == pytest.approx(20, abs=0.5)


def test_where_everything_is_taken_there_is_no_place():
    assert free_place((150, 150), [(150, 150)], 90, SQUARE) is None


def test_where_two_outlines_cross_may_be_the_nearest_place():
    area = Area((*SQUARE.within, frame_of(Box(0, 0, 150, 300))))
    assert free_place((170, 80), [], 0, area) == pytest.approx((150, 100), abs=0.2)
