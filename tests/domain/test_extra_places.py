from dataclasses import replace
from decimal import Decimal
from math import dist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinicapp.catalog.artwork import load_artwork
from clinicapp.domain.errors import RuleError
from clinicapp.domain.extra_places import (
    extra_areas,
    next_extra,
    place_kept,
    place_suggested,
    place_touched,
    place_towards,
)
from clinicapp.domain.limits import fills_of
from clinicapp.domain.places import place_of
from tests.factories import AT, RESOURCES, make_protocol, make_session, new_id

ART = load_artwork(RESOURCES / "diagram").views
TEMPLE, SHOULDER = (450.0, 320.0), (300.0, 800.0)  # free places, on the left side
NECK = (480.0, 560.0)  # trapezius, under the paraspinal muscles


def put(session, view, point, *, units=5):
    """The session with an extra site where a view was touched."""
    place = place_touched(ART[view], session, point)
    at = place_kept(ART[view], place)
    return session.add_extra(place.site_id, "tenderness", Decimal(units), at)


def test_extra_sites_may_be_put_into_three_muscles_on_both_sides():
    found = {
        view: {(a.muscle.code, str(a.side)) for a in extra_areas(art, make_protocol())}
        for view, art in ART.items()
    }
    sides = ("left", "right")
    assert found == {
        "front": set(),
        "left": {("TEM", "left")},
        "right": {("TEM", "right")},
        "back": {(m, s) for m in ("OCC", "TRA") for s in sides},
    }


@pytest.mark.parametrize(
    ("view", "point", "site_id"),
    [
        ("left", TEMPLE, "TEM-LX1"),
        ("right", (1000 - TEMPLE[0], TEMPLE[1]), "TEM-RX1"),
        ("back", SHOULDER, "TRA-LX1"),
        ("back", (1000 - SHOULDER[0], SHOULDER[1]), "TRA-RX1"),
        ("back", (420.0, 315.0), "OCC-LX1"),
        ("back", (580.0, 315.0), "OCC-RX1"),
    ],
)
def test_the_muscle_that_is_touched_decides_muscle_and_side(view, point, site_id):
    place = place_touched(ART[view], make_session(), point)
    assert place.site_id == site_id
    assert dist(place.point, point) < 0.2


def test_a_touch_where_no_muscle_takes_extras_names_those_that_do():
    for view, point in (("front", (500, 300)), ("left", (800, 800)), ("back", NECK)):
        with pytest.raises(RuleError) as refused:
            place_touched(ART[view], make_session(), point)
        assert "Temporalis, Occipitalis and Trapezius" in refused.value.remedy


def test_a_touch_on_a_site_puts_the_extra_site_beside_it():
    session = make_session()
    for touched in ("TEM-L1", "TEM-L2", "TEM-L3", "TEM-L4"):
        middle = place_of(ART["left"], session.site(touched))
        place = place_touched(ART["left"], session, middle)
        assert place.nearest == touched
        assert place.away_cm == pytest.approx(0.7, abs=0.02)
        assert dist(place.point, middle) >= 0.7 * 42


def test_distance_is_kept_to_where_a_site_was_moved_and_where_an_extra_was_put():
    session = make_session().give(["TEM-L3"], at=AT, by=new_id())
    session = session.shift("TEM-L3", Decimal("1"), Decimal("-1"))
    moved = place_of(ART["left"], session.site("TEM-L3"))
    place = place_touched(ART["left"], session, moved)
    assert dist(place.point, moved) >= 0.7 * 42
    session = put(session, "left", TEMPLE)
    second = place_touched(ART["left"], session, TEMPLE)
    assert (second.site_id, second.nearest) == ("TEM-LX2", "TEM-LX1")
    assert dist(second.point, TEMPLE) >= 0.7 * 42 - 0.2


def test_both_extra_sites_of_a_muscle_may_be_put_on_one_side_and_no_third():
    session = put(put(make_session(), "left", TEMPLE), "left", (520.0, 300.0))
    assert [s.site_id for s in session.extras] == ["TEM-LX1", "TEM-LX2"]
    for view in ("left", "right"):
        with pytest.raises(RuleError, match="Temporalis takes at most 2 extra sites"):
            place_touched(ART[view], session, (500.0, 320.0))


def test_a_muscle_that_is_full_of_units_refuses_a_place_before_a_reason_is_asked():
    session = put(make_session(), "back", (420.0, 315.0), units=10)
    with pytest.raises(RuleError, match="Occipitalis would reach 45 units"):
        place_touched(ART["back"], session, (580.0, 315.0))


def test_a_side_without_further_ids_says_so():
    protocol = make_protocol()
    fewer = replace(protocol, extra_sites=protocol.suggested_extras)
    session = replace(make_session(), protocol=fewer)
    session = session.add_extra("TEM-LX1", "tenderness", Decimal(5))
    with pytest.raises(RuleError, match="no further extra site on the left"):
        next_extra(session, fewer.muscle("TEM"), "left")


def test_where_sites_must_keep_too_far_apart_the_muscle_has_no_place_left():
    wide = replace(make_protocol(), extra_apart_cm=Decimal(9))
    with pytest.raises(RuleError, match=r"Temporalis left has no place left that is 9 cm"):
        place_touched(ART["left"], replace(make_session(), protocol=wide), TEMPLE)


def test_every_suggested_place_is_free_and_is_kept_as_suggested():
    for site in make_protocol().suggested_extras:
        place = place_suggested(ART[site.view], make_session(), site.id)
        assert dist(place.point, ART[site.view].site_points[site.id]) < 0.1
        assert place_kept(ART[site.view], place) is None
        assert place.away_cm > 0.7


def test_a_suggested_place_that_is_taken_moves_aside():
    session = put(make_session(), "left", ART["left"].site_points["TEM-LX1"])
    session = session.restore(["TEM-LX1"])
    at = (Decimal("0.42"), Decimal("0.28"))  # right beside the suggested place
    session = session.add_extra("TEM-LX2", "tenderness", Decimal(5), at)
    place = place_suggested(ART["left"], session, "TEM-LX1")
    assert place.away_cm >= 0.7
    assert place_kept(ART["left"], place) is not None


@settings(deadline=None)
@given(st.sampled_from(make_protocol().extra_sites), st.floats(-300, 1300), st.floats(-300, 1500))
def test_a_site_stays_in_its_own_muscle_wherever_it_is_moved(site, x, y):
    art = ART[site.view]
    place = place_towards(art, make_session(), site.id, (x, y))
    for found in extra_areas(art, make_protocol()):
        is_own = (found.muscle.code, found.side) == (site.muscle, site.side)
        assert found.area.holds(place.point) == is_own


def test_every_place_is_seen_on_screen_and_on_paper():
    for art in ART.values():
        for found in extra_areas(art, make_protocol()):
            for corner in [(x, y) for x in range(0, 1001, 20) for y in range(0, 1201, 20)]:
                if found.area.holds(corner):
                    assert all(crop.holds(corner) for crop in art.crops.values())


def test_fills_count_extra_sites_and_all_units_of_their_muscle():
    session = put(make_session(), "left", TEMPLE).omit(["TEM-L1"], "patient-wish")
    fills = {f.muscle.code: (f.extras, f.units) for f in fills_of(session.protocol, session.sites)}
    assert fills == {"TEM": (1, 40), "OCC": (0, 30), "TRA": (0, 30)}
