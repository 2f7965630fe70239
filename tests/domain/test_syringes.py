"""The syringe plan: what a nurse draws up and what should be left in the hand."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from clinicapp.domain.syringes import syringe_plan
from tests.domain.test_equation import MOVES, SITES, drawn
from tests.factories import AT, make_session, new_id
from tests.vial_cases import discarding, given_all, linked, make_vial, units, with_doses

ONE = Decimal(1)


def planned(session, *vials, ml=ONE):
    return syringe_plan(session, vials, ml)


def test_the_standard_session_takes_four_syringes_of_up_to_50_units():
    vial = make_vial("200")
    plan = planned(linked(make_session(), vial), vial)
    assert [s.units for s in plan.syringes] == [50, 50, 50, 5]
    assert [s.drawn_ml for s in plan.syringes] == [1, 1, 1, 1]
    assert plan.last.left == 50
    assert [d.site_id for s in plan.syringes for d in s.doses] == SITES
    assert {d.ml for s in plan.syringes for d in s.doses} == {units("0.1")}
    assert plan.in_hand is plan.syringes[0]


def test_the_one_in_hand_says_what_should_be_left():
    vial = make_vial("200")
    session = linked(make_session(), vial).give(SITES[:13], at=AT, by=new_id())
    plan = planned(session, vial)
    assert plan.in_hand.number == 2
    assert (plan.in_hand.left, plan.in_hand.left_ml) == (35, units("0.7"))
    done = planned(given_all(session), vial)
    assert (done.in_hand, done.last.left) == (done.last, 45)
    assert planned(discarding(given_all(session), vial, 45), vial).last.left == 0


def test_doses_are_taken_in_the_order_they_were_given():
    vial = make_vial("200")
    session = linked(make_session(), vial)
    session = session.give(["TRA-R3"], at=AT, by=new_id())
    first = planned(session, vial).syringes[0]
    assert [d.site_id for d in first.doses][:3] == ["TRA-R3", "COR-L1", "COR-R1"]


def test_a_dose_is_never_split_between_syringes_or_vials():
    first, second = make_vial(), make_vial()
    session = with_doses(make_session(), **{s.replace("-", "_"): "7.5" for s in SITES[:14]})
    plan = planned(linked(session, first, second), first, second)
    assert [s.units for s in plan.syringes][:2] == [45, 45]
    assert all(s.units <= 50 for s in plan.syringes)
    in_first = [d.site_id for s in plan.syringes if s.vial_id == first.id for d in s.doses]
    in_second = [d.site_id for s in plan.syringes if s.vial_id == second.id for d in s.doses]
    assert (in_first, in_second) == (SITES[:13], SITES[13:])


def test_a_dose_that_just_fits_at_an_uneven_concentration_fits():
    vial = make_vial(ml="3")
    plan = planned(linked(with_doses(make_session(), COR_L1="33.33"), vial), vial)
    assert [d.site_id for d in plan.syringes[0].doses] == ["COR-L1"]
    assert not plan.syringes[0].is_overfull
    thin = replace(vial, reconstitution=replace(vial.reconstitution, ml=Decimal(6)))
    thin_plan = planned(linked(make_session(), thin), thin)
    assert thin_plan.syringes[0].units == 15
    assert planned(linked(make_session(), thin), thin, ml=Decimal("0.9")).syringes[0].units == 15


def test_a_dose_over_the_syringe_is_pointed_out():
    vial = make_vial("200")
    plan = planned(linked(with_doses(make_session(), COR_R1="50"), vial), vial, ml=Decimal("0.5"))
    assert [s.units for s in plan.syringes][:3] == [5, 50, 25]
    assert [s.is_overfull for s in plan.syringes][:3] == [False, True, False]


def test_before_a_vial_is_known_the_concentration_of_the_protocol_stands_in():
    plan = planned(make_session())
    assert [s.units for s in plan.syringes] == [50, 50, 50, 5]
    assert all(s.is_assumed and s.vial_id is None for s in plan.syringes)
    dry = replace(make_vial("200"), reconstitution=None)
    assert all(s.is_assumed for s in planned(linked(make_session(), dry), dry).syringes)
    empty = make_session().omit(SITES, "patient-wish")
    assert planned(empty).syringes == ()
    assert planned(empty).in_hand is None


@given(
    MOVES,
    st.lists(st.sampled_from(["100", "200"]), max_size=3),
    st.sampled_from(["1", "2", "3", "4", "5.5"]),
    st.sampled_from(["0.5", "1", "3"]),
)
def test_every_dose_lies_in_one_syringe_of_its_vial(moves, sizes, ml, syringe_ml):
    vials = [make_vial(size, ml=ml) for size in sizes]
    session = drawn(moves, vials)
    plan = planned(session, *vials, ml=units(syringe_ml))
    doses = [d for s in plan.syringes for d in s.doses]
    told = {s.site_id: s.units for s in session.sites if not s.is_omitted}
    assert {d.site_id: d.units for d in doses} == told
    assert len(doses) == len(told)
    for syringe in plan.syringes:
        size = next((v.label.units for v in vials if v.id == syringe.vial_id), Decimal(50))
        volume = Decimal(1) if syringe.vial_id is None else units(ml)
        assert len(syringe.doses) == 1 or syringe.units * volume <= units(syringe_ml) * size
        assert syringe.left >= 0
        assert syringe.left == syringe.drawn - sum(d.units for d in syringe.doses if d.is_given)
        assert {type(d.ml) for d in syringe.doses} == {Decimal}
        for dose in syringe.doses:
            record = session.site(dose.site_id)
            assert not record.is_given or record.vial_id == syringe.vial_id
