"""Whoever adds an extra site, the verb holds it in its muscle and apart from every other site."""

from decimal import Decimal
from math import dist

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinicapp.commands.sessions import (
    add_extra_site,
    give_all_planned,
    plan_again,
    restore_sites,
    shift_site,
    start_session,
    undo,
)
from clinicapp.domain.errors import InputError, RuleError
from clinicapp.domain.extra_places import (
    extra_areas,
    place_kept,
    place_touched,
    place_towards,
    require_extra_place,
)
from clinicapp.domain.places import fraction_of, place_of, point_at
from tests.closing import complete_session
from tests.factories import AT, make_artwork, make_protocol, make_session, new_id

EXTRAS = make_protocol().extra_sites
POINTS = st.tuples(st.floats(0, 1000), st.floats(0, 1200))
SIDED = [s for s in EXTRAS if s.id in ("TEM-LX1", "TEM-RX2", "OCC-LX1", "TRA-RX3")]


def add(records, session, act, site_id, at, *, give=False):
    units = Decimal("2.5")
    return add_extra_site(records, session.id, site_id, "tenderness", units, give, at, act=act)


def place(x, y):
    return Decimal(x), Decimal(y)


def near(site_id, cm):
    """A place so far above a fixed site."""
    site = make_protocol().site(site_id)
    art = make_artwork().views[site.view]
    x, y = art.site_points[site_id]
    return fraction_of((x, y - cm * art.units_per_cm))


@pytest.mark.parametrize("give", [True, False])
@pytest.mark.parametrize(
    ("site_id", "at", "muscle"),
    [
        ("TEM-LX1", place("0.9", "0.9"), "Temporalis left"),
        ("OCC-LX1", place("0.8", "0.3"), "Occipitalis left"),
        ("OCC-LX1", place("0.58", "0.2625"), "Occipitalis left"),  # the right one
        ("TRA-LX1", place("0.42", "0.2625"), "Trapezius left"),  # in the occipitalis
    ],
)
def test_a_place_outside_the_muscle_of_its_side_is_refused(
    records, session, act, site_id, at, muscle, give
):
    with pytest.raises(InputError) as refused:
        add(records, session, act, site_id, at, give=give)
    told = refused.value
    assert told.happened == f"{site_id} cannot lie there: that is not in {muscle}."
    assert (told.unchanged, bool(told.remedy)) == ("Nothing has changed.", True)
    assert records.session(session.id) == session


def test_a_place_too_near_to_another_site_is_refused_and_names_it(records, session, act):
    with pytest.raises(
        RuleError, match=r"TEM-LX1 would lie less than 0.7 cm from TEM-L2\."
    ) as told:
        add(records, session, act, "TEM-LX1", near("TEM-L2", 0.6))
    assert told.value.remedy
    assert records.session(session.id) == session
    add(records, session, act, "TEM-LX1", near("TEM-L2", 0.75))
    with pytest.raises(RuleError, match="from TEM-LX1"):
        add(records, session, act, "TEM-LX2", near("TEM-L2", 0.8))


def test_a_suggested_place_that_was_taken_is_refused_until_it_is_free(records, session, act):
    suggested = make_artwork().views["left"].site_points["TEM-LX1"]
    add(records, session, act, "TEM-LX2", fraction_of(suggested))
    with pytest.raises(RuleError, match="from TEM-LX2"):
        add(records, session, act, "TEM-LX1", None)
    restore_sites(records, session.id, ["TEM-LX2"], act=act)
    assert add(records, session, act, "TEM-LX1", None).after.has_site("TEM-LX1")


def test_planning_as_last_time_keeps_an_old_place_though_it_is_too_near_today(
    records, session, act
):
    at = near("TEM-L2", 0.8)
    add(records, session, act, "TEM-LX1", at)
    give_all_planned(records, session.id, act=act)
    complete_session(records, session.id, act=act)
    today = start_session(records, session.patient_id, act=act).after
    add(records, today, act, "TEM-LX2", near("TEM-L2", 0.9))
    planned = plan_again(records, today.id, act=act).after
    assert (planned.site("TEM-LX1").at_x, planned.site("TEM-LX1").at_y) == at
    assert not undo(records, today.id, act=act).after.has_site("TEM-LX1")


def test_where_a_given_site_was_moved_counts(records, session, act):
    at = near("TEM-L2", 0.8)
    give_all_planned(records, session.id, act=act)
    shift_site(records, session.id, "TEM-L2", Decimal(0), Decimal("-0.5"), act=act)
    with pytest.raises(RuleError, match="from TEM-L2"):
        add(records, session, act, "TEM-LX1", at)


def drawn_session(point, shift):
    """A session with a moved site and, where one may lie, an extra site."""
    session = make_session().give(["TEM-L3", "OCC-R2"], at=AT, by=new_id())
    session = session.shift("TEM-L3", *shift)
    for art in make_artwork().views.values():
        try:
            found = place_touched(art, session, point)
        except RuleError:
            continue
        at = place_kept(art, found)
        return session.add_extra(found.site_id, "tenderness", Decimal("2.5"), at)
    return session


def is_allowed(session, site_id):
    try:
        require_extra_place(make_artwork(), session, site_id)
    except (InputError, RuleError):
        return False
    return True


SHIFTS = st.sampled_from([place("0", "0"), place("0.7", "-0.7"), place("-1", "0.3")])
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SLOW
@given(st.sampled_from(EXTRAS), POINTS, POINTS, SHIFTS)
def test_what_the_screen_finds_is_never_refused(site, wanted, other, shift):
    session, art = drawn_session(other, shift), make_artwork().views[site.view]
    if session.has_site(site.id):
        return
    found = place_towards(art, session, site.id, wanted)
    after = session.add_extra(site.id, "tenderness", Decimal("2.5"), place_kept(art, found))
    assert is_allowed(after, site.id)


@SLOW
@given(st.sampled_from(SIDED), POINTS, st.floats(-2, 2), st.floats(-2, 2), st.booleans())
def test_the_verb_takes_a_place_exactly_where_the_rule_allows_one(
    records, session, act, site, point, x, y, is_near
):
    art = make_artwork().views[site.view]
    if is_near:  # where muscle and distance both matter
        middle = art.site_points[f"{site.id[:-1]}1"]
        point = middle[0] + x * art.units_per_cm, middle[1] + y * art.units_per_cm
    at = fraction_of(point)
    lies = point_at(at)
    (own,) = (
        a.area
        for a in extra_areas(art, make_protocol())
        if (a.muscle.code, a.side) == (site.muscle, site.side)
    )
    others = [
        place_of(art, s) for s in session.sites if make_protocol().site(s.site_id).view is art.view
    ]
    may = own.holds(lies) and min(dist(lies, o) for o in others) >= 0.7 * art.units_per_cm
    try:
        add(records, session, act, site.id, at)
    except (InputError, RuleError):
        assert not may
        return
    assert may
    assert records.session(session.id).has_site(site.id)
    undo(records, session.id, act=act)
