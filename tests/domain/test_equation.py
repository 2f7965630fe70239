"""The vial equation against sums over plain fractions, and both sides of its closing."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicapp.domain.equation import equation_of, planned_from_vials
from clinicapp.domain.session_acts import leave_in_vial, rest_of
from tests.factories import AT, make_protocol, make_session, new_id
from tests.vial_cases import discarding, given_all, linked, make_vial, standard, units

SITES = [s.id for s in make_protocol().sites]


def test_a_session_without_vials_does_not_close():
    sums = equation_of(make_session(give_all=True))
    assert (sums.opened, sums.given, sums.unplaced) == (0, 155, 155)
    assert not sums.closes


def test_planned_doses_are_kept_apart_and_the_rest_is_offered():
    vial = make_vial("200")
    session = linked(make_session(), vial).give(SITES[:11], at=AT, by=new_id())
    sums = equation_of(session)
    assert (sums.opened, sums.given, sums.to_give) == (200, 55, 100)
    assert (sums.rest, sums.offered_discard, sums.discarded) == (145, 45, 0)
    assert not sums.closes


@pytest.mark.parametrize(("discarded", "closes"), [("44.99", False), ("45", True)])
def test_it_closes_to_the_hundredth(discarded, closes):
    vial = make_vial("200")
    session = discarding(given_all(linked(make_session(), vial)), vial, discarded)
    assert equation_of(session).closes is closes
    assert equation_of(session).rest == 45 - units(discarded)


def test_what_stays_in_use_is_part_of_it():
    vial = make_vial("200")
    session = leave_in_vial(given_all(linked(make_session(), vial)), vial.id, Decimal(45))
    sums = equation_of(session)
    assert sums.closes
    assert (sums.left, sums.discarded) == (45, 0)


def test_each_of_two_vials_must_close():
    first, second = make_vial(), make_vial()
    session = discarding(given_all(linked(make_session(), first, second)), second, 45)
    assert equation_of(session).closes
    crossed = replace(
        session,
        sites=tuple(
            replace(s, vial_id=second.id) if s.site_id == "COR-L1" else s for s in session.sites
        ),
    )
    sums = equation_of(crossed)
    assert sums.rest == 0
    assert [v.rest for v in sums.vials] == [5, -5]
    assert sums.vials[1].is_overdrawn
    assert not sums.closes


def test_a_dose_from_a_vial_of_no_session_has_no_place():
    vial = make_vial("200")
    session = standard(vial)
    lost = replace(session, sites=(replace(session.sites[0], vial_id=new_id()), *session.sites[1:]))
    assert equation_of(lost).unplaced == 5
    assert equation_of(lost).given == 155


def test_what_was_discarded_holds_no_dose():
    first, second = make_vial(), make_vial()
    session = linked(make_session(), first, second).give(SITES[:2], at=AT, by=new_id())
    session = discarding(session, first, 90)
    assert planned_from_vials(session)[0].vial_id == second.id
    after = session.give(SITES[2:3], at=AT, by=new_id())
    assert after.site(SITES[2]).vial_id == second.id
    assert equation_of(after).of_vial(first.id).closes


MOVES = st.lists(
    st.tuples(
        st.sampled_from(SITES),
        st.sampled_from(["give", "omit", "dose", "back"]),
        st.decimals("0.01", "50", places=2),
    ),
    max_size=40,
)


def drawn(moves, vials):
    """A session after random acts."""
    session = linked(make_session(), *vials)
    for site, move, dose in moves:
        record = session.site(site)
        if move == "give" and record.is_planned:
            session = session.give([site], at=AT, by=new_id())
        elif move == "omit":
            session = session.omit([site], "patient-wish")
        elif move == "dose" and not record.is_omitted:
            session = session.change_dose([site], dose)
        elif move == "back":
            session = session.restore([site])
    return session


@given(MOVES, st.lists(st.sampled_from(["100", "200"]), max_size=3))
def test_every_unit_is_counted_once(moves, sizes):
    vials = [make_vial(size) for size in sizes]
    session = drawn(moves, vials)
    sums = equation_of(session)
    assert Fraction(sums.given) == sum(Fraction(s.units) for s in session.given)
    assert Fraction(sums.to_give) == sum(Fraction(s.units) for s in session.planned)
    assert sums.opened == sum(int(size) for size in sizes)
    for part, use in zip(sums.vials, session.facts.vials, strict=True):
        assert part.rest == rest_of(session, use)
        assert part.offered_discard >= 0
        assert part.opened == part.given + part.discarded + part.left + part.rest


@given(MOVES, st.lists(st.sampled_from(["100", "200"]), min_size=1, max_size=3))
def test_discarding_every_rest_closes_what_was_not_overdrawn(moves, sizes):
    vials = [make_vial(size) for size in sizes]
    session = drawn(moves, vials)
    for vial in vials:
        rest = equation_of(session).of_vial(vial.id).rest
        session = discarding(session, vial, rest) if rest > 0 else session
    sums = equation_of(session)
    overdrawn = any(v.is_overdrawn for v in sums.vials)
    assert sums.closes is not (overdrawn or bool(sums.unplaced))
    if sums.closes:
        assert sums.opened == sums.given + sums.discarded
